"""The planner's optimum is CP-SAT's, on problems made up from seeds; two hundred with the guarantees."""

import cp_sat
import pytest
from seeded_problems import small

from models.diaries.programmes.programme import plan


@pytest.mark.parametrize("seed", range(1000, 1012))
def test_no_programme_costs_less_than_the_first_one_proposed(seed: int) -> None:
    """R50, R51. Seen to fail with a gap a day too wide, with deputies left out, with travel left out."""
    problem = small(seed)
    oracle = cp_sat.solve(problem, cp_sat.tables(problem))
    found = plan(problem)
    assert found.proved == (oracle and oracle.cost)
    assert [each.cost for each in found.programmes[:1]] == ([oracle.cost] if oracle else [])
