"""The programme of a review: distinct programmes, alternatives, the last days, what is fixed, what is odd."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

import cp_sat
import pytest
from diary_instances import at, instance
from hypothesis import given, settings
from hypothesis import strategies as st
from seeded_problems import small

from models.diaries.problem import Calendar, Meeting, Person, Problem
from models.diaries.programmes.programme import plan
from models.diaries.results import Cost, Plan
from models.diaries.slots.grid import day_of
from models.guidance.errors import GuidanceError, Refused

CALENDAR = Calendar(date(2026, 5, 4), date(2026, 6, 26), bank_holidays=frozenset({date(2026, 5, 25)}))
ALWAYS = ((at(date(2026, 1, 1), time(0)), at(date(2027, 1, 1), time(0))),)
FREE = Person("chair", "board", known=ALWAYS)


def meeting(key: str, **given_: object) -> Meeting:
    """A meeting of an hour with the chair, at any time of the calendar unless it is said otherwise."""
    plain = Meeting(key, 60, CALENDAR.first, CALENDAR.last, required=("chair",))
    return replace(plain, **given_)  # type: ignore[arg-type]


def problem(*meetings: Meeting, chair: Person = FREE) -> Problem:
    return Problem({"chair": chair}, meetings, CALENDAR)


def days(found: Plan) -> list[date]:
    return [each.on for each in found.programmes[0].placed]


def test_the_chain_is_planned_back_from_the_day_wished_for_at_its_end() -> None:
    """R51, R52, R56."""
    wished = date(2026, 6, 24)
    found = plan(
        problem(
            meeting("panel", target=date(2026, 6, 15)),
            meeting("board", target=wished, gap=(14, 28)),
        )
    )
    # The Board's day is worth as much as the Panel's, so both give until the gap fits.
    assert found.proved == Cost(days=5)
    assert days(found)[1] - days(found)[0] == timedelta(days=14)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_promised_of_days_is_what_solving_with_them_gives(seed: int) -> None:
    """Alternatives and last days, held against CP-SAT with the meeting bound to that day.

    Seen to fail with the way back begun from all steps instead of those that may be the last.
    """
    asked = small(seed)
    tables = cp_sat.tables(asked)
    found = plan(asked)
    for each in asked.meetings if found.programmes else ():
        for alternative in found.alternatives[each.key][:2]:
            bound = {**tables, each.key: {alternative.placed.on: tables[each.key][alternative.placed.on]}}
            best = cp_sat.solve(asked, bound)
            assert best is not None
            assert best.cost == alternative.whole
        last = found.last_possible[each.key]
        later = {**tables, each.key: {day: cost for day, cost in tables[each.key].items() if day > last}}
        assert not later[each.key] or cp_sat.solve(asked, later) is None
        until = found.no_later_than[each.key]
        assert _people(_best(asked, tables, each.key, lambda day, on=until: day == on)) == _people(
            found.proved
        )
        worse = _best(asked, tables, each.key, lambda day, on=until: day > on)
        assert worse is None or _people(worse) > _people(found.proved)


def _people(cost: Cost | None) -> tuple[int, ...]:
    assert cost is not None
    return cost[:3]


def _best(asked: Problem, tables: cp_sat.Tables, key: str, fits) -> Cost | None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    left = {day: cost for day, cost in tables[key].items() if fits(day)}
    found = cp_sat.solve(asked, {**tables, key: left}) if left else None
    return found and found.cost


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 100_000))
def test_every_programme_keeps_every_rule(seed: int) -> None:
    """No meeting on a day off or out of hours, none out of its window, every gap kept, nothing twice.

    Seen to fail with the least gap left out, and with bank holidays taken for working days.
    """
    asked = small(seed)
    rules = {each.key: each for each in asked.meetings}
    for programme in plan(asked).programmes:
        assert sorted(each.key for each in programme.placed) == sorted(rules)
        for each in programme.placed:
            assert not [*_broken(asked, rules[each.key], each.starts, each.on)]
        stands = {each.key: each.on for each in programme.placed}
        assert any(cp_sat.keeps_gaps(order, stands) for order in cp_sat.orders(asked.meetings))


def _broken(asked: Problem, rule: Meeting, starts: int, on: date) -> Iterator[str]:
    """The rules that a meeting at that time breaks."""
    if rule.fixed is not None:
        if starts != rule.fixed:
            yield "moved"
        return
    calendar = asked.calendar
    ends = starts + rule.length
    if not (at(on, calendar.opens) <= starts and ends <= at(on, calendar.closes)) or day_of(starts) != on:
        yield "hours"
    if not rule.earliest <= on <= rule.latest:
        yield "window"
    if on.weekday() > 4 or on in calendar.bank_holidays | calendar.closures.get(rule.board, frozenset()):
        yield "day off"
    if rule.only is not None and not any(a <= starts and ends <= b for a, b in rule.only):
        yield "bound"


def test_what_people_have_accepted_stands_where_it_is_whatever_it_costs() -> None:
    saturday = at(date(2026, 5, 9), time(19, 10))
    found = plan(problem(meeting("panel", fixed=saturday), meeting("board", gap=(14, None))))
    assert found.programmes[0].placed[0].starts == saturday
    assert days(found)[1] == date(2026, 5, 26)  # the 25th is a bank holiday
    assert found.alternatives["panel"] == ()


def test_two_accepted_meetings_stand_however_near_they_are() -> None:
    """Seen to fail with the gap held against two meetings that are both fixed."""
    both = (at(date(2026, 5, 12), time(10)), at(date(2026, 5, 13), time(10)))
    found = plan(problem(meeting("panel", fixed=both[0]), meeting("family", gap=(14, 28), fixed=both[1])))
    assert [each.starts for each in found.programmes[0].placed] == [*both]


def test_the_family_may_be_met_before_or_after_the_second_panel() -> None:
    family = meeting("family", target=date(2026, 6, 9), either_order="panel-2")
    panel = meeting("panel-2", target=date(2026, 5, 12))
    assert [each.key for each in plan(problem(family, panel)).programmes[0].placed] == ["panel-2", "family"]
    in_order = plan(problem(replace(family, either_order=None), panel))
    assert [each.key for each in in_order.programmes[0].placed] == ["family", "panel-2"]


def test_a_person_busy_for_ever_is_missed_and_named_and_the_dates_stand() -> None:
    found = plan(problem(meeting("panel"), meeting("board"), chair=replace(FREE, busy=ALWAYS)))
    assert found.proved == Cost(required=2, days=1)
    assert [each.absent[0].cause for each in found.programmes[0].placed] == ["busy", "busy"]


def test_a_diary_that_nobody_has_read_is_not_known_and_never_free() -> None:
    found = plan(problem(meeting("panel"), chair=replace(FREE, known=())))
    assert found.proved == Cost(members=1)
    assert found.programmes[0].placed[0].absent[0].cause == "unknown"


def test_where_no_days_fit_there_is_no_programme() -> None:
    assert plan(problem(meeting("panel", earliest=date(2026, 6, 2), latest=date(2026, 6, 1)))) == Plan(())
    near = meeting("panel", latest=date(2026, 5, 8))
    far = meeting("board", latest=date(2026, 5, 15), gap=(28, None))
    assert plan(problem(near, far)) == Plan(programmes=())


def test_nothing_to_plan_has_no_programme() -> None:
    assert plan(problem()) == Plan(programmes=())


def test_one_meeting_on_one_possible_day_has_one_programme_and_no_other() -> None:
    only = date(2026, 5, 12)
    found = plan(problem(meeting("panel", earliest=only, latest=only)))
    assert len(found.programmes) == 1
    assert found.alternatives == {"panel": ()}
    assert found.no_later_than == found.last_possible == {"panel": only}


def test_the_clocks_may_change_between_two_meetings_and_the_hour_stays_the_office_s() -> None:
    calendar = Calendar(date(2026, 3, 23), date(2026, 4, 3))
    within = {"earliest": calendar.first, "latest": calendar.last}
    winter = meeting("panel", **within)
    summer = meeting("board", **within, gap=(7, None))
    found = plan(Problem({"chair": FREE}, (winter, summer), calendar)).programmes[0].placed
    assert [each.starts for each in found] == [at(each.on, time(9)) for each in found]
    assert found[1].starts - found[0].starts == 7 * 24 * 60 - 60


def test_somebody_who_is_not_among_the_people_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        plan(problem(meeting("panel", required=("nobody",))))
    assert [each.code for each in refused.value.problems] == ["person_unknown_in_problem"]
    assert isinstance(refused.value, GuidanceError)


def test_two_boards_keep_their_own_closures() -> None:
    closed = frozenset(CALENDAR.first + timedelta(days=n) for n in range(7))
    calendar = replace(CALENDAR, closures={"north": closed, "south": frozenset({date(2026, 5, 5)})})
    found = [
        plan(Problem({"chair": FREE}, (meeting("panel", board=board),), calendar)).programmes[0].placed[0].on
        for board in ("north", "south")
    ]
    assert found == [date(2026, 5, 11), date(2026, 5, 4)]


def test_the_same_problem_has_the_same_plan() -> None:
    assert plan(instance(5)) == plan(instance(5))
