"""The first Panel meeting, as tests have it: who is invited, and what their diaries are sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from office_days import OfficeDays
from sqlmodel import col, select

from models.records import Letter

PANEL = {"pat": "chair", "mair": "required", "rhys": "required", "rob": "required"}
"""Whom a Panel meeting invites, and their part."""


def sent(office: OfficeDays, letter: str | None = None) -> list[tuple[str, str, str, int]]:
    """Give the letters with a calendar part that wait: which, to whom, method, SEQUENCE of the meeting."""
    waiting = select(Letter).where(Letter.state == "pending", col(Letter.method).is_not(None))
    return [
        (each.letter, each.recipient, each.method or "", each.facts["meeting_sequence"])
        for each in office.session.exec(waiting.order_by(col(Letter.recipient)))
        if letter in (None, each.letter)
    ]


def at(hour: int, day: int = 1) -> datetime:
    """Give an instant in the week before the office's today."""
    return datetime(2026, 3, day, hour, tzinfo=UTC)


@contextmanager
def undone(office: OfficeDays) -> Iterator[None]:
    """Undo what happens within."""
    office.session.flush()
    inner = office.session.begin_nested()
    yield
    inner.rollback()
    office.session.expire_all()
