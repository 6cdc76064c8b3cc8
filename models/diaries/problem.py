"""What the planner is asked: people and when they cannot, meetings and their rules, the calendar.

Instants are whole minutes of UTC since 1 January 1970, because comparing whole numbers is
what a planner does all day; a span holds its first minute and not its last. Days and
hours of the day are London's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal, TypeAlias

Minutes: TypeAlias = int
"""Minutes of UTC since 1 January 1970, or a length in minutes."""
Spans: TypeAlias = Sequence[tuple[Minutes, Minutes]]
"""Spans of time from a minute until another, that one left out; in any order, overlapping in any way."""

SLOT: Minutes = 15
"""How finely beginnings of meetings are told apart."""

Cause = Literal[
    "busy",
    "tentative",
    "away",
    "other_meeting",
    "parallel_process",
    "unknown",
    "out_of_hours",
    "weekend",
    "bank_holiday",
    "board_closure",
    "board_does_not_sit",
    "venue_taken",
]
"""Why a time is not proposed."""


@dataclass(frozen=True)
class Person:
    """Somebody who is to come, and when they cannot.

    Attributes:
        code: the person's code.
        agency: the agency's code.
        busy: what a diary says for certain.
        tentative: what a diary says perhaps: a price, not an absence.
        away: leave, sickness.
        other_meetings: meetings of reviews that are fixed.
        barred: times at which a parallel process keeps them out.
        known: the spans for which the diary is complete; outside them it is not known.
        travel: minutes to each place, there and back alike; a place not named is next door.
    """

    code: str
    agency: str
    busy: Spans = ()
    tentative: Spans = ()
    away: Spans = ()
    other_meetings: Spans = ()
    barred: Spans = ()
    known: Spans = ()
    travel: Mapping[str, Minutes] = field(default_factory=dict)


@dataclass(frozen=True)
class Meeting:
    """A meeting to be placed.

    Attributes:
        key: what it is called, such as ``panel-1``; once in a problem.
        length: minutes.
        earliest: the first day on which it may be.
        latest: the last one.
        required: those without whom it should not be.
        stand_ins: for a required person those who may stand in, the first choice first.
        agencies: for each agency who may speak for it: its member, then the deputies.
        optional: those who may come.
        target: the day wished for; none: as early as may be.
        due: the day after which it is late.
        gap: the fewest days from the meeting before, and the most (none: any number).
        only: where it can only be at certain times, such as the Board's own meetings: these.
        fixed: when it begins, if people have accepted that: it is never moved.
        either_order: the key of the next meeting, if that one may as well come first.
        places: where it may be, the first choice first; none: on line.
        board: whose closures count.
    """

    key: str
    length: Minutes
    earliest: date
    latest: date
    required: tuple[str, ...] = ()
    stand_ins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    agencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    optional: tuple[str, ...] = ()
    target: date | None = None
    due: date | None = None
    gap: tuple[int, int | None] = (1, None)
    only: Spans | None = None
    fixed: Minutes | None = None
    either_order: str | None = None
    places: tuple[str, ...] = ()
    board: str = ""


@dataclass(frozen=True)
class Calendar:
    """The days on which anybody meets at all.

    Attributes:
        first: the first day that is looked at.
        last: the last one.
        opens: when meetings begin at the earliest, in London.
        closes: when they end at the latest.
        bank_holidays: no meetings on these; nor at weekends.
        closures: for each Board the days on which it is closed.
        school_holidays: days that have a price.
        slot: how finely beginnings are told apart, in minutes; it divides the hours.
    """

    first: date
    last: date
    opens: time = time(9)
    closes: time = time(17)
    bank_holidays: frozenset[date] = frozenset()
    closures: Mapping[str, frozenset[date]] = field(default_factory=dict)
    school_holidays: frozenset[date] = frozenset()
    slot: Minutes = SLOT


@dataclass(frozen=True)
class Prices:
    """What a time costs beside who is missing, in days of position (product).

    A *day_late* after a meeting's due day costs so much on top of its distance from the target.
    """

    day_off_target: int = 1
    day_late: int = 3
    school_holiday: int = 5
    tentative: int = 2
    second_place: int = 1


@dataclass(frozen=True)
class Problem:
    """Everything that a programme is planned from; the meetings stand in the order in which they follow."""

    people: Mapping[str, Person]
    meetings: tuple[Meeting, ...]
    calendar: Calendar
    places: Mapping[str, Spans] = field(default_factory=dict)
    prices: Prices = field(default_factory=Prices)
