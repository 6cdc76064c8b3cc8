"""Invitations to a meeting, and the answers to them, however they come: the newest counts."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from models.casework import invitation_letters, letters, programmes
from models.casework.answer_order import outcome_of
from models.casework.entering import Office
from models.casework.invited import deputies_sent_by, enter, is_over, note, take_out
from models.casework.people import holding
from models.casework.quorum_of import deputies_of, watched
from models.casework.standing import lock
from models.guidance.errors import GuidanceError, Refused
from models.guidance.meeting_kinds import problems_with
from models.records import Invitation, Meeting, Person, Reply, Review
from models.records.meetings import ANSWERS, REASONS


@dataclass(frozen=True)
class Said:
    """An answer to an invitation, however it came.

    Attributes:
        answer: one of `models.records.meetings.ANSWERS`.
        via: mail, first_line, page or telephone.
        sequence: of the invitation that was answered; None: of the one that stands.
        stamp: when they answered; None: now.
        reason: one of `models.records.meetings.REASONS`, if one was given.
        deputy: whom they send, by code; None: whoever stands in for them before the Board.
        proposed_start: with *countered*, when they could.
        proposed_end: with *countered*; None: as long as the meeting was to be.
        received: the number of the message with which it came.
    """

    answer: str
    via: str
    sequence: int | None = None
    stamp: datetime | None = None
    reason: str | None = None
    deputy: str | None = None
    proposed_start: datetime | None = None
    proposed_end: datetime | None = None
    received: int | None = None


def invite(  # noqa: PLR0913 - as the record has them
    office: Office,
    meeting: Meeting,
    person: Person,
    *,
    part: str = "required",
    key_person: bool = False,
    stands_in_for: str | None = None,
) -> Invitation:
    """Invite a person and tell them; somebody who is invited already is not told again.

    Raises:
        GuidanceError: they are withdrawn from the review, the meeting is over or has no time yet,
            or a deputy is invited already.
    """
    lock(office.session, meeting.review_id)
    invitation, is_new = enter(
        office, meeting, person, part=part, key_person=key_person, stands_in_for=stands_in_for
    )
    if is_new:
        invitation_letters.request(office, meeting, invitation)
    return invitation


def uninvite(office: Office, invitation: Invitation) -> None:
    """Take an invitation back, and that of whoever was to stand in; only they are told."""
    meeting = office.session.get_one(Meeting, invitation.meeting_id)
    lock(office.session, meeting.review_id)
    if invitation.state == "uninvited":
        return
    with watched(office, meeting):
        take_out(office, meeting, invitation)


def send_again(office: Office, invitation: Invitation) -> None:
    """Send the invitation once more as it stands: the same SEQUENCE, a newer DTSTAMP.

    One that is on its way already is enough, and who is invited no more gets none.
    """
    meeting = office.session.get_one(Meeting, invitation.meeting_id)
    if invitation.state == "uninvited" or is_over(office, meeting):
        return
    if not invitation_letters.request_waits(office.session, meeting, invitation):
        invitation_letters.request(office, meeting, invitation)


def take(office: Office, invitation: Invitation, said: Said) -> str:
    """Take an answer to an invitation, and give what came of it, as the record's Reply has it.

    Answers are ordered by (SEQUENCE, DTSTAMP), never by arrival; of two of one instant the
    more careful one counts. An answer to an older SEQUENCE is *stale*, and whoever gave it
    gets the invitation as it stands once more; so is every answer to a meeting that is over
    and of somebody who is invited no more. The same answer again is *repeated*. A
    counter-proposal is *shown* to the coordinators and changes nothing by itself.

    Raises:
        GuidanceError: the answer is none, or names a deputy who cannot be sent, or a time
            that cannot be; nothing is changed then.
    """
    _check_codes(said)
    review = lock(office.session, office.session.get_one(Meeting, invitation.meeting_id).review_id)
    meeting = office.session.get_one(Meeting, invitation.meeting_id, populate_existing=True)
    office.session.refresh(invitation)
    reply = _reply(office, meeting, invitation, said)
    if invitation.state == "uninvited" or is_over(office, meeting):
        return _keep(office, reply, "stale")
    if reply.sequence < meeting.sequence:
        send_again(office, invitation)
        return _keep(office, reply, "stale")
    with office.session.begin_nested():
        _complete(office, review, meeting, invitation, reply)
        outcome = _keep(office, reply, outcome_of(office.session, meeting, invitation, reply))
        if outcome == "applied":
            _apply(office, meeting, invitation, reply)
        elif outcome == "shown":
            _show(office, review, meeting, invitation, reply)
        elif outcome == "repeated" and reply.answer != "countered":
            invitation.answered_sequence, invitation.answered_stamp = reply.sequence, reply.stamp
    return outcome


def _check_codes(said: Said) -> None:
    for field, code, choices in (("answer", said.answer, ANSWERS), ("reason", said.reason, REASONS)):
        if code is not None and code not in choices:
            raise GuidanceError("field_not_a_choice", field=field, choices=", ".join(choices))


def _reply(office: Office, meeting: Meeting, invitation: Invitation, said: Said) -> Reply:
    """Make the row of an answer: never later than now, never to an invitation that we have not sent yet."""
    sequence = meeting.sequence if said.sequence is None else said.sequence
    return Reply(
        invitation_id=invitation.key,
        answer=said.answer,
        reason=said.reason,
        deputy_code=said.deputy,
        proposed_start=said.proposed_start,
        proposed_end=said.proposed_end,
        sequence=max(0, min(sequence, meeting.sequence)),
        stamp=_stamp(office, invitation, said),
        via=said.via,
        outcome="",
        entered_by=office.by,
        received_id=said.received,
        recorded_at=office.now,
    )


def _stamp(office: Office, invitation: Invitation, said: Said) -> datetime:
    """Give when an answer was given: one without a stamp here and now, after whatever stands."""
    if said.stamp is not None:
        return min(said.stamp, office.now)
    stands = invitation.answered_stamp
    return office.now if stands is None or stands < office.now else stands + timedelta(microseconds=1)


def _keep(office: Office, reply: Reply, outcome: str) -> str:
    if reply.deputy_code and office.session.get(Person, reply.deputy_code) is None:
        reply.deputy_code = None
    reply.outcome = outcome
    office.session.add(reply)
    office.session.flush()
    return outcome


def _complete(office: Office, review: Review, meeting: Meeting, invitation: Invitation, reply: Reply) -> None:
    """Fill in the deputy, or the end of a time, that goes without saying, and see that they can be."""
    if reply.answer == "delegated":
        reply.deputy_code = _deputy(office.session, review, meeting, invitation, reply.deputy_code)
    else:
        reply.deputy_code = None
    if reply.answer == "countered":
        _complete_time(office, meeting, reply)


def _deputy(
    session: Session, review: Review, meeting: Meeting, invitation: Invitation, named: str | None
) -> str:
    assert meeting.planned_on is not None
    known = deputies_of(session, review, invitation.person_code, meeting.planned_on)
    code = named or next(iter(known), None)
    if code is None:
        raise GuidanceError("no_deputy_known", field="deputy")
    if session.get(Person, code) is None:
        raise GuidanceError("person_unknown", field="deputy")
    if code == invitation.person_code:
        raise GuidanceError("deputy_is_invited", field="deputy")
    return code


def _complete_time(office: Office, meeting: Meeting, reply: Reply) -> None:
    assert meeting.starts_at is not None
    assert meeting.ends_at is not None
    if reply.proposed_start is None:
        raise GuidanceError("field_missing", field="proposed_start")
    if reply.proposed_end is None:
        reply.proposed_end = reply.proposed_start + (meeting.ends_at - meeting.starts_at)
    problems = problems_with(reply.proposed_start, reply.proposed_end, office.now, field="proposed_start")
    if problems:
        raise Refused(problems)


def _apply(office: Office, meeting: Meeting, invitation: Invitation, reply: Reply) -> None:
    """Let an answer stand, with whoever it sends or sends no more; a quorum it loses wants other days."""
    asked_before = meeting.new_date_asked_on
    with watched(office, meeting, reply.reason):
        invitation.state, invitation.reason = reply.answer, reply.reason
        invitation.answered_on = office.today
        invitation.answered_sequence, invitation.answered_stamp = reply.sequence, reply.stamp
        for deputy in deputies_sent_by(office.session, meeting, invitation.person_code):
            if deputy.person_code != reply.deputy_code:
                take_out(office, meeting, deputy)
        invitation_letters.stop_reminding(office, invitation)
        note(
            office,
            meeting,
            "replied",
            person=invitation.person_code,
            answer=reply.answer,
            reason=reply.reason,
            deputy=reply.deputy_code,
            via=reply.via,
        )
        if reply.deputy_code:
            invite(
                office,
                meeting,
                office.session.get_one(Person, reply.deputy_code),
                part=invitation.part,
                key_person=invitation.key_person,
                stands_in_for=invitation.person_code,
            )
    if meeting.new_date_asked_on not in (None, asked_before):
        programmes.replan_at_once(office, office.session.get_one(Review, meeting.review_id), "quorum")


def _show(office: Office, review: Review, meeting: Meeting, invitation: Invitation, reply: Reply) -> None:
    """Put a counter-proposal before the coordinators: who decides about a meeting is a person."""
    assert meeting.starts_at is not None
    assert meeting.ends_at is not None
    assert reply.proposed_start is not None
    assert reply.proposed_end is not None
    letters.mean(
        office,
        "counter_proposed",
        holding(office.session, review.board_code, "coordinator", office.today),
        board=review.board_code,
        review=review,
        meeting=meeting,
        sequence=reply.key,
        person=invitation.person_code,
        kind=meeting.kind,
        number=meeting.number,
        starts_at=meeting.starts_at.astimezone(UTC).isoformat(),
        ends_at=meeting.ends_at.astimezone(UTC).isoformat(),
        proposed_start=reply.proposed_start.astimezone(UTC).isoformat(),
        proposed_end=reply.proposed_end.astimezone(UTC).isoformat(),
    )
