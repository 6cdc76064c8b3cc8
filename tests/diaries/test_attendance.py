"""Who comes to a meeting, who does not, and what that costs."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import numpy as np
import pytest
from small_problems import office_hours

from models.diaries.meetings.attendance import day_table, placed
from models.diaries.meetings.costs import NEVER, unpacked
from models.diaries.problem import Calendar, Cause, Meeting, Minutes, Person, Problem, Spans
from models.diaries.results import Absent, Cost
from models.diaries.slots.grid import grid, minute_of

MONDAY, TUESDAY = date(2026, 3, 23), date(2026, 3, 24)
WEEK = Calendar(first=MONDAY, last=date(2026, 4, 5))
PANEL = Meeting("panel-1", 60, MONDAY, MONDAY, required=("chair",), agencies={"health": ("hw", "hw2")})
DAY = [(minute_of(MONDAY, time(0)), minute_of(TUESDAY, time(0)))]


def nine(minutes: Minutes = 0, day: date = MONDAY) -> Minutes:
    return minute_of(day, time(9)) + minutes


def problem(
    meeting: Meeting = PANEL, places: dict[str, Spans] | None = None, **kinds: dict[str, Any]
) -> Problem:
    """*kinds*: for each person the fields of their diary."""
    people = {code: office_hours(code, WEEK, **fields) for code, fields in kinds.items()}
    for code in ("chair", "deputy", "hw", "hw2"):
        people.setdefault(code, office_hours(code, WEEK))
    return Problem(people, (meeting,), WEEK, places=places or {})


def cost(asked: Problem, day: date = MONDAY) -> Cost:
    table = day_table(asked, asked.meetings[0])
    return unpacked(table.cost[grid(WEEK).day_index(day)])


@pytest.mark.parametrize(
    ("diaries", "expected"),
    [
        ({}, Cost()),
        ({"chair": {"busy": DAY}}, Cost(required=1)),
        ({"chair": {"known": ()}}, Cost(members=1)),
        ({"chair": {"tentative": DAY}}, Cost(days=2)),
        ({"hw": {"away": DAY}}, Cost(members=2)),
        ({"hw": {"away": DAY}, "hw2": {"tentative": DAY}}, Cost(members=2, days=2)),
        ({"hw": {"known": ()}}, Cost(members=1)),
        ({"hw": {"away": DAY}, "hw2": {"known": ()}}, Cost(members=3)),
        ({"hw": {"away": DAY}, "hw2": {"busy": DAY}}, Cost(agencies=1)),
        ({"hw": {"busy": [(nine(0), nine(240))]}, "hw2": {"busy": [(nine(240), nine(480))]}}, Cost()),
    ],
)
def test_each_absence_has_its_price(diaries: dict[str, Any], expected: Cost) -> None:
    """Seen to fail with a deputy as dear as nobody, and with unknown taken for free."""
    assert cost(problem(**diaries)) == expected


@pytest.mark.parametrize(
    ("deputy", "expected"),
    [
        ({}, Cost(members=2)),
        ({"known": ()}, Cost(members=3)),
        ({"busy": DAY}, Cost(required=1)),
        ({"tentative": DAY}, Cost(members=2, days=2)),
    ],
)
def test_somebody_may_stand_in_for_the_chair(deputy: dict[str, Any], expected: Cost) -> None:
    """Seen to fail with a stand-in whose diary is not known taken as away."""
    asked = problem(replace(PANEL, stand_ins={"chair": ("deputy",)}), chair={"busy": DAY}, deputy=deputy)
    assert cost(asked) == expected


def test_one_who_may_come_is_missed_less_than_an_agency() -> None:
    asked = replace(PANEL, optional=("deputy",))
    assert cost(problem(asked, deputy={"busy": DAY})) == Cost(members=2)
    assert cost(problem(asked, deputy={"known": ()})) == Cost(members=1)


def test_an_agency_without_anybody_is_not_represented_and_nobody_is_blamed() -> None:
    asked = problem(replace(PANEL, agencies={"police": ()}))
    assert cost(asked) == Cost(agencies=1)
    assert placed(asked, asked.meetings[0], nine()).absent == (Absent("", "agency", "unknown", "police"),)


def test_the_days_price_is_distance_lateness_and_the_school_holidays() -> None:
    """Seen to fail with the due day itself counted as late."""
    asked = replace(PANEL, latest=date(2026, 4, 3), target=TUESDAY, due=date(2026, 3, 25))
    holidays = replace(WEEK, school_holidays=frozenset({date(2026, 3, 26)}))
    found = replace(problem(asked), calendar=holidays)
    seen = [cost(found, date(2026, 3, day)).days for day in (23, 24, 25, 26, 27)]
    assert seen == [1, 0, 1, 2 + 3 + 5, 3 + 6]


def test_the_second_place_is_taken_where_the_first_is_not_free_and_costs_a_day() -> None:
    """Seen to fail with the place counted from one."""
    asked = replace(PANEL, places=("hall", "library"))
    found = problem(asked, places={"hall": DAY})
    assert cost(found) == Cost(days=1)
    assert placed(found, asked, nine()).place == "library"
    assert placed(problem(asked), asked, nine()).place == "hall"


def test_with_every_place_taken_there_is_no_meeting_that_day() -> None:
    asked = replace(PANEL, places=("hall",))
    assert (day_table(problem(asked, places={"hall": DAY}), asked).cost == NEVER).all()


def test_a_meeting_bound_to_the_boards_sittings_lies_within_one_of_them() -> None:
    """Seen to fail with a meeting let in that ends after the sitting."""
    asked = replace(PANEL, latest=date(2026, 4, 3), only=[(nine(60, TUESDAY), nine(150, TUESDAY))])
    table, on = day_table(problem(asked), asked), grid(WEEK)
    assert np.flatnonzero(table.cost < NEVER).tolist() == [1]
    late = replace(asked, only=[(nine(60, TUESDAY), nine(110, TUESDAY))])
    assert (day_table(problem(late), late).cost == NEVER).all()
    assert on.starts_at(int(table.slot[1])) == nine(60, TUESDAY)


def test_the_first_of_the_cheapest_hours_is_taken() -> None:
    asked = problem(chair={"busy": [(nine(), nine(90))]})
    table = day_table(asked, PANEL)
    assert grid(WEEK).starts_at(int(table.slot[0])) == nine(90)


def test_a_fixed_meeting_is_where_it_is_whatever_it_costs() -> None:
    """Seen to fail with a fixed meeting looked for within the hours."""
    sunday_evening = minute_of(date(2026, 3, 29), time(19, 10))
    asked = replace(PANEL, fixed=sunday_evening)
    found = problem(asked, chair={"busy": [(sunday_evening - 10, sunday_evening + 10)]})
    table = day_table(found, asked)
    assert np.flatnonzero(table.cost < NEVER).tolist() == [6]
    assert unpacked(table.cost[6]) == Cost(required=1, days=6)


@pytest.mark.parametrize(
    ("kinds", "cause"),
    [
        ({"busy": DAY}, "busy"),
        ({"busy": DAY, "away": DAY}, "away"),
        ({"away": DAY, "other_meetings": DAY}, "other_meeting"),
        ({"other_meetings": DAY, "barred": DAY}, "parallel_process"),
        ({"known": ()}, "unknown"),
        ({"known": (), "busy": DAY}, "busy"),
    ],
)
def test_the_cause_is_what_can_least_be_moved(kinds: dict[str, Any], cause: Cause) -> None:
    """Seen to fail with busy asked first."""
    asked = problem(chair=kinds)
    assert placed(asked, PANEL, nine()).absent == (Absent("chair", "required", cause),)


def test_who_comes_and_who_stands_in_is_told() -> None:
    asked = problem(chair={"tentative": DAY}, hw={"away": DAY})
    there = placed(asked, PANEL, nine())
    assert there.comes == ("chair", "hw2")
    assert there.absent == (Absent("hw", "agency", "away", "health", stands_in="hw2"),)
    assert (there.on, there.starts, there.ends) == (MONDAY, nine(), nine(60))


def test_the_surest_of_those_who_may_stand_in_does() -> None:
    """Seen to fail with stand-ins taken in their order, however sure they are."""
    asked = replace(PANEL, agencies={"health": ("hw", "hw2", "deputy")})
    there = placed(problem(asked, hw={"busy": DAY}, hw2={"known": ()}), asked, nine())
    assert there.comes == ("chair", "deputy")


def test_a_time_between_two_slots_is_told_to_the_minute() -> None:
    asked = problem(chair={"busy": [(nine(71), nine(90))]})
    assert not placed(asked, PANEL, nine(11)).absent
    assert placed(asked, PANEL, nine(12)).absent == (Absent("chair", "required", "busy"),)


def test_the_hour_that_the_clocks_take_away_moves_nobodys_meeting() -> None:
    """Seen to fail with the openings of summer days taken as those of winter."""
    after = date(2026, 3, 30)
    asked = replace(PANEL, earliest=after, latest=after)
    found = problem(asked, chair={"busy": [(nine(0, after), nine(420, after))]})
    table = day_table(found, asked)
    assert unpacked(table.cost[7]) == Cost()
    assert table.slot[7] == 7 * 32 + 28
    assert cost(problem(asked, chair={"busy": [(nine(0, after), nine(480, after))]}), after) == Cost(
        required=1
    )


def test_a_person_with_no_diary_is_never_told_as_free() -> None:
    asked = replace(problem(), people={**problem().people, "chair": Person("chair", "agency")})
    assert placed(asked, PANEL, nine()).absent == (Absent("chair", "required", "unknown"),)
