"""How long the stages of earlier reviews took, and of those that are not over yet.

The main line has ten milestones, from the referral to the completed review; between two
that follow each other lies a stage, whose length is in whole calendar days, holds and all.
What a review has not reached is not yet; what lies between two known days, and is blank, is
not known: such a stage says nothing, and the others are read as they are.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from models.guidance import route
from models.guidance.packs import MilestoneKey, pack
from models.guidance.timescales import deadlines

LINE: tuple[MilestoneKey, ...] = (
    route.REFERRAL,
    route.RECOMMENDATION,
    route.DECISION,
    route.PANEL,
    route.FIRST_PANEL,
    route.ANALYSIS,
    route.LEARNING_EVENT,
    route.DRAFT,
    route.SIGN_OFF,
    route.COMPLETE,
)
"""The milestones of the main line, in their order (domain: S01 to S17)."""

STAGES = len(LINE) - 1
"""Stages between them; the stage *n* ends with the milestone ``LINE[n + 1]``."""

_NOMINAL = date(2026, 1, 5)
"""A referral's day to count the plan's days from; any other gives the same within a day or two."""


@dataclass(frozen=True)
class History:
    """A review by the days on which it reached the milestones of the main line.

    *left_on* is the day on which it was closed otherwise (withdrawn, transferred, merged):
    until then it was under way, and how long it would have taken is not known.
    """

    reference: str
    reached: Mapping[MilestoneKey, date]
    left_on: date | None = None

    @property
    def completed_on(self) -> date | None:
        """Give the day on which the review was complete, if it is."""
        return self.reached.get(route.COMPLETE)

    def known_on(self, day: date) -> "History":
        """Give what was known of it at the end of a day."""
        reached = {key: on for key, on in self.reached.items() if on <= day}
        return History(
            self.reference, reached, self.left_on if self.left_on and self.left_on <= day else None
        )


@dataclass(frozen=True)
class Stay:
    """So many *days* in a stage; one that has not *ended* lasts longer by nobody knows how much."""

    stage: int
    days: int
    ended: bool


def in_order(reached: Mapping[MilestoneKey, date]) -> bool:
    """Say whether there is a referral, and nothing came before what it follows.

    >>> in_order({route.REFERRAL: date(2026, 1, 5), route.DECISION: date(2026, 1, 4)})
    False
    """
    days = [reached[key] for key in LINE if key in reached]
    return route.REFERRAL in reached and all(first <= then for first, then in pairwise(days))


def stays(history: History, on: date) -> Iterator[Stay]:
    """Give what a review says of each stage's length, as known on a day."""
    known = history.known_on(on)
    for stage, (begins, ends) in enumerate(pairwise(LINE)):
        if begins in known.reached and ends in known.reached:
            yield Stay(stage, (known.reached[ends] - known.reached[begins]).days, ended=True)
    present = present_stage(known.reached)
    if present is not None:
        since = known.reached[LINE[present]]
        yield Stay(present, ((known.left_on or on) - since).days, ended=False)


def present_stage(reached: Mapping[MilestoneKey, date]) -> int | None:
    """Give the stage that a review is in; none once it is complete.

    >>> present_stage({route.REFERRAL: date(2026, 1, 5), route.DECISION: date(2026, 2, 9)})
    2
    """
    last = max(place for place, key in enumerate(LINE) if key in reached)
    return last if last < STAGES else None


def finished(histories: Iterable[History], on: date) -> tuple[History, ...]:
    """Give the reviews that were complete by a day."""
    return tuple(each for each in histories if each.completed_on and each.completed_on <= on)


@cache
def planned_days(version: str) -> tuple[int, ...]:
    """Give how many days a version of the guidance plans for each stage, the deadlines chained.

    >>> sum(planned_days("cpr-2016"))
    181
    """
    plan = {
        (row.stage, row.milestone): row.due for row in deadlines(pack(version), {route.REFERRAL: _NOMINAL})
    }
    days = [_NOMINAL, *(plan[key] for key in LINE[1:])]
    return tuple(max((then - first).days, 0) for first, then in pairwise(days))
