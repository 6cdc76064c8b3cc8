"""How fast a diary is expanded, beside recurring-ical-events in the same run; their answers are the same.

Run it from the checkout: ``.venv/bin/python tests/benchmarks/diaries.py [ENTRIES]``. Half of the
entries repeat; both libraries look at fifteen months.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from diary_calendars import Diarist
from diary_oracle import ASKED, WANTED, oracle
from table import Row, report

from models.diaries.read.readings import Read
from tasks.diaries.busy import read
from tasks.diaries.reading import read_calendar

ENTRIES = 2_000
ROUNDS = 5
AT_LEAST = 3.0
"""Times as fast as the other library."""
MOST_SECONDS = 2.0
"""For the whole: looked at, handed to a program of its own, expanded there, brought back."""


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Give the median time of the processor that some work takes, and how far the rounds lie apart."""
    took = []
    for _ in range(rounds):
        began = process_time()
        work()
        took.append(process_time() - began)
    return median(took), max(took) - min(took)


def rows(entries: int) -> list[Row]:
    """Measure."""
    content = Diarist(4).calendar(entries)
    ours = list(read(content, ASKED).blocks)
    if ours != oracle(content):
        sys.exit("the two libraries do not agree")
    mine, spread = seconds(lambda: read(content, ASKED))
    theirs, their_spread = seconds(lambda: oracle(content), rounds=3)
    whole = isinstance(read_calendar(content, WANTED), Read)
    return [
        Row(
            f"{entries} entries expanded, {len(ours)} busy times",
            f"recurring-ical-events {theirs:.2f} s (± {their_spread / 2:.2f})",
            f"{mine:.2f} s (± {spread / 2:.2f}): {theirs / mine:.1f} x",
            f">= {AT_LEAST:.0f} x",
            theirs / mine >= AT_LEAST,
        ),
        Row(
            "the same under limits, in a program of its own",
            "none",
            "read" if whole else "ended by a limit",
            f"read within {MOST_SECONDS:.0f} s",
            whole,
        ),
    ]


def main(entries: int) -> int:
    """Print the table and give the exit code."""
    return report(rows(entries))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES))
