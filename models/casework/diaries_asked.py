"""Diaries that are not known, and the one letter by which they are asked for.

No date can be proposed for somebody of whom nothing is known, but nobody is to be pestered:
a person gets the letter once in four weeks at the most, however many reviews wait for them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlmodel import Session, col, select

from models.casework import letters
from models.casework.convening import in_role
from models.casework.entering import Office
from models.casework.opening import all_reviews
from models.casework.quorum_of import deputies_of
from models.casework.standing import stand
from models.casework.withdrawals import is_withdrawn
from models.guidance.errors import GuidanceError
from models.guidance.route import LEARNING_EVENT, PANEL, Standing, has_ended
from models.guidance.working_days import add_working_days
from models.records import Diary, Letter, Person, Review, Role

LETTER = "diary_asked"
APART = timedelta(weeks=4)
"""How long nobody is asked again (product)."""
ENOUGH = timedelta(weeks=8)
"""How far ahead a diary has to be known for nobody to ask (product): an answer on the page holds for twelve weeks."""
ANSWER_WITHIN = 5
"""Working days in which an answer is asked for (product)."""

_ROLES = ("panel_chair", "panel_member", "reviewer")
"""Who is asked. Practitioners are not: their agency's lead has to speak with them before any letter of ours."""


@dataclass(frozen=True)
class Asked:
    """What came of asking one person.

    Attributes:
        person: by code.
        code: *asked*; *known* for long enough; *asked_lately*; *withdrawn* from the review.
        on: the day by which they should answer, until which the diary is known, or on which they were asked.
    """

    person: str
    code: Literal["asked", "known", "asked_lately", "withdrawn"]
    on: date | None = None


def ask_each_morning(office: Office) -> int:
    """Ask wherever a review waits for dates; give how many letters. Twice a day changes nothing."""
    return sum(ask_where_unknown(office, each) for each in all_reviews(office))


def ask_where_unknown(office: Office, review: Review) -> int:
    """Ask the people of a review whose diaries are not known; give how many letters were meant.

    Only while there is something to plan: a Panel was named, the Learning Event is not over,
    the review goes on.
    """
    if not wants_dates(stand(office.session, review)):
        return 0
    return sum(each.code == "asked" for each in ask(office, review))


def wants_dates(standing: Standing) -> bool:
    """Say whether a review has people who are to meet, and a Learning Event still to come."""
    asked = standing.times(*PANEL) > 0 and not standing.times(*LEARNING_EVENT)
    return asked and not has_ended(standing)


def ask(office: Office, review: Review) -> list[Asked]:
    """Ask the Panel, the reviewers and their deputies, in the order of their codes, and say what came of each."""
    people = people_of(office.session, review, office.today)
    return _ask(office, people, review.board_code, review)


def ask_person(office: Office, person: Person) -> Asked:
    """Ask somebody for the Board's work as a whole.

    Raises:
        GuidanceError: ``no_role_for_a_board``: they work for no Board today.
    """
    serving = select(Role).where(Role.person_code == person.code, Role.since <= office.today)
    roles = office.session.exec(serving.order_by(col(Role.since), col(Role.id))).all()
    boards = [each.board_code for each in roles if each.until is None or each.until >= office.today]
    if not boards:
        raise GuidanceError("no_role_for_a_board", person=person.code)
    return _ask(office, [person.code], boards[0], None)[0]


def people_of(session: Session, review: Review, on: date) -> list[str]:
    """Give who meets for a review on a day, and who stands in for them: by code, in their order."""
    own = {each.code for role in _ROLES for each in in_role(session, review, role, on)}
    deputies = {deputy for each in own for deputy in deputies_of(session, review, each, on)}
    return sorted(own | deputies)


def known_until(session: Session, people: Collection[str], first: date) -> dict[str, date]:
    """Give until which day, itself included, each person's diary is known without a gap from *first* on.

    Several sources of one person make up for each other. Whoever is not known on the first
    day is left out.
    """
    wanted = select(Diary).where(col(Diary.person_code).in_(people), col(Diary.known_until) >= first)
    found: dict[str, date] = {}
    for each in session.exec(wanted.order_by(col(Diary.known_from))):
        before = found.get(each.person_code, first - timedelta(days=1))
        assert each.known_from is not None
        assert each.known_until is not None
        if each.known_from <= before + timedelta(days=1):
            found[each.person_code] = max(before, each.known_until)
    return found


def _ask(office: Office, people: Sequence[str], board: str, review: Review | None) -> list[Asked]:
    session = office.session
    # One at a time for each of them: two reviews must not both find that nobody has asked yet.
    locked = select(Person).where(col(Person.code).in_(people)).order_by(col(Person.code))
    found = session.exec(locked.with_for_update(key_share=True)).all()
    known = known_until(session, people, office.today + timedelta(days=1))
    lately = _asked_lately(office, people)
    return [_ask_one(office, each, board, review, known, lately) for each in found]


def _ask_one(  # noqa: PLR0913, PLR0917 - who, for whom, and what is known of them
    office: Office,
    person: Person,
    board: str,
    review: Review | None,
    known: dict[str, date],
    lately: dict[str, date],
) -> Asked:
    code = person.code
    if review is not None and is_withdrawn(office.session, review.key, code) is not None:
        return Asked(code, "withdrawn")
    if code in known and known[code] >= office.today + ENOUGH:
        return Asked(code, "known", known[code])
    if code in lately:
        return Asked(code, "asked_lately", lately[code])
    answer_by = add_working_days(office.today, ANSWER_WITHIN)
    letters.mean(
        office,
        LETTER,
        [person],
        board=board,
        review=review,
        answer_by=answer_by.isoformat(),
    )
    return Asked(code, "asked", answer_by)


def _asked_lately(office: Office, people: Collection[str]) -> dict[str, date]:
    """Give who was asked within the last four weeks, and when; a letter that was taken back asked nobody."""
    wanted = select(col(Letter.recipient), col(Letter.due_on)).where(
        Letter.letter == LETTER,
        col(Letter.recipient).in_(people),
        Letter.due_on > office.today - APART,
        Letter.state != "withdrawn",
    )
    return dict(office.session.exec(wanted.order_by(col(Letter.due_on))).all())
