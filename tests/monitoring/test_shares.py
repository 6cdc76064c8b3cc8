"""Shares and spreads: exact where they are counted, and none where there is nothing to count."""

from collections import Counter
from statistics import fmean, quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.monitoring.shares import Share, spread


@given(st.lists(st.integers(0, 2000), min_size=2, max_size=60))
def test_quartiles_are_those_of_inclusive_ranks(days: list[int]) -> None:
    """Seen to fail with the nearest rank taken."""
    found = spread(Counter(days))
    assert [found.lower, found.median, found.upper] == pytest.approx(quantiles(days, n=4, method="inclusive"))
    assert found.mean == pytest.approx(fmean(days))
    assert (found.n, found.most) == (len(days), max(days))


def test_one_alone_is_its_own_quartiles() -> None:
    found = spread({365: 1}, 30.4375)
    assert found.lower == found.median == found.upper == found.most == pytest.approx(11.99, abs=0.01)


def test_nothing_of_nothing_is_no_share() -> None:
    """Seen to fail with it taken for none of some."""
    assert (Share(0, 0).percent, Share(0, 0).interval) == (None, None)
    assert Share(0, 9).percent == 0
    assert Share(0, 9).small
    assert not Share(0, 10).small
