"""How long the ledger of delays takes: of one review, and of a hundred thousand.

Run it from the checkout: ``.venv/bin/python tests/benchmarks/ledger.py [REVIEWS]``. The reviews
went through the casework and were copied (`many_reviews`), in PostgreSQL: that of the tests. Two
programs share the reviews, as an office with two processors would let them. The peer is
the way that comes to mind first: one review after another, each read for itself.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from math import log
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import monotonic

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from many_reviews import ManyReviews, many_reviews
from sqlalchemy import create_engine
from sqlmodel import Session, col, select
from table import Row, report

from models.casework import on_record
from models.casework.delay_causes import account_of
from models.casework.delays_together import ALL, add_up
from models.guidance.delays import Together
from models.records import Review

REVIEWS = 100_000
AS_OF = date(2025, 1, 1)
_PROGRAMS = 2
_SAMPLE = 500
_MOST_MILLISECONDS, _MOST_SECONDS, _MOST_EXPONENT = 5.0, 60.0, 1.15


def part(url: str, reviews: list[int]) -> tuple[int, int]:
    """Add up the days of some reviews in a program of their own: how many they are, and their days."""
    engine = create_engine(url)
    with Session(engine) as session:
        found = add_up(on_record.read(session, reviews=reviews, as_of=AS_OF), by="board")[ALL].together
    engine.dispose()
    _ties(found)
    return found.reviews, found.elapsed


def _ties(found: Together) -> None:
    if found.working + found.attributed + found.unexplained != found.elapsed:
        message = "the days do not tie"
        raise AssertionError(message)


def all_of_them(many: ManyReviews, programs: ProcessPoolExecutor) -> float:
    """Give the seconds that the ledgers of all reviews take."""
    began = monotonic()
    with Session(many.engine) as session:
        keys = list(session.exec(select(Review.id).order_by(col(Review.id))))
    each = -(-len(keys) // (4 * _PROGRAMS))
    parts = [[key for key in keys[n : n + each] if key] for n in range(0, len(keys), each)]
    url = many.engine.url.render_as_string(hide_password=False)
    list(programs.map(part, [url] * len(parts), parts))
    return monotonic() - began


def one_by_one(many: ManyReviews) -> list[float]:
    """Give the milliseconds of single reviews, each read for itself: every n-th one of them."""
    took = []
    with Session(many.engine) as session:
        keys = session.exec(select(Review.id).order_by(col(Review.id))).all()
        for key in keys[:: max(len(keys) // _SAMPLE, 1)]:
            review = session.get_one(Review, key)
            began = monotonic()
            account_of(on_record.one(session, review, as_of=AS_OF))
            took.append((monotonic() - began) * 1000)
            session.expunge_all()
    return took


def main(most: int) -> int:
    """Measure, print the figures and the growth, and give the exit code."""
    sizes = [size for size in (most // 100, most // 10, most) if size >= 10]
    seconds = {}
    with many_reviews() as many, ProcessPoolExecutor(_PROGRAMS, get_context("spawn")) as programs:
        all_of_them(many, programs)  # the programs have started, and read what the guidance says
        for size in sizes:
            many.grow(size)
            seconds[many.count] = all_of_them(many, programs)
            sys.stdout.write(f"{many.count} reviews: {seconds[many.count]:.1f} s\n")
            sys.stdout.flush()
        singly = one_by_one(many)
    first, *_, last = seconds
    before = list(seconds)[-2]
    exponent = log(seconds[last] / seconds[before]) / log(last / before)
    naive = sum(singly) / len(singly) * last / 1000
    slowest = sorted(singly)[int(len(singly) * 0.99)]
    return report(
        [
            Row(
                "the ledger of one review",
                f"{len(singly)} of them, one by one",
                f"median {median(singly):.1f} ms, 99 of 100 within {slowest:.1f} ms",
                f"< {_MOST_MILLISECONDS:.0f} ms",
                median(singly) < _MOST_MILLISECONDS,
            ),
            Row(
                f"the ledgers of {last} reviews",
                f"each read for itself: {naive:.0f} s",
                f"{seconds[last]:.1f} s",
                f"< {_MOST_SECONDS:.0f} s",
                seconds[last] < _MOST_SECONDS,
            ),
            Row(
                "growth",
                f"from {first} to {last} reviews",
                f"exponent {exponent:.2f} over the last tenfold",
                f"< {_MOST_EXPONENT}",
                exponent < _MOST_EXPONENT,
            ),
        ]
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else REVIEWS))
