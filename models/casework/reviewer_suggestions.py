"""S06: who could review: a suggestion out of the pool, and why everybody else is not suggested."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import or_
from sqlmodel import Session, col, select

from models.casework.entering import Office
from models.casework.panel import REVIEWERS
from models.casework.programmes.board_days import board_calendar
from models.casework.programmes.persons import Stretch, persons
from models.casework.reviewer_pool import pool
from models.casework.standing import facts as facts_of
from models.casework.standing import review_deadlines, stand
from models.casework.withdrawals import is_withdrawn, withdrawals
from models.diaries.meetings.openings import Openings, openings
from models.diaries.problem import Calendar
from models.diaries.reviewers import Candidate, Suggestion, Wanted, suggest
from models.diaries.slots.grid import grid
from models.guidance import route
from models.guidance.errors import GuidanceError
from models.guidance.programme_rules import foreseen, hours
from models.guidance.working_days import bank_holidays
from models.records import Appointment, FamilyContact, PanelMember, Review, Role

WEEKS_LOOKED_AT = 8
"""How far past the first Panel's deadline a common day is looked for (product)."""
_FIRST_PANEL = foreseen("review")["panel-1"]
_DECIDE = ("coordinator", "board_chair", "cprg_chair", "cprg_member")


@dataclass(frozen=True)
class Suggested:
    """A suggestion for a review, and what was asked for."""

    reference: str
    wanted: Wanted
    suggestion: Suggestion


def suggested(office: Office, review: Review) -> Suggested:
    """Suggest reviewers for a review that was decided on, as far as it has none.

    Nothing is written: whoever answers S06 appoints whom they will.

    Raises:
        GuidanceError: no review was decided on, or it has as many reviewers as it takes.
    """
    standing = stand(office.session, review)
    if standing.outcome not in route.REVIEWS or route.has_ended(standing):
        raise GuidanceError("reviewers_not_wanted", reference=review.reference)
    appointed = [each.person_code for each in facts_of(office.session, Appointment, review)]
    deadline = review_deadlines(office.session, review, standing).get(route.FIRST_PANEL)
    by = deadline.due if deadline else None
    calendar = _calendar(office, review.board_code, by)
    known = _about(office, review, pool(office, review.board_code, appointed), calendar)
    beside = tuple(each for each in known if each.code in appointed and not each.kept_out)
    number = REVIEWERS[str(standing.outcome)] - len(beside)
    if number <= 0:
        raise GuidanceError("reviewers_are_there", reference=review.reference)
    wanted = Wanted(
        number=number,
        on=office.today,
        agencies=frozenset(standing.agencies),
        welsh=wants_welsh(office.session, review),
        by=by,
        grid=grid(calendar),
        beside=beside,
    )
    return Suggested(
        review.reference, wanted, suggest([each for each in known if each not in beside], wanted)
    )


def wants_welsh(session: Session, review: Review) -> bool:
    """Say whether a Welsh speaker is wanted: the family's language is Welsh, or not known yet (product)."""
    contacts = facts_of(session, FamilyContact, review)
    return not contacts or contacts[-1].language in ("cy", "unknown")


def _about(
    office: Office, review: Review, people: Sequence[Candidate], calendar: Calendar
) -> list[Candidate]:
    """Add what keeps people from this review, and when they could begin its first Panel meeting."""
    session, codes = office.session, [each.code for each in people]
    panel = {each.person_code for each in facts_of(session, PanelMember, review)}
    deciding = _deciding(session, review.board_code, office.today)
    kept_out = _kept_out(session, review, codes)
    found = _openings(session, codes, calendar, review.board_code)
    return [
        replace(
            each,
            kept_out=each.code in kept_out,
            on_the_panel=each.code in panel,
            decides=each.code in deciding,
            openings=found.get(each.code),
        )
        for each in people
    ]


def _kept_out(session: Session, review: Review, codes: Sequence[str]) -> set[str]:
    """Give who must not take part; why stays with the withdrawal."""
    if not withdrawals(session, review.key):
        return set()
    return {code for code in codes if is_withdrawn(session, review.id, code)}


def _deciding(session: Session, board_code: str, on: date) -> set[str]:
    """Give who recommends, decides or runs the office of a Board on a day: they manage its reviews (product)."""
    wanted = (
        select(Role.person_code)
        .where(Role.board_code == board_code, col(Role.role).in_(_DECIDE), Role.since <= on)
        .where(or_(col(Role.until).is_(None), col(Role.until) >= on))
    )
    return set(session.exec(wanted))


def _calendar(office: Office, board_code: str, by: date | None) -> Calendar:
    """Give the days on which the first Panel could meet: from when people can be told in time."""
    first = _FIRST_PANEL.not_before(office.today)
    last = max(by or first, first) + timedelta(weeks=WEEKS_LOOKED_AT)
    opens, closes = hours()
    holidays = {each.on for year in range(first.year, last.year + 1) for each in bank_holidays(year)}
    closed = board_calendar(office.session, board_code).closed
    return Calendar(first, last, opens, closes, frozenset(holidays), {board_code: closed})


def _openings(
    session: Session, codes: Sequence[str], calendar: Calendar, board_code: str
) -> Mapping[str, Openings]:
    """Give when people could begin the first Panel meeting: those alone of whom a diary is known."""
    found = persons(session, codes, Stretch(calendar.first, calendar.last), (), {})
    with_diary = [each for each in found.values() if each.known]
    return openings(with_diary, calendar, _FIRST_PANEL.minutes, board_code)
