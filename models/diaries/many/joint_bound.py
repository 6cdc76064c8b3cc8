"""What no joint plan can go below: people's time given a price, so that each review is planned by itself.

**Why the bound is true.** Take any joint plan, and any prices of cells that are not negative.
A cell is a person's slot of time. In the plan every cell is taken by one meeting at most, so
what its meetings pay for their cells is at most the sum of all prices. For each review, then,
the plan's cost of it and what it pays are at least the least that the review can cost and pay
by itself, whatever the others do: there each meeting fills every role by whoever is cheapest
with their price, or by nobody, and what the plan has is one of those choices. Added up over
the reviews: the plan's cost is at least the sum of these least costs, less the sum of all
prices. Only slots that a meeting takes from their first minute to their last are priced, and
a person pays in one role of a meeting alone: both can only make the bound less.

All figures are whole numbers; nothing is rounded upwards.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.diaries.many.laying import Laid, Review, lay
from models.diaries.many.pricing import Cells, Rates
from models.diaries.many.rooms import PlacePrices
from models.diaries.many.seating import Seating
from models.diaries.many.worth import LEFT_OUT

_PAYS = Rates(thrift=1, taken=False)
_KEPT = 0.7
"""How much of the last direction is kept: prices swing less."""
_PATIENCE = 3
"""So many rounds without a better bound halve the step."""
_LEAST = 1e-3
"""A step that has become so small is made large again."""


class Bound:
    """Prices that rise where too many want somebody's time, and fall where nobody does.

    Attributes:
        cells: the prices.
        proved: the best bound so far.
        wanted: the programmes of the last round, as each review would have them at these prices.
    """

    def __init__(self, seats: Seating, reviews: Sequence[Review]) -> None:
        self.cells = Cells.of(seats)
        self.wanted: tuple[Laid, ...] = ()
        self._seats, self._reviews = seats, reviews
        self._rooms = PlacePrices(seats)
        self._direction: NDArray[np.float64] = np.zeros((1, seats.days.slots))
        self._step, self._waited = 1.0, 0
        self.proved = -1

    def go_on(self, reached: int) -> None:
        """Plan each review at the prices, and change them; *reached* is the cost of the best plan so far."""
        seats, cells = self._seats, self.cells
        laid = [lay(seats, one, cells, _PAYS, self._rooms) for one in self._reviews]
        self.wanted = tuple(each for each in laid if each is not None)
        assert len(self.wanted) == len(laid), "each of them has a programme by itself"
        paid = int(cells.price[: cells.used].sum())
        proved = sum(min(each.price, LEFT_OUT) for each in self.wanted) - paid
        self._waited = 0 if proved > self.proved else self._waited + 1
        self.proved = max(self.proved, proved)
        if self._waited >= _PATIENCE:
            self._step, self._waited = self._step / 2 if self._step > _LEAST else 1.0, 0
        self._change(reached - proved)

    def _change(self, gap: int) -> None:
        """Go a step along what is wanted too much or not at all."""
        wanted = self._too_much()
        price = self.cells.price[: self.cells.used].astype(np.float64)
        wanted[(price == 0) & (wanted < 0)] = 0
        kept = np.zeros_like(wanted)
        kept[: len(self._direction)] = self._direction
        self._direction = wanted + _KEPT * kept
        rooms = self._rooms.wanted(self._seats, [each.held for each in self.wanted])
        length = float((wanted * wanted).sum() + (rooms * rooms).sum())
        step = self._step * gap / length if length else 0.0
        price += step * self._direction
        self._rooms.move(step, rooms, _KEPT)
        self.cells.reprice(np.maximum(np.rint(price), 0).astype(np.int64))

    def _too_much(self) -> NDArray[np.float64]:
        """(rows, slots) how many more than one are wanted in each cell."""
        seats, cells = self._seats, self.cells
        charged = [each.engaged for each in self.wanted]
        cell = np.concatenate([one.cell[one.charged] for one in charged])
        since = np.concatenate([one.pays_from[one.charged] for one in charged])
        until = np.concatenate([one.pays_until[one.charged] for one in charged])
        which, times = np.unique(cell, return_counts=True)
        cells.need(which[times > 1])
        slots = np.arange(seats.days.slots)
        counts = np.full((cells.used, seats.days.slots), -1.0)
        own = cells.row[cell] > 0
        inside = (slots >= since[own, None]) & (slots < until[own, None])
        np.add.at(counts, cells.row[cell][own], inside)
        counts[0] = 0
        return counts
