"""Costs as numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.diaries.meetings.costs import MOST, NEVER, packed, unpacked
from models.diaries.results import Cost
from models.guidance.errors import GuidanceError

costs = st.builds(Cost, *(st.integers(0, most // 2) for most in MOST))


@given(costs, costs)
def test_adding_numbers_is_adding_costs_and_the_lesser_number_is_the_lesser_cost(
    one: Cost, other: Cost
) -> None:
    """Seen to fail with members packed one bit lower."""
    assert packed(one) + packed(other) == packed(one.plus(other))
    assert unpacked(packed(one)) == one
    assert (packed(one) < packed(other)) == (one < other)


def test_thirty_days_that_cannot_be_are_added_before_a_number_is_full() -> None:
    assert packed(MOST) == NEVER - 1
    assert np.full(30, NEVER).sum() == 30 * NEVER > 0


def test_nothing_buys_off_what_is_before_it() -> None:
    assert packed(Cost(required=1)) > packed(MOST._replace(required=0))
    assert packed(Cost(agencies=1)) > packed(MOST._replace(required=0, agencies=0))


@pytest.mark.parametrize("cost", [Cost(days=-1), Cost(days=MOST.days + 1), Cost(members=MOST.members + 1)])
def test_a_cost_that_has_no_room_is_refused(cost: Cost) -> None:
    with pytest.raises(GuidanceError, match="more than the planner can count"):
        packed(cost)
