"""What of a joint plan is proposed: nobody is in two meetings, a date changes only where that is better."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

import pytest
from diary_instances import many

from models.diaries.many.beside import Starts, cost_of, one_after_another, put, taken
from models.diaries.many.nightly import worth_proposing
from models.diaries.meetings.attendance import placed
from models.diaries.problem import Problem
from models.diaries.programmes import programme
from models.diaries.results import Cost, Placed

NOBODY: frozenset[str] = frozenset()


def small(seed: int) -> dict[str, Problem]:
    """Six reviews that begin together and share thirty people."""
    return many(seed, reviews=6, people=30, meetings=4, weeks=16, over=2)


def alone(problems: Mapping[str, Problem]) -> dict[str, Starts]:
    """Plan each review as if there were no other."""
    return {name: starts_of(programme.plan(each).programmes[0].placed) for name, each in problems.items()}


def starts_of(programme_: Iterable[Placed]) -> dict[str, int]:
    return {each.key: each.starts for each in programme_}


def twice(programmes: Iterable[Iterable[Placed]]) -> list[str]:
    """Give who would be in two meetings at once."""
    spans = defaultdict(list)
    for each in (one for own in programmes for one in own):
        for code in each.comes:
            spans[code].append((each.starts, each.ends))
    for rows in spans.values():
        rows.sort()
    return [
        code for code, rows in spans.items() if any(before[1] > after[0] for before, after in pairwise(rows))
    ]


@pytest.mark.parametrize("seed", range(6))
def test_nobody_is_in_two_meetings_of_what_comes_out(seed: int) -> None:
    """From plans that were each made alone. Seen to fail with `beside` that takes nobody's time."""
    problems = small(seed)
    starts = alone(problems)
    overlapping = [put(problem, starts[name]) for name, problem in problems.items()]
    assert twice(overlapping), "the example has nothing to show"

    found = worth_proposing(problems, {}, starts, NOBODY)
    assert set(found.plans) == set(found.programmes) == set(problems)
    assert twice(found.programmes.values()) == []
    for name, plan in found.plans.items():
        others = [each for other, each in found.programmes.items() if other != name]
        for each in plan.programmes:
            assert twice([*others, each.placed]) == [], "nor in any of the three"


def test_nobody_is_wanted_for_a_meeting_of_a_review_that_was_left_out() -> None:
    """Its meetings stand. Seen to fail with none but the reviews of the joint plan beside each other."""
    problems = small(2)
    starts = alone(problems)
    out, *joint = sorted(problems)
    stays = put(problems[out], starts[out])
    others = [put(problems[name], starts[name]) for name in joint]
    assert set(twice([stays, *others])) - set(twice(others)), "the example has nothing to show"

    found = worth_proposing(
        problems, {out: starts[out]}, {name: starts[name] for name in joint}, frozenset({out})
    )

    assert out not in found.plans
    assert found.programmes[out] == stays
    assert twice(found.programmes.values()) == []


def test_what_stands_and_is_as_good_is_left_alone() -> None:
    problems = small(1)
    settled = worth_proposing(problems, {}, alone(problems), NOBODY).programmes
    standing = {name: starts_of(each) for name, each in settled.items()}
    again = worth_proposing(problems, standing, standing, NOBODY)
    assert again.plans == {}
    assert again.before == again.after == cost_of(one for each in settled.values() for one in each)


def everybody_free(problem: Problem) -> Problem:
    free = {
        code: replace(each, busy=(), tentative=(), away=(), known=((0, 1 << 40),))
        for code, each in problem.people.items()
    }
    return replace(problem, people=free)


def fewer_days_alone(problem: Problem) -> dict[str, int]:
    """Give a programme to which as many people come as to the best one, on days that are not as good."""
    plan = programme.plan(problem)
    for each in (row for rows in plan.alternatives.values() for row in rows):
        if each.whole[:3] == plan.programmes[0].cost[:3] and each.whole > plan.programmes[0].cost:
            meetings = tuple(
                replace(one, fixed=each.placed.starts) if one.key == each.placed.key else one
                for one in problem.meetings
            )
            return starts_of(programme.plan(replace(problem, meetings=meetings)).programmes[0].placed)
    raise AssertionError("the example has nothing to show")


def test_what_is_better_for_a_few_days_alone_is_proposed_where_nobody_has_been_invited() -> None:
    """Once people have the date in their diaries it stays. Seen to fail with the days counted there, too."""
    name, problem = "CPR 1", everybody_free(small(2)["CPR 1"])
    best = programme.plan(problem).programmes[0]
    worse = fewer_days_alone(problem)
    joint = {name: starts_of(best.placed)}
    assert set(worth_proposing({name: problem}, {name: worse}, joint, NOBODY).plans) == {name}
    assert worth_proposing({name: problem}, {name: worse}, joint, frozenset({name})).plans == {}


def test_what_stands_and_cannot_be_any_more_is_proposed_anew() -> None:
    """Seen to fail with what stands taken as possible."""
    [(name, problem)] = list(small(3).items())[:1]
    best = starts_of(programme.plan(problem).programmes[0].placed)
    on = programme.plan(problem).programmes[0].placed[0].on
    closed = replace(problem.calendar, closures={"north": frozenset({on})})
    shut = replace(problem, calendar=closed)
    joint = {name: starts_of(programme.plan(shut).programmes[0].placed)}
    assert set(worth_proposing({name: shut}, {name: best}, joint, frozenset({name})).plans) == {name}


def test_a_programme_that_stands_only_in_part_is_planned_and_counts_neither_before_nor_after() -> None:
    problems = small(4)
    joint = alone(problems)
    first, *_ = sorted(problems)
    part = dict(list(joint[first].items())[:2])
    found = worth_proposing(problems, {first: part}, joint, NOBODY)
    assert first in found.plans
    assert found.before == found.after == Cost()


def test_whoever_comes_to_one_meeting_is_missing_in_another_at_that_time_and_so_is_the_place() -> None:
    problems = small(5)
    (one, problem), (_, other) = list(problems.items())[:2]
    meeting = placed(problem, problem.meetings[0], alone(problems)[one]["panel-1"])
    at_place = replace(meeting, place="county-hall")
    beside = taken([[at_place]]).beside(other)
    span = (meeting.starts, meeting.ends)
    for code, each in beside.people.items():
        assert (span in each.other_meetings) == (code in meeting.comes)
    assert span in beside.places["county-hall"]
    assert beside.meetings == other.meetings


def test_one_after_another_leaves_out_what_has_no_time() -> None:
    problems = small(0)
    name = min(problems)
    assert one_after_another(problems, {name: {}, "CPR 999": {}}) == {name: ()}
