"""Histories of invented reviews whose pace is their own: slow ones are slow at every stage.

Nothing here is of a real Board or review.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import numpy as np

from models.diaries.forecasts.histories import LINE, History
from models.diaries.forecasts.histories_file import COLUMNS

FIRST_REFERRAL = date(2016, 4, 11)

HABITS = (35.0, 10.0, 30.0, 28.0, 75.0, 40.0, 45.0, 30.0, 15.0)
"""Days that each stage usually takes."""


def histories(  # noqa: PLR0913 - what reviews may be like
    count: int,
    seed: int,
    *,
    pace: float = 0.35,
    own: float = 0.45,
    months: int = 96,
    usual: tuple[float, ...] = HABITS,
) -> list[History]:
    """Give finished reviews, referred one after another over so many months."""
    chance = np.random.default_rng(seed)
    begins = np.sort(chance.integers(0, months * 30, count))
    return [
        History(
            f"CPR EX {number}/2016", dict(zip(LINE, _days(int(begin), chance, pace, own, usual), strict=True))
        )
        for number, begin in enumerate(begins, start=1)
    ]


def _days(
    begin: int, chance: np.random.Generator, pace: float, own: float, usual: tuple[float, ...]
) -> Iterator[date]:
    day, slow = FIRST_REFERRAL + timedelta(days=begin), chance.normal(0, pace)
    yield day
    for days in usual:
        day += timedelta(days=round(days * float(np.exp(slow + chance.normal(0, own)))))
        yield day


def written(found: Iterable[History]) -> str:
    """Write histories as the table that `cpr forecast` reads."""
    rows = [",".join(("reference", *COLUMNS))]
    rows += [
        ",".join((each.reference, *(str(each.reached.get(key, "")) for key in COLUMNS.values())))
        for each in found
    ]
    return "\n".join(rows) + "\n"
