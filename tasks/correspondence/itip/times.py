"""The times in an answer, whatever their zone is called there.

A zone is known by its name alone: what a part says of its rules is not followed. A name that
says nothing counts as London's, with a mark, because a person looks at such a time anyway.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from models.diaries.read.zone_names import ALIASES
from tasks.correspondence.itip.lines import Line
from tasks.correspondence.itip.zone import LONDON

_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.ASCII)
_DURATION = re.compile(
    r"P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?", re.ASCII
)
_YEARS = range(1970, 2200)
_A_LEAP_SECOND = 60


class TimeError(Exception):
    """A time that cannot be read; nothing of it is repeated."""


@dataclass(frozen=True)
class Instant:
    """A time, in UTC. ``assumed``: its zone was not known and London's was taken. ``whole_day``: a date."""

    at: datetime
    assumed: bool = False
    whole_day: bool = False


def instant(line: Line) -> Instant:
    """Read a property's time; a date is the midnight in London with which it begins.

    Raises:
        TimeError: it is not a time, or of a year that no meeting is in.
    """
    found = _MOMENT.fullmatch(line.value.strip().upper())
    if found is None or int(found[1]) not in _YEARS:
        raise TimeError
    name = line.first("TZID")
    zone, known = (UTC, True) if found[7] else zone_of(name) if name else (LONDON, True)
    numbers = [int(each or 0) for each in found.groups()[:6]]
    try:
        # A leap second is the minute's last here.
        at = datetime(*numbers[:5], min(numbers[5], _A_LEAP_SECOND - 1), tzinfo=zone).astimezone(UTC)  # type: ignore[arg-type,misc]
    except ValueError:
        raise TimeError from None
    return Instant(at, assumed=not known, whole_day=found[4] is None)


def duration(line: Line) -> timedelta:
    """Read how long something lasts.

    Raises:
        TimeError: it is not a duration, or longer than any meeting.

    >>> from tasks.correspondence.itip.lines import content_line
    >>> duration(content_line("DURATION:PT1H30M"))
    datetime.timedelta(seconds=5400)
    """
    found = _DURATION.fullmatch(line.value.strip().lstrip("+"))
    if found is None or not any(found.groups()):
        raise TimeError
    weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups())
    return timedelta(days=7 * weeks + days, hours=hours, minutes=minutes, seconds=seconds)


def zone_of(name: str) -> tuple[tzinfo, bool]:
    """Give the zone of a name, and whether the name is known; London's if it is not.

    Some put their own name before that of the zone, as old Lightning and Evolution did.

    >>> zone_of("GMT Standard Time")[0].key, zone_of("/mozilla.org/20050126_1/Europe/Paris")[0].key
    ('Europe/London', 'Europe/Paris')
    >>> zone_of("Customized Time Zone")
    (zoneinfo.ZoneInfo(key='Europe/London'), False)
    """
    written = " ".join(name.split()).strip("\"' ")
    alias = ALIASES.get(written.casefold())
    pieces = written.split("/")
    for candidate in (alias, written, "/".join(pieces[-3:]), "/".join(pieces[-2:])):
        if candidate and (zone := _zone(candidate)) is not None:
            return zone, True
    return LONDON, False


def _zone(name: str) -> ZoneInfo | None:
    # Looked up in the list first: zoneinfo would go to look for a file of whatever name it is given.
    return ZoneInfo(name) if name in _names() else None


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())
