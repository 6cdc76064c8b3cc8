"""One meeting as a good programmer would write it next: each diary merged once, then asked hour by hour."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import naive_planner

from models.diaries.problem import Meeting, Minutes, Problem, Spans
from models.diaries.results import Cost


@dataclass(frozen=True)
class Line:
    """Stretches that do not meet, in order: the minutes from which and until which."""

    since: list[Minutes]
    until: list[Minutes]

    def meets(self, begins: Minutes, ends: Minutes) -> bool:
        """Whether any of them has a minute of that time."""
        last = bisect_right(self.since, ends - 1) - 1
        return last >= 0 and self.until[last] > begins

    def covers(self, begins: Minutes, ends: Minutes) -> bool:
        """Whether one of them has all of it."""
        last = bisect_right(self.since, begins) - 1
        return last >= 0 and self.until[last] >= ends


Lines = Mapping[str, tuple[Line, Line, Line]]


def lines(problem: Problem) -> Lines:
    """Everybody's busy, tentative and known time, each put in order and together."""
    return {
        code: (
            line([*one.busy, *one.away, *one.other_meetings, *one.barred]),
            line(one.tentative),
            line(one.known),
        )
        for code, one in problem.people.items()
    }


def line(spans: Spans) -> Line:
    """Spans put together where they meet."""
    since: list[Minutes] = []
    until: list[Minutes] = []
    for begins, ends in sorted(spans):
        if begins >= ends:
            continue
        if until and begins <= until[-1]:
            until[-1] = max(until[-1], ends)
        else:
            since.append(begins)
            until.append(ends)
    return Line(since, until)


def days(problem: Problem, meeting: Meeting, read: Lines | None = None) -> dict[date, tuple[Cost, datetime]]:
    """For each day its least cost and first hour; a meeting on line that may be at any hour."""
    read = read or lines(problem)
    best: dict[date, tuple[Cost, datetime]] = {}
    for day in _window(problem, meeting):
        price = naive_planner.position(problem, meeting, day)
        for start in naive_planner.hours(problem, meeting, day):
            cost = _attendance(problem, meeting, start, read).plus(Cost(days=price))
            if day not in best or cost < best[day][0]:
                best[day] = cost, start
    return best


def _window(problem: Problem, meeting: Meeting) -> Iterable[date]:
    first, last = max(meeting.earliest, problem.calendar.first), min(meeting.latest, problem.calendar.last)
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in every if naive_planner.is_working(problem, meeting, day)]


def _attendance(problem: Problem, meeting: Meeting, start: datetime, read: Lines) -> Cost:
    begins = (start - naive_planner.EPOCH) // timedelta(minutes=1)
    ends = begins + meeting.length
    state = {code: _state(read[code], begins, ends) for code in naive_planner.people_of(meeting)}
    return naive_planner.attendance(meeting, state, problem.prices.tentative)


def _state(of: tuple[Line, Line, Line], begins: Minutes, ends: Minutes) -> str:
    busy, tentative, known = of
    if busy.meets(begins, ends):
        return "hard"
    if not known.covers(begins, ends):
        return "unknown"
    return "tentative" if tentative.meets(begins, ends) else "free"
