"""Invitations that never reached anybody, sent once more when the person has another address."""

from sqlmodel import col, select

from models.casework import invitations
from models.casework.entering import Office
from models.records import Invitation, Letter, Meeting, Person


def send_to_new_addresses(office: Office) -> int:
    """Send again each invitation to come whose newest REQUEST was lost on its way to another address.

    Asked twice nothing changes: the REQUEST that is then meant is the newest. Gives how
    many are sent again.
    """
    to_come = (
        select(Invitation, Person)
        .join(Meeting, col(Meeting.id) == Invitation.meeting_id)
        .join(Person, col(Person.code) == Invitation.person_code)
        .where(col(Meeting.state).in_(("pencilled", "planned")), col(Meeting.ends_at) > office.now)
        .where(Invitation.state != "uninvited", col(Person.bounced_on).is_(None))
    )
    lost = [
        each
        for each, person in office.session.exec(to_come.order_by(col(Invitation.id))).all()
        if _never_came(office, each, person)
    ]
    for each in lost:
        invitations.send_again(office, each)
    return len(lost)


def _never_came(office: Office, invitation: Invitation, person: Person) -> bool:
    requests = select(Letter).where(
        Letter.invitation_id == invitation.id, Letter.method == "REQUEST", Letter.state != "withdrawn"
    )
    newest = office.session.exec(requests.order_by(col(Letter.id).desc()).limit(1)).first()
    if newest is None or newest.state not in ("bounced", "expired"):
        return False
    # Its bytes name the address to which it went.
    return (newest.message or b"").find(person.e_mail.encode()) < 0
