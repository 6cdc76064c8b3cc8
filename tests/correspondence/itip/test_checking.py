"""Our own check finds what is missing or wrong in a calendar part; the library's does not."""

from collections.abc import Callable

import pytest
from calendar_parts import part
from icalendar import Calendar

from tasks.correspondence.itip import check


def without(ics: bytes, name: str) -> bytes:
    """Take a property out of the event, or out of the calendar, with its folded lines."""
    kept, dropping = [], False
    for line in ics.split(b"\r\n"):
        dropping = line.startswith(b" ") if dropping else line.split(b":")[0].split(b";")[0] == name.encode()
        kept += [] if dropping else [line]
    return b"\r\n".join(kept)


def in_event(ics: bytes, *lines: bytes) -> bytes:
    """Put lines into the event."""
    return ics.replace(b"END:VEVENT", b"\r\n".join([*lines, b"END:VEVENT"]))


def unfolded(ics: bytes) -> bytes:
    return ics.replace(b"\r\n ", b"")


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "DECLINECOUNTER"])
def test_what_is_right_may_go(method: str) -> None:
    assert check(part(method), method) == ()


@pytest.mark.parametrize(
    "name",
    [
        "PRODID",
        "VERSION",
        "METHOD",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SEQUENCE",
        "ORGANIZER",
        "ATTENDEE",
        "SUMMARY",
        "STATUS",
        "CLASS",
    ],
)
@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "DECLINECOUNTER"])
def test_any_one_that_is_missing_is_named(method: str, name: str) -> None:
    # Seen to fail with "SEQUENCE" left out of what must stand once.
    assert name.lower() in check(without(part(method), name), method)


def test_the_library_alone_would_send_an_invitation_that_nobody_can_answer() -> None:
    ics = part()
    for name in ("UID", "DTSTAMP", "ORGANIZER"):
        ics = without(ics, name)
    Calendar.from_ical(ics).validate()
    assert {*check(ics, "REQUEST")} == {"uid", "dtstamp", "organizer"}


Change = Callable[[bytes], bytes]

WRONG: list[tuple[str, str, Change]] = [
    ("method", "another method than the letter's", lambda ics: ics.replace(b":REQUEST", b":CANCEL")),
    ("version", "an old version", lambda ics: ics.replace(b"VERSION:2.0", b"VERSION:1.0")),
    ("prodid", "somebody else's", lambda ics: ics.replace(b"//Child", b"//Other")),
    ("rsvp", "no answer is asked for", lambda ics: unfolded(ics).replace(b";RSVP=TRUE", b"")),
    ("role", "no role", lambda ics: unfolded(ics).replace(b";ROLE=REQ-PARTICIPANT", b"")),
    ("partstat", "answered for them", lambda ics: unfolded(ics).replace(b"NEEDS-ACTION", b"ACCEPTED")),
    ("attendee", "no name", lambda ics: unfolded(ics).replace('CN="Siân Jones";'.encode(), b"")),
    ("attendee", "no address", lambda ics: unfolded(ics).replace(b":mailto:sian.jones@", b":mailto:")),
    ("organizer", "a web page", lambda ics: unfolded(ics).replace(b":mailto:atebion", b":https://atebion")),
    ("dtstamp", "a stamp without zone", lambda ics: ics.replace(b"090000Z", b"090000")),
    ("dtstamp", "a day that is none", lambda ics: ics.replace(b"20260301T", b"20260231T")),
    ("dtend", "it ends before it starts", lambda ics: ics.replace(b"0512T12", b"0512T09")),
    ("dtend", "it lasts no time", lambda ics: ics.replace(b"0512T12", b"0512T10")),
    (
        "dtstart",
        "a zone that nobody knows",
        lambda ics: ics.replace(b"T;TZID=Europe/London", b"T;TZID=Europe/Caerdydd"),
    ),
    ("vtimezone", "a zone that is not explained", lambda ics: ics.replace(b"\r\nTZID:Europe/London", b"")),
    ("sequence", "not a number", lambda ics: ics.replace(b"SEQUENCE:3", b"SEQUENCE:three")),
    ("status", "cancelled in an invitation", lambda ics: ics.replace(b":CONFIRMED", b":CANCELLED")),
    ("status", "done", lambda ics: ics.replace(b":CONFIRMED", b":COMPLETED")),
    ("class", "public", lambda ics: ics.replace(b":PRIVATE", b":PUBLIC")),
    ("summary", "two lines", lambda ics: ics.replace(b"SUMMARY:", b"SUMMARY:x\\n")),
    ("summary", "more than the kind", lambda ics: ics.replace(b"SUMMARY:", b"SUMMARY:Gwen: ")),
    ("summary", "an address", lambda ics: ics.replace(b"SUMMARY:", b"SUMMARY:a@b.test ")),
    ("summary", "no reference", lambda ics: ics.replace(b"CPR EX 1/2026", b"Gwen")),
    ("uid", "said twice", lambda ics: in_event(ics, b"UID:x")),
    ("uid", "empty", lambda ics: without(ics, "UID").replace(b"STATUS:", b"UID:\r\nSTATUS:")),
    ("recurrence", "a series", lambda ics: in_event(ics, b"RRULE:FREQ=DAILY")),
    ("alarm", "an alarm", lambda ics: in_event(ics, b"BEGIN:VALARM", b"END:VALARM")),
    ("event", "nothing to go to", lambda ics: ics.replace(b"VEVENT", b"VTODO")),
    (
        "event",
        "two of them",
        lambda ics: ics.replace(b"END:VCALENDAR", b"BEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR"),
    ),
    ("conference", "a link in clear", lambda ics: ics.replace(b"URI:https:", b"URI:http:")),
    ("control", "a bell", lambda ics: ics.replace(b"DESCRIPTION:", b"DESCRIPTION:\x07")),
    ("line_width", "a line too wide", unfolded),
    ("line_ends", "bare ends of lines", lambda ics: ics.replace(b"\r\n", b"\n")),
    ("line_ends", "no last end", lambda ics: ics.rstrip()),
    ("not_utf8", "an old code page", lambda ics: ics.replace("â".encode(), b"\xe2")),
    ("not_whole", "cut off", lambda ics: ics[:-40]),
    ("broken_line", "a line that is none", lambda ics: ics.replace(b"STATUS:", b"STATUS")),
]


@pytest.mark.parametrize(
    ("code", "how"), [(code, how) for code, _, how in WRONG], ids=[w for _, w, _ in WRONG]
)
def test_what_is_wrong_is_named(code: str, how: Change) -> None:
    broken = how(part())
    assert broken != part()
    assert code in check(broken, "REQUEST")


def test_a_cancellation_must_say_that_it_is_one() -> None:
    assert check(part("CANCEL").replace(b"CANCELLED", b"CONFIRMED"), "CANCEL") == ("status",)


@pytest.mark.parametrize("method", [None, "", "PUBLISH", "REPLY"])
def test_what_an_organiser_does_not_send_is_refused(method: str | None) -> None:
    ics = part().replace(b"METHOD:REQUEST", f"METHOD:{method}".encode())
    assert "method" in check(ics, method)
