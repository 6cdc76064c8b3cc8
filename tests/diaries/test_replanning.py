"""Nothing moves that need not: after a hold, a lost quorum, a replaced person; beside all programmes."""

from dataclasses import replace
from datetime import date, time, timedelta

import cp_sat
import numpy as np
import pytest
from chains import orders
from diary_instances import at
from seeded_problems import small

from models.diaries.meetings.attendance import placed
from models.diaries.problem import Calendar, Meeting, Minutes, Person, Problem
from models.diaries.programmes.programme import plan
from models.diaries.programmes.replanning import replan
from models.diaries.results import Plan
from models.diaries.slots.grid import day_of

CALENDAR = Calendar(date(2026, 5, 4), date(2026, 7, 31))
ALWAYS = ((at(date(2026, 1, 1), time(0)), at(date(2027, 1, 1), time(0))),)


def meeting(key: str, wished: date, required: tuple[str, ...] = ("chair",)) -> Meeting:
    return Meeting(key, 60, CALENDAR.first, CALENDAR.last, required=required, target=wished, gap=(7, 42))


PROGRAMME = Problem(
    {code: Person(code, "board", known=ALWAYS) for code in ("chair", "reviewer", "another")},
    (
        meeting("panel-1", date(2026, 5, 12)),
        meeting("panel-2", date(2026, 6, 9), ("chair", "reviewer")),
        meeting("event", date(2026, 7, 1), ("chair", "reviewer")),
        meeting("board", date(2026, 7, 22)),
    ),
    CALENDAR,
)


def standing(found: Plan) -> dict[str, Minutes]:
    return {each.key: each.starts for each in found.programmes[0].placed}


def moved(before: dict[str, Minutes], found: Plan) -> set[str]:
    return {key for key, starts in standing(found).items() if before.get(key) != starts}


STANDING = standing(plan(PROGRAMME))


def with_meeting(key: str, **changed: object) -> Problem:
    meetings = (replace(each, **changed) if each.key == key else each for each in PROGRAMME.meetings)  # type: ignore[arg-type]
    return replace(PROGRAMME, meetings=tuple(meetings))


def test_nothing_moves_where_nothing_has_to_though_better_days_have_come_up() -> None:
    """Seen to fail with the cost put before the number of meetings moved."""
    asked = with_meeting("event", target=date(2026, 6, 29))
    assert moved(STANDING, plan(asked)) == {"event"}
    assert moved(STANDING, replan(asked, STANDING, frozenset())) == set()


def test_after_a_hold_only_what_it_stops_moves() -> None:
    """The event may be from the 6th of July on; the Board can stay."""
    found = replan(with_meeting("event", earliest=date(2026, 7, 6)), STANDING, frozenset())
    assert moved(STANDING, found) == {"event"}
    assert standing(found)["event"] == at(date(2026, 7, 6), time(9))


def test_what_has_no_room_left_between_its_neighbours_moves_with_what_must() -> None:
    found = replan(with_meeting("event", earliest=date(2026, 7, 20)), STANDING, frozenset())
    assert moved(STANDING, found) == {"event", "board"}


def test_after_a_lost_quorum_the_meeting_finds_another_time_and_the_others_stay() -> None:
    """Seen to fail with the time that was lost still among those that are looked at."""
    found = replan(PROGRAMME, STANDING, frozenset({"panel-2"}))
    assert moved(STANDING, found) == {"panel-2"}
    assert found.programmes[0].cost.required == 0


def test_another_hour_of_the_same_day_is_another_time() -> None:
    one_day = with_meeting("panel-2", earliest=date(2026, 6, 9), latest=date(2026, 6, 9))
    found = replan(one_day, STANDING, frozenset({"panel-2"}))
    assert standing(found)["panel-2"] == STANDING["panel-2"] + 15


def test_after_a_person_is_replaced_only_the_meetings_that_the_coordinator_names_move() -> None:
    """The new reviewer cannot come to the second Panel; until somebody says so it stands without them."""
    busy = ((at(date(2026, 6, 9), time(0)), at(date(2026, 6, 10), time(0))),)
    people = {**PROGRAMME.people, "reviewer": Person("reviewer", "board", busy=busy, known=ALWAYS)}
    asked = replace(PROGRAMME, people=people)
    stays = replan(asked, STANDING, frozenset())
    assert moved(STANDING, stays) == set()
    assert stays.programmes[0].cost.required == 1
    moves = replan(asked, STANDING, frozenset({"panel-2"}))
    assert moved(STANDING, moves) == {"panel-2"}
    assert moves.programmes[0].cost.required == 0


