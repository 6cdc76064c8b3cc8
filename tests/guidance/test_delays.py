"""The ledger of days: overlapping holds count once, and every day is accounted for."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.guidance.delays import Ledger, ledger, union_of_days

BEGAN_ON = date(2026, 1, 5)
DAYS = st.integers(0, 400)


def on(days: int) -> date:
    return BEGAN_ON + timedelta(days=days)


spans = st.lists(st.tuples(st.integers(-50, 450), st.integers(0, 120)), max_size=8).map(
    lambda pairs: [(on(first), on(first + length)) for first, length in pairs]
)


@given(DAYS, DAYS, spans)
def test_every_day_is_worked_put_down_to_something_or_unexplained(
    elapsed: int, planned: int, holds: list[tuple[date, date]]
) -> None:
    """R62: working + attributed + unexplained = elapsed, to the day; none of them ever negative.

    Seen to fail with ``working`` taken from all elapsed days instead of those that no hold accounts for.
    """
    found = ledger(BEGAN_ON, on(elapsed), on(planned), holds)
    assert found.working + found.attributed + found.unexplained == found.elapsed == elapsed
    assert min(found.working, found.attributed, found.unexplained) >= 0
    assert found.net == found.elapsed - found.attributed


@given(DAYS, spans)
def test_overlapping_holds_count_once_as_counted_day_by_day(
    elapsed: int, holds: list[tuple[date, date]]
) -> None:
    """R63: seen to fail with ``reached`` never moved on: every overlap counted twice."""
    by_hand = sum(any(since <= on(day) < until for since, until in holds) for day in range(elapsed))
    assert union_of_days(holds, within=(BEGAN_ON, on(elapsed))) == by_hand


def test_two_holds_that_overlap_are_counted_by_hand() -> None:
    """R63: a trial from day 10 to day 52, an inquest from day 40 to day 60: fifty days."""
    trial, inquest = (on(10), on(52)), (on(40), on(60))
    found = ledger(BEGAN_ON, on(250), on(181), [trial, inquest])
    assert found == Ledger(elapsed=250, working=181, attributed=50, unexplained=19)
    assert found.net == 200


def test_a_hold_inside_another_adds_nothing() -> None:
    outer, inner = (on(10), on(52)), (on(20), on(30))
    assert union_of_days([inner, outer], within=(BEGAN_ON, on(100))) == 42


def test_a_review_that_is_early_has_no_unexplained_day() -> None:
    assert ledger(BEGAN_ON, on(100), on(181), []) == Ledger(100, 100, 0, 0)


def test_days_in_a_hold_before_the_referral_or_after_the_end_do_not_count() -> None:
    assert ledger(BEGAN_ON, on(10), on(181), [(on(-9), on(3)), (on(8), on(40))]).attributed == 5
