"""Times that were offered for a meeting, and are no more: it has one now."""

from sqlmodel import Session, select

from models.records import Meeting, MeetingOption


def offer_no_more(session: Session, meeting: Meeting) -> None:
    """Take back every time that was offered for a meeting, chosen or not."""
    offered = select(MeetingOption).where(MeetingOption.meeting_id == meeting.id)
    for each in session.exec(offered):
        each.withdrawn = True
