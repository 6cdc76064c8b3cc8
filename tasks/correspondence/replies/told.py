"""The coordinators are told that mail waits which a person must read: once a day, in counts and codes."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, func, or_, select

from models.casework import Office, letters
from models.casework.people import holding
from models.records import Invitation, Letter, Meeting, Received, Review

_TOLD_ELSEWHERE = ("counter",)
"""A counter-proposal has its own letter."""


def tell_coordinators(office: Office) -> None:
    """Mean a letter to each Board's coordinators about what came since they were last told.

    A letter that has not gone yet today is brought up to date instead.
    """
    boards = office.session.exec(select(Review.board_code).distinct().order_by(Review.board_code)).all()
    for board in boards:
        if _waiting(office.session, board, after=_last_told(office, board)):
            _tell(office, board, _waiting(office.session, board))


def to_read(session: Session, board: str | None = None) -> list[Received]:
    """Give what a person must read, the oldest first; a broken one only if it is known to be an answer.

    A message of which it is not known whom it concerns is every Board's.
    """
    return _waiting(session, board)


def _waiting(session: Session, board: str | None, *, after: int = 0) -> list[Received]:
    is_tied = or_(col(Received.letter_id).is_not(None), col(Received.invitation_id).is_not(None))
    wanted = (
        select(Received)
        .outerjoin(Letter, col(Letter.id) == Received.letter_id)
        .outerjoin(Invitation, col(Invitation.id) == Received.invitation_id)
        .outerjoin(Meeting, col(Meeting.id) == Invitation.meeting_id)
        .outerjoin(Review, col(Review.id) == func.coalesce(Letter.review_id, Meeting.review_id))
        .where(or_(Received.outcome == "shown", (col(Received.outcome) == "quarantined") & is_tied))
        .where(col(Received.seen_by).is_(None), col(Received.kind).not_in(_TOLD_ELSEWHERE))
    )
    if board is not None:
        wanted = wanted.where(or_(Review.board_code == board, col(Review.id).is_(None)))
    return list(session.exec(wanted.where(col(Received.id) > after).order_by(col(Received.id))))


def _last_told(office: Office, board: str) -> int:
    """Give the number of the last message that the Board's coordinators were told of."""
    told = select(func.max(col(Letter.facts)["latest"].as_integer())).where(
        Letter.letter == "mail_to_read",
        col(Letter.facts)["board"].as_string() == board,
        Letter.state != "withdrawn",
    )
    return office.session.exec(told).one() or 0


def _tell(office: Office, board: str, rows: Sequence[Received]) -> None:
    facts: dict[str, Any] = {
        "count": len(rows),
        "reasons": sorted({each.reason for each in rows if each.reason}),
        "latest": rows[-1].key,
    }
    coordinators = holding(office.session, board, "coordinator", office.today)
    for letter in letters.mean(office, "mail_to_read", coordinators, board=board, sequence=0, **facts):
        if letter.state == "pending" and letter.message is None:
            letter.facts = {**letter.facts, **facts}
    office.session.flush()
