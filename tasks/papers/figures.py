"""A figure as it is shown: found by its place among the figures, to the digit, or marked as left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from tasks.papers.paper import Figure

LEFT_OUT = "[c]"
"""What stands for a figure that is left out: the mark that official statistics use for it."""
NONE = "–"

_CELLS, _HOW_MANY, _MONTHS = "cells", "count", "months_each"


class AsOf(Protocol):
    """Figures of any kind: frozen dataclasses of plain values, as of a day."""

    @property
    def as_of(self) -> str:
        """Give the day, as ISO has it."""


FiguresT = TypeVar("FiguresT", bound=AsOf)


@dataclass(frozen=True)
class Figures(Generic[FiguresT]):
    """The figures, and which of them may not be shown, by their places."""

    source: FiguresT
    hidden: frozenset[str] = frozenset()

    def at(self, path: str) -> Figure:
        """Give the figure at a place: a whole number as it is, any other to one decimal.

        A place is made of the names on the way to it: ``timeliness.on_time.n``.
        """
        return Figure(LEFT_OUT if self.is_hidden(path) else shown(value(self.source, path)), path)

    def is_hidden(self, path: str) -> bool:
        """Say whether a figure, or what it is a part of, is left out."""
        names = path.split(".")
        return any(".".join(names[:end]) in self.hidden for end in range(1, len(names) + 1))

    def many(self, *paths: str) -> tuple[Figure, ...]:
        """Give the figures at several places."""
        return tuple(self.at(path) for path in paths)

    def share(self, path: str) -> tuple[Figure, ...]:
        """Give a share: how many, of how many, in per cent, and the ends of its interval in per cent."""
        return self.many(
            f"{path}.n", f"{path}.of", f"{path}.percent", f"{path}.interval.0", f"{path}.interval.1"
        )


def value(source: Any, path: str) -> Any:  # noqa: ANN401 - whatever figures these are
    """Find what stands at a place; ``flags.count`` is how many flags there are.

    Of the national figures, ``cells.BOARD.OUTCOME`` adds up the statuses of these cells, and
    ``months_each.delays.elapsed`` gives a sum of days as months of one review. None where a figure
    on the way is None: no share of nothing has an interval.
    """
    first, *names = path.split(".")
    if first == _CELLS:
        return sum(each.n for each in source.number.cells if [each.board, each.outcome] == names)
    if first == _MONTHS:
        delays = getattr(source, names[0])
        return delays.mean_months(getattr(delays, names[1]))
    found: Any = getattr(source, first)
    for name in names:
        if found is None:
            return None
        found = _next(found, name)
    return found


def _next(found: Any, name: str) -> Any:  # noqa: ANN401 - as above
    if isinstance(found, Mapping):
        return found[name]
    if isinstance(found, tuple):
        return len(found) if name == _HOW_MANY else found[int(name)]
    return getattr(found, name)


def shown(figure: float | None) -> str:
    """Write a figure.

    >>> shown(3645), shown(11.98), shown(None)
    ('3,645', '12.0', '–')
    """
    if figure is None:
        return NONE
    return f"{figure:,}" if isinstance(figure, int) else f"{figure:,.1f}"
