"""From the rows of a diary to the slots that they touch."""

from dataclasses import replace
from datetime import date, time

import pytest
from small_problems import office_hours

from models.diaries.problem import Calendar, Minutes, Person, Problem, Spans
from models.diaries.slots.grid import grid, minute_of
from models.diaries.slots.masks import gaps, masks, starts
from models.diaries.slots.span_rows import FAR_OFF, LONG_AGO, SpanRows

MONDAY = date(2026, 3, 23)
WEEK = Calendar(first=MONDAY, last=date(2026, 4, 5))
ALL = (1 << grid(WEEK).slots) - 1


def nine(minutes: Minutes = 0, day: date = MONDAY) -> Minutes:
    return minute_of(day, time(9)) + minutes


def hard(busy: Spans) -> list[int]:
    ann = office_hours("ann", WEEK, busy=busy)
    found = masks(Problem({"ann": ann}, (), WEEK))["ann"].hard
    return [slot for slot in range(grid(WEEK).slots) if found >> slot & 1]


@pytest.mark.parametrize(
    ("busy", "blocked"),
    [
        ([(nine(), nine(15))], [0]),
        ([(nine(14), nine(16))], [0, 1]),
        ([(nine(-600), nine(1))], [0]),
        ([(nine(20), nine(20))], []),
        ([(nine(40), nine(50)), (nine(0), nine(35)), (nine(5), nine(10))], [0, 1, 2, 3]),
        ([(nine(470), nine(0, date(2026, 3, 24)) + 1)], [31, 32]),
        ([(nine(0, date(2026, 3, 27)) + 465, nine(15, date(2026, 3, 30)))], [*range(159, 225)]),
    ],
)
def test_a_span_blocks_every_slot_that_it_touches_and_no_other(busy: Spans, blocked: list[int]) -> None:
    """Seen to fail with ``_set_more`` left out, and with spans of no length kept."""
    assert hard(busy) == blocked
    assert hard(SpanRows.of(busy)) == blocked


def test_one_who_is_busy_for_ever_is_busy_at_every_slot() -> None:
    assert hard([(-(10**30), 10**30)]) == [*range(grid(WEEK).slots)]


def test_no_diary_at_all_is_unknown_and_never_free() -> None:
    """Seen to fail with nobody's lack of a diary asked for in ``masks._put``."""
    found = masks(Problem({"ann": Person("ann", "health")}, (), WEEK))["ann"]
    assert found == (0, ALL, 0)


def test_beyond_the_horizon_of_a_diary_nothing_is_known() -> None:
    on = grid(WEEK)
    known = ((nine(-600), nine(60, date(2026, 3, 24))),)
    found = masks(Problem({"ann": Person("ann", "health", known=known)}, (), WEEK))["ann"]
    assert found.unknown == ALL & ~((1 << on.per_day + 4) - 1)


def test_a_diary_known_in_two_parts_that_meet_is_known_throughout() -> None:
    on = grid(WEEK)
    known = ((nine(120), nine(0, date(2026, 4, 20))), (nine(-900), nine(120)))
    [found] = starts([Person("ann", "health", known=known)], on, 60, None)
    assert found.unknown == 0


def test_gaps_are_what_is_not_covered() -> None:
    assert gaps([]) == [(LONG_AGO, FAR_OFF)]
    assert gaps([(5, 5), (10, 20), (12, 15)]) == [(LONG_AGO, 10), (20, FAR_OFF)]


def test_a_meeting_cannot_begin_where_it_would_run_into_something_or_the_way_would() -> None:
    """Seen to fail with ``after`` left out of ``filling._slots``."""
    on = grid(WEEK)
    ann = office_hours("ann", WEEK, busy=[(nine(120), nine(180))])
    ann = replace(ann, travel={"hall": 30})
    [near], [far] = starts([ann], on, 60, None), starts([ann], on, 60, "hall")
    assert [slot for slot in range(32) if near.hard >> slot & 1] == [*range(5, 12)]
    assert [slot for slot in range(32) if far.hard >> slot & 1] == [*range(3, 14)]


def test_the_way_may_lie_outside_the_hours_and_still_be_barred() -> None:
    """Seen to fail with spans cut to the hours before the way there is counted."""
    ann = replace(office_hours("ann", WEEK, busy=[(nine(-60), nine(-10))]), travel={"hall": 30})
    [found] = starts([ann], grid(WEEK), 60, "hall")
    assert [slot for slot in range(32) if found.hard >> slot & 1] == [0, 1]


def test_a_diary_read_anew_is_looked_at_anew() -> None:
    """Seen to fail with what is remembered found by the person's code."""
    on = grid(WEEK)
    ann = office_hours("ann", WEEK, busy=[(nine(), nine(60))])
    [before] = starts([ann], on, 60, None)
    [after] = starts([replace(ann, busy=())], on, 60, None)
    assert before.hard
    assert not after.hard


def test_packed_spans_are_a_sequence_of_pairs_like_any_other() -> None:
    rows = SpanRows.of([(1, 2), (5, 9)])
    assert rows == ((1, 2), (5, 9))
    assert (len(rows), rows[-1], list(rows[:1]), hash(rows)) == (2, (5, 9), [(1, 2)], hash(((1, 2), (5, 9))))
    assert SpanRows.of(rows) is rows
    assert len(SpanRows.of([])) == 0
    assert repr(rows) == "SpanRows(2 spans)"
