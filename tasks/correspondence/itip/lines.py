"""Content lines (RFC 5545 section 3.1), read by ourselves: bounded, in one pass, expanding nothing.

The library reads far more than an answer needs, and hostile files hang it: its time zones
follow every rule they are given. Here a calendar part is lines in components, and no more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LARGEST = 256 * 1024
"""Octets in a calendar part; an answer has some 2,000, with a long history of a zone some 20,000."""
MOST_LINES = 6_000
"""Unfolded lines."""
LONGEST_LINE = 32 * 1024
"""Octets in an unfolded line: some write a whole description in one."""
DEEPEST = 4
"""Components in one another: a calendar, its zone, the zone's standard time; one to spare."""
MOST_COMPONENTS = 500
"""A zone with all its history has some 150."""

_BREAK = re.compile(rb"\r{0,2}\n|\r")
_FOLDED = re.compile(rb"(?:\r{0,2}\n|\r)[ \t]")
_NAME = re.compile(r"[A-Za-z0-9-]{1,60}")
_PARAMETER = re.compile(r';([A-Za-z0-9-]{1,60})=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
_VALUES = re.compile(r'"([^"]*)"|([^",]+)')
_ESCAPED = re.compile(r"\\([\\;,nN])")
_BOM = b"\xef\xbb\xbf"


class LineError(Exception):
    """Not a calendar part that we read; carries a code, never what stood there."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Line:
    """One property: its name in capitals, its parameters by name in capitals, its value as written."""

    name: str
    parameters: dict[str, tuple[str, ...]]
    value: str

    def first(self, parameter: str) -> str | None:
        """Give a parameter's first value; None if it is not there, or empty.

        >>> content_line('ATTENDEE;CN="Jones, Ann":mailto:ann@example.test').first("CN")
        'Jones, Ann'
        """
        return next(iter(self.parameters.get(parameter, ())), None)

    @property
    def text(self) -> str:
        r"""The value of a text, its escapes undone.

        >>> content_line(r"SUMMARY:one\, two").text
        'one, two'
        """
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass
class Component:
    """A component: its own properties in order, and the components in it."""

    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        """Give every property of a name."""
        return [line for line in self.lines if line.name == name]

    def one(self, name: str) -> Line | None:
        """Give the property of a name that may stand once.

        Raises:
            LineError: ``repeated``: it stands twice, so nobody can say which is meant.
        """
        found = self.all(name)
        if len(found) > 1:
            raise LineError("repeated")
        return found[0] if found else None


def calendar(part: bytes) -> Component:
    """Read the one calendar that a part holds, whole.

    Raises:
        LineError: ``too_large``, ``too_many_lines``, ``line_too_long``, ``too_deep``,
            ``too_many_components``, ``not_text``, ``several_calendars``, ``broken_line``, ``not_whole``
            (it does not begin or end as a calendar does).
    """
    whole = _bounded(part)
    text = _FOLDED.sub(b"", whole)
    return _tree(_lines(text))


def content_line(text: str) -> Line:
    """Read one unfolded line.

    Raises:
        LineError: ``broken_line``: it is not one, or says the same parameter twice.
    """
    name = _NAME.match(text)
    if name is None:
        raise LineError("broken_line")
    at, parameters = name.end(), dict[str, tuple[str, ...]]()
    while found := _PARAMETER.match(text, at):
        key = found[1].upper()
        if key in parameters:
            raise LineError("broken_line")
        parameters[key] = tuple(quoted or bare for quoted, bare in _VALUES.findall(found[2]))
        at = found.end()
    if text[at : at + 1] != ":":
        raise LineError("broken_line")
    return Line(name[0].upper(), parameters, text[at + 1 :])


def _bounded(part: bytes) -> bytes:
    """Look at the bytes before anything is made of them."""
    if len(part) > LARGEST:
        raise LineError("too_large")
    whole = part.removeprefix(_BOM).strip(b" \t\r\n\0\x1a")
    if b"\0" in whole:
        raise LineError("not_text")
    if whole[-13:].upper() != b"END:VCALENDAR":
        raise LineError("not_whole")
    return whole


def _lines(text: bytes) -> Iterator[Line]:
    lines = _BREAK.split(text)
    if len(lines) > MOST_LINES:
        raise LineError("too_many_lines")
    for line in lines:
        if len(line) > LONGEST_LINE:
            raise LineError("line_too_long")
        if line.strip():
            yield content_line(_decoded(line))


def _decoded(line: bytes) -> str:
    """Read a line as UTF-8; what is not is somebody's old code page, where only names differ."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _tree(lines: Iterator[Line]) -> Component:
    root = Component("")
    open_ones, count = [root], 0
    for line in lines:
        if line.name == "BEGIN":
            count += 1
            _begin(open_ones, line.value.strip().upper(), count)
        elif line.name == "END":
            _end(open_ones, line.value.strip().upper())
        elif len(open_ones) == 1:
            raise LineError("not_whole")
        else:
            open_ones[-1].lines.append(line)
    if len(open_ones) > 1:
        raise LineError("not_whole")
    if len(root.parts) > 1:
        raise LineError("several_calendars")
    return root.parts[0]


def _begin(open_ones: list[Component], name: str, count: int) -> None:
    if len(open_ones) > DEEPEST:
        raise LineError("too_deep")
    if count > MOST_COMPONENTS:
        raise LineError("too_many_components")
    component = Component(name)
    open_ones[-1].parts.append(component)
    open_ones.append(component)


def _end(open_ones: list[Component], name: str) -> None:
    if len(open_ones) == 1 or open_ones[-1].name != name:
        raise LineError("not_whole")
    open_ones.pop()
