"""What must be right in a calendar part before it is sent (RFC 5545, 5546, 6047, and our own rules).

The library's ``validate`` passes a REQUEST without UID, DTSTAMP or ORGANIZER; a client then
shows no buttons, or the answer finds no way back. This reads the bytes with ``lines``, which
had no part in making them.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain

from models.guidance.errors import GuidanceError
from models.guidance.references import reference
from tasks.correspondence.itip.lines import Component, Line, LineError, calendar
from tasks.correspondence.itip.times import TimeError, instant

PRODID = "-//Child Practice Reviews//Invitations 1//CY"
"""Who wrote the part; what bears it and is no answer is our own letter, come back."""

METHODS = ("REQUEST", "CANCEL", "DECLINECOUNTER")
"""What an organiser sends."""

_STEERING = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WIDTH = 75
"""Octets in a line, its end not counted (RFC 5545 section 3.1)."""
_LONGEST_SUMMARY = 120
_KIND = re.compile(r"[^\W_][\w '’/–-]*")
_ADDRESS = re.compile(r"mailto:[^\s@:;,<>]{1,64}@[A-Za-z0-9.-]{1,190}", re.IGNORECASE)
_UTC = re.compile(r"\d{8}T\d{6}Z", re.ASCII)
_NUMBER = re.compile(r"\d{1,10}", re.ASCII)
_LINK = re.compile(r"https://[^\s\"<>]{1,1000}")

_ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "ORGANIZER", "SUMMARY", "STATUS", "CLASS")


def check(ics: bytes, method: str | None) -> tuple[str, ...]:
    r"""Say what is wrong with a calendar part as the body of *method*, as codes; nothing: it may go.

    >>> check(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "REQUEST")
    ('prodid', 'version', 'method', 'event')
    """
    wrong = [*_as_bytes(ics)]
    try:
        whole = calendar(ics)
    except LineError as error:
        return (*wrong, error.code)
    events = [part for part in whole.parts if part.name == "VEVENT"]
    wrong += _outside(whole, method)
    if len(events) != 1 or {part.name for part in whole.parts} - {"VEVENT", "VTIMEZONE"}:
        return (*wrong, "event")
    return tuple(dict.fromkeys((*wrong, *_inside(events[0], method), *_zones(whole, events[0]))))


def _as_bytes(ics: bytes) -> Iterator[str]:
    lines = ics.split(b"\r\n")
    if lines[-1] or any(b"\n" in line or b"\r" in line for line in lines):
        yield "line_ends"
    if _STEERING.search(ics):
        yield "control"
    if any(len(line) > _WIDTH for line in lines):
        yield "line_width"
    try:
        for line in lines:
            line.decode("utf-8")  # each by itself: no letter is cut in two where a line is folded
    except UnicodeDecodeError:
        yield "not_utf8"


def _outside(whole: Component, method: str | None) -> Iterator[str]:
    expected = {"PRODID": PRODID, "VERSION": "2.0", "METHOD": method if method in METHODS else None}
    for name, value in expected.items():
        if [line.value for line in whole.all(name)] != [value]:
            yield name.lower()


def _inside(event: Component, method: str | None) -> Iterator[str]:
    for name in _ONCE:
        found = event.all(name)
        if len(found) != 1 or not _RIGHT[name](found[0]):
            yield name.lower()
    yield from _attendees(event.all("ATTENDEE"), method)
    yield from _times(event)
    if (method == "CANCEL") != (_values(event, "STATUS") == ["CANCELLED"]):
        yield "status"
    if event.parts:
        yield "alarm"
    if any(line.name in {"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"} for line in event.lines):
        yield "recurrence"
    if not all(_LINK.fullmatch(line.value) for line in event.all("CONFERENCE")):
        yield "conference"


def _attendees(lines: list[Line], method: str | None) -> Iterator[str]:
    if not lines or not all(map(_addressed, lines)):
        yield "attendee"
    for line in lines:
        if not line.first("ROLE"):
            yield "role"
        if line.first("PARTSTAT") != "NEEDS-ACTION":
            yield "partstat"
        if method == "REQUEST" and line.first("RSVP") != "TRUE":
            yield "rsvp"


def _times(event: Component) -> Iterator[str]:
    try:
        starts, ends = (instant(event.all(name)[0]).at for name in ("DTSTART", "DTEND"))
    except (IndexError, TimeError):
        return  # said already, of the property itself
    if ends <= starts:
        yield "dtend"


def _zones(whole: Component, event: Component) -> Iterator[str]:
    there = {line.value for part in whole.parts if part.name == "VTIMEZONE" for line in part.all("TZID")}
    used = chain.from_iterable(line.parameters.get("TZID", ()) for line in event.lines)
    if not there.issuperset(used):
        yield "vtimezone"


def _addressed(line: Line) -> bool:
    return _ADDRESS.fullmatch(line.value) is not None and bool(line.first("CN"))


def _moment(line: Line) -> bool:
    try:
        return not instant(line).assumed and "VALUE" not in line.parameters
    except TimeError:
        return False


def _summary(line: Line) -> bool:
    """Is it a kind of meeting and a reference, and nothing besides?"""
    kind, _, written = line.text.rpartition(": ")
    if len(line.text) > _LONGEST_SUMMARY or not _KIND.fullmatch(kind):
        return False
    try:
        return reference(written) == written
    except GuidanceError:
        return False


def _values(event: Component, name: str) -> list[str]:
    return [line.value for line in event.all(name)]


_RIGHT: dict[str, Callable[[Line], bool]] = {
    "UID": lambda line: bool(line.value.strip()),
    "DTSTAMP": lambda line: _UTC.fullmatch(line.value) is not None and _moment(line),
    "DTSTART": _moment,
    "DTEND": _moment,
    "SEQUENCE": lambda line: _NUMBER.fullmatch(line.value) is not None,
    "ORGANIZER": _addressed,
    "SUMMARY": _summary,
    "STATUS": lambda line: line.value in {"TENTATIVE", "CONFIRMED", "CANCELLED"},
    "CLASS": lambda line: line.value == "PRIVATE",
}
