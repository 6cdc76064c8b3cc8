"""The lead of an agency first: nobody of the agency is written to about a Learning Event before the lead is.

The letter that asks the lead for the agency's practitioners and managers, the briefing
without which none of them gets a first letter, and that the lead has told them.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from models.casework import letters
from models.casework.entering import Office
from models.casework.people import agency_leads
from models.casework.quorum_of import invitations_of
from models.casework.withdrawals import is_withdrawn
from models.guidance import event_days
from models.guidance.errors import GuidanceError
from models.records import AgencyTold, Invitation, Letter, Meeting, Person, Review, audit

LOST = ("withdrawn", "bounced", "expired")
"""How a letter stands that has not come and will not."""


def learning_event(session: Session, review: Review) -> Meeting | None:
    """Give the review's Learning Event, if it has a day."""
    wanted = select(Meeting).where(Meeting.review_id == review.id, Meeting.kind == "learning_event")
    found = session.exec(wanted.order_by(col(Meeting.number).desc())).first()
    return found if found and found.planned_on else None


def leads(session: Session, review: Review, agency: str, on: date) -> list[Person]:
    """Give an agency's leads on a day who can be written to: neither withdrawn nor at an address that is none."""
    found = agency_leads(session, review.board_code, agency, on)
    return [
        each for each in found if each.bounced_on is None and not is_withdrawn(session, review.id, each.code)
    ]


def gate(office: Office, meeting: Meeting, agency: str) -> Letter | None:
    """Give the letter after which an agency's people may be written to, meaning it if it is not yet meant.

    None where the agency has no lead: practitioners of such an agency cannot be proposed.
    """
    review = office.session.get_one(Review, meeting.review_id)
    briefings = [
        _briefing(office, review, meeting, lead)
        for lead in leads(office.session, review, agency, office.today)
    ]
    return briefings[0] if briefings else None


def opens(office: Office, meeting: Meeting, agency: str) -> tuple[Letter | None, date]:
    """Give the letter after which an agency's people may be written to, and from which day.

    That is `gate`, with one working day in between: time for the lead to tell them.
    """
    first = gate(office, meeting, agency)
    if first is None:
        return None, office.today
    return first, max(office.today, event_days.day("first_letter", first.due_on))


def hand_over(office: Office, meeting: Meeting) -> int:
    """Let what waits for a lead who was never reached wait for the agency's lead as it is now.

    Where the agency has none it waits for the coordinator, who sees it among the letters
    to release. Gives how many letters now wait for another.
    """
    first = aliased(Letter)
    waiting = (
        select(Letter, Invitation)
        .join(first, col(first.id) == Letter.after_id)
        .join(Invitation, col(Invitation.id) == Letter.invitation_id)
        .where(Letter.meeting_id == meeting.id, col(Letter.state).in_(("pending", "proposed")))
        .where(first.letter == "lead_briefing", col(first.state).in_(LOST))
        .order_by(col(Letter.id))
    )
    found = office.session.exec(waiting.with_for_update(of=Letter)).all()
    for letter, invitation in found:
        now_first, opens_on = opens(office, meeting, invitation.agency_code)
        letter.state = "pending" if now_first else "proposed"
        letter.reason = None if now_first else "agency_without_lead"
        if now_first:
            letter.after_id, letter.due_on = now_first.id, max(letter.due_on, opens_on)
    office.session.flush()
    return len(found)


def _briefing(office: Office, review: Review, meeting: Meeting, lead: Person) -> Letter:
    # The day on which their people are written to: by then the lead must have told them.
    told_by = event_days.day("first_letter", office.today)
    facts = asking(office, meeting, "shortest_notice") | {"answer_by": told_by.isoformat()}
    stands = written(office.session, meeting, "lead_briefing", lead.code)
    if stands:
        _put_right(stands[0], facts)
        return stands[0]
    [meant] = letters.mean(
        office,
        "lead_briefing",
        [lead],
        board=review.board_code,
        review=review,
        meeting=meeting,
        **facts,
    )
    return meant


def _put_right(letter: Letter, facts: dict[str, Any]) -> None:
    """Let a briefing that has not gone name the day that now stands: taken back it would let its people pass."""
    if letter.state == "pending" and letter.message is None and letter.facts["event_on"] != facts["event_on"]:
        letter.facts = {**letter.facts, **facts}


def written(session: Session, meeting: Meeting, letter: str, recipient: str) -> Sequence[Letter]:
    """Give the letters of a kind about a meeting to a person that stand, the oldest first.

    One that a digest tells stands too.
    """
    wanted = select(Letter).where(
        Letter.meeting_id == meeting.id,
        Letter.letter == letter,
        Letter.recipient == recipient,
        or_(col(Letter.state).not_in(LOST), col(Letter.folded_into_id).is_not(None)),
    )
    return session.exec(wanted.order_by(col(Letter.id))).all()


def asking(office: Office, meeting: Meeting, row: str) -> dict[str, Any]:
    """Give the facts of a letter that asks for an answer by a day: which, and who says so."""
    assert meeting.planned_on is not None
    source = event_days.source()
    return {
        "event_on": meeting.planned_on.isoformat(),
        "answer_by": event_days.answer_by(row, meeting.planned_on, today=office.today).isoformat(),
        "source": source.text,
        "provenance": source.provenance.value,
    }


def ask_for_practitioners(office: Office, review: Review, meeting: Meeting, agencies: Sequence[str]) -> int:
    """Ask each agency's lead once for its practitioners and managers; give how many are asked now."""
    asked = 0
    for agency in agencies:
        for lead in leads(office.session, review, agency, office.today):
            if written(office.session, meeting, "practitioners_asked", lead.code):
                continue
            letters.mean(
                office,
                "practitioners_asked",
                [lead],
                board=review.board_code,
                review=review,
                meeting=meeting,
                **asking(office, meeting, "practitioners_answer"),
            )
            asked += 1
    return asked


def told(office: Office, review: Review, agency: str) -> AgencyTold:
    """Record that an agency's lead told its people of which child the review is; said twice it stands once.

    Raises:
        GuidanceError: the review's Learning Event has no day yet, or the agency nobody there and no lead.
    """
    meeting = learning_event(office.session, review)
    if meeting is None:
        raise GuidanceError("no_event_day", reference=review.reference)
    stands = when_told(office.session, meeting).get(agency)
    if stands is not None:
        return stands
    there = {each.agency_code for each in invitations_of(office.session, meeting)}
    if agency not in there and not leads(office.session, review, agency, office.today):
        agencies = ", ".join(sorted(there)) or "-"
        raise GuidanceError(
            "agency_not_at_event", field="agency", reference=review.reference, agencies=agencies
        )
    row = AgencyTold(meeting_id=meeting.key, agency_code=agency, told_on=office.today)
    office.session.add(row)
    office.session.flush()
    audit.write(office.session, "agency_told", by=office.by, reference=review.reference, agency=agency)
    return row


def when_told(session: Session, meeting: Meeting) -> dict[str, AgencyTold]:
    """Give the agencies whose lead told their people, by code."""
    rows = session.exec(select(AgencyTold).where(AgencyTold.meeting_id == meeting.id))
    return {each.agency_code: each for each in rows}
