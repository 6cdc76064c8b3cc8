"""Recurrence rules of a diary (RFC 5545 section 3.3.10), expanded within a window and no further.

Most rules repeat on days of the week: those are counted out in whole days. The others are
dateutil's, begun shortly before the window, so that nobody pays for the years since an
entry was first made. What no diary needs is refused: it would take for ever.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from math import prod

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday  # type: ignore[import-untyped]

from tasks.diaries.lines import DiaryError, Line
from tasks.diaries.times import When, Zones, written_time

REFUSED = "diary_rule_refused"
MOST_TIMES_A_DAY = 48
LONGEST_LIST = 100

_FREQUENCIES = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY, "YEARLY": YEARLY}
_DAYS = {name: number for number, name in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
_RANGES = {
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (1, 31),
    "BYYEARDAY": (1, 366),
    "BYWEEKNO": (1, 53),
    "BYSETPOS": (1, 366),
    "BYHOUR": (0, 23),
    "BYMINUTE": (0, 59),
    "BYSECOND": (0, 59),
}
_BACKWARDS = {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}
"""Parts that may be counted from the end."""
_NUMBER = re.compile(r"[+-]?\d{1,3}", re.ASCII)
_WHOLE = re.compile(r"\d{1,10}", re.ASCII)
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_MOST_WEEKS = 53
_LONGEST_INTERVAL = 9999
_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """A rule that was understood; *by* has dateutil's names, *until* counts and is on the entry's clock."""

    frequency: int
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    days: tuple[tuple[int | None, int], ...] = ()
    week_starts: int = 0
    by: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def counts_days(self) -> bool:
        """Whether it is one of those that are counted out in whole days."""
        plain = not self.by and all(nth is None for nth, _ in self.days)
        by_day = self.frequency == DAILY and (not self.days or self.interval == 1)
        return plain and (self.frequency == WEEKLY or by_day)


def occurrences(
    written: str, start: When, zones: Zones, first: datetime, last: datetime
) -> Iterator[datetime]:
    """Give when a rule has something within two times, all on the clock of the entry that it belongs to.

    A rule that is over before, or begins afterwards, may be as odd as it likes.

    Raises:
        DiaryError: it cannot be read, or is of a kind that no diary needs.
    """
    parts = _parts(written)
    until = _until(parts.pop("UNTIL", None), start, zones)
    if start.local > last or (until is not None and until < first):
        return iter(())
    rule = _understood(parts, until)
    expanded = _counted_out if rule.counts_days else _by_dateutil
    return expanded(rule, start.local, max(first, start.local), min(last, until or last))


def _parts(written: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for each in written.strip().rstrip(";").upper().split(";"):
        name, marked, value = each.strip().partition("=")
        if not marked or name in parts:
            raise DiaryError
        parts[name] = value.strip()
    return parts


def _until(written: str | None, start: When, zones: Zones) -> datetime | None:
    """Read the last time there may be; of a whole day, its last minute."""
    if written is None:
        return None
    until = written_time(written, Line({}, written), zones)
    if until.whole_day:
        return until.local + _A_DAY - timedelta(seconds=1)
    if until.zone is not UTC:
        return until.local
    return until.local.replace(tzinfo=UTC).astimezone(start.zone).replace(tzinfo=None)


def _understood(parts: dict[str, str], until: datetime | None) -> Rule:
    frequency = _FREQUENCIES.get(parts.pop("FREQ", ""))
    interval = _whole(parts.pop("INTERVAL", "1"))
    count = _whole(parts.pop("COUNT")) if "COUNT" in parts else None
    week_starts = _DAYS.get(parts.pop("WKST", "MO"))
    days = _days(parts.pop("BYDAY", ""))
    if (
        frequency is None
        or week_starts is None
        or interval > _LONGEST_INTERVAL
        or parts.keys() - _RANGES.keys()
    ):
        raise DiaryError(REFUSED)
    by = {name.lower(): _numbers(name, value) for name, value in parts.items()}
    if prod(len(by.get(name, (0,))) for name in ("byhour", "byminute", "bysecond")) > MOST_TIMES_A_DAY:
        raise DiaryError(REFUSED)
    return Rule(frequency, interval, count, until, days, week_starts, by)


def _whole(written: str) -> int:
    if not _WHOLE.fullmatch(written) or int(written) < 1:
        raise DiaryError(REFUSED)
    return int(written)


def _days(written: str) -> tuple[tuple[int | None, int], ...]:
    found = []
    for each in _listed(written):
        day = _DAY.fullmatch(each)
        if day is None or (day[1] and not 1 <= abs(int(day[1])) <= _MOST_WEEKS):
            raise DiaryError(REFUSED)
        found.append((int(day[1]) if day[1] else None, _DAYS[day[2]]))
    return tuple(found)


def _numbers(name: str, written: str) -> tuple[int, ...]:
    least, most = _RANGES[name]
    numbers = []
    for each in _listed(written):
        number = int(each) if _NUMBER.fullmatch(each) else most + 1
        if not least <= (abs(number) if name in _BACKWARDS else number) <= most:
            raise DiaryError(REFUSED)
        numbers.append(number)
    if not numbers:
        raise DiaryError(REFUSED)
    return tuple(numbers)


def _listed(written: str) -> list[str]:
    listed = [each.strip() for each in written.split(",")] if written else []
    if len(listed) > LONGEST_LIST:
        raise DiaryError(REFUSED)
    return listed


def _counted_out(rule: Rule, start: datetime, first: datetime, last: datetime) -> Iterator[datetime]:
    """Count in periods of days, each with the same days in it; the first one is begun in its middle."""
    own = start.toordinal()
    if rule.frequency == DAILY and not rule.days:
        begun, period, offsets = own, rule.interval, [0]
    else:
        begun = own - (start.weekday() - rule.week_starts) % 7
        period = 7 * rule.interval
        wanted = {day for _, day in rule.days} or {start.weekday()}
        offsets = sorted((day - rule.week_starts) % 7 for day in wanted)
    until = last.toordinal()
    if rule.count is not None:
        before = sum(begun + offset < own for offset in offsets)
        periods, place = divmod(before + rule.count - 1, len(offsets))
        until = min(until, begun + period * periods + offsets[place])
    clock = start - datetime.fromordinal(own)
    skipped = max(0, first.toordinal() - begun) // period
    for day in range(begun + period * skipped, until + 1, period):
        for offset in offsets:
            if day + offset <= until and first <= (at := datetime.fromordinal(day + offset) + clock) <= last:
                yield at


def _by_dateutil(rule: Rule, start: datetime, first: datetime, last: datetime) -> Iterator[datetime]:
    by: dict[str, tuple[int, ...]] = {**_implied(rule, start), **rule.by}
    times_a_day = prod(len(by.get(name, (0,))) for name in ("byhour", "byminute", "bysecond"))
    counts = rule.count is not None and rule.count < ((last - start).days + 2) * times_a_day
    days = [weekday(day, nth) if nth else weekday(day) for nth, day in rule.days]
    found = rrule(
        rule.frequency,
        dtstart=start if counts else _shortly_before(rule, start, first),
        interval=rule.interval,
        wkst=rule.week_starts,
        count=rule.count if counts else None,
        byweekday=days or None,
        **by,
    )
    return (at for at in takewhile(lambda at: at <= last, found) if at >= first)


def _implied(rule: Rule, start: datetime) -> dict[str, tuple[int, ...]]:
    """Say what a rule leaves to the entry's own day: its beginning is about to be moved."""
    if rule.days or rule.by.keys() & {"byweekno", "byyearday", "bymonthday"}:
        return {}
    if rule.frequency == MONTHLY:
        return {"bymonthday": (start.day,)}
    return {"bymonth": (start.month,), "bymonthday": (start.day,)} if rule.frequency == YEARLY else {}


def _shortly_before(rule: Rule, start: datetime, first: datetime) -> datetime:
    """Give a beginning a whole number of intervals after the entry's own, and one before the window."""
    if rule.frequency in {DAILY, WEEKLY}:
        period = rule.interval * (7 if rule.frequency == WEEKLY else 1)
        return start + timedelta(days=period * max(0, (first - start).days // period - 1))
    if rule.frequency == YEARLY:
        years = rule.interval * max(0, (first.year - start.year) // rule.interval - 1)
        return start.replace(year=start.year + years, month=1, day=1) if years else start
    between = 12 * (first.year - start.year) + first.month - start.month
    months = start.month - 1 + rule.interval * max(0, between // rule.interval - 1)
    if months == start.month - 1:
        return start
    return start.replace(year=start.year + months // 12, month=months % 12 + 1, day=1)
