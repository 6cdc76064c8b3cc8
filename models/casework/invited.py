"""The list of those who are invited to a meeting: put on it, taken off it, noted in the audit."""

from sqlmodel import Session, select

from models.casework import invitation_letters
from models.casework.entering import Office
from models.casework.quorum_of import invitations_of
from models.casework.withdrawals import is_withdrawn
from models.guidance.errors import GuidanceError
from models.records import Invitation, Meeting, Person, Review, audit


def enter(  # noqa: PLR0913 - as `invite`
    office: Office,
    meeting: Meeting,
    person: Person,
    *,
    part: str = "required",
    key_person: bool = False,
    stands_in_for: str | None = None,
) -> tuple[Invitation, bool]:
    """Enter an invitation without telling anybody yet; say whether it is new."""
    _check_may_be_invited(office, meeting, person)
    wanted = select(Invitation).where(
        Invitation.meeting_id == meeting.id, Invitation.person_code == person.code
    )
    known = office.session.exec(wanted).first()
    if known is not None and known.state != "uninvited":
        if stands_in_for not in (None, known.stands_in_for):
            raise GuidanceError("deputy_is_invited", field="deputy")
        known.key_person = known.key_person or key_person
        return known, False
    invitation = known or Invitation(
        meeting_id=meeting.key,
        person_code=person.code,
        agency_code=person.agency_code,
        invited_on=office.today,
    )
    invitation.agency_code, invitation.invited_on = person.agency_code, office.today
    invitation.part, invitation.key_person, invitation.stands_in_for = part, key_person, stands_in_for
    invitation.state, invitation.reason, invitation.answered_on = "needs_action", None, None
    office.session.add(invitation)
    office.session.flush()
    note(office, meeting, "invited", person=person.code, part=part, stands_in_for=stands_in_for)
    return invitation, True


def _check_may_be_invited(office: Office, meeting: Meeting, person: Person) -> None:
    if is_over(office, meeting):
        raise GuidanceError("meeting_is_over")
    if meeting.starts_at is None:
        raise GuidanceError("meeting_has_no_time")
    if is_withdrawn(office.session, meeting.review_id, person.code) is not None:
        raise GuidanceError("person_is_withdrawn", person=person.code)


def is_over(office: Office, meeting: Meeting) -> bool:
    """Say whether a meeting takes no more invitations and no more answers."""
    has_ended = meeting.ends_at is not None and meeting.ends_at <= office.now
    return meeting.state in ("held", "cancelled") or has_ended


def note(office: Office, meeting: Meeting, what: str, **details: object) -> None:
    """Write an entry about a meeting in the audit: codes, numbers and instants."""
    review = office.session.get_one(Review, meeting.review_id)
    audit.write(
        office.session,
        what,
        by=office.by,
        reference=review.reference,
        kind=meeting.kind,
        number=meeting.number,
        sequence=meeting.sequence,
        **details,
    )


def take_out(office: Office, meeting: Meeting, invitation: Invitation) -> None:
    """Take an invitation back, without a look at the quorum."""
    for deputy in deputies_sent_by(office.session, meeting, invitation.person_code):
        take_out(office, meeting, deputy)
    invitation.state = "uninvited"
    office.session.flush()
    note(office, meeting, "uninvited", person=invitation.person_code)
    if not is_over(office, meeting):
        invitation_letters.cancel(office, meeting, invitation)


def deputies_sent_by(session: Session, meeting: Meeting, person: str) -> list[Invitation]:
    """Give the invitations of those who stand in for a person."""
    return [each for each in invitations_of(session, meeting) if each.stands_in_for == person]


def invitation_of(session: Session, meeting: Meeting, person: str) -> Invitation:
    """Give somebody's invitation to a meeting.

    Raises:
        GuidanceError: they are not invited.
    """
    for each in invitations_of(session, meeting):
        if each.person_code == person:
            return each
    raise GuidanceError("person_not_invited")
