"""Who takes part in a Learning Event: proposed by their agency, on record as people, invited; none who is withdrawn."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, get_args

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from models.casework import lead_first
from models.casework.asked import AgencyCode
from models.casework.entering import Office
from models.casework.people import holding
from models.casework.standing import facts as facts_of
from models.casework.withdrawals import box, is_withdrawn, is_withdrawn_address, withdrawals
from models.guidance.errors import GuidanceError, Refused
from models.guidance.words import word
from models.records import (
    Alias,
    Appointment,
    Invitation,
    Meeting,
    PanelMember,
    Person,
    Review,
    Role,
    audit,
)
from models.records.people import LANGUAGES

COLUMNS = ("name", "e_mail", "language", "key", "agency")

FOR_THE_COORDINATOR = frozenset({"participant_withdrawn", "participant_may_be_withdrawn"})
"""Why a line is refused that nobody but the coordinator is told: an agency's lead need not know."""

_AGENCIES = get_args(get_args(AgencyCode)[0])
_LONGEST_NAME = 120
_SAID_NO = {"", "no", "na"}


@dataclass(frozen=True)
class Proposed:
    """One person whom an agency proposes: a practitioner or a manager.

    Attributes:
        name: as the person is written to.
        e_mail: their own address at work.
        language: ``cy``, ``en`` or ``unknown``.
        key: whether the event cannot do without them.
        agency: a code of the agencies.
    """

    name: str
    e_mail: str
    language: str = "unknown"
    key: bool = False
    agency: str = "other"


@dataclass(frozen=True)
class Taken:
    """What became of a list: who is invited, and why somebody is not, by the number of their line."""

    invited: tuple[Invitation, ...]
    refused: tuple[GuidanceError, ...]


def read_proposed(text: str) -> list[Proposed]:
    """Read a list from a file: CSV with a heading line.

    Raises:
        Refused: its columns are others, or it has no line.
    """
    reader = csv.DictReader(StringIO(text.lstrip("\ufeff")))
    names = set(reader.fieldnames or ())
    if not {"name", "e_mail", "agency"} <= names <= set(COLUMNS):
        raise Refused((GuidanceError("people_columns", columns=", ".join(COLUMNS)),))
    lines = [{name: (value or "").strip() for name, value in row.items() if name} for row in reader]
    if not lines:
        raise Refused((GuidanceError("facts_empty"),))
    return [
        Proposed(
            name=each["name"],
            e_mail=each["e_mail"],
            language=each.get("language", "").lower() or "unknown",
            key=each.get("key", "").lower() not in _SAID_NO,
            agency=each["agency"],
        )
        for each in lines
    ]


def problems_with(office: Office, review: Review, lines: Sequence[Proposed]) -> dict[int, GuidanceError]:
    """Give why lines cannot be taken, by their numbers from 1; nothing is entered."""
    return {
        number: GuidanceError(found.code, found.source, **{"line": number, **found.facts})
        for number, line in enumerate(lines, start=1)
        if (found := next(_objections(office, review, line), None))
    }


def propose_participants(
    office: Office, review: Review, lines: Sequence[Proposed], *, by_chair: bool = False
) -> Taken:
    """Put people on record and invite them to the review's Learning Event; nobody twice.

    A line that is refused keeps none of the others out. The Board invites; *by_chair*
    keeps in the audit that the Panel Chair asked for these.

    Raises:
        GuidanceError: the event has no day yet.
    """
    # Not above: whoever invites asks this package first whether the lead knows.
    from models.casework import invitations

    meeting = lead_first.learning_event(office.session, review)
    if meeting is None:
        raise GuidanceError("no_event_day", reference=review.reference)
    refused = problems_with(office, review, lines)
    invited = []
    for number, line in enumerate(lines, start=1):
        if number not in refused:
            person = _person(office, review, line)
            invitation = invitations.invite(office, meeting, person, key_person=line.key)
            invitation.key_person = invitation.key_person or line.key
            invited.append(invitation)
    office.session.flush()
    _note(office, review, meeting, invited, refused=len(refused), by_chair=by_chair)
    return Taken(tuple(invited), tuple(refused.values()))


def _note(
    office: Office, review: Review, meeting: Meeting, invited: Sequence[Invitation], **details: object
) -> None:
    audit.write(
        office.session,
        "participants_proposed",
        by=office.by,
        reference=review.reference,
        meeting=meeting.key,
        people=[each.person_code for each in invited],
        **details,
    )


