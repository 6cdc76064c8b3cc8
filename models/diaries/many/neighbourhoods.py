"""Programmes that stand beside each other, and taking a few out to lay them better.

A review that costs more than it would by itself is taken out with those whose meetings stand
in its way; it is laid first, then the others in any order. What is no worse is kept.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from models.diaries.many.laying import Laid, Review, lay
from models.diaries.many.pricing import Cells, Engaged, Rates
from models.diaries.many.rooms import Places
from models.diaries.many.seating import Seating
from models.diaries.many.worth import LEFT_OUT

_MOST = 5
"""So many others are taken out with a review at the most."""
_THRIFTS = (0, 0, 1, 2, 4)
"""What prices are divided by when programmes are laid; 0 leaves them out."""
_FIRST, _ANY = 0.75, 0.2
"""How often the review itself is laid first, and how often it is any review."""


class Standing:
    """All programmes as they stand beside each other: nobody's time is taken twice.

    Attributes:
        laid: for each review its programme; none where there is no room for one.
        cells: whose time is taken.
    """

    def __init__(self, seats: Seating, reviews: Sequence[Review]) -> None:
        self.laid: list[Laid | None] = [None] * len(reviews)
        self.cells = Cells.of(seats)
        self._seats, self._reviews = seats, reviews
        self._rooms = Places(seats)
        self._there: dict[int, list[tuple[int, int, int]]] = {}

    @property
    def worth(self) -> int:
        """What all of them cost."""
        return sum(self.cost(number) for number in range(len(self.laid)))

    def cost(self, number: int) -> int:
        """What one review costs."""
        laid = self.laid[number]
        return LEFT_OUT if laid is None else laid.worth

    def lay(self, number: int, thrift: int = 0) -> None:
        """Lay a review that does not stand, beside all that do."""
        self.put(
            number,
            lay(self._seats, self._reviews[number], self.cells, Rates(thrift, taken=True), self._rooms),
        )

    def put(self, number: int, laid: Laid | None) -> None:
        """Let a programme stand as it was laid."""
        self.laid[number] = laid
        if laid is None:
            return
        self.cells.take(laid.engaged)
        self._rooms.take(self._seats, laid.held)
        for cell, since, until in _engagements(laid.engaged):
            self._there.setdefault(cell, []).append((number, since, until))

    def lift(self, number: int) -> Laid | None:
        """Take a review out, and give the programme that it had."""
        laid = self.laid[number]
        if laid is None:
            return None
        self.laid[number] = None
        self.cells.take(laid.engaged, -1)
        self._rooms.take(self._seats, laid.held, -1)
        for cell, since, until in _engagements(laid.engaged):
            self._there[cell].remove((number, since, until))
        return laid

    def in_the_way(self, wanted: Laid, number: int) -> list[int]:
        """The other reviews that have people whom *wanted* would have at the same time."""
        found = {
            other
            for cell, since, until in _engagements(wanted.engaged)
            for other, begins, ends in self._there.get(cell, ())
            if other != number and since < ends and begins < until
        }
        return sorted(found)


def _engagements(who: Engaged) -> Iterator[tuple[int, int, int]]:
    return zip(who.cell.tolist(), who.begins.tolist(), who.ends.tolist(), strict=True)


def one_after_another(
    seats: Seating, reviews: Sequence[Review], order: Iterable[int], prices: Cells | None = None
) -> Standing:
    """Lay all reviews in *order*, each beside those before it: as they are booked."""
    standing = Standing(seats, reviews)
    if prices is not None:
        standing.cells.charge(prices)
    for number in order:
        standing.lay(number, 0 if prices is None else 1)
    return standing


def relaid(
    standing: Standing, wanted: Sequence[Laid | None], floor: Sequence[int], rng: np.random.Generator
) -> bool:
    """Take a review and those in its way out, and lay them anew; whether that was no worse.

    *wanted* is what each would have if it could, *floor* what it costs by itself.
    """
    order = _taken_out(standing, wanted, floor, rng)
    before = {each: standing.lift(each) for each in order}
    paid = sum(LEFT_OUT if laid is None else laid.worth for laid in before.values())
    thrift = int(rng.choice(_THRIFTS))
    for each in order:
        standing.lay(each, thrift)
    if sum(standing.cost(each) for each in order) <= paid:
        return True
    for each in order:
        standing.lift(each)
    for each, laid in before.items():
        standing.put(each, laid)
    return False


def _taken_out(
    standing: Standing, wanted: Sequence[Laid | None], floor: Sequence[int], rng: np.random.Generator
) -> list[int]:
    """A review and some of those in the way of what it wants; it is mostly the first to be laid again."""
    number = _dear(standing, floor, rng)
    ideal = wanted[number]
    others = [] if ideal is None else standing.in_the_way(ideal, number)
    if len(others) > _MOST:
        others = [int(each) for each in rng.choice(others, _MOST, replace=False)]
    if rng.random() < _FIRST:
        return [number, *(int(each) for each in rng.permutation(others))]
    return [int(each) for each in rng.permutation([number, *others])]


def _dear(standing: Standing, floor: Sequence[int], rng: np.random.Generator) -> int:
    """A review that costs more than it does by itself; now and then any."""
    over = [n for n, least in enumerate(floor) if standing.cost(n) > least]
    return int(rng.integers(len(floor)) if not over or rng.random() < _ANY else rng.choice(over))
