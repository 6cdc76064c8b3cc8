"""What would be gained if somebody could come, or a rule did not hold: each answer from solving again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from typing import Literal

from models.diaries.meetings.attendance import day_table
from models.diaries.meetings.checking import LONGEST_OPENING
from models.diaries.meetings.costs import NEVER, unpacked
from models.diaries.meetings.seats import everybody, seats
from models.diaries.problem import Calendar, Meeting, Person, Problem
from models.diaries.programmes import chain as chains
from models.diaries.programmes.programme import Solved
from models.diaries.results import Cost

Lift = Literal["person", "latest", "earliest", "gap", "only", "opens", "closes"]

_HOUR = 60
_DAY_OF_MINUTES = 1_440
_ALWAYS = ((-(1 << 40), 1 << 40),)


@dataclass(frozen=True)
class Lifted:
    """Somebody or a rule that stands in the way no longer.

    A ``person`` has nothing else in their diary; a meeting's ``latest`` or ``earliest`` day, the ``gap``
    before it or the times ``only`` to which it is bound hold no more; the day ``opens`` an
    hour sooner or ``closes`` an hour later. *which* is the person's code or the meeting's key.
    """

    lift: Lift
    which: str = ""


def lifts(problem: Problem) -> Iterator[Lifted]:
    """Everybody who is asked to a meeting, and every rule that could be another."""
    asked = (code for meeting in problem.meetings for code in everybody(seats(meeting)))
    yield from (Lifted("person", code) for code in dict.fromkeys(asked))
    for place, meeting in enumerate(problem.meetings):
        if meeting.fixed is None:
            yield from _of_meeting(problem.calendar, meeting, first=place == 0)
    yield from (Lifted(end) for end in ("opens", "closes") if _hours(problem.calendar, end) is not None)


def _of_meeting(calendar: Calendar, meeting: Meeting, *, first: bool) -> Iterator[Lifted]:
    if meeting.latest < calendar.last:
        yield Lifted("latest", meeting.key)
    if meeting.earliest > calendar.first:
        yield Lifted("earliest", meeting.key)
    if not first and meeting.gap != (1, None):
        yield Lifted("gap", meeting.key)
    if meeting.only is not None:
        yield Lifted("only", meeting.key)


def without(problem: Problem, lifted: Lifted) -> Problem:
    """The problem in which that is not in the way."""
    if lifted.lift == "person":
        return replace(problem, people={**problem.people, lifted.which: _free(problem.people[lifted.which])})
    if lifted.lift in ("opens", "closes"):
        calendar = _hours(problem.calendar, lifted.lift)
        return problem if calendar is None else replace(problem, calendar=calendar)
    meetings = (
        _loosened(problem.calendar, meeting, lifted.lift) if meeting.key == lifted.which else meeting
        for meeting in problem.meetings
    )
    return replace(problem, meetings=tuple(meetings))


def least_without(ways: Solved, lifted: Lifted) -> Cost | None:
    """The least cost of a programme if that is not in the way; None where there is still none.

    Only the tables that it touches are made again.
    """
    problem = without(ways.problem, lifted)
    costs = [
        day_table(problem, meeting).cost if _touches(lifted, meeting) else table.cost
        for meeting, table in zip(problem.meetings, ways.tables, strict=True)
    ]
    links = chains.chain(problem.meetings)
    gone = chains.forward(links, costs)
    least = min(int(gone.stood[end].min()) for end in links.ends)
    return None if least >= NEVER else unpacked(least)


def _touches(lifted: Lifted, meeting: Meeting) -> bool:
    match lifted.lift:
        case "person":
            return lifted.which in everybody(seats(meeting))
        case "opens" | "closes":
            return True
        case "gap":
            return False
        case _:
            return lifted.which == meeting.key


def _free(person: Person) -> Person:
    return replace(person, busy=(), tentative=(), away=(), other_meetings=(), barred=(), known=_ALWAYS)


def _loosened(calendar: Calendar, meeting: Meeting, rule: Lift) -> Meeting:
    match rule:
        case "latest":
            return replace(meeting, latest=calendar.last)
        case "earliest":
            # Where none is wished for, the day that was the earliest stays the wished one.
            wished = meeting.target or meeting.earliest
            return replace(meeting, earliest=calendar.first, target=wished)
        case "gap":
            return replace(meeting, gap=(1, None))
        case _:
            return replace(meeting, only=None)


def _hours(calendar: Calendar, end: Lift) -> Calendar | None:
    """The calendar with an hour more at one end; None where a day has no room for it."""
    opens, closes = (each.hour * _HOUR + each.minute for each in (calendar.opens, calendar.closes))
    opens, closes = (opens - _HOUR, closes) if end == "opens" else (opens, closes + _HOUR)
    if opens < 0 or closes >= _DAY_OF_MINUTES or closes - opens > LONGEST_OPENING:
        return None
    return replace(calendar, opens=time(*divmod(opens, _HOUR)), closes=time(*divmod(closes, _HOUR)))
