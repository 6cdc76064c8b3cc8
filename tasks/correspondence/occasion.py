"""What a letter says that stands on the record and not in its own facts: who signs it, and who it is for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from models.casework.notification.told import Told, told_by
from models.casework.people import agency_leads, holding
from models.casework.standing import facts as facts_of
from models.casework.standing import review_deadlines, stand
from models.guidance.letter_kinds import NOTIFICATION_LETTER
from models.guidance.packs import MilestoneKey
from models.guidance.provenance import Source
from models.guidance.stages import Stage
from models.records import Board, Decision, Letter, Notification, Person, Review, Role
from tasks.correspondence.budget import folded

T = TypeVar("T")

_WENT = ("sending", "accepted", "unknown", "bounced")
"""A letter in one of these states may have been read; a later one is not the first."""

_PEOPLE = ("person", "key_person", "recipient")
"""The facts that may hold a person's code; ``could_stand_in`` holds several."""

_NEXT: Mapping[str, MilestoneKey] = {
    "referral_received": (Stage.S04, "decision"),
    "concise": (Stage.S08, "first_panel"),
    "extended": (Stage.S08, "first_panel"),
    "mapf": (Stage.M01, "convened"),
}
"""What is told to come next: after a referral, and after each decision that leads on."""


@dataclass(frozen=True)
class Expected:
    """What comes next in a review, by when, and which source says so."""

    step: MilestoneKey
    on: date
    source: Source | None = None


@dataclass(frozen=True)
class Occasion:
    """A letter's surroundings, as the record has them when it is written.

    Attributes:
        signed_by: the coordinator's name; None where nobody holds the role.
        telephone: the office's; empty where the record has none, as the two below.
        website: where anybody can check that a letter is the Board's.
        support: who gives support to somebody affected.
        first: whether it is the first letter that this person ever gets.
        roles: what the person is to the Board, in codes.
        lead: the name of the lead of the person's agency; None where it has none.
        names: of the people whom the letter's facts name by their codes.
        expected: what comes next in the review.
        folded: the letters that this one tells in short, oldest first.
        told: what a notification says: the one letter whose words are not in its own facts.
    """

    signed_by: str | None = None
    telephone: str = ""
    website: str = ""
    support: str = ""
    first: bool = False
    roles: frozenset[str] = frozenset()
    lead: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    expected: Expected | None = None
    folded: tuple[Letter, ...] = ()
    told: Told | None = None


NOTHING_KNOWN = Occasion()
"""Of a letter whose record has nothing to add."""


class Known:
    """What many letters of one round of the post have in common, looked up once.

    It lives no longer than the round: what changes on the record is in the next round's letters.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], Any] = {}

    def once(self, key: tuple[object, ...], look_up: Callable[[], T]) -> T:
        """Give what stands under *key*, looked up if it was not yet."""
        if key not in self._found:
            self._found[key] = look_up()
        found: T = self._found[key]
        return found


def occasion(
    session: Session, letter: Letter, person: Person, on: date, known: Known | None = None
) -> Occasion:
    """Gather a letter's surroundings on a day, with what is *known* already of the round's letters."""
    code, known = str(letter.facts["board"]), known or Known()
    roles = _roles(session, code, person, on)
    agency, outcome = person.agency_code, letter.facts.get("outcome")
    return Occasion(
        **known.once(("office", code, on), lambda: _office(session, code, on)),
        # Who signs the letters needs no introduction to them.
        first="coordinator" not in roles and not _written_before(session, letter),
        roles=roles,
        lead=known.once(("lead", code, agency, on), lambda: _lead(session, code, agency, on)),
        names=_names(session, set(_codes(letter.facts))),
        expected=known.once(
            ("expected", letter.review_id, letter.letter, outcome), lambda: _expected(session, letter)
        ),
        folded=_folded(session, letter),
        told=_told(session, letter),
    )


def _office(session: Session, code: str, on: date) -> dict[str, Any]:
    """Give who signs a Board's letters, and how its office is reached."""
    board, signers = session.get(Board, code), holding(session, code, "coordinator", on)
    return {
        "signed_by": signers[0].name if signers else None,
        "telephone": board.telephone if board else "",
        "website": board.website if board else "",
        "support": board.support if board else "",
    }


def _lead(session: Session, code: str, agency: str, on: date) -> str | None:
    leads = agency_leads(session, code, agency, on)
    return leads[0].name if leads else None


def _roles(session: Session, board: str, person: Person, on: date) -> frozenset[str]:
    held = select(Role).where(Role.person_code == person.code, Role.board_code == board, Role.since <= on)
    return frozenset(row.role for row in session.exec(held) if row.until is None or row.until >= on)


def _written_before(session: Session, letter: Letter) -> bool:
    went = select(Letter.id).where(
        Letter.recipient == letter.recipient, col(Letter.state).in_(_WENT), col(Letter.id) != letter.id
    )
    return session.exec(went.limit(1)).first() is not None


def _codes(facts: Any) -> Iterable[str]:  # noqa: ANN401 - JSON of any shape
    """Give the codes of people in facts: under the names by which facts tell them, however deep."""
    if isinstance(facts, list):
        for each in facts:
            yield from _codes(each)
    if isinstance(facts, dict):
        yield from (code for name in _PEOPLE if isinstance(code := facts.get(name), str))
        yield from facts.get("could_stand_in") or ()
        for each in facts.values():
            yield from _codes(each)


def _names(session: Session, codes: set[str]) -> dict[str, str]:
    if not codes:
        return {}
    found = select(Person).where(col(Person.code).in_(codes))
    return {person.code: person.name for person in session.exec(found)}


def _expected(session: Session, letter: Letter) -> Expected | None:
    """Say what comes next after a referral or a decision, where the review's deadlines know."""
    if letter.review_id is None or letter.letter not in ("referral_received", "decision_made"):
        return None
    outcome, review = letter.facts.get("outcome"), session.get_one(Review, letter.review_id)
    if outcome == "deferred":
        decisions = facts_of(session, Decision, review)
        on = decisions[-1].relook_on if decisions else None
        return Expected((Stage.S03, "recommendation"), on) if on else None
    step = _NEXT.get(str(outcome or letter.letter))
    deadline = review_deadlines(session, review, stand(session, review)).get(step) if step else None
    if step is None or deadline is None or deadline.due is None:
        return None
    return Expected(step, deadline.due, deadline.source)


def _folded(session: Session, letter: Letter) -> tuple[Letter, ...]:
    told_in = letter.id is not None and letter.letter in ("digest", "weekly")
    return tuple(folded(session, letter)) if told_in else ()


def _told(session: Session, letter: Letter) -> Told | None:
    number = letter.facts.get("notification")
    if letter.letter != NOTIFICATION_LETTER or number is None:
        return None
    return told_by(session, session.get_one(Notification, number))
