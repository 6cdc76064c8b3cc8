"""How long the stock-take's page takes from a night's figures, beside counting its rows anew.

Run it from the checkout: ``.venv/bin/python tests/benchmarks/stock_take.py``. The figures are as a
snapshot keeps them: JSON, which is read back. The peer makes the same figures of 10,000 rows.
"""

import json
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.table import Row, report
from monitored import many

from models.guidance.words import Language
from models.monitoring.national import from_plain, picture, plain
from tasks.papers.pages import page
from tasks.papers.stock_take import contents

ROWS, TIMES = 10_000, 25
MILLISECONDS = 50.0
LANGUAGES: tuple[Language, ...] = ("cy", "en")


def made(snapshot: str, language: Language) -> str:
    """Make the page of what a night has kept."""
    return page(contents(from_plain(json.loads(snapshot)), language))


def measured() -> list[Row]:
    """Give a row for each language: the median of several pages, the first one left out."""
    rows = many(ROWS)
    begun = perf_counter()
    snapshot = json.dumps(plain(picture(rows)))
    anew = 1000 * (perf_counter() - begun)
    found = []
    for language in LANGUAGES:
        taken = []
        for _ in range(TIMES + 1):
            begun = perf_counter()
            size = len(made(snapshot, language))
            taken.append(1000 * (perf_counter() - begun))
        seen = median(taken[1:])
        found.append(
            Row(
                f"stock-take page from the snapshot, {language}, {size // 1000} kB",
                f"counting {ROWS:,} rows anew: {anew:.0f} ms",
                f"{seen:.1f} ms (first {taken[0]:.0f} ms)",
                f"< {MILLISECONDS:.0f} ms",
                seen < MILLISECONDS,
            )
        )
    return found


if __name__ == "__main__":
    sys.exit(report(measured()))
