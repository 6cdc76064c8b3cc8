"""A chain of meetings over days: the least cost of the whole, forward from its start and back from its end.

Everything is in tables with one figure a calendar day, the least cost of a meeting on it
(``costs.NEVER`` where it is not possible). One step carries the least cost of all meetings
so far to the next one, over a sliding window of days; nothing is searched. Two meetings
that may change places make the chain a small graph of steps.

Marks count on how many marked days the meetings stand, as further dimensions before the days:
so "at most half of them on the days of that programme" and "as many as may be where they
stand" are found exactly too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from models.diaries.meetings.costs import NEVER
from models.diaries.problem import Meeting

Table: TypeAlias = NDArray[np.int64]
"""Packed costs; the last dimension is the days."""
Gap: TypeAlias = tuple[int, int | None]
"""The fewest calendar days from one meeting to the next, and the most (None: any number)."""
ANY: Gap = (-1_000_000, None)
"""The gap of two meetings that are both fixed: they stand as people have agreed."""
Marks: TypeAlias = Sequence[int | None]
"""For each meeting the marked day of it, as its place in the calendar."""


@dataclass(frozen=True)
class Step:
    """A meeting at a place in the order.

    Attributes:
        meeting: its place in the problem.
        before: the steps of which one comes just before, each with the gap to it; none: it is the first.
    """

    meeting: int
    before: tuple[tuple[int, Gap], ...]


@dataclass(frozen=True)
class Chain:
    """All orders of the meetings at once: the steps, and which of them may be the last."""

    steps: tuple[Step, ...]
    ends: tuple[int, ...]


def chain(meetings: Sequence[Meeting]) -> Chain:
    """The steps of *meetings*: each at its own place, and swapped with the next where that may be.

    A swap is of neighbours, and swaps do not overlap. No two meetings share a day: the
    least gap is one day. Only two that are both fixed stand as people have agreed.

    >>> from datetime import date
    >>> both = {"length": 60, "earliest": date(2026, 5, 4), "latest": date(2026, 6, 4)}
    >>> panel = Meeting("panel-2", **both)
    >>> [step.meeting for step in chain([Meeting("family", either_order="panel-2", **both), panel]).steps]
    [0, 1, 0, 1]
    """
    steps: list[Step] = []
    before: tuple[int, ...] = ()
    swapped: tuple[int, ...] = ()
    for place, meeting in enumerate(meetings):
        steps.append(_step(meetings, steps, place, before))
        ends = (len(steps) - 1, *swapped)
        swapped = ()
        if place + 1 < len(meetings) and meeting.either_order == meetings[place + 1].key:
            steps.append(_step(meetings, steps, place + 1, before))
            steps.append(_step(meetings, steps, place, (len(steps) - 1,)))
            swapped = (len(steps) - 1,)
        before = ends
    return Chain(tuple(steps), before)


def _step(meetings: Sequence[Meeting], steps: Sequence[Step], place: int, before: tuple[int, ...]) -> Step:
    return Step(
        place, tuple((each, gap_between(meetings[steps[each].meeting], meetings[place])) for each in before)
    )


def gap_between(before: Meeting, meeting: Meeting) -> Gap:
    """How far *meeting* may be from the one that stands *before* it."""
    if before.fixed is not None and meeting.fixed is not None:
        return ANY
    least, most = meeting.gap
    return (max(1, least), most)


def least_before(values: Table, gap: Gap) -> Table:
    """The least of *values* from *gap* days before each day: at most that many back, at least that many.

    >>> least_before(np.array([5, 3, 9, 1]), (1, 2)).tolist() == [NEVER, 5, 3, 3]
    True
    """
    if gap == ANY:
        return _everywhere(values)
    least, width = _window(gap, values.shape[-1])
    row = _blank(values, width)
    if width:
        row[..., least + width - 1 :] = values[..., : values.shape[-1] - least]
    return _slid(row, width)


def least_after(values: Table, gap: Gap) -> Table:
    """The least of *values* from *gap* days after each day.

    >>> least_after(np.array([5, 3, 9, 1]), (1, 2)).tolist() == [3, 1, 1, NEVER]
    True
    """
    if gap == ANY:
        return _everywhere(values)
    least, width = _window(gap, values.shape[-1])
    row = _blank(values, width)
    if width:
        row[..., : values.shape[-1] - least] = values[..., least:]
    return _slid(row, width)


def _everywhere(values: Table) -> Table:
    return np.broadcast_to(values.min(axis=-1, keepdims=True), values.shape)


def _window(gap: Gap, days: int) -> tuple[int, int]:
    """How far away a window begins and how many days it has; none where the gap leaves none."""
    least, most = gap
    furthest = days - 1 if most is None else min(most, days - 1)
    return least, max(0, furthest - least + 1)


def _blank(values: Table, width: int) -> Table:
    row = np.empty((*values.shape[:-1], values.shape[-1] + max(width, 1) - 1), np.int64)
    row.fill(NEVER)
    return row


def _slid(row: Table, width: int) -> Table:
    """The least of each *width* figures that follow each other.

    In two rounds of about the square root of *width* each: the least of *first* figures in a
    row, then of *rounds* such, *step* apart, which may overlap.
    """
    rounds = isqrt(max(width, 1))
    step = width // rounds
    first = width - (rounds - 1) * step
    return _least_of(_least_of(row, first, 1), rounds, step)


def _least_of(row: Table, count: int, step: int) -> Table:
    """The least of *count* figures that stand *step* apart, from each place that has so many."""
    if count <= 1:
        return row
    # The row beside itself, shifted: a view. numpy's own helper for it takes longer than all the rest.
    shape = (count, *row.shape[:-1], row.shape[-1] - (count - 1) * step)
    shifted: Table = np.ndarray(shape, np.int64, row, 0, (step * row.itemsize, *row.strides))
    least: Table = np.minimum.reduce(shifted)
    return least


@dataclass(frozen=True)
class Forward:
    """The least cost up to each step: *reached* without the step's own meeting, *stood* with it."""

    reached: tuple[Table, ...]
    stood: tuple[Table, ...]


