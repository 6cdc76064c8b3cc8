"""The letters that carry an invitation: the current REQUEST, its CANCEL, and a counter-proposal declined.

Nobody is told of who else is invited but by role and agency. What has not gone yet is
taken back when something newer is meant, so that a diary is changed once.
"""

from datetime import UTC, date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, func, or_, select

from models.casework import lead_first, letters
from models.casework.convening import roles_by_person
from models.casework.entering import Office
from models.casework.quorum_of import invitations_of
from models.records import Invitation, Letter, Meeting, Person, Reply, Review

_PER_SEQUENCE = 1000
_MAY_HAVE_GONE = ("sending", "accepted", "unknown")
"""States of a letter that somebody may have read: *unknown* is as good as gone until it is known."""

_CARRIES_IT = or_(col(Letter.method) == "REQUEST", col(Letter.letter) == "invitation_reminder")


def request(office: Office, meeting: Meeting, invitation: Invitation) -> None:
    """Mean the invitation as it now stands; a first one, or a change of what may be in a diary."""
    _take_back(office, invitation, "replaced", _CARRIES_IT)
    last = _last_gone(office.session, invitation)
    letter = "invitation_changed" if last and last.method == "REQUEST" else "invitation"
    _hand_on(office, _mean(office, meeting, invitation, letter, "REQUEST"))


def _hand_on(office: Office, request: Letter) -> None:
    """Let what waits for an older REQUEST wait for this one.

    From the day after it, so that no letter of the same review stands between the two.
    """
    older = select(Letter.id).where(
        Letter.invitation_id == request.invitation_id, Letter.method == "REQUEST", Letter.id != request.id
    )
    next_day = func.greatest(Letter.due_on, request.due_on + timedelta(days=1))
    office.session.exec(
        update(Letter)
        .where(col(Letter.after_id).in_(older), col(Letter.state).in_(("pending", "proposed")))
        .values(after_id=request.id, due_on=next_day)
    )


def request_waits(session: Session, meeting: Meeting, invitation: Invitation) -> bool:
    """Say whether the invitation as it now stands is on its way already."""
    waiting = select(Letter).where(
        Letter.invitation_id == invitation.id,
        Letter.method == "REQUEST",
        col(Letter.state).in_(("pending", "sending")),
        col(Letter.facts)["meeting_sequence"].as_integer() == meeting.sequence,
    )
    return session.exec(waiting).first() is not None


def cancel(office: Office, meeting: Meeting, invitation: Invitation) -> None:
    """Take the meeting out of somebody's diary, if it may be in it: else it is as if nothing had been meant."""
    _take_back(office, invitation, "cancelled", _CARRIES_IT)
    last = _last_gone(office.session, invitation)
    if last and last.method == "REQUEST":
        _mean(office, meeting, invitation, "invitation_cancelled", "CANCEL")


def decline_counter(office: Office, meeting: Meeting, invitation: Invitation, counter: Reply) -> None:
    """Tell whoever proposed another time that it stays as it is."""
    _mean(office, meeting, invitation, "counter_declined", "DECLINECOUNTER", counter=counter.id)


def counter_is_declined(session: Session, counter: Reply) -> bool:
    """Say whether a counter-proposal was declined already."""
    declined = select(Letter).where(
        Letter.invitation_id == counter.invitation_id,
        Letter.letter == "counter_declined",
        col(Letter.facts)["counter"].as_integer() == counter.id,
    )
    return session.exec(declined).first() is not None


def stop_reminding(office: Office, invitation: Invitation) -> None:
    """Take back a reminder of an invitation that has been answered."""
    _take_back(office, invitation, "answered", col(Letter.letter) == "invitation_reminder")


def stop(office: Office, invitation: Invitation) -> None:
    """Take back what has not gone about a meeting that has been held."""
    _take_back(office, invitation, "held", _CARRIES_IT)


