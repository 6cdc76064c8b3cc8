"""One meeting, from the rows of all diaries: how long the planner takes, beside others who answer the same.

Run it from the checkout: ``.venv/bin/python tests/benchmarks/one_meeting.py``. The rows are as
they are when diaries have been read from the record (``SpanRows``, a sequence of pairs): nothing made of
them before is used, and the calendar's own slots are not counted. The scan has its rows as
datetimes, the sweep as whole numbers; neither has to convert them. Every answer is asserted
to be the same before anything is timed: the five best days, each with its hour and its cost.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from math import log
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

import naive_planner
import swept_planner
from diary_instances import FIRST, as_read, instance, rows
from table import Row, report

from models.diaries.meetings.costs import unpacked
from models.diaries.meetings.one_meeting import best, best_hours
from models.diaries.problem import Problem
from models.diaries.slots import masks, person_rows

LEAST_AGAINST_THE_SCAN, MOST_AGAINST_TOUCHING = 500.0, 2.0
ROUNDS, MANY = 5, 60
_KINDS = ("busy", "tentative", "away")


def whole_window(seed: int, *, people: int = 15, weeks: int = 26, slot: int = 15) -> Problem:
    """One meeting of everybody that may be on any day of the calendar."""
    made = as_read(instance(seed, people=people, weeks=weeks))
    calendar = replace(made.calendar, slot=slot)
    target = FIRST + timedelta(weeks=weeks // 3)
    panel = replace(
        made.meetings[0], earliest=calendar.first, latest=calendar.last, target=target, due=target
    )
    return replace(made, meetings=(panel,), calendar=calendar)


def from_rows(problem: Problem) -> tuple[tuple[int, int], ...]:
    """The five best days, with nothing kept from before."""
    masks.forget()
    person_rows.forget()
    return best_hours(problem, "panel-1")


def touch(problem: Problem) -> int:
    """Add both ends of every row, in the plainest loop."""
    whole = 0
    for person in problem.people.values():
        for kind in _KINDS:
            for since, until in getattr(person, kind):
                whole += since + until
    return whole


def as_pairs(problem: Problem) -> Problem:
    """The same with rows that are plain pairs of Python's own numbers."""
    people = {
        code: replace(person, **{kind: tuple(getattr(person, kind)) for kind in _KINDS})
        for code, person in problem.people.items()
    }
    return replace(problem, people=people)


def seconds(
    task: Callable[[], object], times: int = MANY, of: Callable[[list[float]], float] = median
) -> float:
    """The median (or what else is wanted) of so many runs in a row, after one that is not counted."""
    task()
    taken = []
    for _ in range(times):
        begun = perf_counter()
        task()
        taken.append(perf_counter() - begun)
    return of(taken)


def in_turns(*tasks: Callable[[], float]) -> list[list[float]]:
    """Each measured five times, in turns, so that a busy machine is busy for all of them."""
    rounds = [[task() for task in tasks] for _ in range(ROUNDS)]
    return [list(one) for one in zip(*rounds, strict=True)]


def spread(each: list[float], unit: str = "", scale: float = 1.0) -> str:
    """The median, the least and the most."""
    return f"{median(each) * scale:.3g}{unit} ({min(each) * scale:.3g}-{max(each) * scale:.3g})"


def agree(problem: Problem) -> None:
    """Assert that planner, scan and sweep give the same five days, hours and costs."""
    [panel] = problem.meetings
    ours = [(naive_planner.stretches([(at, at)])[0][0], unpacked(cost)) for at, cost in from_rows(problem)]
    assert ours == naive_planner.top(naive_planner.days(problem, panel))
    assert ours == naive_planner.top(swept_planner.days(problem, panel))


def measured() -> list[Row]:
    """The rows of the table for 15 people and 26 weeks."""
    problem = whole_window(1)
    [panel] = problem.meetings
    agree(problem)
    diaries, lines = naive_planner.diaries(problem.people.values()), swept_planner.lines(problem)
    pairs = as_pairs(problem)
    ours, scan, sweep, touching, touching_pairs, told = in_turns(
        lambda: seconds(lambda: from_rows(problem)),
        lambda: seconds(lambda: naive_planner.top(naive_planner.days(problem, panel, diaries)), 1),
        lambda: seconds(lambda: naive_planner.top(swept_planner.days(problem, panel, lines)), 1),
        lambda: seconds(lambda: touch(problem)),
        lambda: seconds(lambda: touch(pairs)),
        lambda: seconds(lambda: best(problem, "panel-1"), 5),
    )
    against_scan = [theirs / mine for theirs, mine in zip(scan, ours, strict=True)]
    against_sweep = [theirs / mine for theirs, mine in zip(sweep, ours, strict=True)]
    floor = [mine / theirs for mine, theirs in zip(ours, touching, strict=True)]
    pairs_floor = [mine / theirs for mine, theirs in zip(ours, touching_pairs, strict=True)]
    name = f"one meeting, 15 people x 26 weeks, {len(rows(problem))} packed rows"
    return [
        Row(
            name,
            f"naive datetime scan, {spread(scan, ' s')}",
            f"{spread(ours, ' ms', 1e3)}: {spread(against_scan)} x",
            f">= {LEAST_AGAINST_THE_SCAN:g} x",
            median(against_scan) >= LEAST_AGAINST_THE_SCAN,
        ),
        Row(
            name, f"event sweep, {spread(sweep, ' ms', 1e3)}", f"{spread(against_sweep)} x", "shown", met=True
        ),
        Row(
            name,
            f"touching each of the same rows once, {spread(touching, ' ms', 1e3)}",
            f"{spread(floor)} x",
            f"<= {MOST_AGAINST_TOUCHING:g} x",
            median(floor) <= MOST_AGAINST_TOUCHING,
        ),
        Row(
            name,
            f"touching each row once as a plain pair, {spread(touching_pairs, ' ms', 1e3)}",
            f"{spread(pairs_floor)} x",
            "shown",
            met=True,
        ),
        Row(
            name,
            "told in full: who comes, and who stands against each other day",
            spread(told, " ms", 1e3),
            "shown",
            met=True,
        ),
    ]


def growth() -> list[Row]:
    """How the time grows with people, weeks and the fineness of slots, and the exponent fitted to it.

    The least time of many is taken: a long run is more often interrupted than a short one.
    """
    grown = {
        "people": [(n, whole_window(2, people=n)) for n in (5, 10, 20, 40, 80)],
        "weeks": [(n, whole_window(2, weeks=n)) for n in (13, 26, 52, 104)],
        "slots an hour": [(60 // n, whole_window(2, slot=n)) for n in (30, 15, 5)],
    }
    return [_grown(what, problems) for what, problems in grown.items()]


def _grown(what: str, problems: list[tuple[int, Problem]]) -> Row:
    taken = [(size, seconds(partial(from_rows, problem), of=min)) for size, problem in problems]
    seen = ", ".join(f"{size}: {took * 1e3:.2f} ms" for size, took in taken)
    return Row(
        f"one meeting by {what}", "itself", f"{seen}; exponent {exponent(taken):.2f}", "shown", met=True
    )


def exponent(taken: list[tuple[int, float]]) -> float:
    """The slope of the straight line through the logarithms of sizes and times."""
    xs, ys = [log(size) for size, _ in taken], [log(took) for _, took in taken]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    across = sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True))
    return across / sum((x - middle_x) ** 2 for x in xs)


if __name__ == "__main__":
    sys.exit(report([*measured(), *growth()]))
