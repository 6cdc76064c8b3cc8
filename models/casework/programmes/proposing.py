"""Programmes proposed: planned from the record, kept as they were proposed, told to the coordinators; never twice."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlmodel import Session, col, func, select

from models.casework.entering import Office
from models.casework.programmes import telling
from models.casework.programmes.ahead import Ahead, ahead
from models.casework.programmes.the_problem import furthest, latest, problem_ahead
from models.casework.standing import lock
from models.diaries.problem import Problem
from models.diaries.programmes import programme as planner_of
from models.diaries.results import Absent, Placed, Plan, Programme
from models.records import ProposedMeeting, ProposedProgramme, Review, audit

Planner = Callable[[Problem], Plan]


@dataclass(frozen=True)
class Proposal:
    """A programme as it was proposed, with its meetings in the order of their days."""

    programme: ProposedProgramme
    meetings: tuple[ProposedMeeting, ...]

    @property
    def days(self) -> tuple[tuple[Any, ...], ...]:
        """Give what tells one proposal from another."""
        return tuple(
            (each.kind, each.number, each.starts_at, each.ends_at, each.place, tuple(map(_told, each.absent)))
            for each in self.meetings
        )


def _told(absent: dict[str, str | None]) -> tuple[tuple[str, str | None], ...]:
    return tuple(sorted(absent.items()))


def propose(
    office: Office, review: Review, occasion: str, *, planner: Planner = planner_of.plan
) -> tuple[Proposal, ...]:
    """Propose programmes for the meetings that have no time yet, and tell the coordinators.

    Those that have one stay where they are. Where nothing is left before the completion
    date the days after it are looked at, up to the horizon. The same programmes are never
    proposed twice.

    Gives what is proposed now; nothing where nothing is to be planned, or nothing can be.

    Args:
        office: the desk.
        review: whose programme.
        occasion: one of `models.records.diaries.OCCASIONS`.
        planner: gives the best programmes for a problem.
    """
    lock(office.session, review.key)
    at = ahead(office, review)
    if not at.without_a_time:
        return ()
    return keep(at, occasion, _planned(at, planner))


def _planned(at: Ahead, planner: Planner) -> Plan:
    plan = planner(problem_ahead(at))
    until = furthest(at.office.today)
    if plan.programmes or until <= latest(at):
        return plan
    return planner(problem_ahead(at, last=until))


def keep(at: Ahead, occasion: str, plan: Plan) -> tuple[Proposal, ...]:
    """Keep what was planned as proposals of a new round, and tell the coordinators; none twice."""
    standing = latest_round(at.office.session, at.review)
    numbers = count(_last_number(at.office.session, at.review) + 1)
    found = [
        _rows(at, number, occasion, each, plan)
        for number, each in zip(numbers, plan.programmes, strict=False)
    ]
    if found and [each.days for each in found] == [each.days for each in standing if _is_open(each)]:
        return standing
    number = standing[0].programme.round + 1 if standing else 1
    for row in _open_ones(at.office.session, at.review) if found else ():
        row.state = "superseded"
    for each in found:
        _enter(at.office.session, each, number)
    _note(at, occasion, number, len(found))
    telling.tell(at, occasion, [(each.programme, each.meetings) for each in found])
    return tuple(found)


def _last_number(session: Session, review: Review) -> int:
    """Give the number used last: none is used twice, so that a letter of last week chooses nothing of today's."""
    wanted = select(func.max(ProposedProgramme.number)).where(ProposedProgramme.review_id == review.id)
    return session.exec(wanted).one() or 0


def _is_open(proposal: Proposal) -> bool:
    return proposal.programme.state == "proposed"


def _open_ones(session: Session, review: Review) -> Sequence[ProposedProgramme]:
    wanted = select(ProposedProgramme).where(
        ProposedProgramme.review_id == review.id, ProposedProgramme.state == "proposed"
    )
    return session.exec(wanted).all()


def _rows(at: Ahead, number: int, occasion: str, programme: Programme, plan: Plan) -> Proposal:
    cost = programme.cost
    row = ProposedProgramme(
        review_id=at.review.key,
        round=0,
        number=number,
        occasion=occasion,
        made_on=at.office.today,
        ends_on=max(each.on for each in programme.placed),
        required_missing=cost.required,
        agencies_missing=cost.agencies,
        member_points=cost.members,
        days_cost=cost.days,
    )
    return Proposal(row, tuple(_meeting(at, each, plan) for each in programme.placed))


def _meeting(at: Ahead, placed: Placed, plan: Plan) -> ProposedMeeting:
    kind, _, number = placed.key.rpartition("-")
    planned = at.planned.get(placed.key)
    starts_at = _instant(placed.starts)
    return ProposedMeeting(
        programme_id=0,
        kind=kind,
        number=int(number),
        starts_at=starts_at,
        ends_at=_instant(placed.ends),
        place=placed.place or (planned.place if planned else ""),
        fixed=planned is not None and planned.starts_at == starts_at,
        no_later_than=plan.no_later_than.get(placed.key),
        absent=[_absent(each) for each in placed.absent],
    )


def _instant(minutes: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)


def _absent(each: Absent) -> dict[str, str | None]:
    return {
        "person": each.person,
        "part": each.part,
        "cause": each.cause,
        "agency": each.agency,
        "stands_in": each.stands_in,
    }


def _enter(session: Session, proposal: Proposal, number: int) -> None:
    proposal.programme.round = number
    session.add(proposal.programme)
    session.flush()
    for each in proposal.meetings:
        each.programme_id = proposal.programme.key
    session.add_all(proposal.meetings)
    session.flush()


def _note(at: Ahead, occasion: str, number: int, programmes: int) -> None:
    audit.write(
        at.office.session,
        "programmes_proposed",
        by=at.office.by,
        reference=at.review.reference,
        occasion=occasion,
        round=number,
        programmes=programmes,
    )


def latest_round(session: Session, review: Review) -> tuple[Proposal, ...]:
    """Give the programmes that were proposed last, by their numbers, whatever became of them."""
    last = select(func.max(ProposedProgramme.round)).where(ProposedProgramme.review_id == review.id)
    rows = select(ProposedProgramme).where(
        ProposedProgramme.review_id == review.id,
        ProposedProgramme.round == last.scalar_subquery(),
    )
    return tuple(_with_meetings(session, session.exec(rows.order_by(col(ProposedProgramme.number))).all()))


def chosen(session: Session, review: Review) -> Proposal | None:
    """Give the programme that was chosen, if one was and no other took its place."""
    wanted = select(ProposedProgramme).where(
        ProposedProgramme.review_id == review.id, ProposedProgramme.state == "chosen"
    )
    return next(iter(_with_meetings(session, session.exec(wanted).all())), None)


def _with_meetings(session: Session, rows: Sequence[ProposedProgramme]) -> Iterable[Proposal]:
    wanted = select(ProposedMeeting).where(col(ProposedMeeting.programme_id).in_([each.key for each in rows]))
    meetings = session.exec(wanted.order_by(col(ProposedMeeting.starts_at))).all() if rows else []
    return [Proposal(row, tuple(each for each in meetings if each.programme_id == row.key)) for row in rows]
