"""Letters for a Learning Event that events have overtaken: asked by the sender before each of them goes."""

from sqlmodel import Session

from models.casework.briefing import NOT_COMING
from models.records import Invitation, Letter, Meeting

_BEFORE_THE_EVENT = frozenset({"practitioners_asked", "lead_briefing", "joining_note", "briefing_asked"})


def overtaken(session: Session, letter: Letter) -> str | None:
    """Say why a letter for a Learning Event is not wanted any more; nothing if it is, or is no such letter.

    A lead's briefing goes whichever day it names: the agency's people wait for it.
    """
    if letter.letter not in _BEFORE_THE_EVENT or letter.meeting_id is None:
        return None
    meeting = session.get_one(Meeting, letter.meeting_id)
    if meeting.state in ("held", "cancelled"):
        return f"event_{meeting.state}"
    if letter.letter != "lead_briefing" and letter.facts["event_on"] != str(meeting.planned_on):
        return "event_moved"
    invitation = session.get(Invitation, letter.invitation_id) if letter.invitation_id else None
    return "not_coming" if invitation is not None and invitation.state in NOT_COMING else None
