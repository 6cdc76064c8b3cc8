"""Which figures are left out where a stock-take is published: small ones, and what would give one away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from models.monitoring.national import National
from models.monitoring.shares import Share, Spread
from models.monitoring.suppression import Line, left_out
from tasks.papers.figures import value

_NO_PEOPLE = frozenset(
    {
        "any", "attributed", "elapsed", "exclusive", "learning_points", "longest_waiting", "net", "reach",
        "shared", "unexplained", "working", "value",
    }
)  # fmt: skip
"""Sums of days and the like count no children and no reviews; earlier years' counts are public already."""

_TOTALS = (
    ("number.by_board", "number.referrals"),
    ("number.by_outcome", "number.referrals"),
    ("number.by_status", "number.referrals"),
    ("number.by_year", "number.referrals"),
    ("number.reviews_by_status", "number.reviews"),
    ("number.forums", "number.by_outcome.mapf"),
)
"""Counts that add up to another one, or to less, where some are counted nowhere."""

_PARTS = (
    ("number.published", "number.reviews"),
    ("number.closed", "number.reviews"),
    ("number.notified", "number.referrals"),
    ("delays.reviews", "number.reviews"),
    ("delays_so_far.reviews", "number.reviews"),
    ("timeliness.on_time.of", "number.reviews"),
    ("timeliness.completed.months.n", "number.reviews"),
    ("flags.count", "number.referrals"),
)
"""Counts that are a part of another one."""


@dataclass
class Counted:
    """Every count by its place, the lines that tie them together, and what is made of each count."""

    counts: dict[str, int] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    wholes: dict[str, str] = field(default_factory=dict)

    def tie(self, parts: Mapping[str, int], whole: str) -> None:
        """Let parts, and the rest of which no more is said, add up to a whole."""
        rest = f"{whole} - {' - '.join(parts)}"
        left = self.counts[whole] - sum(parts.values())
        self.counts |= {**parts, **({rest: left} if left else {})}
        self.lines.append(Line((*parts, *([rest] if left else [])), whole))


def hidden(national: National) -> frozenset[str]:
    """Give the places of the figures that may not be shown.

    With a count goes all that is made of it: a share's per cent, a duration's mean.
    """
    found = counted(national)
    out = left_out(found.counts, found.lines)
    gone = {whole for count, whole in found.wholes.items() if count in out}
    return out | gone | {f"months_each.{each}" for each in gone}


def counted(national: National) -> Counted:
    """Give every count of the stock-take, and all the sums that anybody could subtract."""
    found = Counted()
    found.counts["flags.count"] = len(national.flags)
    for name in (each.name for each in fields(National)):
        _walk(found, name, getattr(national, name))
    _tie(found, national)
    return found


def _walk(found: Counted, path: str, figure: Any) -> None:  # noqa: ANN401 - whatever the figures are made of
    if isinstance(figure, Share):
        found.counts[f"{path}.of"] = figure.of
        found.tie({f"{path}.n": figure.n}, f"{path}.of")
        # Per cent and interval would give away of how many it is.
        found.wholes |= {f"{path}.n": path, f"{path}.of": path}
    elif isinstance(figure, Spread):
        found.counts[f"{path}.n"] = figure.n
        found.wholes[f"{path}.n"] = path
    elif isinstance(figure, bool) or path.rpartition(".")[2] in _NO_PEOPLE:
        return
    elif isinstance(figure, int):
        found.counts[path] = figure
    else:
        for name, part in _inside(figure):
            _walk(found, f"{path}.{name}", part)


def _inside(figure: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - as above
    if isinstance(figure, Mapping):
        yield from figure.items()
    elif isinstance(figure, tuple):
        yield from ((str(place), each) for place, each in enumerate(figure))
    elif is_dataclass(figure):
        yield from ((each.name, getattr(figure, each.name)) for each in fields(figure))


def _tie(found: Counted, national: National) -> None:
    for counts, whole in _TOTALS:
        if parts := {f"{counts}.{code}": n for code, n in value(national, counts).items()}:
            found.tie(parts, whole)
    for part, whole in _PARTS:
        found.tie({part: found.counts[part]}, whole)
    kinds = {
        f"number.by_outcome.{code}": national.number.by_outcome.get(code, 0)
        for code in ("concise", "extended")
    }
    found.tie(kinds, "number.reviews")
    _tie_cells(found, national)
    for place in range(len(national.delays.causes)):
        found.wholes[f"delays.causes.{place}.reviews"] = f"delays.causes.{place}"
    for delays in ("delays", "delays_so_far"):
        found.wholes[f"{delays}.reviews"] = delays
    for place, step in enumerate(national.steps):
        here = f"steps.{place}"
        found.tie(
            {f"{here}.in_time.n": step.in_time.n, f"{here}.late": step.late, f"{here}.overdue": step.overdue},
            f"{here}.in_time.of",
        )


def _tie_cells(found: Counted, national: National) -> None:
    cells = {(each.board, each.outcome) for each in national.number.cells}
    for place, totals in ((0, "number.by_board"), (1, "number.by_outcome")):
        for code in sorted({cell[place] for cell in cells}):
            own = sorted(f"cells.{'.'.join(cell)}" for cell in cells if cell[place] == code)
            found.tie({path: value(national, path) for path in own}, f"{totals}.{code}")
