"""The six months before the anchor, and who was on the register or looked after inside them."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import lru_cache

from models.guidance.calendar_dates import YEARS, Interval, add_months
from models.guidance.facts import Period

MONTHS = 6
"""Calendar months in the window. Source: SI 2012/1712 reg. 3 (reg. 4A(3)(b)); SI 2015/1466 reg. 4(3)(b)."""

_ONE_DAY = timedelta(days=1)
_CERTAIN, _IMPOSSIBLE = frozenset({True}), frozenset({False})
_OPEN = _CERTAIN | _IMPOSSIBLE
_ABOUT = range(-1, 5)
_LONG_AGO, _FAR_AHEAD = date(YEARS.start, 1, 1), date(YEARS.stop, 12, 31)


@lru_cache(maxsize=1024)
def window(anchor: date) -> Interval:
    """The six calendar months before *anchor*, the day of the event itself left out.

    Both ends count. A month that is too short ends on its last day: 31 August
    reaches back to 28 February.

    Source: SI 2015/1466 reg. 4(3)(b).

    >>> window(date(2026, 8, 31))
    Interval(start=datetime.date(2026, 2, 28), end=datetime.date(2026, 8, 30))
    """
    return Interval(add_months(anchor, -MONTHS), anchor - _ONE_DAY)


def turning_points(periods: Iterable[Period]) -> tuple[date, ...]:
    """Days that stand for any anchor at all: on some, and between others, what the window shows changes.

    Taken generously about each end of a period, because a month may be too short.
    """
    ends = {
        day for period in periods for end in (period.start, period.end) for day in (end.earliest, end.latest)
    }
    bases = {base for day in ends - {date.max} for base in (day, add_months(day, MONTHS))}
    near = {base + timedelta(days=n) for base in bases for n in _ABOUT}
    return tuple(sorted(near | {_LONG_AGO, _FAR_AHEAD}))


def presence(periods: Iterable[Period] | None, within: Interval) -> frozenset[bool]:
    """The answers still possible to "any one day inside the window?".

    *periods* is None when not known.

    >>> from models.guidance.calendar_dates import ImpreciseDate
    >>> may = Period(ImpreciseDate.parse("2026-05"), ImpreciseDate.parse("2026-06"))
    >>> sorted(presence([may], window(date(2026, 5, 16))))
    [False, True]
    >>> sorted(presence([may], window(date(2026, 7, 1))))
    [True]
    """
    if periods is None:
        return _OPEN
    answers = {_one(period, within) for period in periods}
    if _CERTAIN in answers:
        return _CERTAIN
    return _OPEN if _OPEN in answers else _IMPOSSIBLE


def with_status(periods: Iterable[Period] | None, statuses: Collection[str]) -> tuple[Period, ...]:
    """The periods of certain looked-after statuses."""
    return tuple(period for period in periods or () if period.status in statuses)


def deciding_day(periods: Iterable[Period] | None, within: Interval) -> date | None:
    """The first day inside the window that certainly lies in a period, if one can be named.

    >>> from models.guidance.calendar_dates import ImpreciseDate
    >>> on_register = Period(ImpreciseDate.parse("2026-05-10"))
    >>> deciding_day([on_register], window(date(2026, 7, 1)))
    datetime.date(2026, 5, 10)
    """
    days = (_first_certain_day(period, within) for period in periods or ())
    return min((day for day in days if day is not None), default=None)


def _one(period: Period, within: Interval) -> frozenset[bool]:
    if not (period.start.earliest <= within.end and period.end.latest >= within.start):
        return _IMPOSSIBLE
    return _OPEN if _may_begin_after(period, within) or _may_end_before(period, within) else _CERTAIN


def _may_begin_after(period: Period, within: Interval) -> bool:
    first = max(period.start.earliest, within.end + _ONE_DAY)
    return first <= min(period.start.latest, period.end.latest)


def _may_end_before(period: Period, within: Interval) -> bool:
    last = min(period.end.latest, within.start - _ONE_DAY)
    return last >= max(period.end.earliest, period.start.earliest)


def _first_certain_day(period: Period, within: Interval) -> date | None:
    day = max(period.start.latest, within.start)
    begins_then = period.start.earliest == day
    return day if day in within and (begins_then or day <= period.end.earliest) else None
