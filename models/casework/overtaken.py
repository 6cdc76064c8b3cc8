"""Letters about meetings that events have overtaken: asked by the sender before each of them goes."""

from sqlmodel import Session, col, select

from models.casework.briefing import NOT_COMING
from models.records import Invitation, Letter, Meeting, MeetingOption

_BEFORE_THE_EVENT = frozenset({"practitioners_asked", "lead_briefing", "joining_note", "briefing_asked"})
_ASK_OF_A_MEETING = frozenset({"availability_asked", "invitation_reminder"})


def overtaken(session: Session, letter: Letter) -> str | None:
    """Say why a letter about a meeting is not wanted any more; nothing if it is, or is no such letter."""
    if letter.meeting_id is None:
        return None
    meeting = session.get_one(Meeting, letter.meeting_id)
    if letter.letter in _BEFORE_THE_EVENT:
        return _before_the_event(session, letter, meeting)
    if letter.letter not in _ASK_OF_A_MEETING:
        return None
    if meeting.state in ("held", "cancelled"):
        return f"meeting_{meeting.state}"
    if letter.letter == "availability_asked":
        return None if _is_offered(session, letter) else "offered_no_more"
    invitation = session.get_one(Invitation, letter.invitation_id)
    return None if invitation.state == "needs_action" else "answered"


def _is_offered(session: Session, letter: Letter) -> bool:
    """Say whether every time that a letter lists may still be chosen."""
    offered = select(MeetingOption.number).where(
        MeetingOption.meeting_id == letter.meeting_id, col(MeetingOption.withdrawn).is_(False)
    )
    return {number for number, _, _ in letter.facts["options"]} <= set(session.exec(offered))


def _before_the_event(session: Session, letter: Letter, meeting: Meeting) -> str | None:
    """Say why a letter that prepares for a Learning Event is not wanted any more.

    A lead's briefing goes whichever day it names: the agency's people wait for it.
    """
    if meeting.state in ("held", "cancelled"):
        return f"event_{meeting.state}"
    if letter.letter != "lead_briefing" and letter.facts["event_on"] != str(meeting.planned_on):
        return "event_moved"
    invitation = session.get(Invitation, letter.invitation_id) if letter.invitation_id else None
    return "not_coming" if invitation is not None and invitation.state in NOT_COMING else None
