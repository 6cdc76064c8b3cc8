"""From tables back to days: which days a programme of the least cost has, and programmes that are distinct.

A second programme is the best of those in which at most half of the meetings that can move
stand on their day in the first; a third is so against both. Marks count that exactly, so
neither is a matter of luck: where there is none, there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.diaries.meetings.costs import NEVER
from models.diaries.programmes.chain import Chain, Forward, Marks, Step, Table, forward


@dataclass(frozen=True)
class Traced:
    """The days of a programme, as places in the calendar, by meeting; and its packed cost."""

    days: tuple[int, ...]
    cost: int


def cheapest(
    links: Chain, tables: Sequence[Table], gone: Forward, marks: Sequence[Marks] = ()
) -> Traced | None:
    """The days of a programme of the least cost; None where there is no programme.

    Of several that cost the same it is the one whose last meeting is the earliest, then the
    one before it, and so on.
    """
    leasts = [int(gone.stood[step].min()) for step in links.ends]
    least = min(leasts)
    if least >= NEVER:
        return None
    end = links.ends[leasts.index(least)]
    stood = gone.stood[end]
    rows = stood.reshape(-1, stood.shape[-1])
    # The days first, then the counts, so that a tie goes to the earlier day.
    day = int(rows.min(axis=0).argmin())
    counts = np.unravel_index(int(rows[:, day].argmin()), stood.shape[:-1])
    return trace(links, tables, gone, marks, (end, day, tuple(map(int, counts))))


def trace(
    links: Chain,
    tables: Sequence[Table],
    gone: Forward,
    marks: Sequence[Marks],
    last: tuple[int, int, tuple[int, ...]],
) -> Traced:
    """The programme whose last step, its day and its counts are *last*: each step finds the one before it."""
    place, day, counts = last
    cost = int(gone.stood[place][(*counts, day)])
    days: dict[int, int] = {}
    while True:
        step = links.steps[place]
        days[step.meeting] = day
        if not step.before:
            break
        left = int(gone.stood[place][(*counts, day)]) - int(tables[step.meeting][day])
        counts = tuple(count - (mark[step.meeting] == day) for count, mark in zip(counts, marks, strict=True))
        place, day = _before(step, gone, (counts, day, left))
    return Traced(tuple(days[meeting] for meeting in range(len(tables))), cost)


def _before(step: Step, gone: Forward, at: tuple[tuple[int, ...], int, int]) -> tuple[int, int]:
    """The step before and the first of its days from which this one was reached at just that cost."""
    counts, day, left = at
    for before, (least, most) in step.before:
        first = 0 if most is None else max(0, day - most)
        values = gone.stood[before][counts][first : max(0, day - least + 1)]
        if len(values) and values[hit := int(values.argmin())] == left:
            return before, first + hit
    raise AssertionError


def distinct(
    links: Chain, tables: Sequence[Table], gone: Forward, movable: Sequence[int], most: int
) -> tuple[Traced, ...]:
    """Up to *most* programmes, the best first, each the best that is distinct from those before it.

    *movable* are the meetings that can stand elsewhere; distinct are two programmes of which
    at most half of these stand on the same day.
    """
    first = cheapest(links, tables, gone)
    found = [] if first is None else [first]
    while found and movable and len(found) < most:
        marks = [_days_of(each, movable) for each in found]
        limits = [len(movable) // 2] * len(found)
        another = cheapest(links, tables, forward(links, tables, marks, limits), marks)
        if another is None:
            break
        found.append(another)
    return tuple(found[:most])


def _days_of(programme: Traced, movable: Sequence[int]) -> Marks:
    return [day if place in movable else None for place, day in enumerate(programme.days)]
