"""When people could begin a meeting: each alone, and all who are needed together."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np

from models.diaries.meetings import costs
from models.diaries.meetings.attendance import day_table
from models.diaries.meetings.possible import within_hours
from models.diaries.problem import Calendar, Meeting, Minutes, Person, Problem
from models.diaries.slots.grid import Grid, grid
from models.diaries.slots.masks import starts
from models.diaries.slots.span_rows import Whole
from models.guidance.diary_levels import Level


class Openings(NamedTuple):
    """The beginnings of a meeting to which somebody could come, as sets of slots that have none in common.

    Attributes:
        free: nothing is against it.
        perhaps: they are tentatively busy.
        unknown: what they have in their diary is not known.
    """

    free: int
    perhaps: int
    unknown: int

    @property
    def comes(self) -> int:
        """The beginnings at which they are taken to come, if need be by moving what is tentative."""
        return self.free | self.perhaps

    @property
    def may_come(self) -> int:
        """The same, and those of which nothing is known."""
        return self.comes | self.unknown


def openings(
    people: Iterable[Person],
    calendar: Calendar,
    length: Minutes,
    board: str = "",
    place: str | None = None,
) -> dict[str, Openings]:
    """Give for each person the beginnings of a meeting of *length* minutes to which they could come.

    Only working days count on which *board* is not closed, and beginnings from which the
    meeting ends in opening hours; the way to a *place* and back counts with the meeting.
    """
    on, people = grid(calendar), tuple(people)
    possible = beginnings(on, length, board)
    found = {}
    for person, (hard, unknown, tentative) in zip(people, starts(people, on, length, place), strict=True):
        known = possible & ~hard & ~unknown
        found[person.code] = Openings(known & ~tentative, known & tentative, possible & ~hard & unknown)
    return found


def beginnings(on: Grid, length: Minutes, board: str = "") -> int:
    """Give the slots of working days from which a meeting of *length* ends before the day closes."""
    return on.working(board) & within_hours(length, on)


def level_of(free: int, perhaps: int, unknown: int, possible: int) -> Level:
    """Say how far somebody could take part on a day, by how many beginnings are what.

    >>> level_of(12, 0, 0, 23), level_of(2, 9, 0, 23), level_of(0, 0, 1, 23), level_of(0, 0, 0, 23)
    ('free', 'part', 'not_known', 'no')
    """
    if 0 < possible <= 2 * free:
        return "free"
    if free:
        return "part"
    if perhaps:
        return "perhaps"
    return "not_known" if unknown else "no"


def levels(openings: Openings, on: Grid, possible: int) -> tuple[Level, ...]:
    """Give the level of each calendar day of the grid; *possible* are the beginnings that there are."""
    counts = (_by_day(each, on) for each in (*openings, possible))
    return tuple(level_of(*map(int, day)) for day in zip(*counts, strict=True))


def together(problem: Problem, meeting: Meeting) -> tuple[Level, ...]:
    """Say for each calendar day whether all who are needed could meet at one hour of it.

    *free* where everybody required comes and each agency's own member; *perhaps* where
    somebody stands in or a diary is not known; *no* where somebody would be missing, or the
    meeting cannot be that day. Who may come besides counts for nothing.
    """
    table = day_table(problem, replace(meeting, optional=(), fixed=None))
    return tuple(_together(int(cost)) for cost in table.cost)


def _together(cost: int) -> Level:
    if cost >= costs.NEVER:
        return "no"
    lacks = costs.unpacked(cost)
    if lacks.required or lacks.agencies:
        return "no"
    return "perhaps" if lacks.members else "free"


def first_day(slots: int, on: Grid) -> date | None:
    """Give the day of the first of some slots; none of none.

    >>> from models.diaries.problem import Calendar
    >>> on = grid(Calendar(date(2026, 3, 2), date(2026, 3, 8)))
    >>> first_day(1 << 40, on), first_day(0, on)
    (datetime.date(2026, 3, 3), None)
    """
    return on.days[((slots & -slots).bit_length() - 1) // on.per_day] if slots else None


def _by_day(slots: int, on: Grid) -> Whole:
    """Count a set's slots of each day."""
    packed = np.frombuffer(slots.to_bytes(on.slots // 8 + 1, "little"), np.uint8)
    bits = np.unpackbits(packed, bitorder="little")[: on.slots]
    counts: Whole = bits.reshape(-1, on.per_day).sum(axis=1, dtype=np.int64)
    return counts
