"""Places that several reviews want: taken by one, or with a price."""

import numpy as np
from numpy.typing import NDArray

from models.diaries.many.presence import Bits
from models.diaries.many.pricing import Held
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


class PlacePrices:
    """The price of going to a second place though the first is free, for each place, day and review.

    A meeting goes there only if another review's meeting is in the first place on that day.
    Who goes pays; each other review that has a meeting in the first place is given as much.
    In any joint plan what is given is at least what is paid, so the bound stays true.

    Attributes:
        price: (places, days, reviews).
    """

    def __init__(self, seats: Seating) -> None:
        self.price: Whole = np.zeros((len(seats.places), seats.days.count, len(seats.parts)), np.int64)
        self._moved: NDArray[np.float64] = np.zeros(self.price.shape)

    def on(self, seats: Seating, part: Part, table: Whole) -> Whole:
        """Give *table* with what is paid and given."""
        better: dict[int, list[Stand]] = {}
        for stand in seats.stands[part.stands]:
            if stand.place is None:
                continue
            own = table[_own(stand, part)]
            paid = -self._given(stand)[:, None] * np.ones_like(own)
            for other in better.setdefault(stand.meeting, []):
                paid += np.where(
                    other.free, self.price[other.place, _window(other), stand.review][:, None], 0
                )
            own[:] = np.where(own < NEVER, own + paid, NEVER)
            better[stand.meeting].append(stand)
        return table

    def _given(self, stand: Stand) -> Whole:
        there = self.price[stand.place, _window(stand)]
        return np.asarray(there.sum(axis=1) - there[:, stand.review])

    def wanted(self, seats: Seating, held: list[Held]) -> NDArray[np.float64]:
        """(places, days, reviews) who goes to a second place, less how many others are in the first."""
        there = np.zeros_like(self.price)
        gone = np.zeros_like(self.price)
        for each in held:
            for number, row, start in zip(each.stands, each.days, each.starts, strict=True):
                stand = seats.stands[number]
                if stand.place is not None:
                    there[stand.place, stand.first + row, stand.review] += 1
                for other in seats.stands[number - stand.rank : number]:
                    gone[other.place, stand.first + row, stand.review] += other.free[row, start]
        wanted: NDArray[np.float64] = (gone - (there.sum(axis=2, keepdims=True) - there)).astype(np.float64)
        wanted[(self.price == 0) & (wanted < 0)] = 0
        return wanted

    def move(self, step: float, wanted: NDArray[np.float64], kept: float) -> None:
        """Change the prices along *wanted* and what is *kept* of the last direction."""
        self._moved = wanted + kept * self._moved
        self.price = np.maximum(np.rint(self.price + step * self._moved), 0).astype(np.int64)


def _window(stand: Stand) -> slice:
    return slice(stand.first, stand.first + stand.rows.stop - stand.rows.start)


def _own(stand: Stand, part: Part) -> slice:
    return slice(stand.rows.start - part.rows.start, stand.rows.stop - part.rows.start)
