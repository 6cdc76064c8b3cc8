"""The oracle: a problem solved by OR-Tools' CP-SAT, from the raw spans, with nothing of the planner's own.

What a time costs is reckoned here once more, plainly, minute against minute; CP-SAT then
chooses the days. Parts of a cost are weighed so that none buys off what is before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product

from ortools.sat.python import cp_model

from models.diaries.problem import Meeting, Minutes, Person, Problem, Spans
from models.diaries.results import Cost
from models.guidance.calendar_dates import LONDON

WEIGHTS = Cost(required=10**13, agencies=10**11, members=10**7, days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_AT_WORK = range(5)

Tables = Mapping[str, Mapping[date, int]]


@dataclass(frozen=True)
class Solved:
    """The least weighed cost, and days that have it."""

    weighed: int
    cost: Cost
    days: Mapping[str, date]


def weighed(cost: Cost) -> int:
    """A cost as one number."""
    return sum(part * weight for part, weight in zip(cost, WEIGHTS, strict=True))


def parted(number: int) -> Cost:
    """The cost of such a number."""
    parts = []
    for weight in WEIGHTS:
        part, number = divmod(number, weight)
        parts.append(part)
    return Cost(*parts)


def tables(problem: Problem) -> Tables:
    """For each meeting what each possible day costs at its best hour."""
    near = {code: _by_day(person) for code, person in problem.people.items()}
    return {
        meeting.key: {
            day: min(costs)
            for day in _days(problem)
            if (costs := [weighed(cost) for cost in _costs(problem, meeting, near, day)])
        }
        for meeting in problem.meetings
    }


def solve(problem: Problem, given: Tables, workers: int = 1) -> Solved | None:
    """The best programme over *given*; None where there is none."""
    model = cp_model.CpModel()
    chosen = {(key, day): model.new_bool_var(f"{key} {day}") for key, costs in given.items() for day in costs}
    days = {}
    for key, costs in given.items():
        model.add_exactly_one(chosen[key, day] for day in costs)
        days[key] = sum(day.toordinal() * chosen[key, day] for day in costs)
    ways = [(model.new_bool_var(str(number)), order) for number, order in enumerate(orders(problem.meetings))]
    model.add_exactly_one(variable for variable, _ in ways)
    for variable, order in ways:
        for before, after in pairwise(order):
            least, most = _gap(before, after)
            apart = days[after.key] - days[before.key]
            model.add(apart >= least).only_enforce_if(variable)
            if most is not None:
                model.add(apart <= most).only_enforce_if(variable)
    model.minimize(sum(given[key][day] * variable for (key, day), variable in chosen.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    outcome = solver.solve(model)
    if outcome == cp_model.INFEASIBLE:
        return None
    assert outcome == cp_model.OPTIMAL, solver.status_name(outcome)
    stand = {key: day for (key, day), variable in chosen.items() if solver.value(variable)}
    total = sum(given[key][day] for key, day in stand.items())
    return Solved(total, parted(total), stand)


def keeps_gaps(order: Sequence[Meeting], stands: Mapping[str, date]) -> bool:
    """Whether days in that order are as far apart as each meeting asks."""
    for before, after in pairwise(order):
        least, most = _gap(before, after)
        apart = (stands[after.key] - stands[before.key]).days
        if apart < least or (most is not None and apart > most):
            return False
    return True


def _gap(before: Meeting, after: Meeting) -> tuple[int, int | None]:
    if before.fixed is not None and after.fixed is not None:
        return -(10**6), None
    return max(1, after.gap[0]), after.gap[1]


def orders(meetings: Sequence[Meeting]) -> list[tuple[Meeting, ...]]:
    """All orders in which neighbours that may change places do so, each at most once."""
    places = [n for n, each in enumerate(meetings[:-1]) if each.either_order == meetings[n + 1].key]
    found = []
    for swapped in product((False, True), repeat=len(places)):
        here = [place for place, is_swapped in zip(places, swapped, strict=True) if is_swapped]
        if all(later - sooner > 1 for sooner, later in pairwise(here)):
            order = list(meetings)
            for place in here:
                order[place], order[place + 1] = order[place + 1], order[place]
            found.append(tuple(order))
    return found


def _days(problem: Problem) -> list[date]:
    count = (problem.calendar.last - problem.calendar.first).days + 1
    return [problem.calendar.first + n * _DAY for n in range(count)]


def _minute(instant: datetime) -> Minutes:
    return (instant - _EPOCH) // timedelta(minutes=1)


def _london(minute: Minutes) -> date:
    return (_EPOCH + timedelta(minutes=minute)).astimezone(LONDON).date()


Near = Mapping[str, Mapping[date, Spans]]


def _by_day(person: Person) -> Near:
    """The spans of each kind by the days that they touch, the day before and after with them."""
    found: dict[str, dict[date, list[tuple[Minutes, Minutes]]]] = {}
    for kind in ("busy", "tentative", "away", "other_meetings", "barred"):
        for since, until in getattr(person, kind):
            day, last = _london(since) - _DAY, _london(until) + _DAY
            while since < until and day <= last:
                found.setdefault(kind, {}).setdefault(day, []).append((since, until))
                day += _DAY
    return found


def _costs(problem: Problem, meeting: Meeting, near: Mapping[str, Near], day: date) -> list[Cost]:
    """What each possible hour of *day* costs."""
    if meeting.fixed is not None:
        return [_cost(problem, meeting, near, meeting.fixed)] if day == _london(meeting.fixed) else []
    return [_cost(problem, meeting, near, hour) for hour in _starts(problem, meeting, day)]


def starts(problem: Problem, meeting: Meeting) -> list[Minutes]:
    """Every time at which a meeting that is not fixed may begin."""
    return [hour for day in _days(problem) for hour in _starts(problem, meeting, day)]


def _starts(problem: Problem, meeting: Meeting, day: date) -> list[Minutes]:
    calendar = problem.calendar
    closed = calendar.closures.get(meeting.board, frozenset())
    days_off = calendar.bank_holidays | closed
    if not meeting.earliest <= day <= meeting.latest or day.weekday() not in _AT_WORK or day in days_off:
        return []
    opens = _minute(datetime.combine(day, calendar.opens, LONDON))
    closes = _minute(datetime.combine(day, calendar.closes, LONDON))
    hours = range(opens, closes - meeting.length + 1, calendar.slot)
    return [hour for hour in hours if _allowed(problem, meeting, hour)]


def _allowed(problem: Problem, meeting: Meeting, hour: Minutes) -> bool:
    bound = meeting.only
    within = bound is None or any(a <= hour and hour + meeting.length <= b for a, b in bound)
    return within and (not meeting.places or _place(problem, meeting, hour) is not None)


def _place(problem: Problem, meeting: Meeting, starts: Minutes) -> int | None:
    for number, place in enumerate(meeting.places):
        taken = problem.places.get(place, ())
        if not any(a < starts + meeting.length and starts < b and a < b for a, b in taken):
            return number
    return None


def _cost(problem: Problem, meeting: Meeting, near: Mapping[str, Near], starts: Minutes) -> Cost:
    """What one hour costs: who comes, and the day."""
    day, prices = _london(starts), problem.prices
    rank = _place(problem, meeting, starts) if meeting.places else None
    where = meeting.places[rank or 0] if meeting.places else None

    def presence(code: str) -> str:
        return _presence(problem.people[code], near[code], starts, starts + meeting.length, where)

    cost = Cost(days=prices.day_off_target * abs((day - (meeting.target or meeting.earliest)).days))
    if meeting.due and day > meeting.due:
        cost = cost.plus(Cost(days=prices.day_late * (day - meeting.due).days))
    if day in problem.calendar.school_holidays:
        cost = cost.plus(Cost(days=prices.school_holiday))
    cost = cost.plus(Cost(days=prices.second_place * (rank or 0)))
    seats = [((code, *meeting.stand_ins.get(code, ())), Cost(required=1)) for code in meeting.required]
    seats += [(codes, Cost(agencies=1)) for codes in meeting.agencies.values()]
    seats += [((code,), Cost(members=2)) for code in meeting.optional]
    for codes, nobody in seats:
        ways = [nobody]
        for rank_, code in enumerate(codes):
            how = presence(code)
            if how != "hard":
                points = (2 if rank_ else 0) + (how == "unknown")
                ways.append(Cost(members=points, days=prices.tentative * (how == "tentative")))
        # Whoever is asked first sits there unless they cannot; the least of the rest does.
        cost = cost.plus(min(ways))
    return cost


def _presence(person: Person, near: Near, starts: Minutes, ends: Minutes, place: str | None) -> str:
    travel = person.travel.get(place, 0) if place else 0
    since, until, day = starts - travel, ends + travel, _london(starts)

    def meets(kind: str) -> bool:
        return any(a < until and since < b for a, b in near.get(kind, {}).get(day, ()))

    if any(meets(kind) for kind in ("busy", "away", "other_meetings", "barred")):
        return "hard"
    if not _covered(person.known, since, until):
        return "unknown"
    return "tentative" if meets("tentative") else "free"


def _covered(known: Spans, since: Minutes, until: Minutes) -> bool:
    for a, b in sorted(known):
        if a <= since < b:
            since = b
    return since >= until
