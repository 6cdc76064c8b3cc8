"""What those who take part in a Learning Event are sent: before it, the day after, a week after."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from sqlmodel import Session, col, func, select

from models.casework import lead_first, letters
from models.casework.briefing import expected
from models.casework.coverage import coverage
from models.casework.entering import Office
from models.casework.participants import participants
from models.casework.people import holding
from models.casework.standing import facts as facts_of
from models.guidance import event_days
from models.records import Appointment, Invitation, Letter, Meeting, PanelMember, Person, Review

_REQUESTS = ("invitation", "invitation_changed")


def send_joining_notes(office: Office, review: Review, meeting: Meeting) -> int:
    """Tell each participant what the event is, what it is not, and who will be there by role.

    Once for a day and hour of the event; never before the invitation that stands, and so
    never before the lead of their agency knows. Gives how many are meant now.
    """
    if meeting.starts_at is None:
        return 0
    facts = _joining_facts(office.session, review, meeting)
    meant = 0
    for invitation in _reachable(office.session, expected(participants(office.session, meeting))):
        stand = lead_first.written(office.session, meeting, "joining_note", invitation.person_code)
        request = _request(office.session, invitation)
        if request is None or any(each.facts["starts_at"] == facts["starts_at"] for each in stand):
            continue
        _send(
            office,
            review,
            meeting,
            "joining_note",
            invitation,
            sequence=_notes_meant(office.session, invitation),
            after=request,
            **facts,
        )
        meant += 1
    return meant


def _joining_facts(session: Session, review: Review, meeting: Meeting) -> dict[str, Any]:
    assert meeting.planned_on is not None
    assert meeting.starts_at is not None
    assert meeting.ends_at is not None
    coming = _everybody(session, meeting)
    return {
        "event_on": meeting.planned_on.isoformat(),
        "starts_at": meeting.starts_at.astimezone(UTC).isoformat(),
        "ends_at": meeting.ends_at.astimezone(UTC).isoformat(),
        "place": meeting.place,
        "online_url": meeting.online_url,
        "roles": _roles(session, review, {each.person_code for each in coming}),
        "agencies": sorted({each.agency_code for each in expected(participants(session, meeting))}),
    }


def _everybody(session: Session, meeting: Meeting) -> list[Invitation]:
    rows = session.exec(select(Invitation).where(Invitation.meeting_id == meeting.id))
    return expected(rows)


def _roles(session: Session, review: Review, people: set[str]) -> list[str]:
    """Give by role who will be there: those who hold the event, then those who take part."""
    panel = facts_of(session, PanelMember, review)
    hosts = {
        "reviewer": {each.person_code for each in facts_of(session, Appointment, review)},
        "panel_chair": {each.person_code for each in panel if each.chairs},
        "panel_member": {each.person_code for each in panel if not each.chairs},
    }
    # The reviewers hold every Learning Event, whether anybody had to invite them or not.
    there = [role for role, holders in hosts.items() if role == "reviewer" or holders & people]
    others = people - set().union(*hosts.values())
    return [*there, "practitioner"] if others else there


def _request(session: Session, invitation: Invitation) -> Letter | None:
    """Give the invitation's own letter that stands, the newest."""
    wanted = select(Letter).where(
        Letter.invitation_id == invitation.id,
        col(Letter.letter).in_(_REQUESTS),
        col(Letter.state).not_in(lead_first.LOST),
    )
    return session.exec(wanted.order_by(col(Letter.id).desc())).first()


def _notes_meant(session: Session, invitation: Invitation) -> int:
    """Count the joining notes of an invitation, so that two of one day are told apart."""
    wanted = select(func.count()).where(
        Letter.invitation_id == invitation.id, Letter.letter == "joining_note"
    )
    return session.exec(wanted).one()


def _reachable(session: Session, people: Sequence[Invitation]) -> list[Invitation]:
    """Give those of them whose address is one, as far as is known."""
    return [each for each in people if session.get_one(Person, each.person_code).bounced_on is None]


def _send(
    office: Office,
    review: Review,
    meeting: Meeting,
    letter: str,
    invitation: Invitation,
    **more: Any,  # noqa: ANN401 - as `letters.mean`
) -> None:
    person = office.session.get_one(Person, invitation.person_code)
    letters.mean(
        office,
        letter,
        [person],
        board=review.board_code,
        review=review,
        meeting=meeting,
        invitation=invitation,
        **more,
    )


def tell_who_is_absent(office: Office, review: Review, meeting: Meeting) -> int:
    """Tell the coordinators of each key person who does not come, once: an action, never silence (R55).

    Who has another way of having their say is settled, and not told.
    """
    coordinators = holding(office.session, review.board_code, "coordinator", office.today)
    if meeting.starts_at is None or not coordinators:
        return 0
    told = _told_of(office.session, meeting)
    waiting = [
        each
        for each in coverage(office.session, meeting).absent
        if each.contribution is None and each.person not in told
    ]
    for number, absent in enumerate(waiting, start=_times_told(office.session, review)):
        letters.mean(
            office,
            "quorum_lost",
            coordinators,
            board=review.board_code,
            review=review,
            meeting=meeting,
            sequence=number,
            kind=meeting.kind,
            number=meeting.number,
            starts_at=meeting.starts_at.astimezone(UTC).isoformat(),
            missing=[["practitioner", absent.agency]],
            could_stand_in=list(absent.could_stand_in),
            reason=absent.reason,
            key_person=absent.person,
        )
    return len(waiting) * len(coordinators)


def _told_of(session: Session, meeting: Meeting) -> set[str]:
    """Give of which key people the coordinators were told that they do not come, on the day that stands."""
    assert meeting.starts_at is not None
    wanted = select(Letter).where(Letter.meeting_id == meeting.id, Letter.letter == "quorum_lost")
    starts_at = meeting.starts_at.astimezone(UTC).isoformat()
    same_day = [each for each in session.exec(wanted) if each.facts["starts_at"] == starts_at]
    return {str(each.facts.get("key_person")) for each in same_day}


def _times_told(session: Session, review: Review) -> int:
    wanted = select(func.count()).where(Letter.review_id == review.id, Letter.letter == "quorum_lost")
    return session.exec(wanted).one()


def follow_up(office: Office, review: Review, meeting: Meeting) -> int:
    """Thank those who took part, once, and say what comes next and where there is support."""
    return _afterwards(office, review, meeting, "event_follow_up", {})


def ask_for_feedback(office: Office, review: Review, meeting: Meeting) -> int:
    """Ask those who took part, once, what the event was worth to them."""
    source = event_days.source()
    answer_by = event_days.day("feedback_answer", office.today)
    asking = {
        "answer_by": answer_by.isoformat(),
        "source": source.text,
        "provenance": source.provenance.value,
    }
    return _afterwards(office, review, meeting, "event_feedback", asking)


def _afterwards(office: Office, review: Review, meeting: Meeting, letter: str, facts: dict[str, Any]) -> int:
    assert meeting.planned_on is not None
    waiting = [
        each
        for each in _reachable(office.session, _took_part(participants(office.session, meeting)))
        if not lead_first.written(office.session, meeting, letter, each.person_code)
    ]
    for each in waiting:
        _send(office, review, meeting, letter, each, event_on=meeting.planned_on.isoformat(), **facts)
    return len(waiting)


def _took_part(people: Sequence[Invitation]) -> list[Invitation]:
    """Give those who said that they come; who came is counted by agency, never by name."""
    return [each for each in people if each.state in ("accepted", "tentative")]
