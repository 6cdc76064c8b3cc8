"""What of a joint plan is worth proposing: a date is changed only where that is better beside all others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.diaries.many.beside import Starts, cost_of, one_after_another, put, taken
from models.diaries.meetings.attendance import day_table
from models.diaries.meetings.costs import NEVER
from models.diaries.problem import Minutes, Problem
from models.diaries.programmes import programme
from models.diaries.results import Cost, Placed, Plan, Programme
from models.diaries.slots.grid import day_of, grid

_ROUNDS = 5


@dataclass(frozen=True)
class Worth:
    """What is worth proposing, review by review.

    Attributes:
        plans: for each review that should change its best programmes beside all others.
        programmes: the programme of every review then: what stands, or the first that is proposed.
        before: what the programmes cost together that stood as a whole.
        after: what those cost together then.
    """

    plans: Mapping[str, Plan]
    programmes: Mapping[str, tuple[Placed, ...]]
    before: Cost
    after: Cost


def worth_proposing(
    problems: Mapping[str, Problem],
    standing: Mapping[str, Starts],
    joint: Mapping[str, Starts],
    invited: frozenset[str],
) -> Worth:
    """Say which reviews should be proposed another programme than stands.

    Nobody is in two meetings at once in what comes out. A review whose programme stands keeps
    it unless another is better beside all the others; where people have been invited already,
    better means that fewer of them are missing: nobody's diary is changed for a few days. A
    review that the plan of all together leaves out stays where it stands, and the others beside it.

    Args:
        problems: every review's, by its reference; one with nothing to plan has no place here.
        standing: when the meetings of each review are now, as far as all of them have a time.
        joint: when they would be in the plan of all together.
        invited: the reviews to whose dates people have been invited.
    """
    left_out = {name: starts for name, starts in standing.items() if name in problems and name not in joint}
    programmes = one_after_another(problems, {**left_out, **joint}, first=left_out)
    whole = {name: standing[name] for name in programmes if _is_whole(problems[name], standing.get(name, {}))}
    changing = []
    for name in joint:
        problem = _beside_the_others(problems, programmes, name)
        kept = _kept(problem, whole.get(name), people_alone=name in invited)
        if kept is None:
            changing.append(name)
        else:
            programmes[name] = kept
    plans = _settled(problems, programmes, changing)
    return Worth(
        plans,
        programmes,
        before=_together(one_after_another(problems, whole)),
        after=_together({name: programmes[name] for name in whole}),
    )


def _beside_the_others(
    problems: Mapping[str, Problem], programmes: Mapping[str, tuple[Placed, ...]], name: str
) -> Problem:
    return taken(each for other, each in programmes.items() if other != name).beside(problems[name])


def _settled(
    problems: Mapping[str, Problem], programmes: dict[str, tuple[Placed, ...]], changing: Sequence[str]
) -> dict[str, Plan]:
    """Let each review that changes have its best programme beside the others, until none finds a better one.

    Then whichever of its programmes is chosen, nobody is in one of the others' first at that
    time. Should that not come about in a few rounds, it holds for the first programmes alone.
    """
    plans: dict[str, Plan] = {}
    for _ in range(_ROUNDS):
        better = False
        for name in changing:
            problem = _beside_the_others(problems, programmes, name)
            stays = put(problem, {each.key: each.starts for each in programmes[name]})
            plan = programme.plan(problem)
            if plan.programmes[0].cost < cost_of(stays):
                better, stays = True, plan.programmes[0].placed
            programmes[name] = stays
            plans[name] = _first(plan, Programme(stays, cost_of(stays)))
        if not better:
            break
    return plans


def _first(plan: Plan, chosen: Programme) -> Plan:
    """Put the one that is meant first, where another is as good."""
    others = [each for each in plan.programmes if _starts(each) != _starts(chosen)]
    return replace(plan, programmes=(chosen, *others)[: len(plan.programmes)])


def _starts(given: Programme) -> dict[str, Minutes]:
    return {each.key: each.starts for each in given.placed}


def _is_whole(problem: Problem, starts: Starts) -> bool:
    return {each.key for each in problem.meetings} <= set(starts)


def _kept(problem: Problem, was: Starts | None, *, people_alone: bool) -> tuple[Placed, ...] | None:
    """Give the programme that stands if there is no better one; nothing where another should be proposed."""
    if was is None or not _is_possible(problem, was):
        return None
    stays = put(problem, was)
    best = programme.plan(problem, programmes=1, alternatives=0).proved
    assert best is not None, "a programme that stands is one"
    costs = [cost_of(stays), best]
    if people_alone:
        costs = [each._replace(days=0) for each in costs]
    return stays if costs[0] <= costs[1] else None


def _is_possible(problem: Problem, starts: Starts) -> bool:
    """Say whether each meeting that may move can still be on its day."""
    on = grid(problem.calendar)
    return all(
        day_table(problem, each).cost[on.day_index(day_of(starts[each.key]))] < NEVER
        for each in problem.meetings
        if each.fixed is None
    )


def _together(programmes: Mapping[str, tuple[Placed, ...]]) -> Cost:
    return cost_of(meeting for each in programmes.values() for meeting in each)
