"""How long a night's figures take over very many reviews, first built and then refreshed.

Run it from the checkout: ``.venv/bin/python tests/benchmarks/monitoring.py [most]``. The reviews went
through the casework once and were copied (`tests/many_reviews.py`); some three in a hundred are
under way. The peer, in the same run, reads everything again each night.
"""

import sys
from datetime import UTC, date, datetime
from math import log
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.table import Row, report
from many_reviews import ManyReviews, many_reviews
from sqlmodel import Session

from models.casework import Office
from models.casework.monitoring import Refreshed, refresh

SIZES = (1_000, 10_000, 100_000)
SECONDS, EXPONENT = 10.0, 1.1
TODAY = date(2026, 11, 2)


def night(database: ManyReviews) -> tuple[float, float, Refreshed]:
    """Give how many seconds a night took, how many of them this program worked, and what it did."""
    begun, worked = perf_counter(), process_time()
    with Session(database.engine) as session, session.begin():
        now = datetime(TODAY.year, TODAY.month, TODAY.day, 3, 20, tzinfo=UTC)
        taken = refresh(Office(session=session, now=now, today=TODAY, by="night"))
    return perf_counter() - begun, process_time() - worked, taken


def measured(sizes: tuple[int, ...]) -> list[Row]:
    """Give the rows of the table: the first build, the night after it, and how both grow."""
    rows, nights = [], []
    with many_reviews() as database:
        for size in sizes:
            database.grow(size)
            first, _, built = night(database)
            seconds, worked, taken = night(database)
            nights.append((taken.reviews, seconds))
            assert taken.broken is None, taken.broken
            rows.append(
                Row(
                    f"a night's figures of {taken.reviews:,} reviews, {taken.read:,} of them read anew",
                    f"first build, {built.read:,} read anew: {first:.1f} s",
                    f"{seconds:.2f} s ({worked:.2f} s without the server)",
                    f"<= {SECONDS:.0f} s",
                    seconds <= SECONDS,
                )
            )
    return [*rows, _growth(nights)]


def _growth(nights: list[tuple[int, float]]) -> Row:
    (few, quick), (many, slow) = nights[0], nights[-1]
    exponent = log(slow / quick) / log(many / few) if many > few else 0.0
    return Row(
        f"growth of a night from {few:,} to {many:,} reviews",
        "linear: 1.0",
        f"exponent {exponent:.2f}",
        f"<= {EXPONENT}",
        exponent <= EXPONENT,
    )


def main() -> int:
    """Print the table; fail where a night of the largest takes too long, or grows faster than the reviews."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    return report(measured(tuple(size for size in SIZES if size <= most)))


if __name__ == "__main__":
    sys.exit(main())
