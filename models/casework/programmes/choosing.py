"""A programme chosen: its meetings are pencilled and everybody invited in one go; the others are superseded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from models.casework import actions, meetings
from models.casework.entering import Office
from models.casework.programmes.ahead import FIRST_PANEL, Ahead, ahead, key_of
from models.casework.programmes.persons import minutes
from models.casework.programmes.proposing import Planner, Proposal, latest_round, propose
from models.casework.programmes.replanning import must_be_moved, replan
from models.casework.programmes.the_problem import latest, problem_ahead
from models.casework.standing import lock
from models.diaries.meetings.attendance import placed
from models.diaries.problem import Meeting as Asked
from models.diaries.problem import Problem
from models.diaries.programmes import programme as planner_of
from models.diaries.results import Cost, Placed
from models.guidance.errors import GuidanceError
from models.guidance.meeting_kinds import day_of
from models.guidance.words import word
from models.guidance.working_days import is_working_day
from models.records import Invitation, Meeting, ProposedMeeting, ProposedProgramme, Review, audit

_LOCK = 0x43505243
"""One programme at a time is chosen, whichever review it is of: PostgreSQL's advisory lock of this number."""


@dataclass(frozen=True)
class Choice:
    """What came of choosing: the programme, or why it cannot be chosen any more; then others are proposed."""

    proposal: Proposal | None
    stale: GuidanceError | None = None


def choose(office: Office, review: Review, number: int, *, planner: Planner = planner_of.plan) -> Choice:
    """Choose one of the programmes proposed last: pencil its meetings, and invite everybody to them.

    A meeting that stands as proposed is left alone. Before the Panel is named there is nobody to
    invite to its first meeting: the day is kept, and wished for when the whole is planned. The
    same one chosen twice changes nothing. One that cannot be any more is not chosen: what is
    possible today is proposed in its place.

    Raises:
        GuidanceError: none was proposed, there is none of this number, or nobody can be invited.
    """
    lock(office.session, review.key)
    _alone(office.session)
    proposal = _numbered(office, review, number)
    if proposal.programme.state == "chosen":
        return Choice(proposal)
    at = ahead(office, review)
    if (stale := next(_stale(at, proposal), None)) is not None:
        occasion = proposal.programme.occasion
        propose(office, review, occasion, planner=planner)
        replan(office, review, occasion)
        return Choice(None, stale)
    with office.session.begin_nested():
        for each in _to_be_moved(at, proposal):
            _pencil(at, each)
        _take(office, review, proposal)
    actions.settle(office, review)
    return Choice(proposal)


def _alone(session: Session) -> None:
    """Wait until nobody else chooses: two reviews share people and rooms, and neither would see the other's days."""
    session.exec(select(func.pg_advisory_xact_lock(_LOCK)))


def _numbered(office: Office, review: Review, number: int) -> Proposal:
    found = latest_round(office.session, review)
    if not found:
        raise GuidanceError("no_programme_proposed", reference=review.reference)
    for each in found:
        if each.programme.number == number:
            return each
    numbers = ", ".join(str(each.programme.number) for each in found)
    raise GuidanceError("no_such_programme", reference=review.reference, numbers=numbers)


def _to_be_moved(at: Ahead, proposal: Proposal) -> list[ProposedMeeting]:
    """Give the meetings of a proposal that do not stand there already."""
    return [each for each in proposal.meetings if not _stands(at.planned.get(key_of(each)), each)]


def _stands(planned: Meeting | None, proposed: ProposedMeeting) -> bool:
    then = (proposed.starts_at, proposed.ends_at)
    return planned is not None and (planned.starts_at, planned.ends_at) == then


