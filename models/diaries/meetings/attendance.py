"""What each day costs a meeting, and who comes to it at a time."""

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

import numpy as np

from models.diaries.meetings import costs
from models.diaries.meetings.placing import placed
from models.diaries.meetings.position import position
from models.diaries.meetings.possible import Beginnings, beginnings
from models.diaries.meetings.seats import Seat, everybody, seat_masks, seats
from models.diaries.problem import Meeting, Prices, Problem
from models.diaries.results import MISSING, NOT_KNOWN
from models.diaries.slots.grid import Grid, grid
from models.diaries.slots.masks import PersonMasks, starts
from models.diaries.slots.span_rows import Whole
from models.diaries.slots.tally import Tally, first_of_each_day, least_of_each_day

__all__ = ["DayTable", "Lacking", "day_table", "lacking", "placed"]

NO_SLOT: Final = -1


class DayTable(NamedTuple):
    """For each calendar day what a meeting costs at its best hour there.

    Attributes:
        cost: as :func:`costs.packed` makes it; ``costs.NEVER`` where it cannot be.
        slot: the first slot of that day with that cost; -1 where it cannot be.
    """

    cost: Whole
    slot: Whole


class Lacking(NamedTuple):
    """For every slot what is lacking, as planes of bits; only ``among`` are meant."""

    among: int
    required: Tally
    agencies: Tally
    members: Tally
    days: Tally

    @property
    def planes(self) -> tuple[int, ...]:
        """All planes, the lowest part of the cost first."""
        return (*self.days.planes, *self.members.planes, *self.agencies.planes, *self.required.planes)

    @property
    def worth(self) -> tuple[int, ...]:
        """What a bit of each plane is worth in a packed cost."""
        parts = (
            (self.days, 0),
            (self.members, costs.MEMBERS_AT),
            (self.agencies, costs.AGENCIES_AT),
            (self.required, costs.REQUIRED_AT),
        )
        return tuple(1 << at + n for tally, at in parts for n in range(len(tally.planes)))


def day_table(problem: Problem, meeting: Meeting) -> DayTable:
    """What *meeting* costs on each day of the calendar, at the hour that costs least there.

    A meeting that is fixed has one day. The problem is taken to be sound (``checking.check``).
    """
    on = grid(problem.calendar)
    if meeting.fixed is not None:
        return _fixed(problem, meeting, on)
    found = lacking(problem, meeting, on)
    best = least_of_each_day(found.among, found.planes, on.fields)
    slots = _numbers(first_of_each_day(best, on.fields), on)
    days = slots // on.per_day
    table = DayTable(np.full(len(on.days), costs.NEVER), np.full(len(on.days), NO_SLOT))
    table.slot[days] = slots
    table.cost[days] = _read(found, slots, on) + position(problem, meeting, on)[days]
    return table


def lacking(problem: Problem, meeting: Meeting, on: Grid) -> Lacking:
    """What is lacking at every slot at which *meeting* can begin; its day's own price left out."""
    where = beginnings(problem, meeting, on)
    found = Lacking(where.slots, Tally(), Tally(), Tally(), Tally())
    if not where.slots:
        return found
    there = seats(meeting)
    masks = presence(problem, meeting, on, where, everybody(there))
    for seat in there:
        _count(found, seat, masks, problem.prices)
    for number, (_, slots) in enumerate(where.at):
        found.days.add(slots, number * problem.prices.second_place)
    return found


def presence(
    problem: Problem, meeting: Meeting, on: Grid, where: Beginnings, codes: tuple[str, ...]
) -> Mapping[str, PersonMasks]:
    """For each person the slots at which an obstacle meets *meeting*, wherever it would be then."""
    people = [problem.people[code] for code in codes]
    if len(where.at) == 1:
        return dict(zip(codes, starts(people, on, meeting.length, where.at[0][0]), strict=True))
    each = [starts(people, on, meeting.length, place) for place, _ in where.at]
    there = [slots for _, slots in where.at]
    mixed = (
        PersonMasks(*(_mixed(kind, there) for kind in zip(*masks, strict=True)))
        for masks in zip(*each, strict=True)
    )
    return dict(zip(codes, mixed, strict=True))


def _mixed(masks: tuple[int, ...], there: list[int]) -> int:
    return reduce(or_, (mask & slots for mask, slots in zip(masks, there, strict=True)))


def _count(found: Lacking, seat: Seat, masks: Mapping[str, PersonMasks], prices: Prices) -> None:
    """Add what is lacking on one seat."""
    lacks = seat_masks(seat, masks.__getitem__, found.among)
    if seat.part == "optional":
        found.members.add(lacks.nobody, MISSING)
    else:
        counted = found.required if seat.part == "required" else found.agencies
        counted.add(lacks.nobody)
    found.members.add(lacks.replaced, MISSING)
    found.members.add(lacks.unsure, NOT_KNOWN)
    found.days.add(lacks.tentative, prices.tentative)


def _read(found: Lacking, slots: Whole, on: Grid) -> Whole:
    """What is lacking at each of *slots*, as packed costs."""
    planes = found.planes
    if not planes:
        return np.zeros(len(slots), np.int64)
    size = -(-on.slots // 8)
    written = b"".join(plane.to_bytes(size, "little") for plane in planes)
    bytes_ = np.frombuffer(written, np.uint8).reshape(len(planes), size)
    bits = bytes_[:, slots >> 3] >> (slots & 7).astype(np.uint8) & 1
    read: Whole = np.array(found.worth, np.int64) @ bits.astype(np.int64)
    return read


def _numbers(slots: int, on: Grid) -> Whole:
    """The numbers of *slots*, in order."""
    written = slots.to_bytes(-(-on.slots // 8), "little")
    return np.flatnonzero(np.unpackbits(np.frombuffer(written, np.uint8), bitorder="little"))


def _fixed(problem: Problem, meeting: Meeting, on: Grid) -> DayTable:
    """A table with one day: the one on which the meeting stands."""
    assert meeting.fixed is not None
    table = DayTable(np.full(len(on.days), costs.NEVER), np.full(len(on.days), NO_SLOT))
    there = placed(problem, meeting, meeting.fixed)
    day = on.day_index(there.on)
    table.cost[day] = costs.packed(there.cost)
    slot = on.slot_at(meeting.fixed)
    table.slot[day] = day * on.per_day if slot is None else slot
    return table
