"""Who should review: trained, independent people who are not overloaded, out of a pool; and why not others.

That reviewers are trained and independent of the case and its management is the 2015
review's (section 1.3). What counts as that here, how much is too much, and what decides
between those who may is our own default (`product`): a person appoints, and may choose others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from itertools import combinations
from operator import and_
from typing import Literal

from models.diaries.meetings.openings import Openings, first_day
from models.diaries.slots.grid import Grid

Exclusion = Literal[
    "not_trained", "own_agency", "must_not_take_part", "on_the_panel", "decides", "overloaded"
]
"""Why somebody is not suggested; ``must_not_take_part`` says no more than that."""
Note = Literal[
    "too_few", "no_welsh_speaker", "same_agency", "none_experienced", "diary_not_known", "no_day", "late"
]
"""What a suggestion lacks of what is wished for."""

MOST_REVIEWS = 2
"""Whoever reviews so many open reviews is not asked to take another (product)."""
MOST_HOURS = 16.0
"""The hours of meetings in a month that are enough: two working days (product)."""


@dataclass(frozen=True)
class Candidate:
    """Somebody of the pool, as the record knows them.

    Attributes:
        code: the person's code.
        agency: the agency's code.
        language: ``cy``, ``en`` or ``unknown``.
        trained_on: when they were trained; none: there is no record of it.
        kept_out: they must not take part in this review, for a reason that stays where it is.
        on_the_panel: they sit on this review's Panel.
        decides: they decide about the Board's reviews, or run its office.
        open_reviews: how many open reviews they review.
        busiest_month: the hours of meetings to come in their fullest month.
        hours: all hours of meetings to come.
        appointments: how many reviews they have been appointed to, ever.
        last_appointed_on: when last.
        openings: when they could begin the first Panel meeting; none: no diary is known.
    """

    code: str
    agency: str
    language: str = "unknown"
    trained_on: date | None = None
    kept_out: bool = False
    on_the_panel: bool = False
    decides: bool = False
    open_reviews: int = 0
    busiest_month: float = 0.0
    hours: float = 0.0
    appointments: int = 0
    last_appointed_on: date | None = None
    openings: Openings | None = None


@dataclass(frozen=True)
class Wanted:
    """What a review asks for.

    Attributes:
        number: how many reviewers are still to be found.
        on: the day on which they are asked.
        agencies: those that worked with the child.
        welsh: a Welsh speaker is wanted.
        by: the day by which the Panel should first meet.
        grid: the slots in which openings are counted.
        beside: reviewers who are appointed already, and stay.
    """

    number: int
    on: date
    agencies: frozenset[str]
    welsh: bool
    by: date | None
    grid: Grid
    beside: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """Who is suggested, what that lacks, who could be asked next, and who not and why.

    *first_day* is the first day on which all of them could meet, as far as diaries say.
    """

    chosen: tuple[Candidate, ...] = ()
    first_day: date | None = None
    notes: tuple[Note, ...] = ()
    others: tuple[Candidate, ...] = ()
    excluded: tuple[tuple[Candidate, tuple[Exclusion, ...]], ...] = field(default=())


def suggest(pool: Sequence[Candidate], wanted: Wanted) -> Suggestion:
    """Suggest as many reviewers as are wanted; fewer only where no more may be asked.

    In this order: somebody speaks Welsh where that is wanted; one at least has reviewed
    before; they are of different agencies; all could meet in time; the least open reviews
    and hours; the longest since the last appointment; the code.
    """
    barred = [(each, causes) for each in pool if (causes := exclusions(each, wanted))]
    out = {each.code for each, _ in barred}
    fit = sorted((each for each in pool if each.code not in out), key=_load)
    number = min(wanted.number, len(fit))
    # Of equals the first one counts, and those who may be asked stand in an order of their own.
    chosen = min(combinations(fit, number), key=lambda some: _worth(some, wanted))
    others = tuple(each for each in fit if each not in chosen)
    return Suggestion(chosen, _first_day(chosen, wanted), _notes(chosen, wanted), others, tuple(barred))


def exclusions(each: Candidate, wanted: Wanted) -> tuple[Exclusion, ...]:
    """Give every reason for which somebody cannot be suggested; none if they can."""
    reasons: tuple[tuple[Exclusion, bool], ...] = (
        ("not_trained", each.trained_on is None or each.trained_on > wanted.on),
        ("own_agency", each.agency in wanted.agencies),
        ("must_not_take_part", each.kept_out),
        ("on_the_panel", each.on_the_panel),
        ("decides", each.decides),
        ("overloaded", each.open_reviews >= MOST_REVIEWS or each.busiest_month > MOST_HOURS),
    )
    return tuple(code for code, holds in reasons if holds)


def _worth(some: Sequence[Candidate], wanted: Wanted) -> tuple[object, ...]:
    """Rank a choice: what comes first counts before all that follows, and less is better."""
    notes = _notes(some, wanted)
    return (
        *(note in notes for note in ("no_welsh_speaker", "none_experienced", "same_agency")),
        *(note in notes for note in ("no_day", "late", "diary_not_known")),
        sum(each.open_reviews for each in some),
        sum(each.hours for each in some),
        sum(each.last_appointed_on.toordinal() for each in some if each.last_appointed_on),
    )


def _notes(some: Sequence[Candidate], wanted: Wanted) -> tuple[Note, ...]:
    team = (*wanted.beside, *some)
    first, known = _first_day(some, wanted), _is_known(team)
    several = len(team) > 1
    lacks: tuple[tuple[Note, bool], ...] = (
        ("too_few", len(some) < wanted.number),
        ("no_welsh_speaker", wanted.welsh and all(each.language != "cy" for each in team)),
        ("same_agency", several and len({each.agency for each in team}) < len(team)),
        ("none_experienced", several and not any(each.appointments for each in team)),
        ("diary_not_known", first is None and not known),
        ("no_day", first is None and known),
        ("late", first is not None and wanted.by is not None and first > wanted.by),
    )
    return tuple(code for code, holds in lacks if holds)


def _first_day(some: Sequence[Candidate], wanted: Wanted) -> date | None:
    """Give the first day on which all could meet whose diaries are known, those appointed already too."""
    sets = [each.openings.comes for each in (*wanted.beside, *some) if each.openings]
    return first_day(reduce(and_, sets), wanted.grid) if sets else None


def _is_known(team: Sequence[Candidate]) -> bool:
    """Say whether diaries alone would tell that there is no common day."""
    sets = [each.openings.may_come if each.openings else -1 for each in team]
    return bool(sets) and reduce(and_, sets) == 0


def _load(each: Candidate) -> tuple[int, float, int, str]:
    """Order those who may be asked by how little they have to do, then by how long they were not asked."""
    last = each.last_appointed_on.toordinal() if each.last_appointed_on else 0
    return each.open_reviews, each.hours, last, each.code
