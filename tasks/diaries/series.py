"""Entries that repeat, with those among them that were moved, changed or taken out (RFC 5545)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from models.diaries.problem import Minutes
from models.diaries.read.readings import EPOCH, Block
from tasks.diaries.entries import Entry
from tasks.diaries.lines import Component, DiaryError, Line
from tasks.diaries.rules import occurrences
from tasks.diaries.times import When, Zones, duration, when, written_time

_A_DAY = timedelta(days=1)
_EPOCH = EPOCH.replace(tzinfo=None)


@dataclass
class Marked:
    """Times that are named by an instant, or by a day."""

    minutes: set[Minutes] = field(default_factory=set)
    days: set[int] = field(default_factory=set)

    def add(self, at: When) -> None:
        """Name one more."""
        if at.whole_day:
            self.days.add(at.local.toordinal())
        else:
            self.minutes.add(at.minutes)

    def __bool__(self) -> bool:
        """Say whether any time is named."""
        return bool(self.minutes or self.days)

    def has(self, at: When) -> bool:
        """Say whether a time is named."""
        return at.local.toordinal() in self.days or at.minutes in self.minutes


@dataclass(frozen=True)
class Changed:
    """An entry that stands in another's place; *after* where it does so for all later ones too."""

    instead_of: When
    entry: Entry
    after: bool

    @property
    def moved_by(self) -> timedelta:
        """By how much later ones are moved, on the clock."""
        return self.entry.starts.local - self.instead_of.local


def changed(component: Component, entry: Entry, zones: Zones) -> Changed:
    """Read which one of a series an entry stands for.

    Raises:
        DiaryError: nobody can say.
    """
    line = component.one("RECURRENCE-ID")
    assert line is not None
    instead_of = when(line, zones)
    if instead_of.zone != entry.starts.zone and not instead_of.whole_day:
        instead_of = _on_clock(instead_of, entry.starts)
    return Changed(instead_of, entry, line.parameters.get("RANGE", "").upper() == "THISANDFUTURE")


def blocks(
    component: Component,
    entry: Entry,
    changes: Sequence[Changed],
    zones: Zones,
    window: tuple[Minutes, Minutes],
) -> Iterator[Block]:
    """Give when the owner of a diary is busy with an entry, each time that it happens within a window.

    What stands in another's place is given by itself, and its place is left out here.

    Raises:
        DiaryError: a rule or a time of it cannot be read.
    """
    taken_out = _taken_out(component, changes, zones)
    later = sorted((each for each in changes if each.after), key=lambda each: each.instead_of.minutes)
    times = _times(component, entry, later, zones, window)
    if not (taken_out or later):
        # Nearly all entries, and those that repeat most.
        if entry.kind is not None:
            yield from (Block(*entry.span(*each), entry.kind) for each in times)
        return
    for local, length in times:
        at = entry.starts.at(local)
        if taken_out.has(at):
            continue
        stands, moved = entry, timedelta()
        for each in later:
            if each.instead_of.minutes < at.minutes:
                stands, moved = each.entry, each.moved_by
        if stands.kind is not None:
            yield Block(*stands.span(local + moved, length), stands.kind)


def _taken_out(component: Component, changes: Sequence[Changed], zones: Zones) -> Marked:
    found = Marked()
    for line in component.all("EXDATE"):
        for written in line.value.split(","):
            found.add(written_time(written, line, zones))
    for each in changes:
        found.add(each.instead_of)
    return found


def _times(
    component: Component,
    entry: Entry,
    later: Sequence[Changed],
    zones: Zones,
    window: tuple[Minutes, Minutes],
) -> Iterator[tuple[datetime, timedelta | None]]:
    """Give when it happens, each time once; with its length where that one has one of its own."""
    # Every clock is within a day of UTC's.
    reach = max([entry.length, *(each.entry.length + abs(each.moved_by) for each in later)]) + _A_DAY
    first, last = (_EPOCH + timedelta(minutes=each) for each in window)
    if not component.repeats:
        yield entry.starts.local, None
        return
    found: dict[datetime, timedelta | None] = {entry.starts.local: None}
    for line in component.all("RRULE"):
        rule = occurrences(line.value, entry.starts, zones, first - reach, last + reach)
        found.update(dict.fromkeys(rule))
    for line in component.all("RDATE"):
        for written in line.value.split(","):
            local, length = _added(written, line, entry, zones)
            found[local] = length
    yield from found.items()


def _added(written: str, line: Line, entry: Entry, zones: Zones) -> tuple[datetime, timedelta | None]:
    """Read one time that is added to a series, and how long it lasts if it says so."""
    begins, _, ends = written.partition("/")
    at = written_time(begins, line, zones)
    local = _on_clock(at, entry.starts).local
    if not ends:
        return local, None
    if ends.strip().upper().startswith(("P", "+P")):
        return local, duration(ends)
    length = written_time(ends, line, zones).local - at.local
    if length < timedelta():
        raise DiaryError
    return local, length


def _on_clock(at: When, clock: When) -> When:
    """Give a time as another's clock shows it."""
    if at.zone == clock.zone:
        return clock.at(at.local)
    utc = (_EPOCH + timedelta(minutes=at.minutes)).replace(tzinfo=UTC)
    return clock.at(utc.astimezone(clock.zone).replace(tzinfo=None))
