"""What tests of calendar parts share: a letter that carries one, and the answers of real programs."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from models.records import Letter, Person
from tasks.correspondence.itip import Answered, Refused, calendar_part, read_calendar
from tasks.correspondence.sender import Sender

FOLDER = Path(__file__).parent / "correspondence/itip/replies"
"""Answers in the shapes in which real programs send them."""

KEY = b"k" * 32
SENDER = Sender("uned@bwrdd.example.test", "atebion@bwrdd.example.test", key=KEY)
INVITATION = 7
UID = "8f1c2f8e-2c57-5d0e-9f2e-0a4d5e1c7b11"
BOARD = "Bwrdd Enghraifft / Example Board"
SUMMARY = "Cyfarfod y Panel 2 / Panel meeting 2: CPR EX 1/2026"
WORDS = "Atebwch â’r botymau.\nAnswer with the buttons."
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)

FACTS: dict[str, Any] = {
    "reference": "CPR EX 1/2026",
    "board": "example",
    "kind": "panel",
    "number": 2,
    "uid": UID,
    "starts_at": "2026-05-12T09:00:00+00:00",
    "ends_at": "2026-05-12T11:00:00+00:00",
    "place": "Neuadd y Dref, Caerdydd",
    "online_url": "https://cyfarfod.example.test/l/abc?d=1",
    "meeting_sequence": 3,
    "confirmed": True,
    "part": "required",
    "key_person": False,
    "organiser_invitation": INVITATION,
}


def letter(method: str = "REQUEST", **facts: Any) -> Letter:  # noqa: ANN401 - facts of many types
    """Give an outbox row that carries a calendar part."""
    return Letter(
        letter="invitation",
        recipient="sian",
        method=method,
        invitation_id=INVITATION,
        facts={**FACTS, **facts},
    )


def person(name: str = "Siân Jones", e_mail: str = "sian.jones@ysgol.example.test") -> Person:
    """Give the person invited."""
    return Person(code="sian", name=name, e_mail=e_mail, agency_code="education")


def part(method: str = "REQUEST", *, at: datetime = AT, **facts: Any) -> bytes:  # noqa: ANN401 - as above
    """Write a calendar part as the outbox would."""
    return calendar_part(letter(method, **facts), person(), SENDER, BOARD, SUMMARY, WORDS, at)


def parts_of(mail: bytes) -> Iterator[tuple[bytes, str | None]]:
    """Give each calendar part of a mail, decoded, with the method that its Content-Type says."""
    for each in message_from_bytes(mail, policy=policy.default).walk():
        if each.get_content_type() in {"text/calendar", "application/ics"}:
            payload = each.get_payload(decode=True)
            assert isinstance(payload, bytes)
            yield payload, each.get_param("method")


def fixture(name: str) -> list[tuple[bytes, str | None]]:
    """Give the calendar parts of a fixture, as they come off the wire: its lines end in CRLF."""
    content = (FOLDER / name).read_bytes().replace(b"\r", b"").replace(b"\n", b"\r\n")
    return [*parts_of(content)] if name.endswith(".eml") else [(content, None)]


SIAN = "sian.jones@ysgol.example.test"

REPLY = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Rhywun//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
    f"UID:{UID}\r\nDTSTAMP:20260302T101500Z\r\nSEQUENCE:3\r\nDTSTART:20260512T090000Z\r\n"
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:sian.jones@ysgol.example.test\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
"""The least that is an answer."""


def utc(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """Give an instant of 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def said(attendee: str | None, answer: str | None, stamp: datetime | None, **more: Any) -> Answered:  # noqa: ANN401
    """Give what was read of an answer; *more* says what is otherwise than usual."""
    return Answered(
        **{"method": "REPLY", "uid": UID, "sequence": 3}
        | {"attendee": attendee, "answer": answer, "stamp": stamp}
        | more
    )


PLAIN = said(SIAN, "accepted", utc(2, 10, 15))
"""What REPLY says."""


def reading(old: str, new: str, **more: Any) -> Answered | Refused:  # noqa: ANN401 - as read_calendar
    """Read REPLY with a piece of it changed."""
    assert old in REPLY
    return read_calendar(REPLY.replace(old, new).encode(), **more)
