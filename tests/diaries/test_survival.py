"""How long stages take: the Kaplan-Meier curve, and the points that carry it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.diaries.forecasts.survival import Curve, curve, points

_6_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
"""Weeks in remission under 6-mercaptopurine (Freireich and others 1963): the example of the textbooks."""


def _read(written: str) -> Curve:
    lengths = np.array([float(each.rstrip("+")) for each in written.split()])
    return curve(lengths, np.array([not each.endswith("+") for each in written.split()]))


def test_the_curve_of_the_textbooks_example_is_the_printed_one() -> None:
    """Seen to fail with stays counted as there only beyond, not at, the length at which one ends."""
    found = _read(_6_MP)
    left = 1 - np.cumsum(found.mass)
    assert found.at.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert left.round(3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert found.beyond == pytest.approx(left[-1])


def test_where_every_stay_has_ended_each_counts_alike() -> None:
    assert _read("3 1 2 2").mass.tolist() == pytest.approx([0.25, 0.5, 0.25])
    assert _read("3 1 2 2").beyond == pytest.approx(0.0)


def test_a_stay_that_has_not_ended_says_nothing_beyond_and_counts_until_then() -> None:
    """Seen to fail with such stays left out: 5 was the end of half of them."""
    assert _read("5 9+").mass.tolist() == [0.5]
    assert _read("5 3+").mass.tolist() == [1.0]


def test_a_stage_that_nobody_has_finished_has_no_points() -> None:
    nothing = _read("5+ 9+")
    assert (nothing.at.size, nothing.beyond) == (0, 1.0)
    with pytest.raises(ValueError, match="no stay has ended"):
        points(nothing)


@given(st.lists(st.tuples(st.integers(1, 900), st.booleans()), min_size=1, max_size=300))
def test_whatever_the_stays_the_shares_make_a_whole(stays: list[tuple[int, bool]]) -> None:
    found = curve(np.array([float(days) for days, _ in stays]), np.array([ended for _, ended in stays]))
    assert (found.mass >= -1e-12).all()
    assert found.mass.sum() + found.beyond == pytest.approx(1)
    if found.at.size:
        carried = points(found)
        assert carried.mass.sum() == pytest.approx(1)
        assert np.isfinite(carried.at).all()


def test_what_outlasts_the_last_end_goes_on_beyond_it() -> None:
    """Seen to fail with the tail put on the last end: nothing took longer than had been seen."""
    carried = points(_read("10 20 30 40+ 50+"))
    assert np.exp(carried.at).max() > 60
    assert float(carried.mass[carried.at > np.log(30)].sum()) == pytest.approx(0.4)


def test_a_thousand_stays_are_carried_by_fewer_points_with_the_same_middle_and_spread() -> None:
    lengths = np.random.default_rng(1).lognormal(3, 0.5, 5000)
    carried = points(curve(lengths, np.ones(5000, dtype=bool)))
    assert carried.at.size < 100
    assert carried.centre == pytest.approx(np.log(lengths).mean(), abs=0.01)
    assert carried.spread == pytest.approx(np.log(lengths).std(), rel=0.03)
