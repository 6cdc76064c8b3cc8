"""A calendar's text as components, with the few properties that say when somebody is busy (RFC 5545).

Read by a program of its own: nothing here imports more than it must. Everything else in a
calendar, whose subject it is or who was asked, is passed over and goes nowhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_FOLDED = re.compile(rb"(?:\r{0,2}\n|\r)[ \t]")
_BREAK = re.compile(rb"\r{0,2}\n|\r")
_NAME = re.compile(rb"([A-Za-z0-9-]{1,60})[;:]")
_PARAMETER = re.compile(
    r';([A-Za-z0-9-]{1,60})=((?:"[^"]*"|(?:tzone://)?[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)'
)
"""Microsoft writes ``tzone://Microsoft/Utc`` without the quotes that its colon needs."""

WANTED = frozenset(
    b"UID SEQUENCE DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID STATUS TRANSP ATTENDEE"
    b" X-MICROSOFT-CDO-BUSYSTATUS FREEBUSY".split()
)
READ = frozenset({b"VEVENT", b"VFREEBUSY"})
"""The components whose properties count; what is in them, such as alarms, does not."""
DEEPEST = 5
_IN_AN_ENTRY = 2
"""A calendar and an entry are open."""


class DiaryError(Exception):
    """A calendar that cannot be read; carries the code of a sentence, never what stood there."""

    def __init__(self, code: str = "diary_broken") -> None:
        super().__init__(code)
        self.code = code


class Line(NamedTuple):
    """A property's parameters, by name in capitals, and its value as written."""

    parameters: dict[str, str]
    value: str


@dataclass
class Component:
    """An entry, or a table of busy time, with the properties that count."""

    name: str
    lines: dict[str, list[Line]] = field(default_factory=dict)

    def all(self, name: str) -> list[Line]:
        """Give every property of a name."""
        return self.lines.get(name, [])

    def one(self, name: str) -> Line | None:
        """Give a property that may stand once.

        Raises:
            DiaryError: it stands twice, so nobody can say which is meant.
        """
        found = self.all(name)
        if len(found) > 1:
            raise DiaryError
        return found[0] if found else None

    @property
    def repeats(self) -> bool:
        """Whether it happens more than once."""
        return "RRULE" in self.lines or "RDATE" in self.lines

    def said(self, name: str) -> str:
        """Give a coded value in capitals; nothing where it is not said."""
        line = self.one(name)
        return line.value.strip().upper() if line else ""


def components(content: bytes) -> Iterator[Component]:
    """Give the entries and tables of busy time, of one calendar or several after one another.

    Raises:
        DiaryError: what stands there is no whole calendar, or nested as none is.
    """
    inside: list[bytes] = []
    current: Component | None = None
    for raw in _BREAK.split(_FOLDED.sub(b"", content)):
        if not raw.strip():
            continue
        name = _name(raw)
        if name == b"BEGIN":
            inside.append(_called(raw))
            current = _begun(inside) or current
        elif name == b"END":
            _ended(inside, raw)
            if current is not None and len(inside) == 1:
                yield current
                current = None
        elif not inside:
            raise DiaryError("diary_cut_off")
        elif name in WANTED and current is not None and len(inside) == _IN_AN_ENTRY:
            current.lines.setdefault(name.decode(), []).append(_line(raw, len(name)))
    if inside:
        raise DiaryError("diary_cut_off")


def _name(raw: bytes) -> bytes:
    found = _NAME.match(raw)
    if found is None:
        raise DiaryError
    return found[1].upper()


def _called(raw: bytes) -> bytes:
    return raw.partition(b":")[2].strip().upper()


def _begun(inside: list[bytes]) -> Component | None:
    """Begin an entry; None where something else begins."""
    if inside[0] != b"VCALENDAR":
        raise DiaryError("diary_cut_off")
    if len(inside) > DEEPEST:
        raise DiaryError("diary_too_complex")
    if inside[-1] not in READ:
        return None
    if len(inside) != _IN_AN_ENTRY:
        raise DiaryError
    return Component(inside[-1].decode())


def _ended(inside: list[bytes], raw: bytes) -> None:
    if not inside or inside.pop() != _called(raw):
        raise DiaryError("diary_cut_off")


def _line(raw: bytes, at: int) -> Line:
    text = _decoded(raw)
    if text[at] == ":":
        return Line({}, text[at + 1 :])
    parameters: dict[str, str] = {}
    while found := _PARAMETER.match(text, at):
        if parameters.setdefault(found[1].upper(), found[2].strip('"')) != found[2].strip('"'):
            raise DiaryError
        at = found.end()
    if text[at : at + 1] != ":":
        raise DiaryError
    return Line(parameters, text[at + 1 :])


def _decoded(raw: bytes) -> str:
    """Read a line as UTF-8; what is not is somebody's old code page, where only names differ."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