def _objections(office: Office, review: Review, line: Proposed) -> Iterator[GuidanceError]:
    """Say what is wrong with a line: what a person can mend first, then who must not be asked."""
    wrong = list(_oddities(line))
    if wrong:
        yield GuidanceError("participant_line", fields=", ".join(wrong))
        return
    if is_withdrawn_address(office.session, review.key, line.e_mail):
        yield GuidanceError("participant_withdrawn")
    known = _known(office.session, line.e_mail)
    if known is not None and is_withdrawn(office.session, review.id, known.code):
        yield GuidanceError("participant_withdrawn")
    if known is None and _namesake(office.session, review, line):
        yield GuidanceError("participant_may_be_withdrawn")
    if not lead_first.leads(office.session, review, line.agency, office.today):
        yield GuidanceError("agency_without_lead", agency=word("agency", line.agency))


def _oddities(line: Proposed) -> Iterator[str]:
    if not line.name or len(line.name) > _LONGEST_NAME or not line.name.isprintable():
        yield "name"
    local, _, domain = line.e_mail.partition("@")
    marks = set(line.e_mail) & set(" \r\n,;<>\"'()\\") or not line.e_mail.isprintable()
    if not (local and "." in domain.strip(".")) or "@" in domain or marks:
        yield "e_mail"
    if line.language not in LANGUAGES:
        yield "language"
    if line.agency not in _AGENCIES or line.agency == "welsh_government":
        yield "agency"


def _namesake(session: Session, review: Review, line: Proposed) -> bool:
    """Say whether somebody unknown has the name and the agency of a withdrawn person: a person decides."""
    out = [session.get_one(Person, each.person_code) for each in withdrawals(session, review.key)]
    return any(_plain(line.name) == _plain(each.name) and line.agency == each.agency_code for each in out)


def _known(session: Session, e_mail: str) -> Person | None:
    """Find whose mailbox an address leads to: their own, or another from which they write."""
    own = select(Person).where(_box(col(Person.e_mail)) == box(e_mail)).order_by(col(Person.code))
    other = select(Person).join(Alias, col(Alias.person_code) == Person.code)
    other = other.where(_box(col(Alias.e_mail)) == box(e_mail)).order_by(col(Person.code))
    return session.exec(own).first() or session.exec(other).first()


def _box(e_mail: Any) -> ColumnElement[str]:  # noqa: ANN401 - a column, as SQLModel types it
    """Give `withdrawals.box` as PostgreSQL says it."""
    return func.regexp_replace(func.lower(e_mail), r"\+[^@]*@", "@")


def _person(office: Office, review: Review, line: Proposed) -> Person:
    """Find the person of a line, or put them on the list of people, as a practitioner of the Board's area."""
    person = _known(office.session, line.e_mail)
    if person is None:
        person = Person(
            code=_code(office.session, line.name),
            name=line.name,
            e_mail=line.e_mail,
            agency_code=line.agency,
            language=line.language,
        )
        office.session.add(person)
        office.session.flush()
    elif person.language == "unknown":
        person.language = line.language
    if person not in holding(office.session, review.board_code, "practitioner", office.today):
        role = Role(
            person_code=person.code, board_code=review.board_code, role="practitioner", since=office.today
        )
        office.session.add(role)
    office.session.flush()
    return person


def _code(session: Session, name: str) -> str:
    """Derive a code from a name: its letters, and a number where somebody has it already."""
    stem = re.sub("[^a-z0-9]+", "-", _plain(name)).strip("-")[:32].strip("-") or "person"
    taken = set(session.exec(select(Person.code).where(col(Person.code).startswith(stem))))
    number = 1
    while (code := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return code


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(each for each in letters if not unicodedata.combining(each)).split())


def participants(session: Session, meeting: Meeting) -> list[Invitation]:
    """Give the invitations of those who take part, in the order in which they were invited.

    Those who hold the event are none of them: the reviewers, the Panel and the Board's office.
    """
    review = session.get_one(Review, meeting.review_id)
    hosts = {each.person_code for each in facts_of(session, Appointment, review)}
    hosts |= {each.person_code for each in facts_of(session, PanelMember, review)}
    office = select(Role.person_code).where(
        Role.board_code == review.board_code, col(Role.role).in_(("coordinator", "board_chair"))
    )
    hosts |= set(session.exec(office))
    wanted = select(Invitation).where(Invitation.meeting_id == meeting.id).order_by(col(Invitation.id))
    return [each for each in session.exec(wanted) if each.person_code not in hosts]
