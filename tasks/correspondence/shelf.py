"""The outbox as the coordinator sees it: what waits, what is in doubt, and what a person may decide of it."""

from collections.abc import Sequence

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from models import casework
from models.records import Letter, Review, audit
from tasks.correspondence import doubt
from tasks.correspondence.errors import CorrespondenceError

_MOST = 1000


def listed(session: Session, state: str | None = None) -> Sequence[Letter]:
    """Give the letters in a state, or all that are not over and done with; the newest last."""
    wanted = (state,) if state else ("proposed", "pending", "sending", "unknown", "bounced", "expired")
    rows = select(Letter).where(col(Letter.state).in_(wanted)).order_by(col(Letter.id).desc()).limit(_MOST)
    return session.exec(rows).all()[::-1]


def find(session: Session, number: int) -> Letter:
    """Give a letter, locked.

    Raises:
        CorrespondenceError: ``no_such_letter``.
    """
    found = session.exec(select(Letter).where(Letter.id == number).with_for_update()).first()
    if found is None:
        raise CorrespondenceError("no_such_letter")
    return found


def release(office: casework.Office, number: int) -> Letter:
    """Let a proposed letter go when its turn comes.

    Raises:
        CorrespondenceError: ``no_such_letter``, or ``letter_not_so``: it is not proposed.
    """
    letter = _in(office, number, "proposed")
    _enter(office, letter, "letter_released", state="pending")
    return letter


def withdraw(office: casework.Office, number: int) -> Letter:
    """Take a letter back that has not gone, or that came back: what waited for it may then go.

    Raises:
        CorrespondenceError: ``no_such_letter``, or ``letter_not_so``: it has gone, or nobody knows.
    """
    letter = _in(office, number, "proposed", "pending", "bounced", "expired")
    gone = {"state": "withdrawn", "reason": "by_hand", "settled_at": func.clock_timestamp()}
    _enter(office, letter, "letter_withdrawn", **gone)
    return letter


def settle(office: casework.Office, number: int, *, arrived: bool) -> Letter:
    """Enter what a person found out about a letter in doubt: it arrived, or it is to go again.

    One that a newer letter has replaced does not go again: it is withdrawn.

    Raises:
        CorrespondenceError: ``no_such_letter``, or ``letter_not_so``: it is not in doubt.
    """
    letter = _in(office, number, "unknown")
    doubt.settle_by_hand(office.session, letter, arrived=arrived)
    office.session.refresh(letter)
    again = "letter_withdrawn" if letter.state == "withdrawn" else "letter_again"
    _note(office, letter, "letter_arrived" if arrived else again)
    return letter


def _in(office: casework.Office, number: int, *states: str) -> Letter:
    letter = find(office.session, number)
    if letter.state not in states:
        raise CorrespondenceError("letter_not_so", state=letter.state)
    return letter


def _enter(office: casework.Office, letter: Letter, what: str, **columns: object) -> None:
    office.session.connection().execute(update(Letter).where(col(Letter.id) == letter.id).values(**columns))
    _note(office, letter, what)


def _note(office: casework.Office, letter: Letter, what: str) -> None:
    review = office.session.get(Review, letter.review_id) if letter.review_id else None
    reference = review.reference if review else None
    audit.write(office.session, what, by=office.by, reference=reference, letter=letter.key)
    office.session.refresh(letter)
