"""A review laid beside the others: its best programme given whose time is taken, or what time costs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.diaries.many.pricing import Cells, Engaged, Held, Rates, priced, seated
from models.diaries.many.rooms import PlacePrices, Places
from models.diaries.many.seating import Seating
from models.diaries.many.worth import NEVER
from models.diaries.problem import Problem
from models.diaries.programmes.chain import Chain, chain, forward
from models.diaries.programmes.distinct import cheapest
from models.diaries.slots.span_rows import Whole


@dataclass(frozen=True)
class Review:
    """A review's chain, and where its meetings' figures are.

    Attributes:
        number: its number among the reviews.
        links: the orders in which its meetings may stand.
        stands: for each meeting of the problem the numbers of its stands; none where it is fixed.
        standing: for each meeting the row of the day on which it is fixed, or none.
        owed: what the meetings that are fixed cost.
    """

    number: int
    links: Chain
    stands: tuple[tuple[int, ...], ...]
    standing: tuple[int | None, ...]
    owed: int


def review(number: int, problem: Problem, seats: Seating, fixed: Sequence[tuple[int, int] | None]) -> Review:
    """Find the figures of a review; *fixed* has for each meeting that is its day's row and its cost."""
    part = seats.parts[number]
    movable = iter(range(part.meetings.start, part.meetings.stop))
    own = range(part.stands.start, part.stands.stop)
    numbers = [None if each.fixed is not None else next(movable) for each in problem.meetings]
    return Review(
        number,
        chain(problem.meetings),
        tuple(tuple(n for n in own if seats.stands[n].meeting == meeting) for meeting in numbers),
        tuple(None if at is None else at[0] for at in fixed),
        sum(at[1] for at in fixed if at is not None),
    )


@dataclass(frozen=True)
class Laid:
    """A programme that was laid.

    Attributes:
        worth: what it costs, without prices.
        price: what it costs with them: of all its programmes the least.
        held: its meetings that can move, in the order of the problem.
        engaged: who comes to them.
    """

    worth: int
    price: int
    held: Held
    engaged: Engaged


def lay(seats: Seating, one: Review, cells: Cells, rates: Rates, rooms: Places | PlacePrices) -> Laid | None:
    """The best programme of a review beside what is in *cells* and *rooms*; none where there is none."""
    part = seats.parts[one.number]
    table = rooms.on(seats, part, priced(seats, part, cells, rates))
    return _best(seats, one, table, cells, rates)


def _best(seats: Seating, one: Review, table: Whole, cells: Cells, rates: Rates) -> Laid | None:
    least = table.min(axis=1, initial=NEVER)
    start = seats.parts[one.number].rows.start
    tables = _tables(seats, one, least, start)
    found = cheapest(one.links, tables, forward(one.links, tables))
    if found is None:
        return None
    held = _held(seats, one, found.days, table, start)
    engaged, costs = seated(seats, held, cells, rates)
    return Laid(int(costs.sum()) + one.owed, found.cost + one.owed, held, engaged)


def _tables(seats: Seating, one: Review, least: Whole, start: int) -> list[Whole]:
    """For each meeting its least cost on each calendar day."""
    tables = np.full((len(one.stands), seats.days.count), NEVER)
    for table, stands, day in zip(tables, one.stands, one.standing, strict=True):
        if day is not None:
            table[day] = 0
        for number in stands:
            stand = seats.stands[number]
            own = table[stand.first : stand.first + stand.rows.stop - stand.rows.start]
            np.minimum(own, least[stand.rows.start - start : stand.rows.stop - start], out=own)
    return list(tables)


def _held(seats: Seating, one: Review, days: Sequence[int], table: Whole, start: int) -> Held:
    """Where the meetings are held on *days*: the first place and the first hour of the least cost."""
    chosen: list[tuple[int, int, int]] = []
    for stands, day in zip(one.stands, days, strict=True):
        options = []
        for number in stands:
            stand = seats.stands[number]
            row = day - stand.first
            if 0 <= row < stand.rows.stop - stand.rows.start:
                hours = table[stand.rows.start - start + row]
                options.append((int(hours.min()), number, row, int(hours.argmin())))
        if options:
            chosen.append(min(options)[1:])
    rows = np.array(chosen, np.int64).reshape(-1, 3)
    return Held(rows[:, 0], rows[:, 1], rows[:, 2])
