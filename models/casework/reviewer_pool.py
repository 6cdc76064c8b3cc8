"""The pool of reviewers: everybody who reviews for a Board of this installation, and what they have to do."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import or_
from sqlmodel import Session, col, select

from models.casework.entering import Office
from models.casework.hours_of_meetings import hours_by_month, months_from
from models.diaries.reviewers import Candidate
from models.guidance import route
from models.guidance.boards import all_boards, board
from models.records import Appointment, Milestone, Person, Role

MONTHS = 6
"""For how many months hours of meetings count (product)."""
_DONE = (route.COMPLETE, route.CLOSURE)


class _Appointed(NamedTuple):
    person: str
    review: int
    on: date


def pool(office: Office, board_code: str, besides: Sequence[str] = ()) -> list[Candidate]:
    """Give everybody who reviews for a Board or another one today, by code, with their load and history.

    What is invented stays among itself: an invented Board has none of the reviewers of Wales.
    *besides* are others, by code, of whom the same is to be known.

    Raises:
        GuidanceError: ``no_such_board``.
    """
    people = _people(office.session, board_code, office.today, besides)
    codes = [each.code for each in people]
    rows = _appointments(office.session, codes)
    done = _done(office.session, {row.review for row in rows})
    hours = hours_by_month(office.session, codes, months_from(office.today, MONTHS))
    return [
        _candidate(each, [row for row in rows if row.person == each.code], done, hours) for each in people
    ]


def _people(session: Session, board_code: str, on: date, besides: Sequence[str]) -> Sequence[Person]:
    invented = board(board_code).invented
    alike = [each.code for each in all_boards() if each.invented == invented]
    reviewers = (
        select(Role.person_code)
        .where(Role.role == "reviewer", col(Role.board_code).in_(alike), Role.since <= on)
        .where(or_(col(Role.until).is_(None), col(Role.until) >= on))
    )
    wanted = select(Person).where(or_(col(Person.code).in_(reviewers), col(Person.code).in_(besides)))
    return session.exec(wanted.order_by(col(Person.code))).all()


def _appointments(session: Session, codes: Sequence[str]) -> list[_Appointed]:
    """Give the appointments that stand, the earliest first."""
    wanted = (
        select(col(Appointment.person_code), col(Appointment.review_id), col(Milestone.happened_on))
        .join(Milestone, col(Appointment.milestone_id) == Milestone.id)
        .where(col(Appointment.person_code).in_(codes), col(Milestone.superseded_at).is_(None))
    )
    return [_Appointed(*row) for row in session.exec(wanted.order_by(col(Milestone.happened_on)))]


def _done(session: Session, reviews: Iterable[int]) -> set[int]:
    """Give those reviews that ask nothing more of a reviewer: complete, or ended before that."""
    steps = or_(*((col(Milestone.stage) == key[0]) & (col(Milestone.milestone) == key[1]) for key in _DONE))
    wanted = select(Milestone.review_id).where(col(Milestone.review_id).in_(list(reviews)), steps)
    return set(session.exec(wanted.where(col(Milestone.superseded_at).is_(None)).distinct()))


def _candidate(
    person: Person,
    appointed: Sequence[_Appointed],
    done: set[int],
    hours: Mapping[str, tuple[float, ...]],
) -> Candidate:
    return Candidate(
        code=person.code,
        agency=person.agency_code,
        language=person.language,
        trained_on=person.trained_on,
        open_reviews=len({row.review for row in appointed} - done),
        busiest_month=max(hours[person.code]),
        hours=sum(hours[person.code]),
        appointments=len({row.review for row in appointed}),
        last_appointed_on=appointed[-1].on if appointed else None,
    )


def boards_of(session: Session, codes: Iterable[str], on: date) -> Mapping[str, tuple[str, ...]]:
    """Give for each person, by code, the Boards for which they review on a day."""
    wanted = (
        select(Role.person_code, Role.board_code)
        .where(Role.role == "reviewer", col(Role.person_code).in_(list(codes)), Role.since <= on)
        .where(or_(col(Role.until).is_(None), col(Role.until) >= on))
        .order_by(col(Role.board_code))
    )
    found: dict[str, list[str]] = defaultdict(list)
    for person, board_code in session.exec(wanted):
        found[person].append(board_code)
    return {person: tuple(dict.fromkeys(codes_)) for person, codes_ in found.items()}
