"""The times in a calendar, whatever their zone is called there; read by a program of its own.

A zone is known by its name alone: what a calendar says of its rules is not followed. A time
without a zone is London's, and so is one whose zone nobody knows, with a warning.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cached_property, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from models.diaries.problem import Minutes
from models.diaries.read.readings import EPOCH
from tasks.diaries.lines import DiaryError, Line

_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.ASCII)
_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?", re.ASCII
)
_LAST_SECOND = 59
_YEARS = range(1, 9990)
"""Room on both sides for a zone and a length."""
A_MINUTE = timedelta(minutes=1)


class When(NamedTuple):
    """A time as it is written: on a clock in a zone, or a whole day there."""

    local: datetime
    zone: tzinfo
    whole_day: bool = False

    def at(self, local: datetime) -> "When":
        """Give another time on the same clock."""
        return When(local, self.zone, self.whole_day)

    @property
    def minutes(self) -> Minutes:
        """Give the minute in which it is."""
        return minute(self.local, self.zone)


class Zones:
    """The names of zones, and what was taken for London for want of a better one."""

    def __init__(self, here: str, aliases: dict[str, str]) -> None:
        self.here = ZoneInfo(here)
        self.unknown = False
        self._aliases = aliases
        self._found: dict[str, tzinfo] = {}

    def called(self, name: str) -> tzinfo:
        """Give the zone of a name; London's if nobody knows it."""
        if name not in self._found:
            zone = self._zone(name)
            self.unknown = self.unknown or zone is None
            self._found[name] = zone or self.here
        return self._found[name]

    def _zone(self, name: str) -> tzinfo | None:
        # Some put a name of their own before that of the zone, as old Lightning and Evolution did.
        written = " ".join(name.split()).strip("\"' ")
        pieces = written.split("/")
        for each in (
            self._aliases.get(written.casefold()),
            written,
            "/".join(pieces[-3:]),
            "/".join(pieces[-2:]),
        ):
            if each is not None and each in self._known:
                return ZoneInfo(each)
        return None

    @cached_property
    def _known(self) -> frozenset[str]:
        # Looked up in the list first: zoneinfo would go to look for a file of whatever name it is given.
        return frozenset(available_timezones())


def when(line: Line, zones: Zones) -> When:
    """Read a property's one time.

    Raises:
        DiaryError: it is none.
    """
    return written_time(line.value, line, zones)


def written_time(written: str, line: Line, zones: Zones) -> When:
    """Read one of a property's times.

    Raises:
        DiaryError: it is none.
    """
    found = _MOMENT.fullmatch(written.strip().upper())
    if found is None or int(found[1]) not in _YEARS:
        raise DiaryError
    year, month, day, hour, minutes, second = (int(each or 0) for each in found.groups()[:6])
    try:
        # A leap second is the minute's last here.
        local = datetime(year, month, day, hour, minutes, min(second, _LAST_SECOND))  # noqa: DTZ001 - its zone follows
    except ValueError:
        raise DiaryError from None
    if found[4] is None:
        return When(local, zones.here, whole_day=True)
    name = line.parameters.get("TZID")
    return When(local, UTC if found[7] else zones.called(name) if name else zones.here)


def duration(written: str) -> timedelta:
    """Read how long something lasts.

    Raises:
        DiaryError: it is no duration, or goes backwards.

    >>> duration("PT1H30M")
    datetime.timedelta(seconds=5400)
    """
    found = _DURATION.fullmatch(written.strip().upper())
    if found is None or found[1] == "-" or not any(found.groups()[1:]):
        raise DiaryError
    weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups()[1:])
    return timedelta(days=7 * weeks + days, hours=hours, minutes=minutes, seconds=seconds)


def minute(local: datetime, zone: tzinfo) -> Minutes:
    """Give the minute of UTC in which a clock in a zone shows a time.

    Of an hour that comes twice it is the first; one that is left out is as long after the
    clock's change as it seems.
    """
    day = local.toordinal()
    offset = _offset(zone, day)
    if offset is None:
        offset = _minutes_ahead(local, zone)
    return (day - _DAYS_BEFORE) * 1440 + local.hour * 60 + local.minute - offset


_DAYS_BEFORE = EPOCH.toordinal()


@lru_cache(maxsize=100_000)
def _offset(zone: tzinfo, ordinal: int) -> Minutes | None:
    """Give how far ahead of UTC a day is, if it is so all day: most are, and asking is slow."""
    day = datetime.fromordinal(ordinal)
    begins, ends = (_minutes_ahead(day + timedelta(hours=hours), zone) for hours in (0, 24))
    return begins if begins == ends else None


def _minutes_ahead(local: datetime, zone: tzinfo) -> Minutes:
    return (local.replace(tzinfo=zone).utcoffset() or timedelta()) // A_MINUTE
