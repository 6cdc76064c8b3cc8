"""The best days for one meeting, and why not the others."""

from dataclasses import replace
from datetime import date, time

import diary_instances
import naive_planner
import pytest
from small_problems import office_hours

from models.diaries.meetings.one_meeting import best, best_hours
from models.diaries.problem import Calendar, Meeting, Minutes, Person, Problem, Spans
from models.diaries.results import Cost, NotProposed
from models.diaries.slots.grid import minute_of
from models.guidance.errors import GuidanceError

MONDAY = date(2026, 3, 30)
CALENDAR = Calendar(
    first=MONDAY,
    last=date(2026, 4, 12),
    bank_holidays=frozenset({date(2026, 4, 3), date(2026, 4, 6)}),
    closures={"north": frozenset({date(2026, 4, 7)})},
)
PANEL = Meeting("panel-1", 120, MONDAY, date(2026, 4, 12), required=("chair", "reviewer"), board="north")


def hour(day: int, hours: int, minutes: int = 0) -> Minutes:
    """In April, or on the 30th or 31st of March."""
    return minute_of(date(2026, 4 if day < 30 else 3, day), time(hours, minutes))


def problem(meeting: Meeting = PANEL, places: dict[str, Spans] | None = None, **busy: Spans) -> Problem:
    people = {code: office_hours(code, CALENDAR, busy=busy.get(code, ())) for code in ("chair", "reviewer")}
    return Problem(people, (meeting,), CALENDAR, places=places or {})


def reasons(asked: Problem, k: int = 1) -> dict[int, NotProposed]:
    return {one.on.day: one for one in best(asked, asked.meetings[0].key, k).not_proposed}


def test_the_best_days_come_first_and_are_told_with_the_hour() -> None:
    found = best(problem(chair=[(hour(30, 9), hour(30, 15)), (hour(31, 0), hour(1, 0))]), "panel-1", 3)
    assert [(one.on.day, one.starts) for one in found.dates] == [
        (30, hour(30, 15)),
        (1, hour(1, 9)),
        (2, hour(2, 9)),
    ]


def test_the_day_itself_may_be_against_it() -> None:
    """Seen to fail with weekends passed over, and with another Board's closure counted."""
    found = reasons(problem())
    causes = {day: [cause for cause, _ in found[day].causes] for day in (3, 4, 6, 7, 8)}
    assert causes == {3: ["bank_holiday"], 4: ["weekend"], 6: ["bank_holiday"], 7: ["board_closure"], 8: []}
    assert found[3].lacks is None
    assert found[8].lacks == Cost(days=9)


def test_a_board_that_does_not_sit_one_that_sits_in_the_evening_and_a_hall_that_is_taken() -> None:
    """Seen to fail with the hours left out of what the sittings allow."""
    sittings = [(hour(1, 18), hour(1, 21)), (hour(2, 9), hour(2, 12)), (hour(8, 9), hour(8, 12))]
    asked = replace(PANEL, only=sittings, places=("hall",))
    found = reasons(problem(asked, places={"hall": [(hour(2, 10), hour(2, 11))]}))
    causes = {day: [cause for cause, _ in found[day].causes] for day in (31, 1, 2)}
    assert causes == {31: ["board_does_not_sit"], 1: ["out_of_hours"], 2: ["venue_taken"]}
    assert [one.on.day for one in best(problem(asked), "panel-1").dates] == [2, 8]


def test_who_alone_keeps_a_day_from_being_proposed_is_named_with_the_cause() -> None:
    """Seen to fail with everybody named who is busy at some hour of the day."""
    asked = problem(
        chair=[(hour(31, 9), hour(31, 17))],
        reviewer=[(hour(30, 9), hour(30, 15)), (hour(31, 9), hour(31, 10))],
    )
    people = {**asked.people, "chair": replace(asked.people["chair"], away=[(hour(1, 9), hour(1, 17))])}
    found = reasons(replace(asked, people=people), k=2)
    assert found[31].causes == (("busy", ("chair",)),)
    assert found[1].causes == (("away", ("chair",)),)


def test_who_is_missing_on_the_proposed_days_too_is_not_named_against_the_others() -> None:
    """Seen to fail with everybody named who is missing that day."""
    asked = replace(PANEL, required=("chair",), optional=("reviewer",))
    found = reasons(problem(asked, chair=[(hour(31, 9), hour(31, 17))], reviewer=[(0, 10**8)]), k=2)
    assert found[31].causes == (("busy", ("chair",)),)
    assert found[31].lacks == Cost(required=1, members=2, days=1)


def test_people_who_block_different_hours_are_each_named() -> None:
    """Seen to fail with only those named who are missing at the day's best hour."""
    found = reasons(problem(chair=[(hour(30, 9), hour(30, 13))], reviewer=[(hour(30, 12), hour(30, 17))]))
    assert found[30].causes == (("busy", ("chair", "reviewer")),)
    assert found[30].lacks == Cost(required=1)


def test_people_who_are_away_all_day_together_are_named_together() -> None:
    found = reasons(problem(chair=[(hour(30, 9), hour(30, 17))], reviewer=[(hour(30, 9), hour(30, 17))]))
    assert found[30].causes == (("busy", ("chair", "reviewer")),)
    assert found[30].lacks == Cost(required=2)


def test_an_unknown_diary_is_a_cause() -> None:
    asked = problem()
    people = {**asked.people, "chair": Person("chair", "agency", known=[(hour(1, 0), hour(2, 0))])}
    found = reasons(replace(asked, people=people))
    assert found[30].causes == (("unknown", ("chair",)),)


@pytest.mark.parametrize(
    ("earliest", "latest", "why"),
    [
        (date(2026, 4, 2), date(2026, 4, 1), "window_reversed"),
        (date(2026, 5, 2), date(2026, 5, 9), "window_outside_calendar"),
    ],
)
def test_an_empty_window_has_no_days_and_says_why(earliest: date, latest: date, why: str) -> None:
    found = best(problem(replace(PANEL, earliest=earliest, latest=latest)), "panel-1")
    assert (found.dates, found.not_proposed, found.no_days) == ((), (), why)


def test_a_window_of_days_off_has_no_dates_and_a_reason_for_each() -> None:
    found = best(problem(replace(PANEL, earliest=date(2026, 4, 3), latest=date(2026, 4, 7))), "panel-1")
    assert found.dates == ()
    assert all(one.causes for one in found.not_proposed)
    assert len(found.not_proposed) == 5


def test_a_fixed_meeting_has_its_own_day_and_no_other() -> None:
    asked = replace(PANEL, fixed=hour(4, 20, 10))
    found = best(problem(asked), "panel-1")
    assert [one.starts for one in found.dates] == [hour(4, 20, 10)]
    assert found.not_proposed == ()
    assert best_hours(problem(asked), "panel-1")[0][0] == hour(4, 20, 10)


def test_a_meeting_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(GuidanceError, match="panel-1"):
        best(problem(), "panel-9")


def test_the_top_five_of_whole_reviews_are_those_of_the_plain_scan() -> None:
    """Seen to fail with days of the same cost in any order."""
    asked = diary_instances.instance(3, people=9, weeks=13)
    for meeting in asked.meetings:
        dates = best(asked, meeting.key).dates
        wanted = naive_planner.top(naive_planner.days(asked, meeting))
        assert [(naive_planner.stretches([(one.starts, 0)])[0][0], one.cost) for one in dates] == wanted