def test_a_time_off_the_quarter_hour_or_out_of_hours_can_be_kept() -> None:
    odd = {**STANDING, "panel-1": at(date(2026, 5, 12), time(17, 50))}
    assert moved(odd, replan(PROGRAMME, odd, frozenset())) == set()


def test_what_stands_on_a_day_that_has_become_a_bank_holiday_moves() -> None:
    asked = replace(PROGRAMME, calendar=replace(CALENDAR, bank_holidays=frozenset({date(2026, 6, 9)})))
    assert moved(STANDING, replan(asked, STANDING, frozenset())) == {"panel-2"}


def test_what_people_have_accepted_does_not_move_even_if_it_is_named() -> None:
    asked = with_meeting("panel-1", fixed=STANDING["panel-1"])
    assert moved(STANDING, replan(asked, STANDING, frozenset({"panel-1"}))) == set()


def test_the_three_programmes_differ_only_in_what_moves() -> None:
    found = replan(PROGRAMME, STANDING, frozenset({"panel-2", "event"}))
    assert len(found.programmes) == 3
    for programme in found.programmes:
        stands = {each.key: each.starts for each in programme.placed}
        assert (stands["panel-1"], stands["board"]) == (STANDING["panel-1"], STANDING["board"])


def test_where_nothing_fits_any_more_there_is_no_programme() -> None:
    late = with_meeting("event", earliest=CALENDAR.last)
    assert replan(late, STANDING, frozenset()) == Plan(programmes=())
    assert replan(replace(PROGRAMME, meetings=()), {}, frozenset()) == Plan(programmes=())


@pytest.mark.parametrize("seed", range(20))
def test_as_few_meetings_move_as_in_any_programme_and_none_with_as_few_costs_less(seed: int) -> None:
    """Every choice of days is looked at. Seen to fail with one more meeting moved than need be."""
    rng = np.random.default_rng([seed, 7])
    asked = small(seed)
    before = plan(asked)
    if not before.programmes:
        return
    stands = standing(before)
    place = int(rng.integers(0, len(asked.meetings)))
    changed = list(asked.meetings)
    later = changed[place].earliest + timedelta(days=int(rng.integers(0, 25)))
    changed[place] = replace(changed[place], earliest=later)
    asked = replace(asked, meetings=tuple(changed))
    must = frozenset({asked.meetings[int(rng.integers(0, len(changed)))].key}) if seed % 2 else frozenset()
    found = replan(asked, stands, must)
    best = _fewest_then_cheapest(asked, stands, must)
    assert bool(found.programmes) == (best is not None)
    if best is not None:
        assert (len(moved(stands, found)), cp_sat.weighed(found.programmes[0].cost)) == best


def _fewest_then_cheapest(
    asked: Problem, stands: dict[str, Minutes], must: frozenset[str]
) -> tuple[int, int] | None:
    """Meetings moved, and the least cost with as few: by going through all days of all orders."""
    choices = {each.key: _choices(asked, each, stands[each.key], each.key in must) for each in asked.meetings}
    best: tuple[int, int] | None = None
    for order in orders(asked.meetings):
        reached: dict[date, tuple[int, int]] = {}
        for number, place in enumerate(order):
            each = asked.meetings[place]
            onward: dict[date, tuple[int, int]] = {}
            for day, move, cost in choices[each.key]:
                gone = [
                    so_far
                    for earlier, so_far in reached.items()
                    if cp_sat.keeps_gaps(
                        (asked.meetings[order[number - 1]], each),
                        {asked.meetings[order[number - 1]].key: earlier, each.key: day},
                    )
                ] or ([(0, 0)] if number == 0 else [])
                if gone:
                    least = min(gone)
                    here = (least[0] + move, least[1] + cost)
                    onward[day] = min(onward.get(day, here), here)
            reached = onward
        best = min([*reached.values(), *([best] if best else [])], default=best)
    return best


def _choices(asked: Problem, each: Meeting, stands: Minutes, must: bool) -> list[tuple[date, int, int]]:
    """The days of a meeting, whether it moves there, and its cost; every hour is looked at."""
    if each.fixed is not None:
        return [(day_of(each.fixed), 0, cp_sat.weighed(placed(asked, each, each.fixed).cost))]
    found: dict[tuple[date, int], int] = {}
    for starts in cp_sat.starts(asked, each):
        if starts != stands:
            cost = cp_sat.weighed(placed(asked, each, starts).cost)
            day = (day_of(starts), 1)
            found[day] = min(found.get(day, cost), cost)
    if not must and stands in cp_sat.starts(asked, each):
        found[day_of(stands), 0] = cp_sat.weighed(placed(asked, each, stands).cost)
    return [(day, move, cost) for (day, move), cost in found.items()]
