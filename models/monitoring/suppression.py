"""Small counts in published tables: left out, and with them whatever would give them away.

A count of one to four could point to a child. Leaving out that cell alone is not enough: its
line's total less the others would give it back. So further cells are left out, until no
cell that is left out can be worked out from what is shown, by however many lines and tables.

Source: the threshold is our own default (`product`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Cell = str

THRESHOLD = 5
"""Counts from one up to, and without, this are small. Source: product."""


@dataclass(frozen=True)
class Line:
    """Cells that add up to another one: what anybody can subtract."""

    parts: tuple[Cell, ...]
    total: Cell

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Its parts, then its total."""
        return (*self.parts, self.total)


def left_out(counts: Mapping[Cell, int], lines: Sequence[Line]) -> frozenset[Cell]:
    """Say which cells may not be shown: the small ones, and those that would give one away.

    Of a line, cells that are left out amount to the threshold together, so that two
    ones cannot be told from a sum of two. The smallest are taken first, a total last.
    Where nothing else helps, the whole table is left out.

    >>> rows = [Line(("a", "b", "c"), "all")]
    >>> sorted(left_out({"a": 2, "b": 9, "c": 20, "all": 31}, rows))
    ['a', 'b']
    """
    hidden = {cell for cell, count in counts.items() if 0 < count < THRESHOLD}
    while weak := _weak_line(counts, lines, hidden):
        hidden.add(_cheapest(counts, weak, hidden))
    return frozenset(hidden)


def _weak_line(counts: Mapping[Cell, int], lines: Sequence[Line], hidden: set[Cell]) -> Line | None:
    """Find a line through which something can be worked out, and in which another cell can be left out."""
    open_lines = [line for line in lines if not hidden.issuperset(line.cells)]
    for line in open_lines:
        within = [cell for cell in line.cells if cell in hidden]
        amount = sum(counts[cell] for cell in within if cell != line.total)
        if within and (len(within) == 1 or (line.total not in hidden and amount < THRESHOLD)):
            return line
    known = determined(lines, hidden)
    return next((line for line in open_lines if known.intersection(line.cells)), None)


def _cheapest(counts: Mapping[Cell, int], line: Line, hidden: set[Cell]) -> Cell:
    shown = [cell for cell in line.cells if cell not in hidden]
    return min(shown, key=lambda cell: (cell == line.total, counts[cell] == 0, counts[cell], cell))


def determined(lines: Iterable[Line], hidden: Iterable[Cell]) -> frozenset[Cell]:
    """Say which of the cells left out follow from the lines: the linear equations have one answer for them.

    >>> sorted(determined([Line(("a", "b"), "x"), Line(("a", "c"), "y")], {"a", "b"}))
    ['a', 'b']
    """
    unknown = sorted(set(hidden))
    rows = [
        [Fraction((cell in line.parts) - (cell == line.total)) for cell in unknown]
        for line in lines
        if not set(unknown).isdisjoint(line.cells)
    ]
    reduced = _reduced(rows, len(unknown))
    alone = [[place for place, value in enumerate(row) if value] for row in reduced]
    return frozenset(unknown[places[0]] for places in alone if len(places) == 1)


def _reduced(rows: list[list[Fraction]], width: int) -> list[list[Fraction]]:
    """Bring equations into their reduced form (Gauss and Jordan)."""
    done = 0
    for column in range(width):
        pivot = next((n for n in range(done, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        lead = rows[done][column]
        rows[done] = [value / lead for value in rows[done]]
        for n, row in enumerate(rows):
            if n != done and row[column]:
                factor = row[column]
                rows[n] = [a - factor * b for a, b in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]
