"""What the meetings before and after leave to one meeting: no day of any programme is lost by it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from diary_instances import instance

from models.diaries.problem import Calendar, Meeting, Problem
from models.diaries.programmes import programme
from models.diaries.programmes.room import room

FIRST = date(2026, 1, 5)


def chain(*meetings: Meeting) -> Problem:
    return Problem({}, meetings, Calendar(FIRST, FIRST + timedelta(days=100)))


def meeting(key: str, **changed: object) -> Meeting:
    usual = Meeting(key, 60, FIRST, FIRST + timedelta(days=100))
    return replace(usual, **changed)  # type: ignore[arg-type]


def left(problem: Problem, key: str) -> tuple[int, int]:
    """Give the first and the last day that are left to a meeting, counted from the first Monday."""
    [own] = [each for each in room(problem, key).meetings if each.key == key]
    return (own.earliest - FIRST).days, (own.latest - FIRST).days


def test_each_meeting_leaves_the_others_the_days_of_the_gaps_between_them() -> None:
    """Seen to fail with the gaps left out."""
    problem = chain(meeting("a"), meeting("b", gap=(7, None)), meeting("c", gap=(14, 30)))
    assert [left(problem, key) for key in "abc"] == [(0, 79), (7, 86), (21, 100)]


def test_a_meeting_that_is_fixed_stands_and_the_others_keep_away_from_it() -> None:
    tenth = 29_480_000  # a minute of 19 January 2026
    problem = chain(meeting("a"), meeting("b", gap=(7, None), fixed=tenth), meeting("c", gap=(3, None)))
    on = left(problem, "b")[0]
    assert [left(problem, key) for key in "abc"] == [(0, on - 7), (on, on), (on + 3, 100)]


def test_of_two_that_may_be_in_either_order_neither_keeps_the_other_from_a_day() -> None:
    """Seen to fail with the pair taken as it is listed."""
    pair = meeting("b", either_order="c", gap=(2, None)), meeting("c", gap=(5, None))
    problem = chain(meeting("a"), *pair, meeting("d", gap=(10, None)))
    assert [left(problem, key) for key in "abcd"] == [(0, 85), (2, 90), (5, 90), (15, 100)]


def test_where_there_is_no_room_the_window_is_empty() -> None:
    problem = chain(meeting("a", earliest=FIRST + timedelta(days=99)), meeting("b", gap=(7, None)))
    first, last = left(problem, "b")
    assert first > last


@pytest.mark.parametrize("seed", range(12))
def test_no_day_of_a_programme_is_lost_even_where_its_gaps_are_the_least(seed: int) -> None:
    """Seen to fail with one more day asked for between any two meetings."""
    problem = instance(seed, people=8, weeks=16, meetings=5)
    placed = programme.plan(problem).programmes[0].placed
    apart = {after.key: (after.on - before.on).days for before, after in pairwise(placed)}
    tight = tuple(
        replace(each, gap=(apart[each.key], None))
        if each.key in apart
        else replace(each, fixed=placed[0].starts)
        for each in problem.meetings
    )
    for each in placed:
        first, last = left(replace(problem, meetings=tight), each.key)
        assert first <= (each.on - FIRST).days <= last
