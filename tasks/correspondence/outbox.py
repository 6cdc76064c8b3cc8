"""Claims on the outbox and their settlement: each one statement, fenced by the attempt's number.

Leases and pauses are told by PostgreSQL's clock, which no office moves; whether a
letter is due, and at which hour it may go, by the office's.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Update, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, func, select

from models.casework.overtaken import overtaken
from models.casework.withdrawals import kept_from
from models.guidance.letter_kinds import NOTIFICATION_LETTER
from models.records import Acknowledgement, Installation, Letter, Person
from tasks.correspondence import budget
from tasks.correspondence.budget import folded
from tasks.correspondence.desk import Desk
from tasks.correspondence.errors import NotRenderedError
from tasks.correspondence.notices import Notice
from tasks.correspondence.occasion import Known, occasion
from tasks.correspondence.rendering import message_id, render
from tasks.correspondence.sender import Sender
from tasks.correspondence.tokens import Purpose
from tasks.correspondence.turn import NOT_RENDERED, Turn, next_due
from tasks.correspondence.wire import Answer, Meaning

__all__ = ["GRACE", "LEASE", "MOST_ATTEMPTS", "Claim", "bounced", "claim", "folded", "next_due", "settle"]

LEASE = timedelta(minutes=10)
"""How long a worker may take over one letter: longer than every answer that the wire waits for."""

GRACE = timedelta(minutes=30)
"""How long a copy of a letter may be on its way to the journal mailbox (product).

Only then is a letter that cannot be found there sent again.
"""

MOST_ATTEMPTS = 480
"""After so many refusals "for now", five days at the longest pause, the letter has expired.

