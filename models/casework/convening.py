"""Whom a meeting calls for: the people of the record who hold each role that its kind names."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models.casework.people import agency_leads, holding
from models.casework.standing import agencies
from models.casework.standing import facts as facts_of
from models.casework.withdrawals import is_withdrawn
from models.guidance.errors import GuidanceError
from models.guidance.meeting_kinds import kind
from models.records import Appointment, FamilyContact, PanelMember, Person, Review

FIRST_REVIEWER = "first_reviewer"
"""Of several reviewers the one who speaks with the family; a reviewer as any other to a quorum."""


@dataclass(frozen=True)
class Convened:
    """Somebody whom a meeting calls for, and the part that they take."""

    person: Person
    part: str


def convened(session: Session, review: Review, code: str, on: date) -> list[Convened]:
    """Give whom a kind of meeting calls for on a day, each once, nobody who is withdrawn from the review.

    Raises:
        GuidanceError: there is nobody without whom it could be held.
    """
    found: dict[str, Convened] = {}
    for called in kind(code).called:
        people = in_role(session, review, called.role, on)
        if called.must and not people:
            raise GuidanceError("nobody_to_invite")
        for person in people:
            if is_withdrawn(session, review.id, person.code) is None:
                found.setdefault(person.code, Convened(person, called.part))
    return list(found.values())


def roles_by_person(session: Session, review: Review, code: str, on: date) -> Mapping[str, frozenset[str]]:
    """Give in which of the roles that a kind of meeting calls for each person is."""
    found: dict[str, set[str]] = defaultdict(set)
    for called in kind(code).called:
        for person in in_role(session, review, called.role, on):
            found[person.code].add("reviewer" if called.role == FIRST_REVIEWER else called.role)
    return {person: frozenset(roles) for person, roles in found.items()}


def in_role(session: Session, review: Review, role: str, on: date) -> Sequence[Person]:
    """Give who is in a role for a review on a day: as its own record says, else for the Board."""
    if role in ("panel_chair", "panel_member"):
        panel = facts_of(session, PanelMember, review)
        return _people(session, [m.person_code for m in panel if m.chairs == (role == "panel_chair")])
    if role in ("reviewer", FIRST_REVIEWER):
        reviewers = [each.person_code for each in facts_of(session, Appointment, review)]
        return _people(session, reviewers[:1] if role == FIRST_REVIEWER else reviewers)
    if role == "professional":
        contacts = facts_of(session, FamilyContact, review)
        return _people(session, [each.contact_via for each in contacts[-1:] if each.contact_via])
    if role == "agency_lead":
        involved = agencies(session, review)
        return [lead for each in involved for lead in agency_leads(session, review.board_code, each, on)]
    return holding(session, review.board_code, role, on)


def agencies_counted(session: Session, review: Review, code: str) -> tuple[str, ...]:
    """Give the agencies that a kind's quorum counts: those on the Panel, else those involved."""
    if code == "panel":
        return tuple(sorted({each.agency_code for each in facts_of(session, PanelMember, review)}))
    return agencies(session, review)


def _people(session: Session, codes: Sequence[str]) -> list[Person]:
    wanted = tuple(dict.fromkeys(codes))
    # One question for all of them: a quorum is counted twice for every answer that comes.
    found = {each.code: each for each in session.exec(select(Person).where(col(Person.code).in_(wanted)))}
    return [found[code] for code in wanted if code in found]
