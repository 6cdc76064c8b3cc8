"""Who is away on a day, and who stands in: reminders do not wait in an empty room."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_
from sqlmodel import Session, col, select

from models.casework.entering import Office
from models.guidance.errors import GuidanceError, Refused
from models.records import Absence, Person, Role, audit


def is_away(session: Session, person: Person, on: date) -> bool:
    """Say whether a person is away on a day; the first and the last day of an absence count."""
    away = select(Absence).where(
        Absence.person_code == person.code, col(Absence.since) <= on, col(Absence.until) >= on
    )
    return session.exec(away).first() is not None


def deputy(session: Session, board: str, person: Person, role: str, on: date) -> Person | None:
    """Give who stands in for a person in a role towards a Board; nobody if none is named.

    A Panel Chair or a reviewer is one of a review, not on the list of roles: for them
    the deputy of any role that they hold for the Board stands in.
    """
    held = (
        select(Role)
        .where(Role.person_code == person.code, Role.board_code == board, Role.since <= on)
        .where(or_(col(Role.until).is_(None), col(Role.until) >= on), col(Role.deputy_code).is_not(None))
    )
    rows = session.exec(held.order_by(col(Role.role) != role, col(Role.since), col(Role.id))).all()
    return session.get(Person, rows[0].deputy_code) if rows else None


def stand_in(session: Session, board: str, person: Person, role: str, on: date) -> Person | None:
    """Give the deputy who is there while a person is away; nobody if the person is there, or neither is."""
    if not is_away(session, person, on):
        return None
    found = deputy(session, board, person, role, on)
    return None if found is None or is_away(session, found, on) else found


def record_absence(office: Office, code: str, since: date, until: date) -> Absence:
    """Enter that a person is away, both days included; the same days entered twice are one absence.

    Raises:
        Refused: nobody has this code, it ends before it begins, or overlaps another absence.
    """
    if office.session.get(Person, code) is None:
        raise Refused((GuidanceError("person_unknown", field="person"),))
    if until < since:
        raise Refused((GuidanceError("away_until_before_since"),))
    for known in absences(office.session, person=code):
        if (known.since, known.until) == (since, until):
            return known
        if known.since <= until and since <= known.until:
            raise Refused((GuidanceError("away_already", since=known.since, until=known.until),))
    row = Absence(person_code=code, since=since, until=until)
    office.session.add(row)
    office.session.flush()
    audit.write(office.session, "away", by=office.by, person=code, since=since, until=until)
    return row


def absences(
    session: Session, *, person: str | None = None, ending_from: date | None = None
) -> Sequence[Absence]:
    """Give the absences on record, the earliest first: of one person, or those that end on a day or later."""
    wanted = select(Absence)
    if person is not None:
        wanted = wanted.where(Absence.person_code == person)
    if ending_from is not None:
        wanted = wanted.where(col(Absence.until) >= ending_from)
    return session.exec(wanted.order_by(col(Absence.since), col(Absence.id))).all()
