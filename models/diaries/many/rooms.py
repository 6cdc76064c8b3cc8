"""Places that several reviews want: taken by one, or with a price."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.diaries.many.presence import Bits
from models.diaries.many.pricing import Held
from models.diaries.many.roles import filled
from models.diaries.many.seating import Part, Seating, Stand
from models.diaries.many.worth import NEVER
from models.diaries.slots.span_rows import Whole


class Places:
    """Which places the meetings that stand have taken."""

    def __init__(self, seats: Seating) -> None:
        self.taken = np.zeros((len(seats.places), seats.days.count, seats.days.slots + 1), np.int32)

    def take(self, seats: Seating, held: Held, by: int = 1) -> None:
        """Mark the places of *held* as taken, or with -1 as free again."""
        slots = np.arange(seats.days.slots + 1)
        for number, row, start in zip(held.stands, held.days, held.starts, strict=True):
            stand = seats.stands[number]
            if stand.place is not None:
                self.taken[stand.place, stand.first + row] += np.clip(slots - start, 0, stand.slots) * by

    def on(self, seats: Seating, part: Part, table: Whole) -> Whole:
        """Give *table* without the hours at which a place is taken, or a better one is free."""
        better: dict[int, Bits] = {}
        for stand in seats.stands[part.stands]:
            if stand.place is None:
                continue
            free = stand.free & ~self._taken(stand)
            used = better.get(stand.meeting, np.zeros_like(free))
            table[_own(stand, part)][~free | used] = NEVER
            better[stand.meeting] = used | free
        return table

    def _taken(self, stand: Stand) -> Bits:
        taken = self.taken[stand.place, _window(stand)]
        starts = np.arange(taken.shape[1] - 1)
        until = np.minimum(starts + stand.slots, taken.shape[1] - 1)
        return np.asarray(taken[:, until] > taken[:, starts])


class Wanted(NamedTuple):
    """How much too often places are wanted, in the shapes of their prices."""

    hours: NDArray[np.float64]
    instead: NDArray[np.float64]


class PlacePrices:
    """What places cost while each review is planned by itself: so that the bound knows there is one of each.

    A place's slot has a price like a person's, for it has one meeting at a time. And a meeting
    goes to a second place only if another review's meeting is in the first on that day: who goes
    there instead pays, and each other review that has a meeting in the first place is given as
    much. In any joint plan what is given is at least what is paid, so the bound stays true.

    Attributes:
        hours: (places, days, slots) the price of a place's slot.
        instead: (places, days, reviews) that of going elsewhere though a place is free.
    """

    def __init__(self, seats: Seating) -> None:
        shape = len(seats.places), seats.days.count
        self.put_back(
            (np.zeros((*shape, seats.days.slots), np.int64), np.zeros((*shape, len(seats.parts)), np.int64))
        )

    def put_back(self, prices: tuple[Whole, Whole]) -> None:
        """Have the prices that there were, hours and instead; where they were going is forgotten."""
        self.hours, self.instead = prices
        self._going = Wanted(*(np.zeros(each.shape) for each in prices))
        self._dear = _running(self.hours)

    @property
    def sum_of_hours(self) -> int:
        """What all slots of all places cost."""
        return int(self.hours.sum())

    def on(self, seats: Seating, part: Part, table: Whole) -> Whole:
        """Give *table* with what is paid and given."""
        better: dict[int, list[Stand]] = {}
        for stand in seats.stands[part.stands]:
            if stand.place is None:
                continue
            own = table[_own(stand, part)]
            paid = self._rent(seats, stand) - self._given(stand)[:, None]
            for other in better.setdefault(stand.meeting, []):
                paid += np.where(
                    other.free, self.instead[other.place, _window(other), stand.review][:, None], 0
                )
            own[:] = np.where(own < NEVER, own + paid, NEVER)
            better[stand.meeting].append(stand)
        return table

    def _rent(self, seats: Seating, stand: Stand) -> Whole:
        """(rows, beginnings) what a stand's slots cost, as far as it takes them whole."""
        dear, slots = self._dear[stand.place, _window(stand)], seats.days.slots
        until = np.minimum(np.arange(slots) + _filled(seats, stand), slots)
        return np.asarray(dear[:, until] - dear[:, :-1])

    def _given(self, stand: Stand) -> Whole:
        there = self.instead[stand.place, _window(stand)]
        return np.asarray(there.sum(axis=1) - there[:, stand.review])

    def wanted(self, seats: Seating, held: Iterable[Held]) -> Wanted:
        """How many more than one are in each slot; and who goes elsewhere, less how many others are there."""
        hours = np.full(self.hours.shape, -1.0)
        there, gone = np.zeros(self.instead.shape), np.zeros(self.instead.shape)
        for each in held:
            for number, row, start in zip(each.stands, each.days, each.starts, strict=True):
                stand = seats.stands[number]
                if stand.place is not None:
                    there[stand.place, stand.first + row, stand.review] += 1
                    hours[stand.place, stand.first + row, start : start + _filled(seats, stand)] += 1
                for other in seats.stands[number - stand.rank : number]:
                    gone[other.place, stand.first + row, stand.review] += other.free[row, start]
        instead = gone - (there.sum(axis=2, keepdims=True) - there)
        hours[(self.hours == 0) & (hours < 0)] = 0
        instead[(self.instead == 0) & (instead < 0)] = 0
        return Wanted(hours, instead)

    def move(self, step: float, wanted: Wanted, kept: float) -> None:
        """Change the prices along what is *wanted* and what is *kept* of the last direction."""
        hours, instead = (new + kept * old for new, old in zip(wanted, self._going, strict=True))
        self._going = Wanted(hours, instead)
        self.hours, self.instead = _moved(self.hours, step * hours), _moved(self.instead, step * instead)
        self._dear = _running(self.hours)


def _moved(price: Whole, by: NDArray[np.float64]) -> Whole:
    return np.maximum(np.rint(price + by), 0).astype(np.int64)


def _running(hours: Whole) -> Whole:
    """(places, days, slots + 1) what all slots before each cost."""
    return np.concatenate([np.zeros((*hours.shape[:2], 1), np.int64), hours.cumsum(axis=2)], axis=2)


def _filled(seats: Seating, stand: Stand) -> int:
    """How many slots a meeting takes from their first minute to their last."""
    return filled(stand.asked.length, 0, seats.days.slot).on


def _window(stand: Stand) -> slice:
    return slice(stand.first, stand.first + stand.rows.stop - stand.rows.start)


def _own(stand: Stand, part: Part) -> slice:
    return slice(stand.rows.start - part.rows.start, stand.rows.stop - part.rows.start)
