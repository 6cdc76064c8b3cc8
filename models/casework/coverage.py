"""Two weeks before a Learning Event: which agencies are not covered, who is missing, who is not prepared."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from models.casework import lead_first
from models.casework.briefing import expected
from models.casework.entering import Office
from models.casework.participants import participants
from models.casework.standing import agencies
from models.guidance.errors import GuidanceError, Refused
from models.guidance.event_days import BRIEFED_ENOUGH
from models.records import Contribution, Invitation, Meeting, Person, Review, audit
from models.records.events import ROUTES
from models.records.meetings import REASONS


@dataclass(frozen=True)
class Absent:
    """A key person who has not said that they come.

    Attributes:
        person: their code.
        agency: the agency that they would have spoken for.
        state: how their invitation stands; *withdrawn* people are *uninvited*.
        reason: why they cannot, coded, if they said.
        could_stand_in: codes of people of the same agency who come.
        contribution: how they contribute otherwise: written, spoken, none; nothing if nobody has settled it.
    """

    person: str
    agency: str
    state: str
    reason: str | None
    could_stand_in: tuple[str, ...]
    contribution: str | None


@dataclass(frozen=True)
class Coverage:
    """How a Learning Event is covered, as the replies and the agencies have said.

    Attributes:
        invited: participants who are invited, whatever they answered; the uninvited are not counted.
        coming: those of them who accepted.
        briefed: how many of those who may come have been briefed.
        may_come: how many those are.
        not_covered: involved agencies of which nobody comes.
        without_lead: involved agencies that have no lead on the day.
        untold: agencies with people invited whose lead has not said that they were told.
        absent: key people who have not said that they come.
        not_briefed: codes of people who may come and of whom nobody has said that they are prepared.
    """

    invited: int
    coming: int
    briefed: int
    may_come: int
    not_covered: tuple[str, ...]
    without_lead: tuple[str, ...]
    untold: tuple[str, ...]
    absent: tuple[Absent, ...]
    not_briefed: tuple[str, ...]

    @property
    def share_briefed(self) -> int:
        """Give the share of those who may come that is briefed, in per cent, rounded down; 0 of nobody."""
        return 100 * self.briefed // self.may_come if self.may_come else 0

    @property
    def enough_briefed(self) -> bool:
        """Say whether the share is high enough not to be shown in red (R81)."""
        return self.share_briefed >= BRIEFED_ENOUGH


def coverage(session: Session, meeting: Meeting) -> Coverage:
    """Give how a Learning Event that has a day is covered."""
    assert meeting.planned_on is not None
    review = session.get_one(Review, meeting.review_id)
    people = participants(session, meeting)
    invited = [each for each in people if each.state != "uninvited"]
    may_come = expected(people)
    coming = [each for each in invited if each.state == "accepted"]
    involved = agencies(session, review)
    told = lead_first.when_told(session, meeting)
    return Coverage(
        invited=len(invited),
        coming=len(coming),
        briefed=sum(each.briefed_on is not None for each in may_come),
        may_come=len(may_come),
        not_covered=tuple(one for one in involved if one not in {each.agency_code for each in coming}),
        without_lead=tuple(
            one for one in involved if not lead_first.leads(session, review, one, meeting.planned_on)
        ),
        untold=tuple(sorted({each.agency_code for each in may_come} - set(told))),
        absent=_absent(session, meeting, people, coming),
        not_briefed=tuple(each.person_code for each in may_come if each.briefed_on is None),
    )


def _absent(
    session: Session, meeting: Meeting, people: Sequence[Invitation], coming: Sequence[Invitation]
) -> tuple[Absent, ...]:
    """Give the key people who do not come, those left out whose deputy does."""
    routes = contributions(session, meeting)
    sent = {each.stands_in_for for each in coming}
    return tuple(
        Absent(
            person=each.person_code,
            agency=each.agency_code,
            state=each.state,
            reason=each.reason,
            could_stand_in=tuple(one.person_code for one in coming if one.agency_code == each.agency_code),
            contribution=routes.get(each.person_code),
        )
        for each in people
        if each.key_person and each.state != "accepted" and each.person_code not in sent
    )


def contributions(session: Session, meeting: Meeting) -> dict[str, str]:
    """Give how people who will not be there contribute, by their codes."""
    rows = session.exec(select(Contribution).where(Contribution.meeting_id == meeting.id))
    return {each.person_code: each.route for each in rows}


def contribute(
    office: Office, meeting: Meeting, person: Person, route: str, reason: str | None = None
) -> Contribution:
    """Record how somebody who cannot come has their say; recorded again, the last one counts (R55).

    Raises:
        Refused: no such way or reason, none without a reason, or somebody who is not invited.
    """
    _check(office.session, meeting, person, route, reason)
    wanted = select(Contribution).where(
        Contribution.meeting_id == meeting.id, Contribution.person_code == person.code
    )
    row = office.session.exec(wanted).first() or Contribution(
        meeting_id=meeting.key, person_code=person.code, route=route, recorded_on=office.today
    )
    row.route, row.reason, row.recorded_on = route, reason, office.today
    office.session.add(row)
    office.session.flush()
    review = office.session.get_one(Review, meeting.review_id)
    audit.write(
        office.session,
        "contribution",
        by=office.by,
        reference=review.reference,
        person=person.code,
        route=route,
    )
    return row


def _check(session: Session, meeting: Meeting, person: Person, route: str, reason: str | None) -> None:
    problems = []
    if route not in ROUTES:
        problems.append(GuidanceError("field_not_a_choice", field="route", choices=", ".join(ROUTES)))
    if reason not in (None, *REASONS):
        problems.append(GuidanceError("field_not_a_choice", field="reason", choices=", ".join(REASONS)))
    if route == "none" and reason is None:
        problems.append(GuidanceError("contribution_none_needs_a_reason"))
    if person.code not in {each.person_code for each in participants(session, meeting)}:
        problems.append(GuidanceError("person_not_invited_to_event"))
    if problems:
        raise Refused(tuple(problems))
