"""Many reviews planned together, as far as nothing is accepted yet, and nobody in two meetings at once.

Each review by itself may want somebody at the same hour as another does. One of the meetings
is then moved, or is held without them; which, is what a joint plan decides. It begins with
the reviews one after another, as they are booked, and takes some out again and again to
lay them better (:mod:`models.diaries.many.neighbourhoods`); prices on people's time lead it, and
prove how far from the best it may be at the most (:mod:`models.diaries.many.joint_bound`).

What is compared is the sum of the programmes' costs (:func:`models.diaries.many.worth.worth`). Of
one review alone the joint plan costs what its own best programme costs. A plan is there
from the first moment; it ends when it is proved the best, or when it is told to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from models.diaries.many.drawing import seating
from models.diaries.many.engagements import Key, beside_fixed, fixed_first
from models.diaries.many.joint_bound import Bound
from models.diaries.many.laying import Laid, Review, lay, review
from models.diaries.many.neighbourhoods import Standing, one_after_another, relaid
from models.diaries.many.presence import days_of
from models.diaries.many.pricing import Cells, Rates
from models.diaries.many.rooms import Places
from models.diaries.many.seating import Seating
from models.diaries.many.settling import settled
from models.diaries.many.worth import LEFT_OUT, gap, short, worth
from models.diaries.meetings.checking import check
from models.diaries.problem import Problem
from models.diaries.results import Cost, Placed, Programme

_MOVES = 8
"""So many times programmes are taken out and laid again between two changes of the prices."""
_REPRICED = 10
"""After so many changes of the prices programmes are laid by them, and all of them once anew."""


NOTHING = Cost()


@dataclass(frozen=True)
class JointPlan:
    """What was found, and how good it can be proved to be.

    Attributes:
        programmes: for each review its programme, beside all the others.
        cost: what they cost together, by :func:`~models.diaries.many.worth.worth`.
        bound: no joint plan costs less.
        gap: how much of the cost is not proved to be needed (:func:`~models.diaries.many.worth.gap`).
        short: that in parts, at the most (:func:`~models.diaries.many.worth.short`).
        total: what is lacking in all, part by part.
        left_out: the reviews for which there are no days at all, or no room beside the others.
        rounds: how often the prices were changed.
    """

    programmes: Mapping[str, Programme]
    cost: int = 0
    bound: int = 0
    gap: float = 0.0
    short: Cost = NOTHING
    total: Cost = NOTHING
    left_out: tuple[str, ...] = ()
    rounds: int = 0


def plan_all(problems: Mapping[str, Problem], go_on: Callable[[], bool], seed: int) -> JointPlan:
    """Plan all reviews together for as long as *go_on* says so: it is asked once a round.

    Meetings that are fixed stand, with whoever can come to them; where two of them want the
    same person, the review that is named first has them. The same problems, *seed* and
    number of rounds give the same plan.

    Raises:
        Refused: a problem cannot be read as one.
        GuidanceError: ``hours_cut_differently``.
    """
    for problem in problems.values():
        check(problem)
    engaged, fixed = fixed_first(problems)
    beside = beside_fixed(problems, engaged)
    table = _table(beside, fixed)
    if table is None:
        return JointPlan({}, left_out=tuple(problems))
    bound, standing, rounds = _improved(table, go_on, np.random.default_rng(seed))
    laid = {name: each for name, each in zip(table.names, standing.laid, strict=True) if each is not None}
    programmes = settled(problems, laid, table.seats, engaged, fixed)
    total = reduce(Cost.plus, (each.cost for each in programmes.values()), Cost())
    crowded = [name for name in table.names if name not in programmes]
    cost = worth(total) + LEFT_OUT * len(crowded)
    left_out = tuple(name for name in problems if name not in programmes)
    return JointPlan(programmes, cost, bound, gap(cost, bound), short(cost, bound), total, left_out, rounds)


class _Table:
    """Reviews laid out to be planned together."""

    def __init__(self, problems: Mapping[str, Problem], fixed: Mapping[Key, Placed]) -> None:
        self.names = tuple(problems)
        self.problems = problems
        every = tuple(problems.values())
        self.seats: Seating = seating(every, days_of(each.calendar for each in every))
        self.reviews: list[Review] = [
            review(number, problem, self.seats, self._standing(name, problem, fixed))
            for number, (name, problem) in enumerate(problems.items())
        ]
        self.alone = self._laid()

    def _standing(
        self, name: str, problem: Problem, fixed: Mapping[Key, Placed]
    ) -> list[tuple[int, int] | None]:
        """For each meeting that is fixed the row of its day, and what it costs."""
        placed = [fixed.get((name, each.key)) for each in problem.meetings]
        days = self.seats.days
        return [None if each is None else (days.row(each.on), worth(each.cost)) for each in placed]

    def _laid(self) -> tuple[Laid | None, ...]:
        """Lay each review as if there were no others."""
        cells, places, rates = Cells.of(self.seats), Places(self.seats), Rates(thrift=0, taken=False)
        return tuple(lay(self.seats, one, cells, rates, places) for one in self.reviews)


def _table(problems: Mapping[str, Problem], fixed: Mapping[Key, Placed]) -> _Table | None:
    """The reviews for which there is a programme at all; none if there are none."""
    table = _Table(problems, fixed) if problems else None
    if table is None or None not in table.alone:
        return table
    possible = [name for name, laid in zip(table.names, table.alone, strict=True) if laid is not None]
    return _table({name: problems[name] for name in possible}, fixed)


def _improved(
    table: _Table, go_on: Callable[[], bool], rng: np.random.Generator
) -> tuple[int, Standing, int]:
    """The bound, the programmes as they stand in the end, and after how many rounds."""
    seats, reviews, alone = table.seats, table.reviews, table.alone
    floor = [0 if each is None else each.worth for each in alone]
    standing = one_after_another(seats, reviews, range(len(reviews)))
    bound = Bound(seats, reviews)
    bound.go_on(standing.worth)
    rounds = 0
    while standing.worth > bound.proved and go_on():
        rounds += 1
        bound.go_on(standing.worth)
        if rounds % _REPRICED == 0:
            anew = one_after_another(seats, reviews, _shuffled(rng, len(reviews)), bound.cells)
            standing = min(anew, standing, key=lambda each: each.worth)
            standing.cells.charge(bound.cells)
        for _ in range(_MOVES):
            relaid(standing, alone if rng.random() < _ALONE else bound.wanted, floor, rng)
    return bound.proved, standing, rounds


_ALONE = 0.4
"""How often a review is laid as it would be alone, rather than as the prices would have it."""


def _shuffled(rng: np.random.Generator, count: int) -> list[int]:
    return [int(each) for each in rng.permutation(count)]
