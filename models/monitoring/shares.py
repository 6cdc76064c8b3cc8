"""So many of so many, and spans of days summed up: the two kinds of figure that all others are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from models.guidance.exact import binomial_interval

CONFIDENCE = 0.95
SMALL = 10
"""Of fewer than this, a share says little: a picture or a page warns of it (`product`)."""


@dataclass(frozen=True)
class Share:
    """*n* of *of*. Nothing of nothing is no share: then *percent* and *interval* are None."""

    n: int
    of: int

    @property
    def percent(self) -> float | None:
        """Give the share in per cent.

        >>> Share(22, 44).percent
        50.0
        """
        return 100 * self.n / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Give the exact 95 % interval in per cent.

        >>> [round(end, 1) for end in Share(22, 44).interval]
        [34.6, 65.4]
        """
        return _interval(self.n, self.of) if self.of else None

    @property
    def small(self) -> bool:
        """Say whether it is of so few that it says little."""
        return self.of < SMALL


@dataclass(frozen=True)
class Spread:
    """How durations lie: their number, mean, and quartiles; None where there is none.

    Quartiles by the method of inclusive ranks (linear between two values), as spreadsheets
    have it.
    """

    n: int
    mean: float | None
    lower: float | None
    median: float | None
    upper: float | None
    most: float | None


def spread(counted: Mapping[int, int], unit: float = 1.0) -> Spread:
    """Sum up durations that are given as how often each occurred, in units of so many days.

    >>> spread({10: 1, 20: 2, 40: 1})
    Spread(n=4, mean=22.5, lower=17.5, median=20.0, upper=25.0, most=40.0)
    """
    values = sorted(counted)
    n = sum(counted.values())
    if not n:
        return Spread(0, None, None, None, None, None)
    lower, median, upper = (_ranked(counted, values, (n - 1) * part) / unit for part in (0.25, 0.5, 0.75))
    mean = sum(value * times for value, times in counted.items()) / n / unit
    return Spread(n, mean, lower, median, upper, values[-1] / unit)


def _ranked(counted: Mapping[int, int], values: list[int], rank: float) -> float:
    """Give the value at a rank that may lie between two."""
    whole = int(rank)
    below = _at(counted, values, whole)
    return below if rank == whole else below + (rank - whole) * (_at(counted, values, whole + 1) - below)


def _at(counted: Mapping[int, int], values: list[int], rank: int) -> int:
    passed = 0
    for value in values:
        passed += counted[value]
        if passed > rank:
            return value
    return values[-1]


@lru_cache(maxsize=4096)
def _interval(n: int, of: int) -> tuple[float, float]:
    low, high = binomial_interval(n, of, CONFIDENCE)
    return 100 * low, 100 * high
