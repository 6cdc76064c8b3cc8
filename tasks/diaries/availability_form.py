"""The plain form of somebody's availability: lines of a spreadsheet, in Welsh or in English.

``docs/examples/availability.csv`` shows it. It says for which days it holds, and when its
owner cannot come; a day without a line is free then. It is read here and not in a program
of its own, because it is short and nothing in it repeats.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import StringIO

from models.diaries.problem import Minutes
from models.diaries.read.readings import Block, Kind, NotRead, Read, merged, minutes_of
from models.guidance.calendar_dates import LONDON
from tasks.diaries.reading import Wanted

LARGEST = 256 * 1024
"""Octets."""
MOST_LINES = 5_000

_COLUMNS = {
    "day": "day",
    "date": "day",
    "diwrnod": "day",
    "dyddiad": "day",
    "from": "from",
    "o": "from",
    "until": "until",
    "to": "until",
    "hyd": "until",
    "tan": "until",
    "kind": "kind",
    "math": "kind",
    "part": "part",
    "rhan": "part",
}
_KINDS: dict[str, Kind] = {
    "": "busy",
    "busy": "busy",
    "prysur": "busy",
    "tentative": "tentative",
    "perhaps": "tentative",
    "efallai": "tentative",
    "away": "away",
    "i ffwrdd": "away",
}
_PARTS = {
    **dict.fromkeys(("am", "bore"), (time(), time(13))),
    **dict.fromkeys(("pm", "prynhawn"), (time(12), time())),
    **dict.fromkeys(("", "day", "diwrnod"), (time(), time())),
}
"""From when until when; midnight ends the day. The hour from twelve belongs to both halves (product)."""
_COVERS = {"covers", "cwmpas"}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_LOCAL = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})[:.]?(\d{2})(?::00)?", re.ASCII)


class _LineError(Exception):
    """A line that cannot be read."""


@dataclass
class _Form:
    """What was read so far."""

    line: int = 1
    columns: list[str] = field(default_factory=list)
    covers: tuple[date, date] | None = None
    days: set[date] = field(default_factory=set)
    blocks: list[Block] = field(default_factory=list)


def looks_like_a_form(content: bytes) -> bool:
    """Say whether a file begins as the form does."""
    try:
        first = next((row for _, row in _rows(_text(content[:4096])) if any(row)), [])
    except csv.Error:
        return False
    return bool(first) and (first[0] in _COVERS or _COLUMNS.get(first[0]) == "day")


def read_form(content: bytes, wanted: Wanted) -> Read | NotRead:
    """Read the form: all of it, or the number of the first line that cannot be read.

    It is complete for the days that it says it covers; else from its first day to its last.
    """
    text = _text(content)
    if len(content) > LARGEST or text.count("\n") + text.count("\r") > MOST_LINES:
        return NotRead("diary_too_large")
    form = _Form()
    try:
        for form.line, row in _rows(text):
            _take(form, row)
    except (_LineError, csv.Error, ValueError, OverflowError):
        return NotRead("diary_form_line", form.line)
    if not form.days and form.covers is None:
        return NotRead("diary_form_empty")
    since, until = form.covers or (min(form.days), max(form.days))
    until = min(wanted.until or until, wanted.last)
    blocks = _within(form.blocks, wanted)
    return Read(blocks, since, until) if since <= until else Read(blocks)


def _text(content: bytes) -> str:
    """Read as UTF-8, or as spreadsheets on Windows still write."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the number of each line and its cells, whatever parts them: a comma, a semicolon, a tab."""
    head = text.lstrip()[:200].partition("\n")[0]
    mark = max(",;\t", key=head.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark)
    for row in reader:
        yield reader.line_num, [" ".join(each.split()).casefold() for each in row]


def _take(form: _Form, row: Sequence[str]) -> None:
    """Take in one line."""
    if not any(row):
        return
    if row[0] in _COVERS:
        if form.covers is not None or len(row) < 3:  # noqa: PLR2004 - the word and two days
            raise _LineError
        form.covers = _day(row[1]), _day(row[2])
        if form.covers[1] < form.covers[0]:
            raise _LineError
    elif not form.columns:
        form.columns = [_COLUMNS.get(each, "") for each in row]
        named = [each for each in form.columns if each]
        if "day" not in named or len(set(named)) != len(named):
            raise _LineError
    else:
        _take_busy(form, dict(zip(form.columns, row, strict=False)))


def _take_busy(form: _Form, cells: dict[str, str]) -> None:
    day, kind = _day(cells.get("day", "")), _KINDS.get(cells.get("kind", ""))
    form.days.add(day)
    if kind is None:
        raise _LineError
    since, until = cells.get("from", ""), cells.get("until", "")
    if since or until:
        starts, ends = _clock(since), _clock(until)
        if cells.get("part") or not starts < ends:
            raise _LineError
    else:
        half = _PARTS.get(cells.get("part", ""))
        if half is None:
            raise _LineError
        starts, ends = half
    last = day if ends > time() else day + timedelta(days=1)
    form.blocks.append(Block(_minutes(day, starts), _minutes(last, ends), kind))


def _day(written: str) -> date:
    """Read a day: 2026-05-01, or 01/05/2026 as spreadsheets here show it."""
    if found := _ISO.fullmatch(written):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _LOCAL.fullmatch(written):
        return date(int(found[3]), int(found[2]), int(found[1]))
    raise _LineError


def _clock(written: str) -> time:
    found = _CLOCK.fullmatch(written)
    if found is None:
        raise _LineError
    return time(int(found[1]), int(found[2]))


def _minutes(day: date, at: time) -> Minutes:
    return minutes_of(datetime.combine(day, at, LONDON))


def _within(blocks: Sequence[Block], wanted: Wanted) -> tuple[Block, ...]:
    since, until = wanted.window
    by_kind: dict[Kind, list[tuple[Minutes, Minutes]]] = defaultdict(list)
    for each in blocks:
        within = max(each.starts, since), min(each.ends, until)
        if within[0] < within[1]:
            by_kind[each.kind].append(within)
    return tuple(sorted(Block(*span, kind) for kind, spans in by_kind.items() for span in merged(spans)))
