"""Slots: London's hours of the day, told in minutes of UTC."""

from dataclasses import replace
from datetime import date, time

import numpy as np
from naive_planner import midnight

from models.diaries.problem import Calendar
from models.diaries.slots.grid import day_of, grid, minute_of

OVER_MARCH = Calendar(first=date(2026, 3, 23), last=date(2026, 4, 5))


def test_a_day_opens_at_nine_in_london_before_and_after_the_clocks_change() -> None:
    """Seen to fail with the second day's opening taken as the first's and so many days of 24 hours."""
    on = grid(OVER_MARCH)
    friday, monday = (on.day_index(day) * on.per_day for day in (date(2026, 3, 27), date(2026, 3, 30)))
    assert on.starts_at(monday) - on.starts_at(friday) == 3 * 24 * 60 - 60
    assert all(opens == minute_of(day, time(9)) for day, opens in zip(on.days, on.opens_at, strict=True))


def test_the_29th_of_february_is_a_day_like_any_other() -> None:
    on = grid(Calendar(first=date(2028, 2, 28), last=date(2028, 3, 1)))
    assert on.days == (date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1))
    assert on.working() == (1 << 3 * on.per_day) - 1


def test_slots_are_found_again_from_their_minutes_and_no_other_minute_is_one() -> None:
    on = grid(OVER_MARCH)
    assert all(on.slot_at(on.starts_at(slot)) == slot for slot in range(on.slots))
    assert on.slot_at(on.starts_at(3) + 1) is None
    assert on.slot_at(on.starts_at(0) - on.slot) is None
    assert on.slot_at(on.starts_at(on.slots - 1) + on.slot) is None
    assert on.slot_at(midnight(date(2025, 1, 1))) is None


def test_an_edge_is_the_first_slot_that_begins_at_a_minute_or_after_it() -> None:
    """Seen to fail with the night cut at midnight: in summer its first hour went with the day before."""
    on = grid(OVER_MARCH)
    since, until = midnight(date(2026, 3, 22)), midnight(date(2026, 4, 7))
    minutes = np.arange(since, until, 7, dtype=np.int32)
    begins = np.array([on.starts_at(slot) for slot in range(on.slots)])
    assert on.edges(minutes).tolist() == np.searchsorted(begins, minutes, side="left").tolist()


def test_nobody_works_at_weekends_on_bank_holidays_or_where_their_board_is_closed() -> None:
    """Seen to fail with closures of all Boards taken together."""
    calendar = replace(
        OVER_MARCH,
        bank_holidays=frozenset({date(2026, 4, 3)}),
        closures={"north": frozenset({date(2026, 3, 24)}), "south": frozenset({date(2026, 3, 25)})},
    )
    on = grid(calendar)

    def days(board: str) -> list[int]:
        return [day.day for n, day in enumerate(on.days) if on.working(board) >> n * on.per_day & 1]

    assert days("") == [23, 24, 25, 26, 27, 30, 31, 1, 2]
    assert days("north") == [23, 25, 26, 27, 30, 31, 1, 2]
    assert days("south") == [23, 24, 26, 27, 30, 31, 1, 2]


def test_slots_may_be_finer_and_hours_others() -> None:
    on = grid(replace(OVER_MARCH, slot=5, opens=time(8, 30), closes=time(10)))
    assert on.per_day == 18
    assert on.starts_at(1) == minute_of(date(2026, 3, 23), time(8, 35))


def test_the_same_calendar_has_the_same_grid() -> None:
    assert grid(replace(OVER_MARCH)) is grid(OVER_MARCH)


def test_a_minute_belongs_to_its_day_in_london() -> None:
    assert day_of(midnight(date(2026, 7, 1))) == date(2026, 7, 1)
    assert day_of(midnight(date(2026, 7, 1)) - 1) == date(2026, 6, 30)
