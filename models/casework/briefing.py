"""That nobody comes unprepared: who has been briefed, asked of each agency, said person by person."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.casework import lead_first, letters
from models.casework.entering import Office
from models.casework.participants import participants
from models.guidance.errors import GuidanceError, Refused
from models.records import Invitation, Letter, Meeting, Person, Review, audit

NOT_COMING = ("declined", "delegated", "uninvited")
"""How an invitation stands of somebody who need not be prepared."""


def numbered(session: Session, meeting: Meeting, agency: str) -> dict[int, Invitation]:
    """Give an agency's people by the numbers under which they are asked about.

    The numbers never change: who is added comes last, and who leaves takes theirs along.
    """
    of_agency = [each for each in participants(session, meeting) if each.agency_code == agency]
    return dict(enumerate(of_agency, start=1))


def expected(people: Iterable[Invitation]) -> list[Invitation]:
    """Give those of them who may still come."""
    return [each for each in people if each.state not in NOT_COMING]


def briefed(
    office: Office,
    meeting: Meeting,
    agency: str,
    numbers: Sequence[int] | None = None,
    *,
    on: date | None = None,
) -> tuple[Invitation, ...]:
    """Record that an agency has prepared its people, all of them or those of these numbers.

    A day that stands is left as it is.

    Raises:
        Refused: a number that nobody who may come has; nothing is recorded then.
    """
    known = numbered(office.session, meeting, agency)
    coming = {number: each for number, each in known.items() if each.state not in NOT_COMING}
    strangers = sorted(set(numbers or ()) - set(coming))
    if strangers or not coming:
        raise Refused((GuidanceError("no_such_participant", numbers=", ".join(map(str, strangers)) or "-"),))
    chosen = [coming[number] for number in sorted(set(coming if numbers is None else numbers))]
    fresh = [each for each in chosen if each.briefed_on is None]
    for each in fresh:
        each.briefed_on = on or office.today
    office.session.flush()
    if fresh:
        _note(office, meeting, agency, fresh)
    return tuple(chosen)


def _note(office: Office, meeting: Meeting, agency: str, people: Sequence[Invitation]) -> None:
    review = office.session.get_one(Review, meeting.review_id)
    audit.write(
        office.session,
        "briefed",
        by=office.by,
        reference=review.reference,
        agency=agency,
        people=[each.person_code for each in people],
    )


def ask_who_is_briefed(office: Office, review: Review, meeting: Meeting) -> int:
    """Ask each agency's lead about the people of whom it has not been asked; give how many letters are meant.

    A lead is asked once about each person; for another day of the event, once more about
    those of whom nobody has said that they are prepared.
    """
    agencies = dict.fromkeys(each.agency_code for each in participants(office.session, meeting))
    return sum(
        _ask(office, review, meeting, agency, lead)
        for agency in agencies
        for lead in lead_first.leads(office.session, review, agency, office.today)
    )


def _ask(office: Office, review: Review, meeting: Meeting, agency: str, lead: Person) -> bool:
    asking = lead_first.asking(office, meeting, "briefing_answer")
    already = _asked_about(office.session, meeting, lead, asking["event_on"])
    people = numbered(office.session, meeting, agency)
    waiting = {n: each for n, each in people.items() if each.state not in NOT_COMING and not each.briefed_on}
    if set(waiting) <= already:
        return False
    names = [[n, office.session.get_one(Person, each.person_code).name] for n, each in waiting.items()]
    letters.mean(
        office,
        "briefing_asked",
        [lead],
        board=review.board_code,
        review=review,
        meeting=meeting,
        sequence=_count(office.session, review, lead),
        people=names,
        **asking,
    )
    return True


def _asked_about(session: Session, meeting: Meeting, lead: Person, event_on: str) -> set[int]:
    stand = lead_first.written(session, meeting, "briefing_asked", lead.code)
    same_day = [each for each in stand if each.facts["event_on"] == event_on]
    return {number for each in same_day for number, _ in each.facts["people"]}


def _count(session: Session, review: Review, lead: Person) -> int:
    """Count the letters of the kind, so that two of one day are told apart."""
    wanted = select(Letter.id).where(
        Letter.review_id == review.id,
        Letter.letter == "briefing_asked",
        Letter.recipient == lead.code,
    )
    return len(session.exec(wanted.order_by(col(Letter.id))).all())