def _take_back(office: Office, invitation: Invitation, reason: str, *which: ColumnElement[bool]) -> None:
    """Take back what was meant for an invitation and has not gone.

    One statement, so that a letter which a sender takes at this moment is left to it.
    """
    office.session.exec(
        update(Letter)
        .where(
            col(Letter.invitation_id) == invitation.id,
            col(Letter.state).in_(("proposed", "pending")),
            *which,
        )
        .values(state="withdrawn", reason=reason, settled_at=office.now)
    )


def _last_gone(session: Session, invitation: Invitation) -> Letter | None:
    """Give the last letter that may have put a meeting into somebody's diary, or taken it out."""
    gone = select(Letter).where(
        Letter.invitation_id == invitation.id,
        col(Letter.method).in_(("REQUEST", "CANCEL")),
        or_(col(Letter.state).in_(_MAY_HAVE_GONE), col(Letter.may_have_arrived)),
    )
    return session.exec(gone.order_by(col(Letter.id).desc()).limit(1)).first()


def _mean(
    office: Office,
    meeting: Meeting,
    invitation: Invitation,
    letter: str,
    method: str,
    **more: Any,  # noqa: ANN401 - facts of one letter alone
) -> Letter:
    review = office.session.get_one(Review, meeting.review_id)
    after, due_on = _opens(office, review, meeting, invitation)
    [meant] = letters.mean(
        office,
        letter,
        [office.session.get_one(Person, invitation.person_code)],
        board=review.board_code,
        review=review,
        meeting=meeting,
        invitation=invitation,
        method=method,
        due_on=due_on,
        after=after,
        sequence=_number(office.session, meeting, invitation),
        **_facts(office.session, review, meeting, invitation),
        **more,
    )
    return meant


def _opens(
    office: Office, review: Review, meeting: Meeting, invitation: Invitation
) -> tuple[Letter | None, date]:
    """Give after which letter, and from which day, one goes: of a Learning Event the agency's lead knows first.

    Those whom the event itself calls for know of the review already.
    """
    assert meeting.planned_on is not None
    hosts = roles_by_person(office.session, review, meeting.kind, meeting.planned_on)
    if meeting.kind != "learning_event" or invitation.person_code in hosts:
        return None, office.today
    return lead_first.opens(office, meeting, invitation.agency_code)


def _number(session: Session, meeting: Meeting, invitation: Invitation) -> int:
    """Tell the letters of one day apart, also those about two meetings of one review."""
    meant = select(func.count()).where(
        Letter.review_id == meeting.review_id,
        Letter.recipient == invitation.person_code,
        col(Letter.method).is_not(None),
    )
    return meeting.sequence * _PER_SEQUENCE + session.exec(meant).one()


def _facts(session: Session, review: Review, meeting: Meeting, invitation: Invitation) -> dict[str, Any]:
    assert meeting.starts_at is not None
    assert meeting.ends_at is not None
    return {
        "kind": meeting.kind,
        "number": meeting.number,
        "uid": str(meeting.uid),
        "starts_at": meeting.starts_at.astimezone(UTC).isoformat(),
        "ends_at": meeting.ends_at.astimezone(UTC).isoformat(),
        "place": meeting.place,
        "online_url": meeting.online_url,
        "meeting_sequence": meeting.sequence,
        "confirmed": meeting.state == "planned",
        "part": invitation.part,
        "key_person": invitation.key_person,
        "organiser_invitation": invitation.id,
        "answer": invitation.state,
        "attendees": _others(session, review, meeting, invitation),
    }


def _others(
    session: Session, review: Review, meeting: Meeting, invitation: Invitation
) -> list[dict[str, str | None]]:
    """Give who else is invited, by role and agency and by nothing else."""
    assert meeting.planned_on is not None
    roles = roles_by_person(session, review, meeting.kind, meeting.planned_on)
    found = [
        {"role": min(roles.get(each.person_code, ()), default=None), "agency": each.agency_code}
        for each in invitations_of(session, meeting)
        if each.person_code != invitation.person_code
    ]
    return [each for place, each in enumerate(found) if each not in found[:place]]
