"""How long the sweep looks for what is due today, among ten thousand open actions and among a million.

Run it from the checkout: ``.venv/bin/python tests/benchmarks/sweep.py``. The server is that
of the tests (``CPR_TEST_DATABASE_URL``, else an embedded one); each size has a database of its own.
"""

import os
import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from conftest import _database, _embedded, _external
from sqlalchemy import create_engine, text
from sqlmodel import Session

from models.casework.unanswered import reviews_to_look_at
from models.records import migrate

TODAY = date(2026, 3, 2)
SIZES = (10_000, 1_000_000)
DUE_TODAY = 100
ROUNDS = 200
MOST_MILLISECONDS, MOST_RATIO = 10.0, 2.0

_REVIEWS = (
    "INSERT INTO review (reference, slug, board_code, completion_anchor, synthetic, opened_at, generation)"
    " SELECT 'CPR ' || n, 'cpr-' || n, 'example', 'referral', false, now(), 1"
    " FROM generate_series(1, :actions / 10) n"
)
_ACTIONS = (
    "INSERT INTO action (review_id, stage, milestone, subject, round, role, act_by, remind_on, source,"
    " provenance, state, opened_at, attempt)"
    " SELECT 1 + n % (:actions / 10), 'S10', 'timelines', n::text, 1, 'agency_lead', :today,"
    " CASE WHEN n <= :due THEN :today ELSE :today + 1 + n % 250 END,"
    " '', '', 'open', now(), 0 FROM generate_series(1, :actions) n"
)


def fill(url: str, actions: int) -> None:
    """Write so many open actions, of which always the same number is due today."""
    given = {"actions": actions, "due": DUE_TODAY, "today": TODAY}
    with create_engine(url).begin() as connection:
        for rows in (_REVIEWS, _ACTIONS):
            connection.execute(text(rows), given)
    with create_engine(url, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("VACUUM ANALYZE"))


def measured(sessions: dict[int, Session]) -> dict[int, float]:
    """Give the median of the time that it takes, in milliseconds, the sizes measured by turns."""
    times: dict[int, list[float]] = {actions: [] for actions in sessions}
    for _ in range(ROUNDS):
        for actions, session in sessions.items():
            begun = perf_counter()
            found = reviews_to_look_at(session, TODAY)
            times[actions].append((perf_counter() - begun) * 1000)
            assert len(found) == DUE_TODAY
    return {actions: median(each[ROUNDS // 10 :]) for actions, each in times.items()}


def main() -> int:
    """Print a line a size and the ratio; fail above what is promised."""
    url = os.environ.get("CPR_TEST_DATABASE_URL")
    with ExitStack() as stack:
        server = stack.enter_context(_external(url) if url else _embedded())
        sessions = {}
        for actions in SIZES:
            own = stack.enter_context(_database(server))
            migrate.upgrade(own.owner_url)
            fill(own.owner_url, actions)
            engine = create_engine(own.application_url)
            stack.callback(engine.dispose)
            sessions[actions] = stack.enter_context(Session(engine))
        took = measured(sessions)
    for actions, milliseconds in took.items():
        say(f"{actions:>9,} open actions, {DUE_TODAY} of them due today: found in {milliseconds:.2f} ms")
    ratio, slowest = took[SIZES[1]] / took[SIZES[0]], max(took.values())
    say(f"ratio {ratio:.2f} (at most {MOST_RATIO}), slowest {slowest:.2f} ms (at most {MOST_MILLISECONDS})")
    return int(ratio > MOST_RATIO or slowest > MOST_MILLISECONDS)


def say(line: str) -> None:
    """Print a figure."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
