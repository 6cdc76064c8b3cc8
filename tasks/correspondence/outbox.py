"""Claims on the outbox and their settlement: each one statement, fenced by the attempt's number.

Leases and pauses are told by PostgreSQL's clock, which no office moves; whether a
letter is due, by the office's day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Update, or_, update
from sqlmodel import Session, col, func, select

from models.records import Acknowledgement, Action, Letter, Person, Review
from tasks.correspondence.errors import NotRenderedError
from tasks.correspondence.rendering import message_id, render
from tasks.correspondence.sender import Sender
from tasks.correspondence.wire import Answer, Meaning

LEASE = timedelta(minutes=10)
"""How long a worker may take over one letter: longer than every answer that the wire waits for."""

MOST_ATTEMPTS = 480
"""After so many refusals "for now", five days at the longest pause, the letter has expired.

Source: RFC 5321 section 4.5.4.1, "at least 4-5 days".
"""

_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15))
"""Before the second, third and each later attempt: short enough to drain a queue within 15 minutes."""

_UNWRITTEN = timedelta(hours=1)
"""Before a letter that could not be written is tried again."""

_NOW = func.clock_timestamp()


@dataclass(frozen=True)
class Claim:
    """A letter in hand: whose attempt it is, and the bytes that go."""

    letter: int
    attempt: int
    recipient: str
    message: bytes


def next_due(session: Session, today: date) -> Letter | None:
    """Take the next letter that is due, locked, which no other worker then sees."""
    waiting = (
        select(Letter)
        .where(Letter.state == "pending", Letter.due_on <= today)
        .where(or_(col(Letter.not_before).is_(None), col(Letter.not_before) <= _NOW))
        .order_by(col(Letter.due_on), col(Letter.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.exec(waiting).first()


def claim(session: Session, letter: Letter, sender: Sender, now: datetime) -> Claim | str:
    """Take a locked letter in hand, written at its first claim, or say why it does not go.

    To be committed before the wire is touched: from then on it is *sending*.
    """
    if reason := _obsolete(session, letter):
        _set(session, letter, state="withdrawn", reason=reason, settled_at=_NOW)
        return "withdrawn"
    person = session.get_one(Person, letter.recipient)
    try:
        message = letter.message or _write(session, letter, person, sender, now)
    except NotRenderedError as cause:
        _set(session, letter, reason=f"{cause.code}: {cause.facts['cause']}", not_before=_NOW + _UNWRITTEN)
        return "not_rendered"
    attempt = letter.attempt + 1
    _set(
        session,
        letter,
        state="sending",
        reason=None,
        attempt=attempt,
        claimed_at=_NOW,
        message=message,
        message_id=letter.message_id or message_id(letter, sender),
    )
    return Claim(letter.key, attempt, person.e_mail, message)


def settle(session: Session, claim: Claim, answer: Answer) -> str:
    """Enter what became of a claim and say so; *overtaken* where it was no longer ours: nothing changes."""
    fence = (
        col(Letter.id) == claim.letter,
        col(Letter.attempt) == claim.attempt,
        col(Letter.state) == "sending",
    )
    columns = _outcome(claim, answer)
    if not _changed(session, update(Letter).where(*fence).values(**columns)):
        return "overtaken"
    return "postponed" if columns["state"] == "pending" else str(columns["state"])


def give_up_abandoned(session: Session) -> int:
    """Park what a worker took in hand and never settled: it may have been sent. Give how many.

    No journal mailbox is configured to look into, so a person must.
    """
    abandoned = (col(Letter.state) == "sending", col(Letter.claimed_at) < _NOW - LEASE)
    parked = {"state": "unknown", "reason": "sender_gone", "settled_at": _NOW}
    return _changed(session, update(Letter).where(*abandoned).values(**parked))


def parked(session: Session) -> Sequence[Letter]:
    """Give the letters of which nobody knows whether they arrived: a person must find out."""
    return session.exec(select(Letter).where(Letter.state == "unknown").order_by(col(Letter.id))).all()


def _write(session: Session, letter: Letter, person: Person, sender: Sender, now: datetime) -> bytes:
    run_id = session.get_one(Review, letter.review_id).run_id
    return render(letter, person, sender, at=now, page=sender.page(run_id))


def _obsolete(session: Session, letter: Letter) -> str | None:
    """Say why a letter is no longer wanted: its action is closed, or what it asks for has come."""
    action = session.get(Action, letter.action_id) if letter.action_id else None
    if action is not None and action.state != "open":
        return f"action_{action.state}"
    if letter.letter != "learning_shared" or letter.sequence == 0:
        return None
    kind, _, code = letter.facts["addressee"].partition(":")
    came = select(Acknowledgement.id).where(
        Acknowledgement.review_id == letter.review_id,
        Acknowledgement.addressee_kind == kind,
        Acknowledgement.addressee == code,
        Acknowledgement.state == "acknowledged",
    )
    return "acknowledged" if session.exec(came).first() else None


def _outcome(claim: Claim, answer: Answer) -> dict[str, Any]:
    """Give the columns that an answer changes."""
    said = {"answer_code": answer.code, "reason": f"{answer.meaning}_at_{answer.to.lower()}"}
    if answer.meaning is Meaning.ACCEPTED:
        return {**said, "reason": None, "state": "accepted", "settled_at": _NOW}
    if answer.meaning is not Meaning.POSTPONED:
        return {**said, "state": answer.meaning.value, "settled_at": _NOW}
    if claim.attempt >= MOST_ATTEMPTS:
        return {**said, "state": "expired", "settled_at": _NOW}
    pause = _PAUSES[min(claim.attempt, len(_PAUSES)) - 1]
    return {**said, "state": "pending", "not_before": _NOW + pause}


def _set(session: Session, letter: Letter, **columns: Any) -> None:  # noqa: ANN401 - columns of many types
    _changed(session, update(Letter).where(col(Letter.id) == letter.id).values(**columns))


def _changed(session: Session, statement: Update) -> int:
    return session.connection().execute(statement).rowcount
