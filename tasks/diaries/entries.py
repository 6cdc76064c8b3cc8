"""One entry of a diary: when it begins, how long it lasts, and whether its owner is busy meanwhile.

The rules are those that calendar programs keep: RFC 5545 sections 3.8.1.11, 3.8.2.7 and
3.2.12, and Microsoft's [MS-OXCICAL] for X-MICROSOFT-CDO-BUSYSTATUS.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.diaries.problem import Minutes
from models.diaries.read.readings import Kind
from tasks.diaries.lines import Component, DiaryError, Line
from tasks.diaries.times import A_MINUTE, When, Zones, duration, minute, when

_TO_THE_FULL = timedelta(seconds=59)
"""An end within a minute is that minute's end."""
_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """An entry as it first happens.

    Attributes:
        starts: when.
        length: on its own clock; where it ends in another zone, as time passes.
        kind: how firmly its owner is busy; None: they are free.
        exact: whether the length is that of time passing.
    """

    starts: When
    length: timedelta
    kind: Kind | None
    exact: bool = False

    def span(self, local: datetime, length: timedelta | None = None) -> tuple[Minutes, Minutes]:
        """Give the minutes that it takes when it begins at a time of its own clock."""
        length = self.length if length is None else length
        starts = minute(local, self.starts.zone)
        if self.exact:
            return starts, starts + (length + _TO_THE_FULL) // A_MINUTE
        return starts, minute(local + length + _TO_THE_FULL, self.starts.zone)


def entry(component: Component, zones: Zones, addresses: Collection[str]) -> Entry:
    """Read an entry of somebody who is invited under some *addresses*.

    Raises:
        DiaryError: nobody can say when it is.
    """
    first = component.one("DTSTART")
    if first is None:
        raise DiaryError
    starts = when(first, zones)
    kind = kind_of(component, addresses)
    last, lasts = component.one("DTEND"), component.one("DURATION")
    if last is None and lasts is not None:
        return Entry(starts, duration(lasts.value), kind)
    if last is None:
        return Entry(starts, _A_DAY if starts.whole_day else timedelta(), kind)
    return _until(starts, when(last, zones), kind)


def _until(starts: When, ends: When, kind: Kind | None) -> Entry:
    exact = starts.zone != ends.zone
    length = ends.local - starts.local
    if exact:
        length = (ends.minutes - starts.minutes) * A_MINUTE
    if starts.whole_day and not length:
        length = _A_DAY
    found = Entry(starts, length, kind, exact)
    # Somebody wrote the end first: they are busy in between.
    return found if length >= timedelta() else replace(found, starts=ends, length=-length)


def kind_of(component: Component, addresses: Collection[str]) -> Kind | None:
    """Say how firmly the diary's owner is busy; None: they are free."""
    status, outlook = component.said("STATUS"), component.said("X-MICROSOFT-CDO-BUSYSTATUS")
    answered = _answered(component.all("ATTENDEE"), addresses)
    free = (
        status == "CANCELLED"
        or component.said("TRANSP") == "TRANSPARENT"
        or answered == "DECLINED"
        or outlook in {"FREE", "WORKINGELSEWHERE"}
    )
    if free:
        return None
    if outlook == "OOF":
        return "away"
    return "tentative" if "TENTATIVE" in {status, outlook, answered} else "busy"


def _answered(attendees: list[Line], addresses: Collection[str]) -> str:
    """Give what the diary's owner answered, where they are one of those invited."""
    for each in attendees:
        scheme, _, address = each.value.strip().lower().partition(":")
        names = {address if scheme == "mailto" else "", each.parameters.get("EMAIL", "").lower()}
        if names & set(addresses):
            return each.parameters.get("PARTSTAT", "").upper()
    return ""