Source: RFC 5321 section 4.5.4.1, "at least 4-5 days".
"""

_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15))
"""Before the second, third and each later attempt: short enough to drain a queue within 15 minutes."""

_UNWRITTEN = timedelta(hours=1)
"""Before a letter that could not be written is tried again."""

NOT_VERIFIED = "mail_not_verified"
"""Why a notification waits: the mail server is reached over no verified TLS."""

_NOW = func.clock_timestamp()


@dataclass(frozen=True)
class Claim:
    """A letter in hand: whose attempt it is, the bytes that go, where to and from, and the notice of it."""

    letter: int
    attempt: int
    person: str
    recipient: str
    message: bytes
    journal: str | None
    envelope_from: str
    notice: Notice | None


def claim(
    at: Desk, turn: Turn, sender: Sender, known: Known | None = None, *, verified: bool = False
) -> Claim | str:
    """Take a locked letter in hand, written at its first claim, or say why it does not go.

    *known* is what the letters of this round have in common; *verified* whether the connection
    is TLS to a server whose certificate was verified. The notification goes over no other.

    To be committed before the wire is touched: from then on it is *sending*.
    """
    letter, session = turn.letter, at.session
    if reason := _obsolete(session, turn):
        _set(session, letter, state="withdrawn", reason=reason, settled_at=_NOW)
        return "withdrawn"
    if budget.exceeds(at, letter):
        budget.fold(at, letter)
        return "folded"
    if letter.letter == "digest" and letter.message is None and budget.gather(at, letter):
        return "folded"
    if letter.letter == NOTIFICATION_LETTER and not (verified or _is_invented(session)):
        _set(session, letter, reason=f"{NOT_RENDERED}: {NOT_VERIFIED}", not_before=_NOW + _UNWRITTEN)
        return NOT_RENDERED
    try:
        message = letter.message or _write(at, turn, sender, known)
    except NotRenderedError as cause:
        waits = _NOW + _UNWRITTEN
        _set(session, letter, reason=f"{NOT_RENDERED}: {cause.facts['cause']}", not_before=waits)
        return NOT_RENDERED
    return _take(session, turn, sender, message)


def _take(session: Session, turn: Turn, sender: Sender, message: bytes) -> Claim:
    letter, attempt = turn.letter, turn.letter.attempt + 1
    # What somebody wrote is kept in our own database, and goes to whom it is for: no copy of it.
    journal = None if letter.letter == NOTIFICATION_LETTER else sender.journal
    _set(
        session,
        letter,
        state="sending",
        reason=None,
        attempt=attempt,
        claimed_at=_NOW,
        # Until then the journal is looked into, should nobody know what became of it.
        not_before=_NOW + GRACE if journal else None,
        message=message,
        message_id=letter.message_id or message_id(letter, sender),
    )
    return Claim(
        letter.key,
        attempt,
        letter.recipient,
        turn.person.e_mail,
        message,
        journal,
        sender.reply_address(Purpose.BOUNCE, letter.key),
        _notice(turn),
    )


def settle(at: Desk, claim: Claim, answer: Answer) -> str:
    """Enter what became of a claim and say so; *overtaken* where it was no longer ours: nothing changes."""
    fence = (
        col(Letter.id) == claim.letter,
        col(Letter.attempt) == claim.attempt,
        col(Letter.state) == "sending",
    )
    columns = _outcome(at, claim, answer)
    if not _changed(at.session, update(Letter).where(*fence).values(**columns)):
        return "overtaken"
    if columns["state"] == "bounced" and answer.to == "RCPT":
        _mark(at.session, claim.person, claim.recipient, at.today)
    return "postponed" if columns["state"] == "pending" else str(columns["state"])


def bounced(session: Session, message_id: str, code: int | None, on: date | None = None) -> int | None:
    """Enter that a letter came back after all, and give its number; None if it is none of ours.

    Args:
        session: the transaction.
        message_id: of the letter that came back, in angle brackets.
        code: SMTP's, where the report gives one.
        on: the office's day; without it the day on which the letter went.
    """
    letter = session.exec(select(Letter).where(Letter.message_id == message_id).with_for_update()).first()
    if letter is None or letter.state not in ("accepted", "unknown"):
        return None
    _set(session, letter, state="bounced", reason="bounced_later", answer_code=code, settled_at=_NOW)
    person = session.get_one(Person, letter.recipient)
    # A report may come late: it says nothing of an address that was entered since.
    if (letter.message or b"").find(person.e_mail.encode()) >= 0:
        _mark(session, person.code, person.e_mail, on or letter.sent_on)
    return letter.key


def _mark(session: Session, person: str, address: str, on: date | None) -> None:
    there = (col(Person.code) == person, col(Person.e_mail) == address)
    _changed(session, update(Person).where(*there).values(bounced_on=on))


def _write(at: Desk, turn: Turn, sender: Sender, known: Known | None) -> bytes:
    """Write a letter with what the record says around it.

    Raises:
        NotRenderedError: a template, a fact, the address or the record around it is at fault.
    """
    letter, person = turn.letter, turn.person
    try:
        around = occasion(at.session, letter, person, at.today, known)
    except SQLAlchemyError:
        raise  # the whole transaction has failed, not this letter
    except Exception as cause:  # as in `render`: one letter must not hold up all the others
        raise NotRenderedError(NOT_RENDERED, letter=letter.letter, cause=type(cause).__name__) from cause
    return render(letter, person, sender, at=at.now, page=sender.page(turn.run_id), around=around)


def _is_invented(session: Session) -> bool:
    """Say whether this is a demonstration: all that it has is invented, and its mail goes to this machine."""
    installation = session.get(Installation, True)
    return installation is not None and installation.kind == "demo"


def _obsolete(session: Session, turn: Turn) -> str | None:
    """Say why a letter must not go: its action is closed, its person kept out, what it asks for is there."""
    letter = turn.letter
    if turn.action is not None and turn.action.state != "open":
        return f"action_{turn.action.state}"
    if turn.someone_is_out and letter.method != "CANCEL" and kept_from(session, letter) is not None:
        return "person_withdrawn"
    if turn.gate_is_lost:
        return "gate_lost"
    if reason := overtaken(session, letter):
        return reason
    if letter.letter == "digest" and letter.message is None and not folded(session, letter):
        return "nothing_to_tell"
    return "acknowledged" if _has_come(session, letter) else None


def _has_come(session: Session, letter: Letter) -> bool:
    """Say whether the acknowledgement that a repeated letter asks for is on the record."""
    if letter.letter != "learning_shared" or letter.sequence == 0:
        return False
    kind, _, code = letter.facts["addressee"].partition(":")
    came = select(Acknowledgement.id).where(
        Acknowledgement.review_id == letter.review_id,
        Acknowledgement.addressee_kind == kind,
        Acknowledgement.addressee == code,
        Acknowledgement.state == "acknowledged",
    )
    return session.exec(came).first() is not None


def _notice(turn: Turn) -> Notice | None:
    """Give the notice that goes beside a letter about an action: which review, and to whose channels."""
    if turn.action is None or turn.letter.letter not in ("action_waiting", "reminder"):
        return None
    given = turn.letter.facts
    return Notice(str(given["reference"]), str(given["board"]), turn.action.role)


def _outcome(at: Desk, claim: Claim, answer: Answer) -> dict[str, Any]:
    """Give the columns that an answer changes."""
    said = {"answer_code": answer.code, "reason": f"{answer.meaning}_at_{answer.to.lower()}"}
    gone = {**said, "settled_at": _NOW, "not_before": None}
    if answer.meaning is Meaning.ACCEPTED:
        kept = answer.journalled or claim.journal is None
        return {
            **gone,
            "reason": None if kept else "journal_refused",
            "state": "accepted",
            "sent_on": at.today,
        }
    if answer.meaning is Meaning.UNKNOWN:
        # Where no copy went the journal cannot say anything: it is not even looked into.
        looked_for = _NOW + GRACE if answer.journalled else None
        doubt = {"state": "unknown", "may_have_arrived": True}
        return {**gone, **doubt, "sent_on": at.today, "not_before": looked_for}
    if answer.meaning is Meaning.BOUNCED:
        return {**gone, "state": "bounced"}
    if claim.attempt >= MOST_ATTEMPTS:
        return {**gone, "state": "expired"}
    pause = _PAUSES[min(claim.attempt, len(_PAUSES)) - 1]
    return {**said, "state": "pending", "not_before": _NOW + pause}


def _set(session: Session, letter: Letter, **columns: Any) -> None:  # noqa: ANN401 - columns of many types
    _changed(session, update(Letter).where(col(Letter.id) == letter.id).values(**columns))


def _changed(session: Session, statement: Update) -> int:
    return session.connection().execute(statement).rowcount
