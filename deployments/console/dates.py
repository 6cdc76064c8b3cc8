"""A day as it is given with an option of a command."""

from datetime import date

from models.guidance.calendar_dates import ImpreciseDate, Precision
from models.guidance.errors import GuidanceError


def day_of(option: str, written: str) -> date:
    """Read a day, to the day.

    Raises:
        GuidanceError: ``option_not_a_date``: it is none, or only a month or a year.

    >>> day_of("--on", "2026-05-01")
    datetime.date(2026, 5, 1)
    """
    try:
        day = ImpreciseDate.parse(written)
    except GuidanceError:
        raise GuidanceError("option_not_a_date", option=option) from None
    if day.precision is not Precision.DAY:
        raise GuidanceError("option_not_a_date", option=option)
    return day.earliest
