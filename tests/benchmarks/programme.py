"""The programme of a review beside its peers: CP-SAT and the greedy ways; ``make bench`` runs it.

Windows are as a review has them: from the beginning until the completion date, held apart by
gaps alone. Diaries are packed rows (``SpanRows``), as they are when they have been read.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

import cp_sat
from diary_instances import instance
from table import Row, report

from models.diaries.meetings.costs import NEVER, unpacked
from models.diaries.problem import Person, Problem
from models.diaries.programmes.chain import Table, chain, forward, gap_between
from models.diaries.programmes.distinct import cheapest
from models.diaries.programmes.lifting import without
from models.diaries.programmes.programme import Solved, plan, plan_of, solved
from models.diaries.programmes.why_not import explain
from models.diaries.results import Cost
from models.diaries.slots import masks, person_rows
from models.diaries.slots.grid import grid
from models.diaries.slots.span_rows import SpanRows

ROUNDS = 5
SEEDS = range(1, 11)
KINDS = ("busy", "tentative", "away", "other_meetings", "barred", "known")


def review(seed: int, *, weeks: int = 26, meetings: int = 8) -> Problem:
    """Fifteen people; each meeting may be on any day until the end, and wishes for its own."""
    problem = instance(seed, weeks=weeks, meetings=meetings)
    wide = {"earliest": problem.calendar.first, "latest": problem.calendar.last}
    people = {
        code: replace(person, **{kind: SpanRows.of(getattr(person, kind)) for kind in KINDS})
        for code, person in problem.people.items()
    }
    return replace(
        problem,
        people=people,
        places={code: SpanRows.of(taken) for code, taken in problem.places.items()},
        meetings=tuple(
            replace(each, **wide, target=each.target or each.earliest) for each in problem.meetings
        ),
    )


def seconds(action: Callable[[], object], times: int = 1) -> list[float]:
    """How long *action* took, in each round."""
    found = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for _ in range(times):
            action()
        found.append((time.perf_counter() - begun) / times)
    return found


def spread(found: list[float]) -> str:
    """The median with the least and the most, in milliseconds."""
    return f"{statistics.median(found) * 1e3:.3g} ms ({min(found) * 1e3:.3g}-{max(found) * 1e3:.3g})"


def main() -> int:
    """Measure, print, and give the exit code."""
    return report([*beside_cp_sat(), from_rows(), *quality(), explanation(), *growth()])


def optimum(ways: Solved) -> Any:  # noqa: ANN401 - the days and the cost
    """The dynamic programme alone: from tables to the days of the best programme."""
    links = chain(ways.problem.meetings)
    return cheapest(links, ways.costs, forward(links, ways.costs))


def tables(ways: Solved) -> cp_sat.Tables:
    """The same tables as CP-SAT takes them."""
    days = grid(ways.problem.calendar).days
    return {
        meeting.key: {
            day: cp_sat.weighed(unpacked(int(cost)))
            for day, cost in zip(days, table.cost, strict=True)
            if cost < NEVER
        }
        for meeting, table in zip(ways.problem.meetings, ways.tables, strict=True)
    }


def beside_cp_sat() -> Iterator[Row]:
    """From the same tables to the same cost, with one worker; a Boolean a day was its quickest model."""
    ratios, ours, theirs = [], [], []
    for seed in list(SEEDS)[:3]:
        ways = solved(review(seed))
        given = tables(ways)
        oracle = cp_sat.solve(ways.problem, given)
        assert oracle is not None
        assert oracle.cost == unpacked(optimum(ways).cost)
        mine = seconds(lambda ways=ways: optimum(ways), 50)
        other = seconds(lambda ways=ways, given=given: cp_sat.solve(ways.problem, given))
        ratios.append(statistics.median(other) / statistics.median(mine))
        ours += mine
        theirs += other
    yield Row(
        "programme of 8, DP alone",
        f"CP-SAT, one worker, {spread(theirs)}",
        f"{spread(ours)}: {statistics.median(ratios):.0f} x ({min(ratios):.0f}-{max(ratios):.0f})",
        ">= 1000 x",
        statistics.median(ratios) >= 1_000,
    )


def from_rows() -> Row:
    """From the rows of the diaries to three programmes, all alternatives and last days."""
    problem = review(1)
    expected = plan(problem)

    def anew() -> None:
        masks.forget()
        person_rows.forget()
        assert plan(problem).proved == expected.proved

    anew()
    found = [least for _ in range(3) for least in seconds(anew)]
    rows = sum(len(getattr(person, kind)) for person in problem.people.values() for kind in KINDS)
    return Row(
        f"programme of 8, from {rows} rows, alternatives included",
        "-",
        spread(found),
        "<= 10 ms",
        statistics.median(found) <= 0.010,
    )


def quality() -> Iterator[Row]:
    """The optimum beside CP-SAT's; and how many more days the greedy ways take where everybody is free.

    With diaries as they are the greedy ways lack more people, or get stuck: that is counted, not divided.
    """
    equal, stuck, worse = 0, dict.fromkeys(GREEDY, 0), dict.fromkeys(GREEDY, 0)
    days: dict[str, list[float]] = {name: [] for name in GREEDY}
    for seed in SEEDS:
        ways = solved(review(seed))
        best = plan_of(ways).programmes[0].cost
        oracle = cp_sat.solve(ways.problem, tables(ways))
        equal += oracle is not None and oracle.cost == best
        free = solved(_everybody_free(ways.problem))
        for name, way in GREEDY.items():
            cost, with_all_free = way(ways), way(free)
            assert cost is None or cost >= best
            stuck[name] += cost is None
            worse[name] += cost is not None and cost[:3] > best[:3]
            if with_all_free is not None and free.cost is not None:
                days[name].append(with_all_free.days / free.cost.days)
    count = len(SEEDS)
    seen = f"{equal / count:.3f} of {count} instances the same"
    yield Row("programme quality", "CP-SAT's optimum", seen, "1.000", equal == count)
    for name, found in days.items():
        seen = f"{statistics.mean(found):.2f} x the best days with everybody free ({len(found)} of {count}); "
        seen += f"as they are: more people lacking in {worse[name]}, stuck in {stuck[name]} of {count}"
        yield Row("programme quality", name, seen, "-", met=True)


def _everybody_free(problem: Problem) -> Problem:
    always = ((-(1 << 40), 1 << 40),)
    people = {code: Person(code, person.agency, known=always) for code, person in problem.people.items()}
    return replace(problem, people=people)


def earliest(ways: Solved) -> Cost | None:
    """Each meeting on the first day on which nobody required is missing; else on the first there is."""
    return _greedy(ways, _first_full)


def best_days(ways: Solved) -> Cost | None:
    """Each meeting on the day that is best for it alone."""
    return _greedy(ways, lambda table, days: min(days, key=lambda day: int(table[day])))


def _first_full(table: Table, days: list[int]) -> int:
    return next((day for day in days if not unpacked(int(table[day])).required), days[0])


def _greedy(ways: Solved, choose: Callable[[Table, list[int]], int]) -> Cost | None:
    day, whole = None, Cost()
    meetings = ways.problem.meetings
    for place, table in enumerate(ways.costs):
        possible = [int(each) for each in np.flatnonzero(table < NEVER)]
        if day is not None:
            least, most = gap_between(meetings[place - 1], meetings[place])
            possible = [
                each for each in possible if least <= each - day and (most is None or each - day <= most)
            ]
        if not possible:
            return None
        day = choose(table, possible)
        whole = whole.plus(unpacked(int(table[day])))
    return whole


GREEDY: dict[str, Callable[[Solved], Cost | None]] = {
    "earliest first": earliest,
    "best day each step": best_days,
}


def explanation() -> Row:
    """Why a programme lacks people and what would help; each named cause is then solved without."""
    problem = review(1)
    found = plan(problem)
    why = explain(problem, found)
    assert why.gains
    for gain in why.gains:
        assert plan(without(problem, gain.lifted)).proved == gain.cost
    took = seconds(lambda: explain(problem, found), 3)
    return Row(
        f"explanation, {len(why.gains)} causes, each verified by solving without it",
        "-",
        spread(took),
        "<= 100 ms",
        statistics.median(took) <= 0.100,
    )


def growth() -> Iterator[Row]:
    """How the dynamic programme and the whole plan grow."""
    for name, sizes, made in (
        ("meetings", (4, 8, 16, 32), lambda n: review(1, weeks=104, meetings=n)),
        ("weeks", (13, 26, 52, 104), lambda n: review(1, weeks=n)),
    ):
        alone, whole = [], []
        for size in sizes:
            ways = solved(made(size))
            alone.append(statistics.median(seconds(lambda ways=ways: optimum(ways), 10)))
            whole.append(statistics.median(seconds(lambda ways=ways: plan(ways.problem))))
        for what, took in (("DP alone", alone), ("diaries read before", whole)):
            figures = ", ".join(
                f"{size}: {each * 1e3:.3g} ms" for size, each in zip(sizes, took, strict=True)
            )
            slope = float(np.polyfit(np.log(sizes), np.log(took), 1)[0])
            yield Row(f"growth with {name}, {what}", "-", f"{figures}; exponent {slope:.2f}", "-", met=True)


if __name__ == "__main__":
    sys.exit(main())
