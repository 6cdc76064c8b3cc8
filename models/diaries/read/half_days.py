"""A diary in half-days: for people whose calendar no program can read, and who tick when they cannot."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from models.diaries.problem import Minutes, Spans
from models.diaries.read.readings import Block, Read, merged, minutes_of
from models.guidance.calendar_dates import LONDON
from models.guidance.working_days import is_working_day

WEEKS = 12
"""Whole weeks after the present one for which people are asked (product)."""

Half = Literal["am", "pm"]
HALVES: tuple[Half, ...] = ("am", "pm")

_HOURS = {"am": (time(7), time(13)), "pm": (time(13), time(19))}
"""London's hours: those in which offices are open, and the way there and back."""


@dataclass(frozen=True, order=True)
class HalfDay:
    """A morning or an afternoon."""

    on: date
    half: Half

    @property
    def code(self) -> str:
        """Give what a form's box is called.

        >>> HalfDay(date(2026, 3, 9), "am").code
        '2026-03-09-am'
        """
        return f"{self.on.isoformat()}-{self.half}"

    @property
    def minutes(self) -> tuple[Minutes, Minutes]:
        """Give when it begins and ends.

        >>> from models.diaries.read.readings import instant_of
        >>> instant_of(HalfDay(date(2026, 7, 1), "pm").minutes[0]).isoformat()
        '2026-07-01T12:00:00+00:00'
        """
        starts, ends = _HOURS[self.half]
        return _minute(self.on, starts), _minute(self.on, ends)


@dataclass(frozen=True)
class Week:
    """The working days of a week that are asked about; its ``monday`` need not be one of them."""

    monday: date
    days: tuple[date, ...]

    @property
    def halves(self) -> tuple[HalfDay, ...]:
        """Give its mornings and afternoons, in order."""
        return tuple(HalfDay(on, half) for on in self.days for half in HALVES)


def span(today: date) -> tuple[date, date]:
    """Give the first day and the last for which an answer of *today* holds: tomorrow, and a Sunday.

    >>> span(date(2026, 3, 4))
    (datetime.date(2026, 3, 5), datetime.date(2026, 5, 31))
    """
    sunday = today + timedelta(days=6 - today.weekday())
    return today + timedelta(days=1), sunday + timedelta(weeks=WEEKS)


def weeks(today: date) -> tuple[Week, ...]:
    """Give the weeks that are asked about: what is left of this one, and the next twelve.

    A week without a working day is left out.

    Raises:
        GuidanceError: ``bank_holidays_missing``.

    >>> [(len(week.days), week.monday.day) for week in weeks(date(2026, 3, 4))][:2]
    [(2, 2), (5, 9)]
    """
    first, last = span(today)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    found: dict[date, list[date]] = {}
    for on in filter(is_working_day, days):
        found.setdefault(on - timedelta(days=on.weekday()), []).append(on)
    return tuple(Week(monday, tuple(working)) for monday, working in found.items())


def read(halves: Iterable[HalfDay], today: date) -> Read:
    """Give a diary in which *halves* were ticked *today*: busy then, and known for all days that were shown.

    >>> from models.diaries.read.readings import instant_of
    >>> day = date(2026, 3, 9)
    >>> found = read([HalfDay(day, "pm"), HalfDay(day, "am")], date(2026, 3, 4))
    >>> [(instant_of(each.starts).hour, instant_of(each.ends).hour) for each in found.blocks]
    [(7, 19)]
    """
    first, last = span(today)
    return Read(tuple(Block(*each) for each in merged(half.minutes for half in halves)), first, last)


def ticked(busy: Spans, among: Iterable[HalfDay]) -> frozenset[HalfDay]:
    """Give the half-days that spans touch: what was ticked, shown again.

    >>> morning, afternoon = HalfDay(date(2026, 3, 9), "am"), HalfDay(date(2026, 3, 9), "pm")
    >>> ticked([morning.minutes], [morning, afternoon]) == {morning}
    True
    """
    return frozenset(
        each
        for each in among
        if any(starts < each.minutes[1] and ends > each.minutes[0] for starts, ends in busy)
    )


def _minute(on: date, at: time) -> Minutes:
    return minutes_of(datetime.combine(on, at, LONDON))
