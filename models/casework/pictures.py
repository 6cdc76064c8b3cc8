"""What the pictures show, read from the record."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.casework import overview
from models.casework.delay_causes import account
from models.casework.entering import Office
from models.casework.hours_of_meetings import STAYS_AWAY, hours_by_month, months_from
from models.casework.meetings import all_of
from models.casework.programmes import key_of, problem_of
from models.casework.standing import facts as facts_of
from models.casework.standing import review_deadlines, stand
from models.diaries.meetings.openings import beginnings, levels, openings, together
from models.diaries.problem import Meeting as ToPlace
from models.diaries.problem import Problem
from models.diaries.reviewers import MOST_HOURS
from models.diaries.slots.grid import grid
from models.guidance import route
from models.guidance.boards import board
from models.guidance.errors import GuidanceError
from models.guidance.pictures.delays import Breakdown
from models.guidance.pictures.heat_map import HeatMap
from models.guidance.pictures.heat_map import Row as DiaryRow
from models.guidance.pictures.load import Load
from models.guidance.pictures.load import Row as LoadRow
from models.guidance.pictures.timeline_parts import Arranged, Band, Held, Line, Mark, Timeline
from models.guidance.programme_rules import foreseen
from models.guidance.route import Standing
from models.guidance.stages import Stage
from models.guidance.words import Words, word
from models.records import ForecastMade, Hold, Invitation, Meeting, Review

MONTHS_OF_LOAD = 12
"""How many months the picture of the load has."""
_BESIDE = frozenset({"held", "released", "delay_attributed"})
"""Milestones that stand beside the route: a hold is hatched, not marked."""
_FORESEEN = {**foreseen("review"), **foreseen("forum")}


def delays_of(office: Office, review: Review) -> Breakdown:
    """Give where a review's days went, up to its completion or until today.

    Raises:
        GuidanceError: it is still a draft.
    """
    found = account(office, review)
    if found is None:
        raise GuidanceError("picture_of_nothing", reference=review.reference)
    return Breakdown(
        review.reference,
        found.began_on,
        found.ended_on,
        found.planned_end_on,
        found.ledger,
        tuple(each.span for each in found.causes),
    )


def timeline_of(office: Office, review: Review) -> Timeline:
    """Give a review's timeline as it stands today, until its publication; a forum's to its end.

    Raises:
        GuidanceError: it is still a draft.
    """
    session, standing = office.session, stand(office.session, review)
    marks: dict[Stage, list[Mark]] = defaultdict(list)
    for row in overview.timeline(office, review):
        if row.stage <= Stage.S19 and row.milestone not in _BESIDE:
            marks[row.stage].append(Mark(row.planned, row.actual))
    if not marks:
        raise GuidanceError("picture_of_nothing", reference=review.reference)
    arranged = _arranged(session, review)
    is_complete = standing.times(*route.COMPLETE) > 0
    return Timeline(
        reference=review.reference,
        lines=tuple(
            Line(stage, tuple(marks[stage]), tuple(arranged[stage]))
            for stage in Stage
            if marks[stage] or arranged[stage]
        ),
        today=office.today,
        complete_by=_complete_by(session, review, standing),
        holds=tuple(
            Held(each.scope, each.cause, each.from_on, each.ended_on)
            for each in facts_of(session, Hold, review)
        ),
        forecast=None if is_complete else _forecast(session, review),
    )


def _complete_by(session: Session, review: Review, standing: Standing) -> date | None:
    """Give the completion date; a forum has none, nor has what was not taken up."""
    due = review_deadlines(session, review, standing).get(route.COMPLETE)
    ahead = standing.outcome in (None, "deferred") or route.path(standing) == "review"
    return due.due if due and ahead else None


def _arranged(session: Session, review: Review) -> dict[Stage, list[Arranged]]:
    found: dict[Stage, list[Arranged]] = defaultdict(list)
    for each in all_of(session, review):
        if each.state in ("pencilled", "planned") and each.planned_on:
            found[_stage(each)].append(Arranged(each.planned_on, firm=each.state == "planned"))
    return found


def _stage(meeting: Meeting) -> Stage:
    """Give in which stage's row a meeting stands: the one it serves; one more of its kind beside the last."""
    row = _FORESEEN.get(key_of(meeting))
    return row.stage if row else [each.stage for each in _FORESEEN.values() if each.kind == meeting.kind][-1]


