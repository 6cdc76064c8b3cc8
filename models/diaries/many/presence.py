"""Whether people can come, for every beginning of a meeting on every day: what many reviews are planned with.

A table has a row for each calendar day and a column for each beginning, and says free,
tentative, not known or hard. It is the same for every meeting of that length and with that
way to go, so reviews that share people share their tables.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from models.diaries.problem import Calendar, Minutes, Person
from models.diaries.slots.grid import Grid, grid
from models.diaries.slots.masks import starts
from models.guidance.errors import GuidanceError

FREE, TENTATIVE, NOT_KNOWN, HARD = range(4)
"""What a table says of somebody."""

_HOUR = 60

Bits = NDArray[np.bool_]


@dataclass(frozen=True)
class Days:
    """The days and hours that all reviews have between them.

    Attributes:
        first: the first day.
        count: how many calendar days.
        opens: the first minute of a day, London's.
        slots: into how many slots an office day is cut.
        slot: minutes of a slot.
    """

    first: date
    count: int
    opens: Minutes
    slots: int
    slot: Minutes

    def on(self, row: int) -> date:
        """Give the day of a row."""
        return self.first + timedelta(days=row)

    def row(self, day: date) -> int:
        """Give the row of a day."""
        return (day - self.first).days

    def within(self, calendar: Calendar) -> tuple[slice, slice]:
        """Give the rows and columns of a calendar among these."""
        on, row = grid(calendar), self.row(calendar.first)
        column = (_opens(calendar) - self.opens) // self.slot
        return slice(row, row + len(on.days)), slice(column, column + on.per_day)


def days_of(calendars: Iterable[Calendar]) -> Days:
    """The days from the first to the last of *calendars*, and their widest hours.

    Raises:
        GuidanceError: ``hours_cut_differently``: their slots do not lie upon each other.
    """
    every = list(calendars)
    first, slot, opens = min(each.first for each in every), every[0].slot, min(map(_opens, every))
    if any(each.slot != slot or (_opens(each) - opens) % slot for each in every):
        raise GuidanceError("hours_cut_differently")
    closes = max(_opens(each) + grid(each).open_for for each in every)
    count = (max(each.last for each in every) - first).days + 1
    return Days(first, count, opens, (closes - opens) // slot, slot)


def _opens(calendar: Calendar) -> Minutes:
    return calendar.opens.hour * _HOUR + calendar.opens.minute


def bits(slots: int, on: Grid) -> Bits:
    """A set of slots as (days, beginnings)."""
    size = len(on.days) * on.per_day
    written = np.frombuffer(slots.to_bytes(size // 8 + 1, "little"), np.uint8)
    return np.unpackbits(written, count=size, bitorder="little").view(np.bool_).reshape(-1, on.per_day)


@dataclass
class Presence:
    """The tables of everybody, each made once.

    A person is the object that a problem holds: where reviews share it they share its tables.
    """

    days: Days
    _numbers: dict[tuple[int, int, Minutes, Minutes], int] = field(default_factory=dict)
    _tables: list[NDArray[np.int8]] = field(default_factory=list)
    _held: list[tuple[Person, Grid]] = field(default_factory=list)

    def number(self, person: Person, calendar: Calendar, length: Minutes, place: str | None) -> int:
        """Give the number of the table of *person* for meetings of *length* at *place*."""
        on = grid(calendar)
        key = (id(person), id(on), length, person.travel.get(place, 0) if place else 0)
        if key not in self._numbers:
            self._held.append((person, on))  # so that their identities are not given to others
            self._numbers[key] = len(self._tables)
            self._tables.append(self._made(person, calendar, length, place))
        return self._numbers[key]

    def _made(
        self, person: Person, calendar: Calendar, length: Minutes, place: str | None
    ) -> NDArray[np.int8]:
        on = grid(calendar)
        (masks,) = starts([person], on, length, place)
        found = np.full((self.days.count, self.days.slots), HARD, np.int8)
        own = found[self.days.within(calendar)]
        own[:] = FREE
        own[bits(masks.tentative & (1 << on.slots) - 1, on)] = TENTATIVE
        own[bits(masks.unknown & (1 << on.slots) - 1, on)] = NOT_KNOWN
        own[bits(masks.hard & (1 << on.slots) - 1, on)] = HARD
        return found

    def stacked(self) -> NDArray[np.int8]:
        """Give all tables: (tables, days, beginnings)."""
        empty = np.zeros((0, self.days.count, self.days.slots), np.int8)
        return np.stack(self._tables) if self._tables else empty
