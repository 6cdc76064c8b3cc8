"""What a problem must not be; each fault is told, all at once."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import diary_instances
import pytest

from models.diaries.meetings.checking import check
from models.diaries.meetings.one_meeting import best
from models.diaries.problem import Calendar, Meeting, Person, Prices, Problem
from models.diaries.slots.grid import minute_of
from models.guidance.errors import Refused

CALENDAR = Calendar(first=date(2026, 3, 2), last=date(2026, 3, 29))
PANEL = Meeting("panel-1", 60, date(2026, 3, 2), date(2026, 3, 27), required=("ann",))
SOUND = Problem({"ann": Person("ann", "health")}, (PANEL,), CALENDAR)


def codes(problem: Problem) -> list[str]:
    with pytest.raises(Refused) as refused:
        check(problem)
    assert refused.value.words.en
    assert refused.value.words.cy
    return [fault.code for fault in refused.value.problems]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"length": 0}, "meeting_too_long"),
        ({"length": 481}, "meeting_too_long"),
        ({"required": ("ann", "nobody")}, "person_unknown_in_problem"),
        ({"stand_ins": {"ann": ("nobody",)}}, "person_unknown_in_problem"),
        ({"agencies": {"health": ("nobody",)}}, "person_unknown_in_problem"),
        ({"optional": ("nobody",)}, "person_unknown_in_problem"),
        ({"gap": (-1, None)}, "gap_reversed"),
        ({"gap": (7, 6)}, "gap_reversed"),
        ({"either_order": "panel-7"}, "either_order_not_next"),
        ({"only": ((5, 4),)}, "span_reversed"),
        ({"fixed": minute_of(date(2026, 3, 30), time(0))}, "fixed_outside_calendar"),
        ({"fixed": 10**15}, "fixed_outside_calendar"),
        ({"required": ("ann",) * 2000}, "problem_too_large"),
    ],
)
def test_a_meeting_that_cannot_be_planned_is_refused(changed: dict[str, Any], code: str) -> None:
    """Seen to fail with each check taken out in turn."""
    assert codes(replace(SOUND, meetings=(replace(PANEL, **changed),))) == [code]


@pytest.mark.parametrize(
    "changed",
    [
        {"last": date(2026, 3, 1)},
        {"last": date(2036, 3, 1)},
        {"opens": time(17), "closes": time(9)},
        {"slot": 0},
        {"slot": 7},
        {"opens": time(0), "closes": time(23, 45)},
    ],
)
def test_a_calendar_that_cannot_be_cut_into_slots_is_refused(changed: dict[str, Any]) -> None:
    assert "calendar_unusable" in codes(replace(SOUND, calendar=replace(CALENDAR, **changed)))


def test_a_reversed_span_is_told_with_whose_it_is_and_its_place_in_the_list() -> None:
    """Seen to fail with only ``busy`` looked through."""
    ann = Person("ann", "health", busy=((1, 2),), known=((3, 9), (8, 7)))
    with pytest.raises(Refused) as refused:
        check(replace(SOUND, people={"ann": ann}))
    [fault] = refused.value.problems
    assert (fault.code, fault.facts) == ("span_reversed", {"whose": "ann", "kind": "known", "number": 2})


def test_every_fault_is_told_at_once() -> None:
    people = {"ann": Person("bob", "health", away=((2, 1),), travel={"hall": -5})}
    problem = replace(SOUND, people=people, meetings=(PANEL, PANEL), prices=Prices(day_late=-1))
    assert codes(problem) == [
        "price_out_of_range",
        "person_code_differs",
        "travel_out_of_range",
        "span_reversed",
        "meeting_twice",
    ]


def test_the_one_meeting_question_refuses_what_is_not_sound() -> None:
    with pytest.raises(Refused):
        best(replace(SOUND, places={"hall": ((2, 1),)}), "panel-1")


def test_what_has_an_answer_is_not_refused() -> None:
    for_ever = Person("ann", "health", busy=((0, 10**40), (5, 5), (0, 10**40)))
    empty = replace(PANEL, earliest=date(2026, 3, 9), latest=date(2026, 3, 2))
    long_but_accepted = replace(PANEL, length=900, fixed=minute_of(date(2026, 3, 3), time(8)))
    check(SOUND)
    check(replace(SOUND, people={"ann": for_ever}))
    check(replace(SOUND, meetings=(empty,)))
    check(replace(SOUND, meetings=(long_but_accepted,)))
    check(diary_instances.instance(1, weeks=13))
    check(replace(SOUND, calendar=replace(CALENDAR, last=CALENDAR.first + timedelta(days=1499))))
