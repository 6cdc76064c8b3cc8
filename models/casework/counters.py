"""Counter-proposals: somebody proposed another time, and a coordinator says yes or no."""

from sqlmodel import Session, col, select

from models.casework import invitation_letters, meetings
from models.casework.entering import Office
from models.casework.invited import is_over, note
from models.casework.standing import lock
from models.guidance.errors import GuidanceError
from models.records import Invitation, Meeting, Reply, Review


def waiting_counter(session: Session, invitation: Invitation) -> Reply | None:
    """Give the counter-proposal of somebody that waits for an answer.

    None waits once the meeting has moved, once it was declined, or once whoever made it
    has answered the invitation after all.
    """
    meeting = session.get_one(Meeting, invitation.meeting_id)
    shown = select(Reply).where(
        Reply.invitation_id == invitation.id, Reply.outcome == "shown", Reply.sequence == meeting.sequence
    )
    last = session.exec(shown.order_by(col(Reply.stamp).desc(), col(Reply.id).desc())).first()
    if last is None or invitation_letters.counter_is_declined(session, last):
        return None
    answered = invitation.answered_sequence == last.sequence and invitation.answered_stamp
    return None if answered and answered > last.stamp else last


def accept_counter(office: Office, invitation: Invitation) -> Meeting:
    """Move the meeting to the time that somebody proposed; everybody is invited to it anew.

    Raises:
        GuidanceError: no proposal waits, or the meeting is over.
        Refused: no meeting can be at that time (any more).
    """
    meeting, counter = _waiting(office, invitation)
    assert counter.proposed_start is not None
    assert counter.proposed_end is not None
    return meetings.plan(
        office,
        office.session.get_one(Review, meeting.review_id),
        meeting.kind,
        number=meeting.number,
        starts_at=counter.proposed_start,
        ends_at=counter.proposed_end,
        pencilled=meeting.state == "pencilled",
        place=meeting.place,
        online_url=meeting.online_url,
    )


def decline_counter(office: Office, invitation: Invitation) -> None:
    """Tell whoever proposed another time, and nobody else, that the meeting stays as it is.

    Raises:
        GuidanceError: no proposal waits, or the meeting is over.
    """
    meeting, counter = _waiting(office, invitation)
    invitation_letters.decline_counter(office, meeting, invitation, counter)
    note(office, meeting, "counter_declined", person=invitation.person_code)


def _waiting(office: Office, invitation: Invitation) -> tuple[Meeting, Reply]:
    meeting = office.session.get_one(Meeting, invitation.meeting_id)
    lock(office.session, meeting.review_id)
    if is_over(office, meeting):
        raise GuidanceError("meeting_is_over")
    counter = waiting_counter(office.session, invitation)
    if counter is None:
        raise GuidanceError("no_counter_waits")
    return meeting, counter
