"""How long the national figures take from rows, and how that grows.

Run it from the checkout: ``.venv/bin/python tests/benchmarks/national.py``. Seeded rows of
invented Boards, twenty-five steps a review. The peer reads the same steps once in a plain
loop and counts them, which is the least that anybody could do.
"""

import sys
from collections import Counter
from math import log
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.table import Row, report
from monitored import many

from models.monitoring.national import picture

SIZES = (1_000, 10_000, 100_000)
SECONDS, EXPONENT, ROUNDS = 4.0, 1.15, 3


def seconds(size: int) -> tuple[float, float]:
    """Give the best time of a picture of so many referrals, and of the plain loop over its steps."""
    rows = many(size)
    drawn, counted = [], []
    for _ in range(ROUNDS):
        begun = perf_counter()
        picture(rows)
        drawn.append(perf_counter() - begun)
        begun = perf_counter()
        seen: Counter[tuple[str, str, str]] = Counter()
        for row in rows.steps:
            seen[row.stage, row.milestone, row.state] += 1
        counted.append(perf_counter() - begun)
    return min(drawn), min(counted)


def main() -> int:
    """Print the figures beside the plain loop's."""
    times = {size: seconds(size) for size in SIZES}
    rows = [
        Row(
            f"national picture of {size} referrals, {size * 25} steps",
            f"plain loop over the steps alone {loop:.3f} s",
            f"{whole:.3f} s",
            f"under {SECONDS:g} s",
            whole < SECONDS,
        )
        for size, (whole, loop) in times.items()
    ]
    least, most = SIZES[0], SIZES[-1]
    grown = log(times[most][0] / times[least][0]) / log(most / least)
    rows.append(
        Row("its growth", "linear 1.00", f"exponent {grown:.2f}", f"under {EXPONENT}", grown < EXPONENT)
    )
    return report(rows)


if __name__ == "__main__":
    sys.exit(main())
