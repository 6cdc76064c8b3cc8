"""Planning again after something has changed: what stands keeps its time wherever it can.

Fewest meetings moved comes first, before who comes and before any day; only then the least
cost. Both are exact: the chain counts the meetings that keep their times.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from models.diaries.meetings.attendance import DayTable, day_table
from models.diaries.meetings.checking import check
from models.diaries.meetings.costs import NEVER
from models.diaries.problem import Meeting, Minutes, Problem, Spans
from models.diaries.programmes.chain import Marks, forward
from models.diaries.programmes.chain import chain as chain_of
from models.diaries.programmes.distinct import Traced, trace
from models.diaries.programmes.programme import plan_of, solved
from models.diaries.results import Plan
from models.diaries.slots.grid import day_of, grid

_LONG_AGO, _FAR_OFF = -(1 << 40), 1 << 40


def replan(
    problem: Problem,
    standing: Mapping[str, Minutes],
    must_move: frozenset[str],
    programmes: int = 3,
    alternatives: int = 5,
) -> Plan:
    """Plan *problem* so that as few as may be of the *standing* meetings are moved, then at the least cost.

    *standing* says when a meeting, by its key, begins now; one in *must_move* begins at another time
    than now. A time can be kept if its day is still in the meeting's window, a working day on
    which its Board is not closed, and one of the times to which it is bound; who comes is not
    asked, because a meeting is moved for that only when somebody says so. The distinct
    programmes and the alternatives differ in what moves; what can keep its time keeps it in all.

    Raises:
        Refused: the problem cannot be read as one.
    """
    check(problem)
    days = [_kept_day(problem, meeting, standing, must_move) for meeting in problem.meetings]
    tables = [
        _table(problem, meeting, standing.get(meeting.key), day, meeting.key in must_move)
        for meeting, day in zip(problem.meetings, days, strict=True)
    ]
    best = _most_kept(problem, tables, days)
    if best is None:
        return Plan(programmes=())
    kept = {place for place, day in enumerate(days) if day is not None and best.days[place] == day}
    settled = tuple(
        replace(meeting, fixed=standing[meeting.key]) if place in kept else meeting
        for place, meeting in enumerate(problem.meetings)
    )
    left = [_alone(table, best.days[place]) if place in kept else table for place, table in enumerate(tables)]
    # What is kept stands as if it were fixed, but was not agreed to at any gap: the links stay.
    ways = solved(replace(problem, meetings=settled), left, chain_of(problem.meetings))
    return plan_of(ways, programmes, alternatives)


def _alone(table: DayTable, day: int) -> DayTable:
    """A table that has one day left."""
    cost = np.full_like(table.cost, NEVER)
    cost[day] = table.cost[day]
    return DayTable(cost, table.slot)


def _table(
    problem: Problem, meeting: Meeting, stands: Minutes | None, kept_day: int | None, moves: bool
) -> DayTable:
    """What each day costs a meeting: at the time that it keeps, or at another one than now."""
    if moves and stands is not None and meeting.fixed is None:
        return _elsewhere(problem, meeting, stands)
    table = day_table(problem, meeting)
    if kept_day is not None:
        kept = day_table(problem, replace(meeting, fixed=stands))
        table = DayTable(table.cost.copy(), table.slot.copy())
        table.cost[kept_day], table.slot[kept_day] = kept.cost[kept_day], kept.slot[kept_day]
    return table


def _elsewhere(problem: Problem, meeting: Meeting, stands: Minutes) -> DayTable:
    """The table of all times but the one at which the meeting stands: before it, and after it."""
    before, after = (
        day_table(problem, replace(meeting, only=_within(meeting.only, since, until)))
        for since, until in ((_LONG_AGO, stands + meeting.length - 1), (stands + 1, _FAR_OFF))
    )
    sooner = before.cost <= after.cost
    return DayTable(np.where(sooner, before.cost, after.cost), np.where(sooner, before.slot, after.slot))


def _within(only: Spans | None, since: Minutes, until: Minutes) -> Spans:
    """The times to which a meeting is bound, cut to those from *since* until *until*."""
    spans = ((_LONG_AGO, _FAR_OFF),) if only is None else only
    cut = ((max(begins, since), min(ends, until)) for begins, ends in spans)
    return tuple((begins, ends) for begins, ends in cut if begins < ends)


def _kept_day(
    problem: Problem, meeting: Meeting, standing: Mapping[str, Minutes], must_move: frozenset[str]
) -> int | None:
    """The day on which a meeting may stay; none where it is fixed, is new, has to move or cannot stay.

    Hours and places are as they were agreed: only the day is asked about, and the times to
    which the meeting is bound.
    """
    stands = standing.get(meeting.key)
    if stands is None or meeting.fixed is not None or meeting.key in must_move:
        return None
    on, day, ends = grid(problem.calendar), day_of(stands), stands + meeting.length
    place = on.day_index(day)
    stays = (
        meeting.earliest <= day <= meeting.latest
        and 0 <= place < len(on.days)
        and bool(on.working(meeting.board) >> place * on.per_day & 1)
        and (meeting.only is None or any(a <= stands and ends <= b for a, b in meeting.only))
    )
    return place if stays else None


def _most_kept(problem: Problem, tables: list[DayTable], days: Marks) -> Traced | None:
    """The programme that keeps the most times, and of those the one of the least cost."""
    if not problem.meetings:
        return None
    links, costs = chain_of(problem.meetings), [table.cost for table in tables]
    limit = sum(day is not None for day in days)
    gone = forward(links, costs, [days], [limit])
    for kept in reversed(range(limit + 1)):
        end = min(links.ends, key=lambda step: int(gone.stood[step][kept].min()))
        if int(gone.stood[end][kept].min()) < NEVER:
            day = int(gone.stood[end][kept].argmin())
            return trace(links, costs, gone, [days], (end, day, (kept,)))
    return None
