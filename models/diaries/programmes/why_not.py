"""Why a programme is not better, or why there is none; and what would help, each answer verified.

The optimum's own lacks are the least that anybody has to do without. What would help is found
by taking one thing away at a time, a person's obstacles or a rule, and solving again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from models.diaries.meetings.checking import check
from models.diaries.problem import Cause, Problem
from models.diaries.programmes.lifting import Lifted, least_without, lifts
from models.diaries.programmes.programme import Solved, solved
from models.diaries.programmes.relaxing import Relaxation, alone, dayless, relaxed, smallest
from models.diaries.results import Cost, Plan, Programme


@dataclass(frozen=True)
class Helps:
    """A relaxation, of one rule or of several together, and the least cost with it."""

    relaxations: tuple[Relaxation, ...]
    cost: Cost


@dataclass(frozen=True)
class Gain:
    """Somebody or a rule, and the least cost of a programme if they were not in the way.

    *missing* says for a person which meetings of the best programme are without them, and the cause.
    """

    lifted: Lifted
    cost: Cost
    missing: tuple[tuple[str, Cause], ...] = ()


@dataclass(frozen=True)
class Explanation:
    """What stands against a better programme.

    Attributes:
        lacks: what the best programme costs; none where there is no programme.
        smallest: where there is none: the smallest relaxation with which there is one.
        alone: where there is none: the single rules that would do too, the least days first.
        dayless: the meetings for which no day of the calendar would do.
        gains: where the best programme lacks people or is late: who and what would help, the
            one that helps most first.
    """

    lacks: Cost | None = None
    smallest: Helps | None = None
    alone: tuple[Helps, ...] = ()
    dayless: tuple[str, ...] = ()
    gains: tuple[Gain, ...] = ()


def explain(problem: Problem, plan: Plan) -> Explanation:
    """Explain the *plan* of *problem*.

    Raises:
        Refused: the problem cannot be read as one.
    """
    check(problem)
    if not problem.meetings:
        return Explanation()
    ways = solved(problem)
    if not plan.programmes:
        return _explain_none(ways)
    best = plan.programmes[0]
    if not (any(best.cost[:3]) or _is_late(problem, best)):
        return Explanation(lacks=best.cost)
    gains = sorted(_gains(ways, best), key=lambda gain: gain.cost)
    return Explanation(lacks=best.cost, gains=tuple(gains))


def _explain_none(ways: Solved) -> Explanation:
    """What must give, each verified by solving with it."""
    problem = ways.problem
    least = smallest(problem)
    singles = (helps for each in alone(ways) if (helps := _verified(problem, (each,))))
    return Explanation(
        smallest=_verified(problem, least) if least else None,
        alone=tuple(each for each in singles if each.relaxations != least),
        dayless=dayless(problem),
    )


def _verified(problem: Problem, relaxations: tuple[Relaxation, ...]) -> Helps | None:
    """The relaxation with the least cost under it, from solving again; None if that does not do."""
    cost = solved(relaxed(problem, relaxations)).cost
    return None if cost is None else Helps(relaxations, cost)


def _is_late(problem: Problem, programme: Programme) -> bool:
    due = {meeting.key: meeting.due for meeting in problem.meetings}
    return any((day := due[each.key]) is not None and each.on > day for each in programme.placed)


def _gains(ways: Solved, best: Programme) -> Iterator[Gain]:
    """Whatever makes the best programme better if it is taken away."""
    for lifted in lifts(ways.problem):
        cost = least_without(ways, lifted)
        if cost is not None and cost < best.cost:
            yield Gain(lifted, cost, tuple(_missing(lifted, best)))


def _missing(lifted: Lifted, best: Programme) -> Iterator[tuple[str, Cause]]:
    if lifted.lift == "person":
        for placed in best.placed:
            causes = (absent.cause for absent in placed.absent if absent.person == lifted.which)
            yield from ((placed.key, cause) for cause in list(causes)[:1])
