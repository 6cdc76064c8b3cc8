"""The planner against the plainest scan of every slot, and what no proposal may ever be."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import diary_instances
import naive_planner
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from small_problems import problems

from models.diaries.meetings.attendance import day_table, placed
from models.diaries.meetings.costs import NEVER, packed, unpacked
from models.diaries.meetings.one_meeting import OneMeeting, best, window
from models.diaries.meetings.reasons import without_obstacles
from models.diaries.problem import Meeting, Minutes, Problem
from models.diaries.results import Cost
from models.diaries.slots.grid import grid

many = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


def instant(minute: Minutes) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)


def days_of(problem: Problem, meeting: Meeting) -> dict[date, tuple[Cost, datetime]]:
    on, table = grid(problem.calendar), day_table(problem, meeting)
    return {
        on.days[day]: (unpacked(table.cost[day]), instant(on.starts_at(int(table.slot[day]))))
        for day in np.flatnonzero(table.cost < NEVER).tolist()
    }


@many
@given(problems())
def test_every_day_costs_what_a_scan_of_every_slot_finds_and_begins_at_the_same_hour(
    problem: Problem,
) -> None:
    """Seen to fail with ``after`` left out of ``filling._slots`` (the way back from a place forgotten)."""
    [meeting] = problem.meetings
    assert days_of(problem, meeting) == naive_planner.days(problem, meeting)


@pytest.mark.parametrize("seed", range(4))
def test_whole_reviews_agree_with_the_scan_too(seed: int) -> None:
    """Seen to fail with the night cut at midnight instead of its middle in ``grid.edges``."""
    problem = diary_instances.instance(seed, people=12, weeks=20)
    packed_rows = diary_instances.as_read(problem)
    for meeting in problem.meetings:
        assert days_of(packed_rows, meeting) == naive_planner.days(problem, meeting)


@many
@given(problems())
def test_the_hour_of_each_day_told_in_full_costs_what_the_table_says(problem: Problem) -> None:
    """Seen to fail with stand-ins in ``placing._best`` taken in their order, however sure they are."""
    [meeting] = problem.meetings
    on, table = grid(problem.calendar), day_table(problem, meeting)
    for day in np.flatnonzero(table.cost < NEVER).tolist():
        there = placed(problem, meeting, on.starts_at(int(table.slot[day])))
        assert packed(there.cost) == table.cost[day]


@many
@given(problems())
def test_no_proposal_is_on_a_day_off_outside_hours_or_double_books_anybody(problem: Problem) -> None:
    """Seen to fail with ``barred`` left out of ``person_rows``, and with ``working`` taking no Board."""
    [meeting] = problem.meetings
    found = best(problem, meeting.key)
    only_days(problem, meeting, found)
    for one in found.dates:
        away = {absent.person for absent in one.absent if absent.cause != "unknown"}
        assert not away & set(one.comes)
        for code in one.comes:
            person = problem.people[code]
            travel = person.travel.get(one.place, 0) if one.place else 0
            rows = [*person.busy, *person.away, *person.other_meetings, *person.barred]
            assert not any(a < one.ends + travel and b > one.starts - travel and a < b for a, b in rows)


def only_days(problem: Problem, meeting: Meeting, found: OneMeeting) -> None:
    calendar = problem.calendar
    for one in found.dates:
        starts, ends = (instant(at).astimezone(naive_planner.LONDON) for at in (one.starts, one.ends))
        assert one.on.weekday() < 5
        assert one.on not in calendar.bank_holidays | calendar.closures.get(meeting.board, frozenset())
        assert starts.date() == ends.date() == one.on
        assert calendar.opens <= starts.time() < ends.time() <= calendar.closes
        assert meeting.earliest <= one.on <= meeting.latest


@many
@given(problems())
def test_every_person_named_against_a_day_makes_it_cost_more(problem: Problem) -> None:
    """Seen to fail with everybody missing at nine o'clock named instead of who makes the best hour dearer."""
    [meeting] = problem.meetings
    on, table = grid(problem.calendar), day_table(problem, meeting)
    for reason in best(problem, meeting.key, k=1).not_proposed:
        day = on.day_index(reason.on)
        assert (reason.lacks is None) == (table.cost[day] >= NEVER)
        for code in {code for _, codes in reason.causes for code in codes}:
            assert day_table(without_obstacles(problem, code), meeting).cost[day] < table.cost[day]


@many
@given(problems())
def test_a_day_on_which_people_are_missing_names_somebody(problem: Problem) -> None:
    """Seen to fail with only those named who alone keep a day from being proposed."""
    [meeting] = problem.meetings
    for reason in best(problem, meeting.key, k=1).not_proposed:
        people = {code for _, codes in reason.causes for code in codes}
        seated = [
            *meeting.required,
            *meeting.optional,
            *(one for some in meeting.agencies.values() for one in some),
        ]
        nobody_there = not all(meeting.agencies.values())
        if reason.lacks is not None and reason.lacks._replace(days=0) > Cost() and not nobody_there:
            assert people <= {*seated, *(one for some in meeting.stand_ins.values() for one in some)}
            assert people


@many
@given(problems())
def test_every_day_of_the_window_is_proposed_or_spoken_of(problem: Problem) -> None:
    """Seen to fail with weekends passed over."""
    [meeting] = problem.meetings
    found, on = best(problem, meeting.key, k=2), grid(problem.calendar)
    told = {one.on for one in found.dates} | {one.on for one in found.not_proposed}
    assert told == {on.days[day] for day in window(meeting, on)}
    assert len(told) == len(found.dates) + len(found.not_proposed)
    assert all(one.causes for one in found.not_proposed if one.lacks is None)


@many
@given(problems())
def test_the_order_of_rows_and_of_people_changes_nothing(problem: Problem) -> None:
    """Seen to fail with words set instead of joined in ``filling._set``."""
    [meeting] = problem.meetings
    people = {
        code: replace(person, busy=person.busy[::-1], known=person.known[::-1])
        for code, person in reversed(problem.people.items())
    }
    assert days_of(replace(problem, people=people), meeting) == days_of(problem, meeting)
