"""A whole calendar as busy time: what its entries and its tables of busy time come to within a window."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from models.diaries.problem import Minutes
from models.diaries.read.readings import Block, Kind, merged
from tasks.diaries.entries import Entry, entry, kind_of
from tasks.diaries.lines import Component, DiaryError, Line, components
from tasks.diaries.series import blocks, changed
from tasks.diaries.times import Zones, duration, when, written_time

MOST_BLOCKS = 100_000
_FREE_BUSY: Mapping[str, Kind | None] = {
    "FREE": None,
    "BUSY-TENTATIVE": "tentative",
    "BUSY-UNAVAILABLE": "away",
}
"""What a table calls its times; what it calls otherwise is busy (RFC 5545 section 3.2.9)."""


@dataclass(frozen=True)
class Asked:
    """What is wanted of a calendar.

    Attributes:
        window: the first minute, and the one after the last.
        here: the zone of times that name none.
        aliases: zones by what calendar programs call them, in lower case.
        ours: the UIDs of our own meetings, which are left out.
        addresses: those under which the diary's owner is invited, in lower case.
    """

    window: tuple[Minutes, Minutes]
    here: str
    aliases: dict[str, str] = field(default_factory=dict)
    ours: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    """What a calendar says.

    Attributes:
        blocks: merged by kind, in their order, within the window.
        last_begins: the last day on which an entry begins, past the window too; None: there is no entry.
        covers: the minutes for which tables of busy time say that they are complete.
        warnings: codes of sentences.
    """

    blocks: tuple[Block, ...]
    last_begins: date | None = None
    covers: tuple[Minutes, Minutes] | None = None
    warnings: tuple[str, ...] = ()


def read(content: bytes, asked: Asked) -> Found:
    """Read a calendar.

    Raises:
        DiaryError: it is not whole, or something in it could not be read: nobody knows then what it hides.
    """
    zones = Zones(asked.here, asked.aliases)
    whole = list(components(content))
    entries = _Entries(asked, zones)
    found = list(entries.blocks(each for each in whole if each.name == "VEVENT"))
    tables = [each for each in whole if each.name == "VFREEBUSY"]
    for each in tables:
        found += _of_table(each, zones)
    return Found(
        _joined(found, asked.window),
        entries.last_begins,
        _covered(tables, zones),
        ("diary_zone_unknown",) if zones.unknown else (),
    )


class _Entries:
    """The entries of a calendar, those that belong together side by side."""

    def __init__(self, asked: Asked, zones: Zones) -> None:
        self.last_begins: date | None = None
        self._asked = asked
        self._zones = zones

    def blocks(self, entries: Iterable[Component]) -> Iterator[Block]:
        """Give when the diary's owner is busy."""
        together: dict[str, list[tuple[Component, Entry]]] = defaultdict(list)
        for number, component in enumerate(entries):
            read = self._read(component)
            uid = component.one("UID")
            if read is not None and (uid is None or uid.value.strip() not in self._asked.ours):
                together[uid.value.strip() if uid else f"\n{number}"].append((component, read))
        for one_series in together.values():
            yield from self._of_series(one_series)

    def _read(self, component: Component) -> Entry | None:
        """Read an entry; what keeps nobody busy may be as odd as it likes."""
        try:
            found = entry(component, self._zones, self._asked.addresses)
        except DiaryError:
            if kind_of(component, self._asked.addresses) is None and not component.all("RECURRENCE-ID"):
                return None
            raise
        begins = found.starts.local.date()
        self.last_begins = max(begins, self.last_begins or begins)
        return found

    def _of_series(self, together: list[tuple[Component, Entry]]) -> Iterator[Block]:
        changes = [
            changed(component, read, self._zones)
            for component, read in together
            if component.all("RECURRENCE-ID")
        ]
        for component, read in _newest([each for each in together if not each[0].all("RECURRENCE-ID")]):
            yield from blocks(component, read, changes, self._zones, self._asked.window)
        for each in changes:
            if each.entry.kind is not None:
                yield Block(*each.entry.span(each.entry.starts.local), each.entry.kind)


def _newest(versions: list[tuple[Component, Entry]]) -> list[tuple[Component, Entry]]:
    """Leave out what an entry was before it was changed; of two that are as new both count."""
    numbers = [_sequence(component) for component, _ in versions]
    newest = max(numbers, default=0)
    return [each for each, number in zip(versions, numbers, strict=True) if number == newest]


def _sequence(component: Component) -> int:
    written = component.said("SEQUENCE") or "0"
    if not (written.isascii() and written.isdigit() and len(written) < 10):  # noqa: PLR2004 - as long as numbers are
        raise DiaryError
    return int(written)


def _of_table(table: Component, zones: Zones) -> Iterator[Block]:
    for line in table.all("FREEBUSY"):
        kind = _FREE_BUSY.get(line.parameters.get("FBTYPE", "BUSY").upper(), "busy")
        if kind is None:
            continue
        for written in line.value.split(","):
            yield Block(*_period(written, line, zones), kind)


def _period(written: str, line: Line, zones: Zones) -> tuple[Minutes, Minutes]:
    begins, _, ends = written.partition("/")
    starts = written_time(begins, line, zones)
    if ends.strip().upper().startswith(("P", "+P")):
        return Entry(starts, duration(ends), "busy", exact=True).span(starts.local)
    until = written_time(ends, line, zones).minutes
    if until < starts.minutes:
        raise DiaryError
    return starts.minutes, until


def _covered(tables: Collection[Component], zones: Zones) -> tuple[Minutes, Minutes] | None:
    """Give the time for which every table is complete; None where one does not say."""
    spans = []
    for each in tables:
        since, until = each.one("DTSTART"), each.one("DTEND")
        if since is None or until is None:
            return None
        spans.append((when(since, zones).minutes, when(until, zones).minutes))
    if not spans:
        return None
    return max(since for since, _ in spans), min(until for _, until in spans)


def _joined(found: Iterable[Block], window: tuple[Minutes, Minutes]) -> tuple[Block, ...]:
    by_kind: dict[str, list[tuple[Minutes, Minutes]]] = defaultdict(list)
    for starts, ends, kind in found:
        within = max(starts, window[0]), min(ends, window[1])
        if within[0] < within[1]:
            by_kind[kind].append(within)
    joined = [Block(*span, cast("Kind", kind)) for kind, spans in by_kind.items() for span in merged(spans)]
    if len(joined) > MOST_BLOCKS:
        raise DiaryError("diary_too_complex")
    return tuple(sorted(joined))
