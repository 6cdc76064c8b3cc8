"""The planner's optimum is the optimum: CP-SAT finds none better, on two hundred made-up problems."""

from collections.abc import Callable

import cp_sat
import pytest
from seeded_problems import small

from models.diaries.programmes.programme import plan

pytestmark = pytest.mark.guarantee


def test_the_programme_proposed_first_is_the_best_there_is(
    figure: Callable[[str], None], long_form: bool
) -> None:
    """Quality 1.000: the same cost on every problem, and none proposed where there is none.

    Seen to fail with a gap that is a day too wide, and with deputies left out.
    """
    wanted, seen, same, seed = 200 if long_form else 12, 0, 0, 3_000
    while seen < wanted:
        problem = small(seed)
        seed += 1
        tables = cp_sat.tables(problem)
        oracle = cp_sat.solve(problem, tables) if all(tables.values()) else None
        found = plan(problem)
        if oracle is None:
            assert not found.programmes
            continue
        seen += 1
        same += found.proved == found.programmes[0].cost == oracle.cost
    figure(f"planner {seen} problems beside CP-SAT: quality {same / seen:.3f}")
    assert same == seen
