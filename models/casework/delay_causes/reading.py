"""What the rules read: one review's record until a day, and what came late in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from models.casework.on_record import Happened, OnRecord
from models.guidance import route
from models.guidance.delays import Span
from models.guidance.meeting_kinds import day_of
from models.guidance.packs import MilestoneKey, pack

BY_RULE = "rule"
"""Who attributed a span, where the record itself did."""


@dataclass(frozen=True)
class Cause:
    """A span of days and what they are put down to.

    Attributes:
        span: the cause and its days.
        why: the rule's code, or ``person``.
        subject: the agency, the scope or the meeting that it concerns, if any.
        by: who attributed it: ``rule``, or a person's code.
        known_on: the day on which what says so was entered: a hold, a person's word, what came late;
            none while that is awaited.
        reason: how a person knows.
    """

    span: Span
    why: str
    subject: str = ""
    by: str = BY_RULE
    known_on: date | None = None
    reason: str = ""


class Late(NamedTuple):
    """Something that was due and came, or is still awaited: then the account's last day stands for it."""

    subject: str
    due_on: date
    came_on: date
    known_on: date | None


def entered_on(milestone: Happened) -> date:
    """Give the day on which a milestone was entered."""
    return day_of(milestone.recorded_at)


@dataclass(frozen=True)
class Reading:
    """A review's record, read until the last day of the account."""

    record: OnRecord
    until: date

    def counts(self, span: Span) -> bool:
        """Say whether a day of a span is a day of the account."""
        began_on = self.record.last(*route.REFERRAL) or span.since
        return max(span.since, began_on) < min(span.until, self.until)

    def late(self, *keys: MilestoneKey) -> Iterator[Late]:
        """Give what came of these steps with the deadline that it had, then what is asked for and has not come."""
        for each in self.record.when(*keys):
            if each.due_on is not None:
                yield Late(each.subject, each.due_on, each.happened_on, entered_on(each))
        for key, subject in self._asked:
            if key in keys and key in self.record.deadlines:
                yield Late(subject, self.record.deadlines[key].due, self.until, None)

    @cached_property
    def _asked(self) -> tuple[tuple[MilestoneKey, str], ...]:
        if self.record.has_ended:
            return ()
        return tuple((step.key, subject) for step, subject in route.may_be_done(self.record.standing))

    @cached_property
    def by_number(self) -> dict[int, Happened]:
        """The milestones by their numbers."""
        return {each.id: each for each in self.record.milestones}

    def weeks(self, key: MilestoneKey) -> timedelta:
        """Give how long after its anchor the pack has a milestone, where that is in weeks."""
        rows = pack(self.record.pack or "").timescales
        return next(timedelta(weeks=row.weeks) for row in rows if row.key == key)