def forward(
    links: Chain, tables: Sequence[Table], marks: Sequence[Marks] = (), limits: Sequence[int] = ()
) -> Forward:
    """Go through the chain from its start.

    With *marks* each table has one dimension for each of them before the days: on how many
    of its marked days the meetings stand so far, up to its *limits*; past it is never.
    """
    reached: list[Table] = []
    stood: list[Table] = []
    for step in links.steps:
        before = _reached(step, stood, tables, limits)
        counted = _counted(before, [mark[step.meeting] for mark in marks]) if marks else before
        reached.append(before)
        with_it = counted + tables[step.meeting]
        stood.append(np.minimum(with_it, NEVER, out=with_it))
    return Forward(tuple(reached), tuple(stood))


def _reached(step: Step, stood: Sequence[Table], tables: Sequence[Table], limits: Sequence[int]) -> Table:
    if not step.before:
        start = np.full((*(limit + 1 for limit in limits), tables[0].shape[-1]), NEVER)
        start[(0,) * len(limits)] = 0
        return start
    by_gap: dict[Gap, Table] = {}
    for before, gap in step.before:
        by_gap[gap] = np.minimum(by_gap[gap], stood[before]) if gap in by_gap else stood[before]
    carried = [least_before(values, gap) for gap, values in by_gap.items()]
    return carried[0] if len(carried) == 1 else np.minimum.reduce(carried)


def _counted(reached: Table, marked: Sequence[int | None]) -> Table:
    """Count one more on each marked day."""
    if all(day is None for day in marked):
        return reached
    counted = reached.copy()
    for axis, day in enumerate(marked):
        if day is not None:
            column = np.moveaxis(counted[..., day], axis, 0)  # a view: what is written is counted
            column[1:] = column[:-1].copy()
            column[0] = NEVER
    return counted


def onward(links: Chain, tables: Sequence[Table]) -> tuple[Table, ...]:
    """Go through the chain from its end: the least cost of what comes after each step, on each day of it."""
    found = [np.full_like(tables[0], NEVER) for _ in links.steps]
    for end in links.ends:
        found[end][:] = 0
    for place in reversed(range(len(links.steps))):
        step = links.steps[place]
        leading = np.minimum(found[place] + tables[step.meeting], NEVER)
        for before, gap in step.before:
            np.minimum(found[before], least_after(leading, gap), out=found[before])
    return tuple(found)


def around(links: Chain, reached: Sequence[Table], after: Sequence[Table], meeting: int) -> Table:
    """What all other meetings cost at least, for each day of *meeting*.

    With its own table added: the exact cost of the best programme through each day.
    """
    places = [place for place, step in enumerate(links.steps) if step.meeting == meeting]
    found: Table = reached[places[0]] + after[places[0]]
    for place in places[1:]:
        found = np.minimum(found, reached[place] + after[place])
    clipped: Table = np.minimum(found, NEVER)
    return clipped
