"""Boards held against each other: how many notifications, and how many their population would bring.

Figures of small counts mislead. So each ratio has its exact interval, every test is
corrected for being one of several, and ranks never stand alone.

Source of the comparison: Social Research 45/2015, Figures 1 and 3; the statistics are ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from models.guidance.board_counts import BoardCount
from models.guidance.exact import binomial_two_sided, chi_square_tail, poisson_interval

StandsOut = Literal["clearly", "borderline", "no"]

CONFIDENCE = 0.95
_CLEARLY, _BORDERLINE = 0.01, 0.10
"""Corrected probabilities below which a Board stands out clearly, or is borderline (product)."""
SMALL = 5.0
"""Fewer expected than this: the chi-square of the whole table is not to be leaned on (Cochran's rule)."""


@dataclass(frozen=True)
class Against:
    """A Board's count against what its share would bring.

    ``ratio`` is observed over expected; the intervals hold it with 95 % and, corrected
    for the number of Boards, with that much for all of them at once.
    """

    share: float
    rank: str
    expected: float
    ratio: float
    interval: tuple[float, float]
    interval_corrected: tuple[float, float]
    probability: float
    probability_corrected: float

    @property
    def stands_out(self) -> StandsOut:
        """Say whether chance would hardly do it, the correction counted."""
        if self.probability_corrected < _CLEARLY:
            return "clearly"
        return "borderline" if self.probability_corrected < _BORDERLINE else "no"


@dataclass(frozen=True)
class Row:
    """A Board among the others: its count, share in whole per cent, rank, and each measure."""

    counted: BoardCount
    share: float
    rank: str
    against: Mapping[str, Against]


@dataclass(frozen=True)
class ChiSquare:
    """The chi-square of all Boards against one measure."""

    value: float
    degrees: int
    probability: float
    small: bool


@dataclass(frozen=True)
class Comparison:
    """All Boards, in the order of the table; the correction is Bonferroni's over as many as there are."""

    total: int
    rows: tuple[Row, ...]
    tests: Mapping[str, ChiSquare]


def compare(counts: Sequence[BoardCount]) -> Comparison:
    """Hold the Boards of a table against each other."""
    total = sum(each.count for each in counts)
    ranks = ranked([each.count for each in counts])
    measures = tuple(counts[0].shares)
    ranks_of = {measure: ranked([each.shares[measure] for each in counts]) for measure in measures}
    rows = tuple(
        Row(
            counted=each,
            share=100 * each.count / total,
            rank=ranks[place],
            against={
                measure: _against(each, measure, ranks_of[measure][place], counts) for measure in measures
            },
        )
        for place, each in enumerate(counts)
    )
    return Comparison(total, rows, {measure: _tested(measure, rows) for measure in measures})


def ranked(values: Sequence[float]) -> list[str]:
    """Rank from the most down; who shares a rank bears a sign, as the review of 2015 printed it.

    >>> ranked([16, 20, 16, 22, 16, 10])
    ['=3', '2', '=3', '1', '=3', '6']
    """
    return [
        f"{'=' if values.count(value) > 1 else ''}{1 + sum(other > value for other in values)}"
        for value in values
    ]


def _against(one: BoardCount, measure: str, rank: str, counts: Sequence[BoardCount]) -> Against:
    total, boards = sum(each.count for each in counts), len(counts)
    share = one.shares[measure] / sum(each.shares[measure] for each in counts)
    expected = total * share
    probability = binomial_two_sided(one.count, total, share)
    return Against(
        share=one.shares[measure],
        rank=rank,
        expected=expected,
        ratio=one.count / expected,
        interval=_interval(one.count, expected, CONFIDENCE),
        interval_corrected=_interval(one.count, expected, 1 - (1 - CONFIDENCE) / boards),
        probability=probability,
        probability_corrected=min(probability * boards, 1.0),
    )


def _interval(count: int, expected: float, confidence: float) -> tuple[float, float]:
    low, high = poisson_interval(count, confidence)
    return low / expected, high / expected


def _tested(measure: str, rows: Sequence[Row]) -> ChiSquare:
    pairs = [(row.counted.count, row.against[measure].expected) for row in rows]
    value = sum((observed - expected) ** 2 / expected for observed, expected in pairs)
    small = min(expected for _, expected in pairs) < SMALL
    return ChiSquare(value, len(rows) - 1, chi_square_tail(value, len(rows) - 1), small)