def _forecast(session: Session, review: Review) -> Band | None:
    """Give the forecast that was made last, if there is one."""
    wanted = select(ForecastMade).where(ForecastMade.review_id == review.id)
    row = session.exec(wanted.order_by(col(ForecastMade.made_on).desc())).first()
    return Band(row.tenth, row.quarter, row.half, row.three_quarters, row.ninetieth) if row else None


def diaries_of(office: Office, review: Review, kind: str, number: int = 1) -> HeatMap:
    """Give the diaries of those whom a meeting to come needs, on the working days on which it may be.

    Raises:
        GuidanceError: the programme has no such meeting to come, or there is no day for it.
    """
    key = f"{kind}-{number}"
    problem = problem_of(office, review, moving=frozenset({key}))
    found = [each for each in problem.meetings if each.key == key]
    if not found:
        raise GuidanceError("meeting_not_ahead", reference=review.reference)
    [meeting] = found
    on = grid(problem.calendar)
    possible = beginnings(on, meeting.length, meeting.board) & on.between(meeting.earliest, meeting.latest)
    days = [place for place in range(len(on.days)) if possible >> place * on.per_day & (1 << on.per_day) - 1]
    if not days:
        raise GuidanceError("meeting_has_no_day", reference=review.reference)
    quorum = together(problem, meeting)
    return HeatMap(
        reference=review.reference,
        meeting=_name(kind, number),
        minutes=meeting.length,
        days=tuple(on.days[place] for place in days),
        rows=tuple(_rows(problem, meeting, days)),
        quorum=tuple(quorum[place] for place in days),
    )


def _name(kind: str, number: int) -> Words:
    name = word("meeting", kind)
    return name if number == 1 else Words(cy=f"{name.cy} {number}", en=f"{name.en} {number}")


def _rows(problem: Problem, meeting: ToPlace, days: Sequence[int]) -> Iterator[DiaryRow]:
    on = grid(problem.calendar)
    place = next(iter(meeting.places), None)
    known = openings(problem.people.values(), problem.calendar, meeting.length, meeting.board, place)
    possible = beginnings(on, meeting.length, meeting.board)
    for code, part in parts(meeting).items():
        if code in known:
            of_days = levels(known[code], on, possible)
            yield DiaryRow(code, part, tuple(of_days[place] for place in days))


def parts(meeting: ToPlace) -> dict[str, Words]:
    """Give everybody who may come, by code, and what they are to the meeting: each once, the required first."""
    found: dict[str, Words] = {}
    for code in meeting.required:
        found.setdefault(code, word("part", "required"))
    for agency, codes in meeting.agencies.items():
        for code in codes:
            found.setdefault(code, word("agency", agency))
    for code in (code for required in meeting.required for code in meeting.stand_ins.get(required, ())):
        found.setdefault(code, word("diary_part", "stand_in"))
    for code in meeting.optional:
        found.setdefault(code, word("part", "optional"))
    return found


def load_of(office: Office, board_code: str) -> Load:
    """Give the hours of meetings of everybody invited by a Board, in the months from this one on.

    Their meetings for other Boards count, too.

    Raises:
        GuidanceError: there is no such Board, or nobody is invited.
    """
    months = months_from(office.today, MONTHS_OF_LOAD)
    hours = hours_by_month(office.session, _invited(office.session, board_code), months)
    rows = [LoadRow(code, each) for code, each in hours.items() if any(each)]
    name = board(board_code).name
    if not rows:
        raise GuidanceError("load_of_nobody", board=name)
    rows.sort(key=lambda row: (-sum(row.hours), row.name))
    return Load(name, months, tuple(rows), MOST_HOURS)


def _invited(session: Session, board_code: str) -> Sequence[str]:
    wanted = (
        select(Invitation.person_code)
        .join(Meeting, col(Meeting.id) == Invitation.meeting_id)
        .join(Review, col(Review.id) == Meeting.review_id)
        .where(Review.board_code == board_code, col(Invitation.state).not_in(STAYS_AWAY))
    )
    return session.exec(wanted.distinct()).all()
