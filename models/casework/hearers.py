"""To whom a reminder goes on a day: the owner or whoever is above, or their deputy, or nobody and why."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.casework.absences import is_away, stand_in
from models.casework.people import agency_leads, holding
from models.casework.withdrawals import is_withdrawn
from models.guidance.ladders import Rung
from models.records import Person, Review

GOES = frozenset({"due", "to_deputy", "away_no_deputy"})
"""The reasons for which a letter is written; every other one says why not."""


@dataclass(frozen=True)
class ReviewOn:
    """A review on a day."""

    session: Session
    review: Review
    on: date


@dataclass(frozen=True)
class Hearer:
    """Who hears of something, why they (or nobody), and what they are to it: *owner*, *lead* or *chair*."""

    person: Person | None
    reason: str
    to: str = "owner"


def hearer(at: ReviewOn, owner: Person | None, role: str, rung: Rung) -> Hearer:
    """Say who hears of an action of *owner* in *role* that stands on *rung*.

    What is for the lead of an agency goes to the owner again where there is no lead, or
    the owner is the lead. Nobody is told of their own lateness as if it were another's.
    """
    if owner is None:
        return Hearer(None, "no_person")
    if rung.to == "board_chair":
        return _chair(at, owner)
    if rung.to == "agency_lead":
        leads = agency_leads(at.session, at.review.board_code, owner.agency_code, at.on)
        if leads and owner.code not in {each.code for each in leads}:
            return reached(at, leads[0], "agency_lead", to="lead")
    return reached(at, owner, role)


def _chair(at: ReviewOn, owner: Person) -> Hearer:
    chairs = holding(at.session, at.review.board_code, "board_chair", at.on)
    if not chairs:
        return Hearer(None, "no_person", "chair")
    if owner.code in {each.code for each in chairs}:
        return Hearer(None, "own_action", "chair")
    return reached(at, chairs[0], "board_chair", to="chair")


def reached(at: ReviewOn, person: Person, role: str, *, to: str = "owner") -> Hearer:
    """Say who is written to when *person* is meant: the deputy while they are away, if one can be reached."""
    if is_withdrawn(at.session, at.review.key, person.code):
        return Hearer(None, "withdrawn", to)
    other = stand_in(at.session, at.review.board_code, person, role, at.on)
    if other and not other.bounced_on and not is_withdrawn(at.session, at.review.key, other.code):
        return Hearer(other, "to_deputy", to)
    if person.bounced_on:
        return Hearer(None, "bounced", to)
    return Hearer(person, "away_no_deputy" if is_away(at.session, person, at.on) else "due", to)
