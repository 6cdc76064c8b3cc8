"""What waits for a Board's coordinator beside the actions: answers, mails, letters, invitations without answer."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, func, select

from models.casework.quorum_of import quorum
from models.casework.unanswered import TO_COME
from models.guidance.ladders import answer_by
from models.records import Invitation, Letter, Meeting, Offer, Received, Reply, Review


def counted(session: Session, board: str, since: date) -> dict[str, int]:
    """Count the mails to read, the answers to confirm, the letters in doubt, and those refused since a day.

    A mail of which it is not known whom it concerns is counted for every Board.
    """
    shown = (
        select(func.count())
        .select_from(Received)
        .outerjoin(Letter, col(Letter.id) == Received.letter_id)
        .outerjoin(Invitation, col(Invitation.id) == Received.invitation_id)
        .outerjoin(Meeting, col(Meeting.id) == Invitation.meeting_id)
        .outerjoin(Review, col(Review.id) == func.coalesce(Letter.review_id, Meeting.review_id))
        .where(Received.outcome == "shown", col(Received.seen_by).is_(None))
        .where(or_(col(Review.board_code) == board, col(Review.id).is_(None)))
    )
    offers = select(func.count()).select_from(Offer).join(Review, col(Review.id) == Offer.review_id)
    offers = offers.where(Offer.state == "offered", Review.board_code == board)
    unknown = select(func.count()).where(Letter.state == "unknown", _is_of(board))
    refused = select(func.count()).where(col(Letter.state).in_(("bounced", "expired")), _is_of(board))
    refused = refused.where(col(Letter.settled_at) >= datetime.combine(since, time.min, UTC))
    return {
        "replies_to_read": session.exec(shown).one(),
        "offers": session.exec(offers).one(),
        "unknown": session.exec(unknown).one(),
        "refused": session.exec(refused).one(),
    }


def _is_of(board: str) -> Any:  # noqa: ANN401 - a condition
    return col(Letter.facts)["board"].as_string() == board


def released_by_nobody(session: Session, board: str) -> list[dict[str, Any]]:
    """Give the letters that are proposed and wait to be released."""
    proposed = select(Letter).where(Letter.state == "proposed", _is_of(board)).order_by(col(Letter.id))
    return [
        {
            "letter": each.key,
            "kind": each.letter,
            "reference": each.facts.get("reference"),
            "recipient": each.recipient,
        }
        for each in session.exec(proposed)
    ]


def _to_come(session: Session, board: str, today: date) -> list[tuple[Review, Meeting]]:
    wanted = select(Review, Meeting).join(Meeting, col(Meeting.review_id) == Review.id)
    wanted = wanted.where(Review.board_code == board, col(Meeting.state).in_(TO_COME))
    wanted = wanted.where(col(Meeting.planned_on) >= today)
    return list(session.exec(wanted.order_by(col(Meeting.planned_on), col(Meeting.id))).all())


def _row(review: Review, meeting: Meeting) -> dict[str, Any]:
    return {
        "reference": review.reference,
        "kind": meeting.kind,
        "number": meeting.number,
        "planned_on": str(meeting.planned_on),
    }


def quorums(session: Session, board: str, today: date) -> list[dict[str, Any]]:
    """Give the meetings to come to which an answer counted in the last week, or whose date is asked anew."""
    week_ago = today - timedelta(days=7)
    since = datetime.combine(week_ago, time.min, UTC)
    return [
        {
            **_row(review, meeting),
            "met": quorum(session, meeting).met,
            "new_date_asked": meeting.new_date_asked_on is not None,
        }
        for review, meeting in _to_come(session, board, today)
        if (meeting.new_date_asked_on or date.min) >= week_ago or _has_replies(session, meeting, since)
    ]


def _has_replies(session: Session, meeting: Meeting, since: datetime) -> bool:
    replies = select(Reply.id).join(Invitation, col(Invitation.id) == Reply.invitation_id)
    replies = replies.where(Invitation.meeting_id == meeting.id, Reply.outcome == "applied")
    return session.exec(replies.where(col(Reply.recorded_at) >= since)).first() is not None


def unanswered_invitations(session: Session, board: str, today: date) -> list[dict[str, Any]]:
    """Give the invitations to meetings to come that should have been answered and were not."""
    found = []
    for review, meeting in _to_come(session, board, today):
        waiting = select(Invitation).where(
            Invitation.meeting_id == meeting.id, Invitation.state == "needs_action"
        )
        found += [
            {**_row(review, meeting), "person": each.person_code, "invited_on": each.invited_on.isoformat()}
            for each in session.exec(waiting.order_by(col(Invitation.id)))
            if meeting.planned_on and answer_by(each.invited_on, meeting.planned_on) < today
        ]
    return found
