"""What reviews cost together at the least, found by CP-SAT: over hours, places and people."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any, TypeAlias

from diary_instances import at
from ortools.sat.python import cp_model

from models.diaries.many.worth import AGENCY, MEMBER, REQUIRED
from models.diaries.meetings.placing import cause_of
from models.diaries.meetings.seats import Seat, seats
from models.diaries.problem import Meeting, Minutes, Problem

_FEW = 4
_LACKS = {"required": REQUIRED, "agency": AGENCY, "optional": 2 * MEMBER}


@dataclass(frozen=True)
class Option:
    """A meeting at a time and a place; *on* is whether it is held so."""

    day: date
    starts: Minutes
    rank: int
    place: str | None
    on: Any


@dataclass(frozen=True)
class Modelled:
    """A meeting with its options, and whether each person comes."""

    problem: Problem
    meeting: Meeting
    options: tuple[Option, ...]
    comes: Mapping[str, Any]

    def free(self, place: str, starts: Minutes) -> bool:
        """Whether its own problem leaves a place free."""
        until = starts + self.meeting.length
        return not any(a < until and starts < b for a, b in self.problem.places.get(place, ()))

    def busy(self, code: str, option: Option) -> tuple[Minutes, Minutes]:
        """When somebody sets out, and is back."""
        travel = self.problem.people[code].travel.get(option.place or "", 0)
        return option.starts - travel, option.starts + self.meeting.length + travel


_There: TypeAlias = dict[tuple[str, date], list[tuple[int, Modelled, Option]]]


def least(problems: Mapping[str, Problem], seconds: float = 20) -> tuple[int, bool]:
    """The least that reviews without fixed meetings can cost together, and whether that is proved.

    It gives the best that was found in so many seconds; -1 where nothing was.
    """
    model, costs = cp_model.CpModel(), []
    chains = [
        [_modelled(model, problem, each, costs) for each in problem.meetings] for problem in problems.values()
    ]
    for chain in chains:
        for before, after in pairwise(chain):
            _spaced(model, before, after)
    every = [(number, each) for number, chain in enumerate(chains) for each in chain]
    _apart(model, [each for _, each in every])
    if len(problems) <= _FEW:
        for one, other in combinations(every, 2):
            if one[0] != other[0]:
                _told_apart(model, one[1], other[1])
    there = _there(every)
    for number, each in every:
        _first_place(model, each, number, there)
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    ended = solver.solve(model)
    found = ended in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return (round(solver.objective_value) if found else -1), ended == cp_model.OPTIMAL


def _modelled(model: cp_model.CpModel, problem: Problem, meeting: Meeting, costs: list[Any]) -> Modelled:
    options = tuple(_options(model, problem, meeting))
    model.add_exactly_one(each.on for each in options)
    comes: dict[str, Any] = {}
    found = Modelled(problem, meeting, options, comes)
    costs += [each.on * _day_cost(problem, meeting, each) for each in options]
    for seat in seats(meeting):
        _seat(model, found, seat, comes, costs)
    return found


def _options(model: cp_model.CpModel, problem: Problem, meeting: Meeting) -> Iterator[Option]:
    calendar = problem.calendar
    day = max(meeting.earliest, calendar.first)
    while day <= min(meeting.latest, calendar.last):
        closed = day in calendar.bank_holidays or day in calendar.closures.get(meeting.board, ())
        if day.weekday() < 5 and not closed:
            last = at(day, calendar.closes) - meeting.length
            for starts in range(at(day, calendar.opens), last + 1, calendar.slot):
                if meeting.only is None or any(a <= starts <= b - meeting.length for a, b in meeting.only):
                    for rank, place in enumerate(meeting.places or (None,)):
                        yield Option(day, starts, rank, place, model.new_bool_var(""))
        day += timedelta(days=1)


def _day_cost(problem: Problem, meeting: Meeting, option: Option) -> int:
    prices = problem.prices
    days = abs((option.day - (meeting.target or meeting.earliest)).days) * prices.day_off_target
    if meeting.due and option.day > meeting.due:
        days += (option.day - meeting.due).days * prices.day_late
    if option.day in problem.calendar.school_holidays:
        days += prices.school_holiday
    return days + option.rank * prices.second_place


def _seat(
    model: cp_model.CpModel, found: Modelled, seat: Seat, comes: dict[str, Any], costs: list[Any]
) -> None:
    """One of those who may sit there, or nobody, and what that costs."""
    problem, sits = found.problem, []
    for rank, code in enumerate(seat.persons):
        here = model.new_bool_var("")
        sits.append(here)
        there = comes.setdefault(code, model.new_bool_var(""))
        model.add_implication(here, there)
        causes: dict[str | None, list[Any]] = {}
        for option in found.options:
            cause = cause_of(problem.people[code], option.starts, found.meeting.length, option.place)
            causes.setdefault(cause, []).append(option.on)
        for cause, options in causes.items():
            price = {None: 0, "tentative": problem.prices.tentative, "unknown": MEMBER}.get(cause, -1)
            if price < 0:
                model.add(here + sum(options) <= 1)
            elif price:
                pays = model.new_bool_var("")
                model.add(pays >= here + sum(options) - 1)
                costs.append(pays * price)
        if rank:
            costs.append(here * 2 * MEMBER)
    model.add_at_most_one(sits)
    costs.append(_LACKS[seat.part] * (1 - sum(sits)))


def _spaced(model: cp_model.CpModel, before: Modelled, after: Modelled) -> None:
    least_, most = after.meeting.gap
    days = [sum(each.day.toordinal() * each.on for each in one.options) for one in (before, after)]
    model.add(days[1] - days[0] >= max(1, least_))
    if most is not None:
        model.add(days[1] - days[0] <= most)


def _apart(model: cp_model.CpModel, every: Sequence[Modelled]) -> None:
    """Nobody comes to two meetings that meet, and no place has two."""
    lanes: dict[tuple[str, str], list[Any]] = {}
    for one in every:
        for code, comes in one.comes.items():
            since = _number(model, one, lambda option, one=one, code=code: one.busy(code, option)[0])
            until = _number(model, one, lambda option, one=one, code=code: one.busy(code, option)[1])
            size = model.new_int_var(0, 2880, "")
            lane = model.new_optional_interval_var(since, size, until, comes, "")
            lanes.setdefault(("person", code), []).append(lane)
        for place in one.meeting.places:
            here = model.new_bool_var("")
            model.add(here == sum(each.on for each in one.options if each.place == place))
            since = _number(model, one, lambda option: option.starts)
            lane = model.new_optional_fixed_size_interval_var(since, one.meeting.length, here, "")
            lanes.setdefault(("place", place), []).append(lane)
    for each in lanes.values():
        model.add_no_overlap(each)


def _told_apart(model: cp_model.CpModel, one: Modelled, other: Modelled) -> None:
    """The same of people again, time by time: it proves small reviews sooner."""
    for code in set(one.comes) & set(other.comes):
        for option in one.options:
            a, b = one.busy(code, option)
            spans = ((each.on, other.busy(code, each)) for each in other.options)
            meet = [on for on, (since, until) in spans if since < b and a < until]
            if meet:
                model.add(option.on + sum(meet) + one.comes[code] + other.comes[code] <= 3)


def _number(model: cp_model.CpModel, one: Modelled, of: Callable[[Option], int]) -> Any:  # noqa: ANN401 - CP-SAT's
    """A variable that has the figure of the option that is chosen."""
    figures = [of(each) for each in one.options]
    found = model.new_int_var(min(figures), max(figures), "")
    model.add(found == sum(each.on * figure for each, figure in zip(one.options, figures, strict=True)))
    return found


def _there(every: Sequence[tuple[int, Modelled]]) -> _There:
    """By place and day who may be there."""
    found: _There = {}
    for number, one in every:
        for option in one.options:
            if option.place:
                found.setdefault((option.place, option.day), []).append((number, one, option))
    return found


def _meet(one: Modelled, option: Option, other: Modelled, another: Option) -> bool:
    until, others_until = option.starts + one.meeting.length, another.starts + other.meeting.length
    return option.starts < others_until and another.starts < until


def _first_place(model: cp_model.CpModel, one: Modelled, number: int, there: _There) -> None:
    """A meeting is in the first of its places that neither its problem nor another meeting has taken."""
    for option in one.options:
        if option.place and not one.free(option.place, option.starts):
            model.add(option.on == 0)
        for place in one.meeting.places[: option.rank]:
            if one.free(place, option.starts):
                others = [
                    each.on
                    for review, other, each in there.get((place, option.day), ())
                    if review != number and _meet(one, option, other, each)
                ]
                model.add(option.on <= sum(others))
