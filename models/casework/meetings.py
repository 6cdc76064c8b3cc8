"""Meetings of a review: the one function through which their dates are set."""

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session, select

from models.records import Meeting, Review


def set_date(session: Session, review: Review, kind: str, on: date, *, number: int = 1) -> Meeting:
    """Plan a meeting for a day, or move it there.

    The meeting keeps its UID for ever; each move counts its SEQUENCE up by one,
    the same day again changes nothing.
    """
    meeting = _meeting(session, review, kind, number)
    if meeting is None:
        uid = uuid5(NAMESPACE_URL, f"{review.reference}/{kind}/{number}")
        meeting = Meeting(review_id=review.key, kind=kind, number=number, uid=uid, planned_on=on)
    elif meeting.planned_on != on:
        meeting.planned_on, meeting.sequence = on, meeting.sequence + 1
    meeting.state = "planned"
    session.add(meeting)
    session.flush()
    return meeting


def held(session: Session, review: Review, kind: str, on: date, *, number: int = 1) -> Meeting:
    """Enter that a meeting was held, on whichever day that was."""
    meeting = set_date(session, review, kind, on, number=number)
    meeting.state = "held"
    session.flush()
    return meeting


def _meeting(session: Session, review: Review, kind: str, number: int) -> Meeting | None:
    wanted = select(Meeting).where(
        Meeting.review_id == review.id, Meeting.kind == kind, Meeting.number == number
    )
    return session.exec(wanted).first()
