"""The programme of a review: all its meetings at once, planned back from its end, and the proof.

What comes before a day is added up from the start, what comes after it from the end; both
together are the exact cost of the best programme through each day of each meeting. The
least of them is the same for every meeting and in both directions, and no programme goes
below it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from models.diaries.meetings.attendance import DayTable, day_table
from models.diaries.meetings.checking import check
from models.diaries.meetings.costs import NEVER, packed, unpacked
from models.diaries.meetings.placing import Gathering
from models.diaries.problem import Minutes, Problem
from models.diaries.programmes import chain as chains
from models.diaries.programmes.chain import Chain, Forward, Table
from models.diaries.programmes.distinct import Traced, distinct
from models.diaries.results import Alternative, Cost, Placed, Plan, Programme
from models.diaries.slots.grid import grid

_Stands: TypeAlias = Callable[[int, int], Placed]
"""A meeting on a day, by their places: at its best hour there."""


@dataclass(frozen=True)
class Solved:
    """A problem with its tables and both ways through its chain.

    Attributes:
        tables: for each meeting its least cost on each day, and the hour that has it.
        links: the orders in which the meetings may stand.
        gone: the way forward.
        after: the way back.
    """

    problem: Problem
    tables: tuple[DayTable, ...]
    links: Chain
    gone: Forward
    after: tuple[Table, ...]

    @property
    def costs(self) -> list[Table]:
        """The tables' costs alone."""
        return [table.cost for table in self.tables]

    @property
    def least(self) -> int:
        """The packed cost that no programme goes below; ``NEVER`` where there is none."""
        return min(int(self.gone.stood[end].min()) for end in self.links.ends)

    @property
    def cost(self) -> Cost | None:
        """The same as a cost; None where there is no programme."""
        return None if self.least >= NEVER else unpacked(self.least)

    def around(self, meeting: int) -> Table:
        """What all other meetings cost at least, for each day of this one."""
        return chains.around(self.links, self.gone.reached, self.after, meeting)

    def through(self, meeting: int) -> Table:
        """The cost of the best whole programme with this meeting on each day."""
        found: Table = np.minimum(self.around(meeting) + self.tables[meeting].cost, NEVER)
        return found

    def starts(self, meeting: int, day: int) -> Minutes:
        """When this meeting begins on that day."""
        fixed = self.problem.meetings[meeting].fixed
        if fixed is not None:
            return fixed
        return grid(self.problem.calendar).starts_at(int(self.tables[meeting].slot[day]))


def solved(problem: Problem, tables: Sequence[DayTable] | None = None, links: Chain | None = None) -> Solved:
    """Go both ways through the chain of *problem*, with *tables* and *links* where they are there already."""
    given = tuple(tables or (day_table(problem, meeting) for meeting in problem.meetings))
    costs = [table.cost for table in given]
    links = links or chains.chain(problem.meetings)
    return Solved(problem, given, links, chains.forward(links, costs), chains.onward(links, costs))


def plan(problem: Problem, programmes: int = 3, alternatives: int = 5) -> Plan:
    """Plan all meetings of *problem*: up to *programmes* distinct ones, the best first.

    For each meeting that is not fixed come its *alternatives* best other days. Where no days
    fit at all there is no programme; :mod:`models.diaries.programmes.why_not` says what would help.

    Raises:
        Refused: the problem cannot be read as one; everything that is wrong with it.
    """
    check(problem)
    return plan_of(solved(problem), programmes, alternatives)


def plan_of(ways: Solved, programmes: int = 3, alternatives: int = 5) -> Plan:
    """Read the plan off both ways through the chain."""
    if not ways.problem.meetings or (least := ways.least) >= NEVER:
        return Plan(programmes=())
    through = [ways.through(place) for place in range(len(ways.tables))]
    proof = {int(table.min()) for table in through}
    assert proof == {least}, "the ways forward and back differ"
    movable = [place for place, meeting in enumerate(ways.problem.meetings) if meeting.fixed is None]
    found = distinct(ways.links, ways.costs, ways.gone, movable, programmes)
    lacking = packed(unpacked(least)._replace(days=0)) + packed(Cost(members=1))
    told = [Gathering(ways.problem, meeting) for meeting in ways.problem.meetings]
    stands: _Stands = cache(lambda meeting, day: told[meeting].at(ways.starts(meeting, day)))
    return Plan(
        programmes=tuple(_programme(stands, each) for each in found),
        alternatives=_alternatives(ways, stands, through, found[0], alternatives),
        no_later_than=_last_days(ways, [table < lacking for table in through]),
        last_possible=_last_days(ways, [table < NEVER for table in through]),
        proved=unpacked(least),
    )


def _programme(stands: _Stands, traced: Traced) -> Programme:
    """The meetings of a programme at their times, in the order of their days."""
    placed_ = sorted(map(stands, range(len(traced.days)), traced.days), key=lambda each: each.starts)
    cost = Cost().plus(*(each.cost for each in placed_))
    assert packed(cost) == traced.cost, "a meeting costs something else than its day did"
    return Programme(tuple(placed_), cost)


def _alternatives(
    ways: Solved, stands: _Stands, through: Sequence[Table], best: Traced, most: int
) -> Mapping[str, tuple[Alternative, ...]]:
    """For each meeting its best days beside that of the best programme, the earlier first where they tie."""
    return {
        meeting.key: tuple(
            Alternative(stands(place, day), unpacked(int(through[place][day])))
            for day in _best_days(through[place], best.days[place], most)
        )
        for place, meeting in enumerate(ways.problem.meetings)
    }


def _best_days(through: Table, taken: int, most: int) -> list[int]:
    """The days of the least cost, *taken* left out."""
    days = [int(day) for day in np.argsort(through, kind="stable")[: most + 1]]
    return [day for day in days if day != taken and through[day] < NEVER][:most]


def _last_days(ways: Solved, fits: Sequence[NDArray[np.bool_]]) -> Mapping[str, date]:
    """For each meeting the last day that fits."""
    days = grid(ways.problem.calendar).days
    return {
        meeting.key: days[int(np.flatnonzero(fit)[-1])]
        for meeting, fit in zip(ways.problem.meetings, fits, strict=True)
    }
