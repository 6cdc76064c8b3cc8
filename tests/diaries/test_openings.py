"""When people could begin a meeting: held against looking at every minute, and against the planner itself."""

from dataclasses import replace
from datetime import date

import pytest
from diary_instances import BOARD, instance
from hypothesis import given, settings
from hypothesis import strategies as st

from models.diaries.meetings.attendance import placed
from models.diaries.meetings.openings import (
    Openings,
    beginnings,
    first_day,
    level_of,
    levels,
    openings,
    together,
)
from models.diaries.problem import Calendar, Meeting, Person, Problem, Spans
from models.diaries.slots.grid import day_of, grid
from models.guidance.diary_levels import LEVELS

LENGTH = 150


def meets(spans: Spans, begins: int, ends: int) -> bool:
    return any(since < ends and until > begins for since, until in spans)


def looked_at(person: Person, begins: int, ends: int) -> str:
    """Say how somebody stands at a time, minute by minute."""
    hard = (person.busy, person.away, person.other_meetings, person.barred)
    if any(meets(spans, begins, ends) for spans in hard):
        return "no"
    if not all(meets(person.known, minute, minute + 1) for minute in range(begins, ends, 5)):
        return "not_known"
    return "perhaps" if meets(person.tentative, begins, ends) else "free"


@pytest.mark.parametrize("seed", range(4))
def test_what_is_found_is_what_looking_at_every_minute_finds(seed: int) -> None:
    """Seen to fail with what is not known taken for free."""
    problem = instance(seed, people=6, weeks=4)
    on = grid(problem.calendar)
    possible = beginnings(on, LENGTH, BOARD)
    known = openings(problem.people.values(), problem.calendar, LENGTH, BOARD)
    for code, person in problem.people.items():
        for slot in (slot for slot in range(on.slots) if possible >> slot & 1):
            found = known[code]
            said = [
                name
                for name, each in zip(("free", "perhaps", "not_known"), found, strict=True)
                if each >> slot & 1
            ]
            expected = looked_at(person, on.starts_at(slot), on.starts_at(slot) + LENGTH)
            assert said == ([] if expected == "no" else [expected]), (code, on.starts_at(slot))


@pytest.mark.parametrize("seed", range(4))
def test_nothing_begins_outside_opening_hours_or_on_a_day_that_is_none(seed: int) -> None:
    """Seen to fail with the last beginnings of a day left in, from which the meeting ends too late."""
    problem = instance(seed, people=3, weeks=16)
    on = grid(problem.calendar)
    known = openings(problem.people.values(), problem.calendar, LENGTH, BOARD)
    for each in known.values():
        assert each.may_come & ~on.working(BOARD) == 0
        for slot in (slot for slot in range(on.slots) if each.may_come >> slot & 1):
            day, number = divmod(slot, on.per_day)
            assert on.days[day] not in problem.calendar.closures[BOARD]
            assert number * on.slot + LENGTH <= on.open_for


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 500), st.integers(0, 5))
def test_a_day_is_free_where_the_planner_finds_an_hour_with_everybody(seed: int, number: int) -> None:
    """Seen to fail with those who stand in taken for those who are required."""
    problem = instance(seed, people=9, weeks=8, meetings=6)
    meeting = replace(problem.meetings[number], fixed=None)
    on = grid(problem.calendar)
    possible = beginnings(on, meeting.length, meeting.board) & on.between(meeting.earliest, meeting.latest)
    found = together(problem, meeting)
    best: dict[int, str] = {}
    for slot in (slot for slot in range(on.slots) if possible >> slot & 1):
        there = placed(problem, replace(meeting, optional=()), on.starts_at(slot))
        if meeting.only and not any(a <= there.starts and there.ends <= b for a, b in meeting.only):
            continue
        if meeting.places and all(
            meets(problem.places[each], there.starts, there.ends) for each in meeting.places
        ):
            continue
        missing = there.cost.required or there.cost.agencies
        level = "no" if missing else "perhaps" if there.cost.members else "free"
        day = on.day_index(day_of(there.starts))
        best[day] = min(best.get(day, "no"), level, key=("free", "perhaps", "no").index)
    assert list(found) == [best.get(day, "no") for day in range(len(on.days))]


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_a_level_is_as_good_as_the_best_that_can_be_had(free: int, perhaps: int, unknown: int) -> None:
    level = level_of(free, perhaps, unknown, 120)
    assert level in LEVELS
    assert (level in ("free", "part")) == (free > 0)
    assert (level == "no") == (free == perhaps == unknown == 0)


def test_a_morning_is_part_of_a_day() -> None:
    """Seen to fail with one free beginning taken for a free day."""
    calendar = Calendar(date(2026, 3, 2), date(2026, 3, 3))
    on = grid(calendar)
    opens = on.starts_at(0)
    person = Person(
        "rhys", "health", busy=((opens + 240, opens + 480),), known=((opens - 600, opens + 3000),)
    )
    [known] = openings([person], calendar, 60).values()
    assert levels(known, on, beginnings(on, 60)) == ("part", "free")
    assert first_day(known.free >> on.per_day << on.per_day, on) == date(2026, 3, 3)


def test_who_may_come_besides_keeps_nobody_from_meeting_and_whoever_stands_in_is_only_perhaps() -> None:
    """Seen to fail with those who may come besides counted, too."""
    calendar = Calendar(date(2026, 3, 2), date(2026, 3, 3))
    opens = grid(calendar).starts_at(0)
    known = ((opens - 600, opens + 3000),)
    people = {
        "rhys": Person("rhys", "health", busy=((opens + 1400, opens + 2000),), known=known),
        "rob": Person("rob", "health", known=known),
        "gwen": Person("gwen", "police", busy=((opens, opens + 2000),), known=known),
    }
    meeting = Meeting("panel-1", 60, calendar.first, calendar.last, required=("rhys",), optional=("gwen",))
    alone = Problem(people, (meeting,), calendar)
    assert together(alone, meeting) == ("free", "no")
    assert together(alone, replace(meeting, stand_ins={"rhys": ("rob",)})) == ("free", "perhaps")


def test_what_is_tentative_on_a_day_that_is_not_known_is_not_known() -> None:
    """Seen to fail with such a beginning left out of all three."""
    calendar = Calendar(date(2026, 3, 2), date(2026, 3, 2))
    opens = grid(calendar).starts_at(0)
    [known] = openings([Person("rhys", "health", tentative=((opens, opens + 480),))], calendar, 60).values()
    assert (known.free, known.perhaps) == (0, 0)
    assert known.unknown == beginnings(grid(calendar), 60)


def test_nothing_of_which_nothing_is_known_is_taken_for_free() -> None:
    known = openings([Person("rhys", "health")], Calendar(date(2026, 3, 2), date(2026, 3, 6)), 60)["rhys"]
    assert known == Openings(0, 0, known.unknown)
    assert known.unknown
    assert not known.comes
