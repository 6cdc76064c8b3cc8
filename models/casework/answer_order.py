"""Which of several answers to one invitation counts: the newest, in whichever order they came."""

from datetime import UTC, datetime

from sqlmodel import Session, select

from models.casework.invited import deputies_sent_by
from models.records import Invitation, Meeting, Reply

_CAUTION = ("accepted", "delegated", "tentative", "declined")
"""Of two answers of one instant the later in this list counts: nobody is expected who also refused."""

_Place = tuple[int, datetime, int, str, str]


def _place_of(reply: Reply) -> _Place:
    """Give where an answer stands among others: the greatest counts, whichever came first."""
    caution = _CAUTION.index(reply.answer)
    return reply.sequence, reply.stamp, caution, reply.reason or "", reply.deputy_code or ""


def _standing_place(session: Session, meeting: Meeting, invitation: Invitation) -> _Place:
    stamp = invitation.answered_stamp or datetime.min.replace(tzinfo=UTC)
    if invitation.state not in _CAUTION:
        return -1, stamp, -1, "", ""
    deputy = _deputy_sent(session, meeting, invitation) or ""
    caution = _CAUTION.index(invitation.state)
    return invitation.answered_sequence, stamp, caution, invitation.reason or "", deputy


def _deputy_sent(session: Session, meeting: Meeting, invitation: Invitation) -> str | None:
    sent = deputies_sent_by(session, meeting, invitation.person_code)
    return sent[0].person_code if sent else None


def outcome_of(session: Session, meeting: Meeting, invitation: Invitation, reply: Reply) -> str:
    """Say what an answer to the invitation that stands comes to: applied, stale, repeated or shown."""
    standing = _standing_place(session, meeting, invitation)
    if reply.answer == "countered":
        if (reply.sequence, reply.stamp) < standing[:2]:
            return "stale"
        return "repeated" if _counter_is_known(session, invitation, reply) else "shown"
    place = _place_of(reply)
    if place == standing:
        return "repeated"
    if place < standing:
        return "stale"
    same = (invitation.state, *standing[3:]) == (reply.answer, *place[3:])
    return "repeated" if same else "applied"


def _counter_is_known(session: Session, invitation: Invitation, reply: Reply) -> bool:
    known = select(Reply).where(
        Reply.invitation_id == invitation.id,
        Reply.outcome == "shown",
        Reply.sequence == reply.sequence,
        Reply.proposed_start == reply.proposed_start,
        Reply.proposed_end == reply.proposed_end,
    )
    return session.exec(known).first() is not None
