"""Dates as people know them: to the day, the month or the year; and calendar months."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from models.guidance.errors import GuidanceError
from models.guidance.sentences import in_words
from models.guidance.words import Words, word

LONDON = ZoneInfo("Europe/London")
"""Where the Boards are: days and hours are meant there."""

YEARS = range(1900, 2100)
"""Years that a date of a review can have; any other is a slip of the keyboard."""

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Precision(StrEnum):
    """How finely a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Interval:
    """A stretch of days; both ends count.

    >>> Interval(date(2026, 1, 1), date(2026, 1, 31)).days
    31
    """

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        """Whether *day* lies in it, both ends included."""
        return self.start <= day <= self.end


@dataclass(frozen=True)
class ImpreciseDate:
    """A date known to the day, the month or the year: the days it may stand for.

    >>> ImpreciseDate.parse("2024-02")
    ImpreciseDate(earliest=datetime.date(2024, 2, 1), latest=datetime.date(2024, 2, 29))
    >>> str(ImpreciseDate.parse(2026)), ImpreciseDate.parse("2026-05").precision.value
    ('2026', 'month')
    """

    earliest: date
    latest: date

    @property
    def precision(self) -> Precision:
        """How finely the date is known."""
        if self.earliest == self.latest:
            return Precision.DAY
        same_month = self.earliest.month == self.latest.month
        return Precision.MONTH if same_month else Precision.YEAR

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read ``2026``, ``2026-05`` or ``2026-05-01``, also as YAML gives them.

        Raises:
            GuidanceError: ``not_a_date``; what was written is not repeated.
        """
        if isinstance(written, datetime):
            raise GuidanceError("not_a_date")
        if isinstance(written, date):
            written = written.isoformat()
        found = _WRITTEN.fullmatch(str(written)) if _may_be_a_date(written) else None
        if found is None:
            raise GuidanceError("not_a_date")
        year, month, day = (int(part) if part else None for part in found.groups())
        try:
            return cls(*_span(year or 0, month, day))
        except ValueError:
            raise GuidanceError("not_a_date") from None

    @property
    def words(self) -> Words:
        """As people read it.

        >>> ImpreciseDate.parse("2026-05").words.both
        'Mai 2026 / May 2026'
        """
        if self.precision is Precision.DAY:
            return Words(cy=in_words(self.earliest, "cy"), en=in_words(self.earliest, "en"))
        if self.precision is Precision.YEAR:
            return Words(cy=str(self), en=str(self))
        month, year = word("month", f"{self.earliest.month:02d}"), self.earliest.year
        return Words(cy=f"{month.cy} {year}", en=f"{month.en} {year}")

    def __str__(self) -> str:
        """As it was written: ``2026``, ``2026-05`` or ``2026-05-01``."""
        length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.precision]
        return self.earliest.isoformat()[:length]


def add_months(day: date, months: int) -> date:
    """The same day *months* calendar months later (earlier when negative).

    A month that is too short ends on its last day.

    >>> add_months(date(2026, 8, 31), -6), add_months(date(2024, 8, 31), -6)
    (datetime.date(2026, 2, 28), datetime.date(2024, 2, 29))
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def _may_be_a_date(written: object) -> bool:
    return isinstance(written, str | int) and not isinstance(written, bool)


def _span(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if year not in YEARS:
        raise ValueError
    if day is not None:
        exact = date(year, month or 0, day)
        return exact, exact
    last = month or 12
    return date(year, month or 1, 1), date(year, last, monthrange(year, last)[1])
