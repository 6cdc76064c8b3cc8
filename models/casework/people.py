"""Who is what to a Board on a day, and the list of people from a file."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import or_
from sqlmodel import Session, col, select

from models.casework.asked import AgencyCode, PersonCode
from models.guidance.errors import GuidanceError, Refused
from models.records import Board, Person, Role
from models.records.people import ROLES

COLUMNS = (
    "code",
    "name",
    "e_mail",
    "agency",
    "language",
    "trained_on",
    "board",
    "role",
    "since",
    "until",
    "deputy",
)


def holding(session: Session, board: str, role: str, on: date) -> Sequence[Person]:
    """Give those who hold a role for a Board on a day, the longest-serving first."""
    found = (
        select(Person)
        .join(Role, col(Role.person_code) == Person.code)
        .where(Role.board_code == board, Role.role == role, Role.since <= on)
        .where(or_(col(Role.until).is_(None), col(Role.until) >= on))
    )
    return session.exec(found.order_by(col(Role.since), col(Role.id))).all()


def may_act_as(session: Session, board: str, role: str, code: str, on: date) -> bool:
    """Say whether a person, by their code, holds a role for a Board on a day, or is named deputy in it."""
    held = select(Role).where(Role.board_code == board, Role.role == role, Role.since <= on)
    held = held.where(or_(col(Role.until).is_(None), col(Role.until) >= on))
    return any(code in (each.person_code, each.deputy_code) for each in session.exec(held))


def agency_leads(session: Session, board: str, agency: str, on: date) -> list[Person]:
    """Give the leads of an agency towards a Board on a day."""
    return [each for each in holding(session, board, "agency_lead", on) if each.agency_code == agency]


class _Row(BaseModel):
    """One line of the list of people: a person in one role."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, str_strip_whitespace=True)

    code: PersonCode
    name: str
    e_mail: str
    agency: AgencyCode
    language: str | None = None
    trained_on: date | None = None
    board: str
    role: str
    since: date
    until: date | None = None
    deputy: PersonCode | None = None


def read_people(text: str) -> list[_Row]:
    """Read the list of people: CSV with a heading line.

    Raises:
        Refused: a column is missing or unknown, or lines that cannot be read, by their numbers.
    """
    reader = csv.DictReader(StringIO(text.lstrip("\ufeff")))
    unknown = set(reader.fieldnames or ()) - set(COLUMNS)
    missing = {"code", "name", "e_mail", "agency", "board", "role", "since"} - set(reader.fieldnames or ())
    if unknown or missing:
        raise Refused((GuidanceError("people_columns", columns=", ".join(COLUMNS)),))
    rows, problems = [], []
    for line, fields in enumerate(reader, start=2):
        filled = {name: value for name, value in fields.items() if name and value}
        try:
            row = _Row.model_validate(filled)
        except ValidationError as error:
            names = sorted({str(each["loc"][0]) for each in error.errors() if each["loc"]} & set(COLUMNS))
            problems.append(GuidanceError("people_line", line=line, fields=", ".join(names)))
            continue
        problems.extend(_oddities(row, line))
        rows.append(row)
    if problems:
        raise Refused(tuple(problems))
    return rows


def _oddities(row: _Row, line: int) -> Iterable[GuidanceError]:
    wrong = []
    if row.role not in ROLES:
        wrong.append("role")
    if row.language not in (None, "cy", "en", "unknown"):
        wrong.append("language")
    if row.until and row.until < row.since:
        wrong.append("until")
    local, _, domain = row.e_mail.partition("@")
    if not (local and "." in domain) or any(mark in row.e_mail for mark in " \r\n,;<>"):
        wrong.append("e_mail")
    if wrong:
        yield GuidanceError("people_line", line=line, fields=", ".join(wrong))


def enter_people(session: Session, rows: Sequence[_Row]) -> int:
    """Enter or correct people and their roles; the same file entered twice changes nothing.

    Raises:
        Refused: a Board or a deputy that is not known; nothing is entered then.
    """
    codes = {row.code for row in rows}
    problems = []
    for line, row in enumerate(rows, start=2):
        if session.get(Board, row.board) is None:
            problems.append(GuidanceError("people_line", line=line, fields="board"))
        if row.deputy and row.deputy not in codes and session.get(Person, row.deputy) is None:
            problems.append(GuidanceError("people_line", line=line, fields="deputy"))
        if _belongs_to_another(session, rows, row):
            problems.append(GuidanceError("people_line", line=line, fields="e_mail"))
    if problems:
        raise Refused(tuple(problems))
    for row in rows:
        _enter_person(session, row)
    for row in rows:
        _enter_role(session, row)
    return len(codes)


def _enter_person(session: Session, row: _Row) -> None:
    """Enter or correct a person; a cell left blank leaves what is known."""
    person = session.get(Person, row.code) or Person(
        code=row.code, name=row.name, e_mail=row.e_mail, agency_code=row.agency
    )
    if person.e_mail != row.e_mail:
        person.bounced_on = None  # what came back from the old address says nothing of this one
    person.name, person.e_mail, person.agency_code = row.name, row.e_mail, row.agency
    person.language = row.language or person.language
    person.trained_on = row.trained_on or person.trained_on
    session.add(person)
    session.flush()


def _belongs_to_another(session: Session, rows: Sequence[_Row], row: _Row) -> bool:
    """Say whether the address is that of somebody else, on the list or in the file."""
    in_file = any(each.e_mail == row.e_mail and each.code != row.code for each in rows)
    known = session.exec(select(Person).where(Person.e_mail == row.e_mail)).first()
    return in_file or (known is not None and known.code != row.code)


def _enter_role(session: Session, row: _Row) -> None:
    standing = session.exec(
        select(Role).where(
            Role.person_code == row.code,
            Role.board_code == row.board,
            Role.role == row.role,
            Role.since == row.since,
        )
    ).first()
    role = standing or Role(person_code=row.code, board_code=row.board, role=row.role, since=row.since)
    role.until, role.deputy_code = row.until, row.deputy
    session.add(role)
    session.flush()
