"""The slots at which meetings can begin: so many a day, from the first day of a calendar to the last.

Slot ``day_index * per_day + k`` begins *k* slots after that day's opening in London. A set of
slots is one Python integer, bit *n* for slot *n*: a whole half-year in 728 bytes, and one
instruction for sixty-four of them.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache

import numpy as np

from models.diaries.problem import Calendar, Minutes
from models.diaries.slots.remembered import Remembered
from models.diaries.slots.span_rows import Short, Whole
from models.diaries.slots.tally import Fields, without
from models.guidance.calendar_dates import LONDON

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_DAY_OF_MINUTES = 1440
_SATURDAY = 5


def minute_of(day: date, hour: time) -> Minutes:
    """The minute of UTC of an hour in London.

    >>> minute_of(date(1970, 1, 2), time(9))  # London kept summer time all that year
    1920
    """
    return (datetime.combine(day, hour, LONDON) - _EPOCH) // _MINUTE


def day_of(minute: Minutes) -> date:
    """The day in London to which a minute of UTC belongs."""
    return (_EPOCH + minute * _MINUTE).astimezone(LONDON).date()


@dataclass(frozen=True, eq=False)
class Grid:
    """The slots of a calendar.

    Attributes:
        days: every calendar day, working or not.
        per_day: slots a day.
        slot: minutes of a slot.
        opens_at: for each day the minute of UTC at which it opens.
        midweek: the slots of Mondays to Fridays that are no bank holidays.
        closed: for each Board the slots of the days on which it is closed.
    """

    days: tuple[date, ...]
    per_day: int
    slot: Minutes
    opens_at: Whole
    midweek: int = 0
    closed: dict[str, int] = field(default_factory=dict)

    @property
    def slots(self) -> int:
        """How many there are."""
        return len(self.days) * self.per_day

    @property
    def open_for(self) -> Minutes:
        """How many minutes a day is open."""
        return self.per_day * self.slot

    @cached_property
    def opened(self) -> Minutes:
        """The minute at which the first day opens."""
        return int(self.opens_at[0])

    @cached_property
    def closed_at(self) -> Minutes:
        """The minute at which the last day closes."""
        return int(self.opens_at[-1]) + self.open_for

    @cached_property
    def fields(self) -> Fields:
        """The days as fields of bits."""
        highest = self.each_day(self.per_day - 1, self.per_day)
        return Fields(self.per_day, highest, _ones(self.slots) ^ highest)

    def starts_at(self, slot: int) -> Minutes:
        """The minute of UTC at which *slot* begins."""
        day, number = divmod(slot, self.per_day)
        return int(self.opens_at[day]) + number * self.slot

    def slot_at(self, minute: Minutes) -> int | None:
        """The slot that begins at *minute*; none where none does."""
        day = self.day_index(day_of(minute))
        if not 0 <= day < len(self.days):
            return None
        number, over = divmod(minute - int(self.opens_at[day]), self.slot)
        return day * self.per_day + number if not over and 0 <= number < self.per_day else None

    def day_index(self, day: date) -> int:
        """How many days *day* is after the first; outside the calendar if it is."""
        return (day - self.days[0]).days

    def working(self, board: str = "") -> int:
        """The slots of working days on which *board* is not closed."""
        return without(self.midweek, self.closed.get(board, 0))

    def between(self, first: date, last: date) -> int:
        """All slots of the days from *first* to *last*, both of them counted."""
        since = max(0, self.day_index(first))
        until = min(len(self.days), self.day_index(last) + 1)
        return _ones((until - since) * self.per_day) << since * self.per_day if since < until else 0

    def each_day(self, since: int, until: int) -> int:
        """Of each day the slots from number *since* to *until*, that one left out."""
        until = min(until, self.per_day)
        return _repeated(_ones(until - since) << since, self.per_day, len(self.days)) if since < until else 0

    @cached_property
    def _opens_at_less(self) -> Short:
        """For each day its opening, so much earlier that dividing by a slot gives the next one."""
        return (self.opens_at - (self.slot - 1)).astype(np.int32)

    def edges(self, minutes: Short) -> Short:
        """For each minute the first slot that begins at it or after it.

        Minutes outside opening hours belong to the next opening, those after all days to the end.
        The night is cut in its middle, so that an hour more or less of a clock change cuts nothing.
        """
        number = np.maximum(minutes, self.opened)
        np.minimum(number, self.closed_at, out=number)
        edges: Short = number - (self.opened - (_DAY_OF_MINUTES - self.open_for) // 2)
        edges //= _DAY_OF_MINUTES
        number -= self._opens_at_less.take(edges.astype(np.intp))
        number //= self.slot
        np.maximum(number, 0, out=number)
        np.minimum(number, self.per_day, out=number)
        edges *= self.per_day
        edges += number
        return edges


def grid(calendar: Calendar) -> Grid:
    """The slots of *calendar*; the same object for the same calendar."""
    found = _remembered.get(calendar, None)
    if found is not None:
        return found
    hours = (calendar.opens, calendar.closes, calendar.slot)
    closures = frozenset(calendar.closures.items())
    made = _grid(calendar.first, calendar.last, hours, calendar.bank_holidays, closures)
    return _remembered.keep(calendar, None, made)


_remembered: Remembered[Grid] = Remembered()


@lru_cache(maxsize=32)
def _grid(
    first: date,
    last: date,
    hours: tuple[time, time, Minutes],
    bank_holidays: frozenset[date],
    closures: frozenset[tuple[str, frozenset[date]]],
) -> Grid:
    opens, closes, slot = hours
    days = tuple(first + n * _DAY for n in range((last - first).days + 1))
    per_day = (closes.hour * 60 + closes.minute - opens.hour * 60 - opens.minute) // slot
    at_work = {day for day in days if day.weekday() < _SATURDAY and day not in bank_holidays}
    return Grid(
        days=days,
        per_day=per_day,
        slot=slot,
        opens_at=np.array([minute_of(day, opens) for day in days], np.int64),
        midweek=_of_days(days, at_work, per_day),
        closed={board: _of_days(days, closed, per_day) for board, closed in closures},
    )


def _of_days(days: tuple[date, ...], wanted: frozenset[date] | set[date], per_day: int) -> int:
    whole = _ones(per_day)
    return sum(whole << n * per_day for n, day in enumerate(days) if day in wanted)


def _ones(count: int) -> int:
    return (1 << count) - 1


@lru_cache(maxsize=256)
def _repeated(pattern: int, every: int, times: int) -> int:
    """*pattern* in each of so many stretches of *every* bits."""
    return sum(pattern << n * every for n in range(times))
