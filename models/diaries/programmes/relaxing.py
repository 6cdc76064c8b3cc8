"""Where no days fit at all: the least that must give, in days, and each rule that would do alone.

Windows and gaps are made elastic: a day outside a window, or too near or too far from the
meeting before, has a price of one a day. The least price is the smallest relaxation. Only if
no stretching helps are the times lifted to which a meeting is bound. Nothing stretches past
the calendar, because nobody's diary has been asked about there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

import numpy as np

from models.diaries.meetings.attendance import day_table
from models.diaries.meetings.costs import NEVER
from models.diaries.problem import Meeting, Problem
from models.diaries.programmes.chain import ANY, Chain, Gap, Table, chain
from models.diaries.programmes.programme import Solved
from models.diaries.slots.grid import grid

Rule = Literal["earliest", "latest", "gap_least", "gap_most", "only"]

_A_DAY = 1_000
"""The price of a day that a rule gives; a rule that gives at all costs one more, so that few do."""


@dataclass(frozen=True)
class Relaxation:
    """A rule of a meeting that gives so many *days*.

    ``earliest`` and ``latest`` are its window's ends, ``gap_least`` and ``gap_most`` the days from the
    meeting before; ``only``, the times to which it is bound, is lifted and gives no days.
    """

    rule: Rule
    meeting: str
    days: int = 0


def relaxed(problem: Problem, relaxations: Iterable[Relaxation]) -> Problem:
    """The problem with these rules relaxed; where its days are wished for stays as it is."""
    meetings = {meeting.key: meeting for meeting in problem.meetings}
    for each in relaxations:
        meetings[each.meeting] = _given_way(meetings[each.meeting], each)
    return replace(problem, meetings=tuple(meetings.values()))


def _given_way(meeting: Meeting, by: Relaxation) -> Meeting:
    days = timedelta(days=by.days)
    least, most = meeting.gap
    match by.rule:
        case "earliest":
            wished = meeting.target or meeting.earliest
            return replace(meeting, earliest=meeting.earliest - days, target=wished)
        case "latest":
            return replace(meeting, latest=meeting.latest + days)
        case "gap_least":
            return replace(meeting, gap=(least - by.days, most))
        case "gap_most":
            return replace(meeting, gap=(least, None if most is None else most + by.days))
        case "only":
            return replace(meeting, only=None)


def smallest(problem: Problem) -> tuple[Relaxation, ...] | None:
    """The smallest relaxation with which there is a programme; None where stretching helps nothing.

    It is empty where there is one already.
    """
    bound = frozenset(each.key for each in problem.meetings if each.only is not None)
    found = _stretched(problem, frozenset())
    return _stretched(problem, bound) if found is None and bound else found


def alone(ways: Solved) -> tuple[Relaxation, ...]:
    """Each rule that would do by itself where no days fit, with the fewest days it would have to give.

    The one that gives the fewest comes first; lifting the times to which a meeting is bound comes last.
    """
    found = [
        each
        for place, meeting in enumerate(ways.problem.meetings)
        for each in (*_windows_alone(ways, place, meeting), *_gaps_alone(ways, place, meeting))
    ]
    return tuple(sorted(found, key=lambda each: (each.rule == "only", each.days)))


def _windows_alone(ways: Solved, place: int, meeting: Meeting) -> Iterator[Relaxation]:
    if meeting.fixed is not None:
        return
    on, others = grid(ways.problem.calendar), ways.around(place) < NEVER
    earliest, latest = on.day_index(meeting.earliest), on.day_index(meeting.latest)
    days = np.flatnonzero(others & (_anywhere(ways.problem, meeting) < NEVER))
    if len(later := days[(days > latest) & (days >= earliest)]):
        yield Relaxation("latest", meeting.key, int(later[0]) - latest)
    if len(sooner := days[(days < earliest) & (days <= latest)]):
        yield Relaxation("earliest", meeting.key, earliest - int(sooner[-1]))
    if meeting.only is not None:
        unbound = day_table(ways.problem, replace(meeting, only=None)).cost
        if (others & (unbound < NEVER)).any():
            yield Relaxation("only", meeting.key)


def _gaps_alone(ways: Solved, place: int, meeting: Meeting) -> Iterator[Relaxation]:
    """By how much the gap before a meeting is too long or too short for all else to fit."""
    near: list[int] = []
    far: list[int] = []
    for number, step in enumerate(ways.links.steps):
        if step.meeting != place:
            continue
        onward = ways.tables[place].cost + ways.after[number]
        for before, (least, most) in step.before:
            apart = _apart(ways.gone.stood[before], onward)
            near += [
                least - each for each in (int(apart[(apart >= 1) & (apart < least)].max(initial=0)),) if each
            ]
            if most is not None and len(beyond := apart[apart > most]):
                far.append(int(beyond.min()) - most)
    yield from _given("gap_least", meeting, min(near, default=0))
    yield from _given("gap_most", meeting, min(far, default=0))


def _apart(before: Table, onward: Table) -> Table:
    """How many days there are from each day on which all before fits to each on which all after does."""
    apart: Table = np.flatnonzero(onward < NEVER) - np.flatnonzero(before < NEVER)[:, None]
    return apart


def dayless(problem: Problem) -> tuple[str, ...]:
    """The meetings for which no day of the calendar would do, whatever their window and bound times."""
    return tuple(
        meeting.key
        for meeting in problem.meetings
        if not (_anywhere(problem, replace(meeting, only=None)) < NEVER).any()
    )


def _anywhere(problem: Problem, meeting: Meeting) -> Table:
    """What the days cost a meeting whose window is the whole calendar."""
    calendar = problem.calendar
    return day_table(problem, replace(meeting, earliest=calendar.first, latest=calendar.last)).cost


def _stretched(problem: Problem, unbound: frozenset[str]) -> tuple[Relaxation, ...] | None:
    """The least stretching, the times lifted to which *unbound* are bound."""
    prices = [_window_prices(problem, meeting, lifted=meeting.key in unbound) for meeting in problem.meetings]
    links = chain(problem.meetings)
    stood: list[Table] = []
    came: list[Table] = []
    for step in links.steps:
        ways = [stood[before][:, None] + _gap_prices(gap, len(prices[0])) for before, gap in step.before]
        every = np.concatenate(ways) if ways else np.zeros((1, len(prices[0])), np.int64)
        came.append(every.argmin(axis=0))
        stood.append(np.minimum(every.min(axis=0) + prices[step.meeting], NEVER))
    end = min(links.ends, key=lambda place: int(stood[place].min()))
    if int(stood[end].min()) >= NEVER:
        return None
    days = _days(links, came, end, int(stood[end].argmin()))
    return tuple(_broken(problem, days, unbound))


def _days(links: Chain, came: Sequence[Table], place: int, day: int) -> list[tuple[int, int]]:
    """The meetings and their days, in their order, from the last step back."""
    found = [(links.steps[place].meeting, day)]
    while before := links.steps[place].before:
        way, earlier = divmod(int(came[place][day]), len(came[place]))
        place, day = before[way][0], earlier
        found.append((links.steps[place].meeting, day))
    return found[::-1]


def _window_prices(problem: Problem, meeting: Meeting, *, lifted: bool) -> Table:
    """What each day costs in days that a window gives."""
    if meeting.fixed is not None:
        return np.where(day_table(problem, meeting).cost < NEVER, 0, NEVER)
    on = grid(problem.calendar)
    bound = _anywhere(problem, meeting) < NEVER
    free = _anywhere(problem, replace(meeting, only=None)) < NEVER if lifted else bound
    day = np.arange(len(on.days))
    prices = sum(
        np.where(given > 0, given * _A_DAY + 1, 0)
        for given in (on.day_index(meeting.earliest) - day, day - on.day_index(meeting.latest))
    )
    # A time to which it is bound is left only where nothing else helps: dearer than all days.
    return np.where(bound, prices, np.where(free, prices + _A_DAY * _A_DAY * len(day), NEVER))


def _gap_prices(gap: Gap, days: int) -> Table:
    """What it costs in days that a gap gives, from each day to each other day."""
    if gap == ANY:
        return np.zeros((days, days), np.int64)
    apart = np.arange(days) - np.arange(days)[:, None]
    least, most = gap
    too_near = np.where(apart < least, (least - apart) * _A_DAY + 1, 0)
    too_far = 0 if most is None else np.where(apart > most, (apart - most) * _A_DAY + 1, 0)
    return np.where(apart < 1, NEVER, too_near + too_far)


def _broken(
    problem: Problem, days: Sequence[tuple[int, int]], unbound: frozenset[str]
) -> Iterable[Relaxation]:
    """The rules that such days break, and by how many days."""
    on = grid(problem.calendar)
    before: tuple[Meeting, int] | None = None
    for place, day in days:
        meeting = problem.meetings[place]
        if meeting.fixed is None:
            yield from _given("earliest", meeting, on.day_index(meeting.earliest) - day)
            yield from _given("latest", meeting, day - on.day_index(meeting.latest))
            if meeting.key in unbound and _anywhere(problem, meeting)[day] >= NEVER:
                yield Relaxation("only", meeting.key)
        if before and (before[0].fixed is None or meeting.fixed is None):
            yield from _given("gap_least", meeting, meeting.gap[0] - (day - before[1]))
            if meeting.gap[1] is not None:
                yield from _given("gap_most", meeting, day - before[1] - meeting.gap[1])
        before = meeting, day


def _given(rule: Rule, meeting: Meeting, days: int) -> Iterable[Relaxation]:
    if days > 0:
        yield Relaxation(rule, meeting.key, days)
