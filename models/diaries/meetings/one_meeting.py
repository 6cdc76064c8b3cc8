"""One meeting: its best days, what each lacks, and what stands against all the others."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from models.diaries.meetings.attendance import DayTable, day_table, placed
from models.diaries.meetings.checking import check
from models.diaries.meetings.costs import NEVER, packed
from models.diaries.meetings.reasons import against
from models.diaries.problem import Meeting, Minutes, Problem
from models.diaries.results import NotProposed, Placed
from models.diaries.slots.grid import Grid, grid
from models.guidance.errors import GuidanceError

NoDays = Literal["window_reversed", "window_outside_calendar"]
"""Why a meeting has no day at all to be looked at."""


@dataclass(frozen=True)
class OneMeeting:
    """The best days for a meeting, the best first, and every other day of its window.

    *no_days* says why there is no day in its window, where there is none.
    """

    dates: tuple[Placed, ...]
    not_proposed: tuple[NotProposed, ...]
    no_days: NoDays | None = None


def best(problem: Problem, key: str, k: int = 5) -> OneMeeting:
    """Give the *k* best days for the meeting *key*, each at its best hour, and what is against the others.

    Of days that cost the same the first comes first, and of hours the first. A meeting that
    is fixed has its own day, and no others are spoken of.

    Raises:
        Refused: the problem is not sound (``checking.check``).
        GuidanceError: ``meeting_unknown_in_problem``.
    """
    check(problem)
    meeting = the_meeting(problem, key)
    on = grid(problem.calendar)
    table = day_table(problem, meeting)
    dates = tuple(placed(problem, meeting, starts) for starts, _ in _best(meeting, table, on, k))
    if meeting.fixed is not None:
        return OneMeeting(dates, ())
    worst = packed(dates[-1].cost) if dates else NEVER
    proposed = {one.on for one in dates}
    others = [day for day in window(meeting, on) if on.days[day] not in proposed]
    return OneMeeting(dates, against(problem, meeting, table, others, worst), _no_days(meeting, on))


def best_hours(problem: Problem, key: str, k: int = 5) -> tuple[tuple[Minutes, int], ...]:
    """The *k* best days alone: for each its best hour and its packed cost, the least first.

    The problem is taken to be sound (``checking.check``).

    Raises:
        GuidanceError: ``meeting_unknown_in_problem``.
    """
    meeting = the_meeting(problem, key)
    return tuple(_best(meeting, day_table(problem, meeting), grid(problem.calendar), k))


def the_meeting(problem: Problem, key: str) -> Meeting:
    """The meeting called *key*.

    Raises:
        GuidanceError: ``meeting_unknown_in_problem``.
    """
    for meeting in problem.meetings:
        if meeting.key == key:
            return meeting
    known = ", ".join(meeting.key for meeting in problem.meetings)
    raise GuidanceError("meeting_unknown_in_problem", meeting=key, meetings=known)


def window(meeting: Meeting, on: Grid) -> range:
    """The days of the calendar, by number, that lie in the meeting's window."""
    first, last = on.day_index(meeting.earliest), on.day_index(meeting.latest)
    return range(max(0, first), min(len(on.days), last + 1))


def _best(meeting: Meeting, table: DayTable, on: Grid, k: int) -> list[tuple[Minutes, int]]:
    days = [day for day in np.argsort(table.cost, kind="stable")[:k].tolist() if table.cost[day] < NEVER]
    if meeting.fixed is not None:
        return [(meeting.fixed, int(table.cost[day])) for day in days]
    return [(on.starts_at(int(table.slot[day])), int(table.cost[day])) for day in days]


def _no_days(meeting: Meeting, on: Grid) -> NoDays | None:
    if meeting.earliest > meeting.latest:
        return "window_reversed"
    return None if window(meeting, on) else "window_outside_calendar"