def _stale(at: Ahead, proposal: Proposal) -> Iterator[GuidanceError]:
    """Say what of a proposal cannot be any more: a time, or that as few people are missing as was said."""
    keys = frozenset(row.key for row in at.rows)
    last = max(proposal.programme.ends_on, latest(at))
    problem = problem_ahead(at, last=last, moving=keys)
    rules, moving = {each.key: each for each in problem.meetings}, _to_be_moved(at, proposal)
    lacking, number = Cost(), proposal.programme.number
    for each in proposal.meetings:
        key, moves = key_of(each), each in moving
        now = placed(problem, rules[key], minutes(each.starts_at)) if key in rules else None
        if moves and (now is None or each.fixed or not _is_possible(at, problem, rules[key], each)):
            yield _stale_because("programme_is_stale", each)
        elif moves and key in at.accepted and not _may_move(at, proposal, key):
            yield _stale_because("programme_moves_accepted", each)
        elif moves and now and _asked_elsewhere(now, each):
            yield GuidanceError("programme_lacks_more", number=number)
        elif now:
            lacking = lacking.plus(now.cost)
    was = (proposal.programme.required_missing, proposal.programme.agencies_missing)
    if (lacking.required, lacking.agencies) > was:
        yield GuidanceError("programme_lacks_more", number=number)


def _may_move(at: Ahead, proposal: Proposal, key: str) -> bool:
    """Say whether a meeting that somebody has accepted may be moved by a proposal.

    If it must be, or somebody asked for it knowing of that answer; what was proposed of
    itself leaves alone what people have accepted, before or since.
    """
    programme = proposal.programme
    if programme.state == "superseded":
        return False
    return key in must_be_moved(at) or (
        programme.occasion == "asked" and not _accepted_since(at, key, programme.made_on)
    )


def _accepted_since(at: Ahead, key: str, day: date) -> bool:
    wanted = select(Invitation.id).where(
        Invitation.meeting_id == at.planned[key].key,
        Invitation.state == "accepted",
        col(Invitation.answered_on) > day,
    )
    return at.office.session.exec(wanted).first() is not None


def _asked_elsewhere(now: Placed, proposed: ProposedMeeting) -> bool:
    """Say whether somebody would by now be asked to two of our meetings at once, and it was not said of them."""
    said = {row["person"] for row in proposed.absent if row["cause"] == "other_meeting"}
    return any(each.cause == "other_meeting" and each.person not in said for each in now.absent)


def _stale_because(code: str, each: ProposedMeeting) -> GuidanceError:
    return GuidanceError(
        code, meeting=word("meeting", each.kind), number=each.number, on=day_of(each.starts_at)
    )


def _is_possible(at: Ahead, problem: Problem, asked: Asked, proposed: ProposedMeeting) -> bool:
    """Say whether a meeting can still be when it was proposed; that people were told in time is past."""
    on, calendar, taken = day_of(proposed.starts_at), problem.calendar, problem.places.get(proposed.place, ())
    held_until = next(at.held_until(row.stage) for row in at.rows if row.key == asked.key)
    starts, ends = minutes(proposed.starts_at), minutes(proposed.ends_at)
    return (
        proposed.starts_at > at.office.now
        and is_working_day(on)
        and on not in calendar.closures[asked.board]
        and (held_until is None or held_until <= on)
        and not any(since < ends and starts < until for since, until in taken)
        and (asked.only is None or any(since <= starts and ends <= until for since, until in asked.only))
    )


def _pencil(at: Ahead, proposed: ProposedMeeting) -> None:
    if key_of(proposed) == FIRST_PANEL and not at.tables.panel_is_named:
        return  # nobody to invite yet: the day is kept
    known = meetings.find(at.office.session, at.review, proposed.kind, proposed.number)
    meetings.plan(
        at.office,
        at.review,
        proposed.kind,
        number=proposed.number,
        starts_at=proposed.starts_at,
        ends_at=proposed.ends_at,
        pencilled=True,
        place=proposed.place or (known.place if known else ""),
        online_url=known.online_url if known else "",
        checked=True,  # the Board's own venues were looked at when they were entered
    )


def _take(office: Office, review: Review, proposal: Proposal) -> None:
    wanted = select(ProposedProgramme).where(
        ProposedProgramme.review_id == review.id, col(ProposedProgramme.state).in_(("proposed", "chosen"))
    )
    for each in office.session.exec(wanted):
        each.state = "superseded"
    row = proposal.programme
    row.state, row.chosen_on, row.chosen_by = "chosen", office.today, office.by
    office.session.flush()
    audit.write(
        office.session,
        "programme_chosen",
        by=office.by,
        reference=review.reference,
        round=row.round,
        number=row.number,
    )
