"""Many spans of time held as two rows of whole numbers, as they are made once when a diary is read.

To everybody they are a sequence of pairs; to the planner they are an array, and touching
each of two thousand pairs in turn is all that it would otherwise do.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Self, overload

import numpy as np
from numpy.typing import NDArray

from models.diaries.problem import Minutes, Spans

Whole = NDArray[np.int64]
"""Whole numbers of 64 bits: days, slots, costs."""
Short = NDArray[np.int32]
"""Minutes or numbers of slots in 32 bits: half to carry where there are thousands."""

LONG_AGO, FAR_OFF = -(1 << 30), 1 << 30
"""Minutes that stand for always: two thousand years before 1970 and after."""


class SpanRows(Sequence[tuple[Minutes, Minutes]]):
    """Spans as an array of two rows: the minutes from which, and those until which.

    >>> SpanRows.of([(30, 60), (90, 120)])[1]
    (90, 120)
    """

    __slots__ = ("rows",)

    def __init__(self, rows: Short) -> None:
        self.rows = rows

    @classmethod
    def of(cls, spans: Spans) -> Self:
        """Pack *spans*; those that are packed already are given back.

        Minutes beyond two thousand years are taken for ``LONG_AGO`` and ``FAR_OFF``.
        """
        if isinstance(spans, cls):
            return spans
        try:
            flat = np.fromiter(chain.from_iterable(spans), np.int32, 2 * len(spans))
        except OverflowError:
            return cls.of([(_within(since), _within(until)) for since, until in spans])
        return cls(flat.reshape(-1, 2).T)

    def __len__(self) -> int:
        """How many spans."""
        return int(self.rows.shape[1])

    def __iter__(self) -> Iterator[tuple[Minutes, Minutes]]:
        """Each span as a pair."""
        return zip(self.rows[0].tolist(), self.rows[1].tolist(), strict=True)

    @overload
    def __getitem__(self, index: int) -> tuple[Minutes, Minutes]: ...
    @overload
    def __getitem__(self, index: slice) -> "SpanRows": ...
    def __getitem__(self, index: int | slice) -> "tuple[Minutes, Minutes] | SpanRows":
        """One span as a pair, or some of them."""
        if isinstance(index, slice):
            return SpanRows(self.rows[:, index])
        return int(self.rows[0, index]), int(self.rows[1, index])

    def __eq__(self, other: object) -> bool:
        """Whether the same spans stand in the same order, packed or not."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        """That of the pairs."""
        return hash(tuple(self))

    def __repr__(self) -> str:
        """How many, and not when: a diary is not for logs."""
        return f"SpanRows({len(self)} spans)"


def _within(minute: Minutes) -> Minutes:
    return max(LONG_AGO, min(FAR_OFF, minute))
