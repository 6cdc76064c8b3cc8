"""What a supposition would change: the days of meetings, by the planner, and so the forecast.

Nothing is kept and nobody is told: it is the same planning and the same forecast with one thing different.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from models.casework.entering import Office
from models.casework.programmes import movable
from models.casework.programmes.ahead import Ahead, ahead
from models.casework.programmes.persons import span_of
from models.casework.programmes.the_problem import furthest, latest, problem_ahead
from models.diaries.forecasts.what_if import Given, Supposed, changed, meetings
from models.diaries.meetings.attendance import placed
from models.diaries.problem import Minutes, Problem
from models.diaries.programmes.replanning import replan
from models.guidance.errors import GuidanceError
from models.guidance.meeting_kinds import day_of
from models.records import Person, Review


@dataclass(frozen=True)
class Consequence:
    """A meeting that would be on another day than it is, or than would be proposed for it now.

    *before* is none where no day fits now, *after* where none would fit then.
    """

    key: str
    before: date | None
    after: date | None


@dataclass(frozen=True)
class Answered:
    """What would be: the facts of the forecast, and the meetings that would have another day."""

    given: Given
    consequences: tuple[Consequence, ...] = ()


def suppose(office: Office, review: Review, given: Given, one: Supposed) -> Answered:
    """Say what would be otherwise under a supposition.

    Raises:
        GuidanceError: no hold stands for the cause, the meeting has no day, or nobody bears the code.
    """
    would_be = changed(given, one)
    if one.kind == "process-ends":
        return Answered(would_be)
    _check_people(office, one)
    now = ahead(office, review)
    if not now.rows or _is_too_far(now, one, would_be):
        return Answered(would_be)
    found = _compared(_days_now(now), _days_then(now, one, would_be))
    planned = {meetings()[each.key]: each.after for each in found if each.after and each.key in meetings()}
    known = {key: day for key, day in planned.items() if key in would_be.planned}
    return Answered(replace(would_be, planned={**would_be.planned, **known}), found)


def _is_too_far(now: Ahead, one: Supposed, would_be: Given) -> bool:
    """Say whether a meeting moves to where nobody's days are planned yet: then only the forecast is asked."""
    return one.kind == "move" and would_be.planned[meetings()[one.what]] > furthest(now.office.today)


def _check_people(office: Office, one: Supposed) -> None:
    for code in (one.what, one.by) if one.kind == "replaced" else ():
        if code and office.session.get(Person, code) is None:
            raise GuidanceError("if_nobody", person=code)


def _days_now(now: Ahead) -> dict[str, date]:
    """Give the day of each meeting ahead, those without a time where they would be proposed."""
    return _days(now, _last(now), frozenset(), [frozenset()]) or _standing(now)


def _days_then(now: Ahead, one: Supposed, would_be: Given) -> dict[str, date]:
    """Give the days under a supposition: as few meetings as may be move from where they are.

    Raises:
        GuidanceError: ``if_not_possible``: a meeting cannot be on the day to which it is moved.
    """
    if one.kind == "move":
        on = would_be.planned[meetings()[one.what]]
        must_move = frozenset({one.what} & set(now.planned)) - _already(now, on)
        days = _days(now, _last(now), must_move, _may_move(now), {one.what: on})
        if not days:
            raise GuidanceError("if_not_possible", meeting=one.what, day=on)
        return days
    # With nobody in their place the code is nobody's, and the seat stays empty.
    then = ahead(now.office, now.review, {one.what: one.by or ""})
    must_move = _lacking_more(problem_ahead(now), problem_ahead(then))
    return _days(then, _last(now), must_move, _may_move(now)) or _standing(now)


def _last(now: Ahead) -> date:
    """Give the day up to which is planned: the completion date, unless what stands cannot stay before it."""
    until = latest(now)
    if _planned(problem_ahead(now, last=until), {}, frozenset()):
        return until
    return max(until, furthest(now.office.today))


def _may_move(now: Ahead) -> list[frozenset[str]]:
    """Give what may move: what nobody has accepted and, if that is not enough, everything."""
    return [movable(now), frozenset(now.planned)]


def _already(now: Ahead, on: date) -> set[str]:
    return {key for key, day in _standing(now).items() if day == on}


def _standing(now: Ahead) -> dict[str, date]:
    return {key: day_of(each.starts_at) for key, each in now.planned.items() if each.starts_at}


def _lacking_more(now: Problem, then: Problem) -> frozenset[str]:
    """Give the meetings with a time that would lack more of those without whom they should not be."""
    lacks = [
        {
            each.key: placed(at, each, each.fixed).cost.required
            for each in at.meetings
            if each.fixed is not None
        }
        for at in (now, then)
    ]
    return frozenset(key for key, people in lacks[1].items() if people > lacks[0].get(key, people))


def _days(
    at: Ahead,
    last: date,
    must_move: frozenset[str],
    may_move: Sequence[frozenset[str]],
    pinned: Mapping[str, date] | None = None,
) -> dict[str, date]:
    """Plan again and give each meeting's day; past the completion date where none fits before it."""
    standing = {key: span_of(meeting)[0] for key, meeting in at.planned.items()}
    for moving, until in product(may_move, dict.fromkeys((last, max(last, furthest(at.office.today))))):
        problem = problem_ahead(at, last=until, moving=must_move | moving)
        if days := _planned(_pinned(problem, pinned or {}), standing, must_move):
            return days
    return {}


def _pinned(problem: Problem, pinned: Mapping[str, date]) -> Problem:
    """Let a meeting be on one day alone; whoever supposes it has seen to it that people know in time."""
    moved = tuple(
        replace(each, earliest=pinned[each.key], latest=pinned[each.key], target=pinned[each.key], fixed=None)
        if each.key in pinned
        else each
        for each in problem.meetings
    )
    return replace(problem, meetings=moved)


def _planned(problem: Problem, standing: Mapping[str, Minutes], must_move: frozenset[str]) -> dict[str, date]:
    plan = replan(problem, standing, must_move, programmes=1, alternatives=1)
    return {each.key: each.on for each in plan.programmes[0].placed} if plan.programmes else {}


def _compared(before: Mapping[str, date], after: Mapping[str, date]) -> tuple[Consequence, ...]:
    keys: Iterable[str] = dict.fromkeys((*before, *after))
    found = (Consequence(key, before.get(key), after.get(key)) for key in keys)
    return tuple(each for each in found if each.before != each.after)
