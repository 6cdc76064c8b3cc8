"""Working days in Wales: Monday to Friday, bank holidays left out."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from models.guidance.errors import GuidanceError
from models.guidance.packaged import table
from models.guidance.words import Words

_SATURDAY = 5


@dataclass(frozen=True)
class BankHoliday:
    """A bank holiday in Wales; *substitute* where it stands in for a day at a weekend."""

    on: date
    title: Words
    substitute: bool


def bank_holidays(year: int) -> tuple[BankHoliday, ...]:
    """The bank holidays of *year*, in order.

    Raises:
        GuidanceError: ``bank_holidays_missing``; the table does not reach so far.

    >>> [holiday.title.en for holiday in bank_holidays(2023)][4:6]
    ['Bank holiday for the coronation of King Charles III', 'Spring bank holiday']
    """
    if year not in _by_year():
        raise _missing(year)
    return _by_year()[year]


def is_working_day(day: date) -> bool:
    """Whether offices in Wales are open on *day*.

    Raises:
        GuidanceError: ``bank_holidays_missing``.

    >>> is_working_day(date(2020, 5, 8)), is_working_day(date(2020, 5, 4))
    (False, True)
    """
    return day.weekday() < _SATURDAY and all(holiday.on != day for holiday in bank_holidays(day.year))


def add_working_days(day: date, working_days: int) -> date:
    """The *working_days*-th working day after *day* (before it when negative).

    *day* itself is never counted, whether it is a working day or not; none
    added leaves it as it is.

    Raises:
        GuidanceError: ``bank_holidays_missing``.

    >>> add_working_days(date(2026, 4, 2), 1)  # Thursday before Easter
    datetime.date(2026, 4, 7)
    >>> add_working_days(date(2026, 4, 7), -1)
    datetime.date(2026, 4, 2)
    """
    if working_days == 0:
        return day
    if working_days > 0:
        return _at(_up_to(day) + working_days - 1)
    return _at(_before(day) + working_days)


def last_working_day_on_or_before(day: date) -> date:
    """The day by which somebody at a desk must have acted.

    Raises:
        GuidanceError: ``bank_holidays_missing``.

    >>> last_working_day_on_or_before(date(2026, 4, 6))  # Easter Monday
    datetime.date(2026, 4, 2)
    """
    return _at(_up_to(day) - 1)


def working_days_between(start: date, end: date) -> int:
    """How many working days come after *start*, up to and including *end*.

    Counted the other way, and negative, where *end* comes first: the inverse of
    :func:`add_working_days`.

    Raises:
        GuidanceError: ``bank_holidays_missing``.

    >>> working_days_between(date(2026, 4, 2), date(2026, 4, 7))
    1
    >>> working_days_between(date(2026, 4, 7), date(2026, 4, 2))
    -1
    """
    if start <= end:
        return _up_to(end) - _up_to(start)
    return _before(end) - _before(start)


def _up_to(day: date) -> int:
    """How many working days of the table come up to *day*, itself included."""
    bank_holidays(day.year)  # refuses a year that the table does not hold
    return bisect_right(_working_days(), day)


def _before(day: date) -> int:
    """How many working days of the table come before *day*."""
    return _up_to(day) - is_working_day(day)


def _at(place: int) -> date:
    days = _working_days()
    if place < 0:
        raise _missing(days[0].year - 1)
    if place >= len(days):
        raise _missing(days[-1].year + 1)
    return days[place]


def _missing(year: int) -> GuidanceError:
    known = _by_year()
    return GuidanceError("bank_holidays_missing", year=year, first=min(known), last=max(known))


@cache
def _by_year() -> dict[int, tuple[BankHoliday, ...]]:
    titles = {code: Words(**title) for code, title in table("bank_holidays")["titles"].items()}
    years: dict[int, list[BankHoliday]] = {}
    for on, row in table("bank_holidays")["holidays"].items():
        holiday = BankHoliday(on, titles[row["title"]], substitute=row.get("substitute", False))
        years.setdefault(on.year, []).append(holiday)
    return {year: tuple(sorted(holidays, key=lambda holiday: holiday.on)) for year, holidays in years.items()}


@cache
def _working_days() -> tuple[date, ...]:
    """Every working day of the table, in order: counting is then looking up places."""
    first, last = date(min(_by_year()), 1, 1), date(max(_by_year()), 12, 31)
    closed = {holiday.on for holidays in _by_year().values() for holiday in holidays}
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(day for day in days if day.weekday() < _SATURDAY and day not in closed)
