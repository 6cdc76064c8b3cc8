"""Days that a referral waited for information it should have come with."""

from collections.abc import Iterable
from datetime import date

Waited = tuple[date, date | None]
"""From the day on which it went back until the information came; None: not yet."""


def returned_days(waits: Iterable[Waited], *, on: date) -> int:
    """Count the days, until *on*, on which anything asked for had not come; a day counts once.

    The day on which it went back counts, the day on which the information came does not.

    >>> returned_days([(date(2026, 3, 2), date(2026, 3, 9)), (date(2026, 3, 6), None)], on=date(2026, 3, 12))
    10
    """
    days, reached = 0, date.min
    for since, until in sorted(waits, key=lambda each: each[0]):
        end = min(until or on, on)
        days += max((end - max(since, reached)).days, 0)
        reached = max(reached, end)
    return days
