"""Many reviews planned together: how good the plan is proved to be, in what time and memory.

Run it from the checkout: ``.venv/bin/python tests/benchmarks/joint.py``; it takes about two
minutes. Every size runs in a program of its own, so that its memory is its own. CP-SAT has
its go only if it is asked: ``CPR_BENCH_CP_SAT=30`` gives it so many seconds on 60 reviews.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.table import Row, report
from diary_instances import many
from joint_oracle import least

from models.diaries.many.joint import plan_all
from models.diaries.many.worth import worth
from models.diaries.results import Cost

SECONDS = {15: 8, 30: 15, 60: 30, 120: 60}
"""For so many reviews of eight meetings and 400 people so long."""
MOST = {60: 0.005, 120: 0.03}
MOST_MEGABYTES = 300
SEED = 1


def measured(reviews: int, seconds: float) -> dict[str, Any]:
    """Plan so many reviews for so long."""
    problems = many(SEED, reviews=reviews)
    first = plan_all(problems, lambda: False, SEED)
    begun, used = perf_counter(), process_time()
    until = begun + seconds
    found = plan_all(problems, lambda: perf_counter() < until, SEED)
    assert found.bound <= found.cost <= first.cost
    return {
        "seconds": perf_counter() - begun,
        "processor": process_time() - used,
        "rounds": found.rounds,
        "before": first.total,
        "after": found.total,
        "short": found.short,
        "gap": found.gap,
        "megabytes": getrusage(RUSAGE_SELF).ru_maxrss / 1024,
    }


def apart(reviews: int) -> dict[str, Any]:
    """The same in a program of its own."""
    told = subprocess.run(
        [sys.executable, __file__, str(reviews)], check=True, capture_output=True, text=True
    ).stdout
    found: dict[str, Any] = json.loads(told)
    return found


def rows() -> Iterator[Row]:
    """A row a size, one for memory, one for growth, and one for the peer."""
    seen = {}
    for reviews, seconds in SECONDS.items():
        seen[reviews] = one = apart(reviews)
        most = MOST.get(reviews)
        yield Row(
            f"joint plan, {reviews} reviews x 8 meetings, 400 people",
            f"one after another {_parts(one['before'])}",
            f"{_parts(one['after'])}; proven gap {one['gap']:.3%}, at most {_parts(one['short'])} less,"
            f" in {one['seconds']:.1f} s ({one['processor']:.1f} s of processor, {one['rounds']} rounds)",
            "as it is" if most is None else f"at most {most:.1%} in {seconds} s",
            most is None or one["gap"] <= most,
        )
    yield from _growth(seen)
    yield _peer(seen[60])


def _parts(total: list[int]) -> str:
    required, agencies, members, days = total
    return f"{required} required, {agencies} agencies, {members} points, {days} days"


def _growth(seen: dict[int, dict[str, Any]]) -> Iterator[Row]:
    """Memory at the largest size, and how the time of a round grows."""
    peak = seen[120]["megabytes"]
    yield Row(
        "memory, 120 reviews", "-", f"{peak:.0f} MB", f"under {MOST_MEGABYTES} MB", peak < MOST_MEGABYTES
    )
    each = {size: one["processor"] / max(1, one["rounds"]) for size, one in seen.items()}
    exponent = float(np.polyfit(np.log(list(each)), np.log(list(each.values())), 1)[0])
    told = ", ".join(f"{size}: {1000 * took:.0f} ms" for size, took in each.items())
    yield Row("growth of a round with reviews", "-", f"{told}; exponent {exponent:.2f}", "as it is", met=True)


def _peer(ours: dict[str, Any]) -> Row:
    """What CP-SAT finds, with one worker."""
    seconds = float(os.environ.get("CPR_BENCH_CP_SAT", "0"))
    name, peer = "joint plan, 60 reviews", "CP-SAT, one worker"
    if not seconds:
        return Row(name, peer, "not asked: CPR_BENCH_CP_SAT=30", "as it is", met=True)
    begun = perf_counter()
    found, proved = least(many(SEED), seconds)
    told = "nothing" if found < 0 else f"{found}{' (proved)' if proved else ''}"
    cost = worth(Cost(*ours["after"]))
    return Row(name, peer, f"{told} in {perf_counter() - begun:.0f} s; ours {cost}", "as it is", met=True)


def main() -> int:
    """Print the table; with a number, measure that size alone and print it as JSON."""
    if len(sys.argv) > 1:
        size = int(sys.argv[1])
        sys.stdout.write(json.dumps(measured(size, SECONDS[size])))
        return 0
    return report(rows())


if __name__ == "__main__":
    sys.exit(main())
