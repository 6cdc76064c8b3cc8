"""What stands against a day: the day itself, or people, found by planning as if nothing were in their way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from models.diaries.meetings.attendance import DayTable, day_table
from models.diaries.meetings.costs import MEMBERS_AT, NEVER, unpacked
from models.diaries.meetings.placing import cause_of
from models.diaries.meetings.possible import allowed, first_free, within_hours
from models.diaries.meetings.seats import everybody, seats
from models.diaries.problem import Cause, Meeting, Person, Problem
from models.diaries.results import NotProposed
from models.diaries.slots.grid import Grid, grid, minute_of
from models.diaries.slots.span_rows import FAR_OFF, LONG_AGO

Causes = tuple[tuple[Cause, tuple[str, ...]], ...]

_SATURDAY, _DAY = 5, timedelta(days=1)
_ALWAYS = ((LONG_AGO, FAR_OFF),)


@dataclass(frozen=True)
class Against:
    """What stands against the days of a meeting.

    Attributes:
        problem: what is planned from.
        meeting: which meeting.
        on: the slots.
        table: what each day costs.
        without: for each person what each day would cost if nothing were in their way.
        worst: the packed cost of the last day that is proposed.
        sits: the slots from which the meeting lies within the hours and where it is bound to.
    """

    problem: Problem
    meeting: Meeting
    on: Grid
    table: DayTable
    without: Mapping[str, DayTable]
    worst: int
    sits: int

    def day(self, number: int) -> NotProposed:
        """Say it of one day of the calendar."""
        there, cost = self.on.days[number], int(self.table.cost[number])
        if cost >= NEVER:
            return NotProposed(there, tuple((cause, ()) for cause in self._itself(there)))
        return NotProposed(there, self._people(number, cost), unpacked(cost))

    def _itself(self, there: date) -> Iterator[Cause]:
        """Everything that makes the meeting impossible on a day, whoever could come."""
        calendar, found = self.problem.calendar, self.sits & self.on.between(there, there)
        if there.weekday() >= _SATURDAY:
            yield "weekend"
            return
        if there in calendar.bank_holidays:
            yield "bank_holiday"
        if there in calendar.closures.get(self.meeting.board, ()):
            yield "board_closure"
        if not found:
            yield "out_of_hours" if self._sits_outside_hours(there) else "board_does_not_sit"
        elif found & self.on.working(self.meeting.board):
            yield "venue_taken"

    def _sits_outside_hours(self, there: date) -> bool:
        """Whether a span to which the meeting is bound has room for it, but not within the hours."""
        midnight, next_midnight = minute_of(there, time()), minute_of(there + _DAY, time())
        opens = self.on.starts_at(self.on.day_index(there) * self.on.per_day)
        closes, length = opens + self.on.open_for, self.meeting.length
        return any(
            until - since >= length > min(until, closes) - max(since, opens)
            for since, until in self.meeting.only or ()
            if since < next_midnight and until > midnight
        )

    def _people(self, day: int, cost: int) -> Causes:
        """Those who alone keep a day from being proposed; else all who make it cost more."""
        cheaper = {code: int(table.cost[day]) for code, table in self.without.items()}
        alone = [code for code, less in cheaper.items() if less < cost and less <= self.worst]
        missed = [code for code, less in cheaper.items() if less >> MEMBERS_AT < cost >> MEMBERS_AT]
        named = alone or missed or [code for code, less in cheaper.items() if less < cost]
        causes: dict[Cause, tuple[str, ...]] = {}
        for code in named:
            cause = self._cause(code, day)
            causes[cause] = (*causes.get(cause, ()), code)
        return tuple(causes.items())

    def _cause(self, code: str, day: int) -> Cause:
        """What keeps somebody from the hour that would be the day's best without it."""
        starts = self.on.starts_at(int(self.without[code].slot[day]))
        place = first_free(self.problem, self.meeting, starts)
        cause = cause_of(self.problem.people[code], starts, self.meeting.length, place)
        assert cause is not None  # else that hour had cost as little with it
        return cause


def against(
    problem: Problem, meeting: Meeting, table: DayTable, days: Sequence[int], worst: int
) -> tuple[NotProposed, ...]:
    """Say of each of *days* (numbers of days of the calendar) what stands against it.

    Where the day cannot be at all: what makes it so. Else the people each of whom alone
    keeps it from costing no more than *worst*, the packed cost of the last day proposed; where
    nobody alone does, all without whose obstacles it would cost less. Where nobody makes it cost
    more, no one is named: other days are better placed.
    """
    on = grid(problem.calendar)
    without = {
        code: day_table(without_obstacles(problem, code), meeting) for code in everybody(seats(meeting))
    }
    sits = within_hours(meeting.length, on) & allowed(meeting, on)
    reasons = Against(problem, meeting, on, table, without, worst, sits)
    return tuple(reasons.day(day) for day in days)


def without_obstacles(problem: Problem, code: str) -> Problem:
    """The same problem, with nothing in the way of one person and their diary known."""
    return replace(problem, people={**problem.people, code: unhindered(problem.people[code])})


def unhindered(person: Person) -> Person:
    """The same person with nothing in the way, and their diary known."""
    return replace(person, busy=(), tentative=(), away=(), other_meetings=(), barred=(), known=_ALWAYS)
