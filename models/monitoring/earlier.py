"""Counts of earlier years, as they were printed: *unknown* stays unknown, and is never nought.

Two tables are read: notifications by Board, and what became of them in all Boards together.

Source: Social Research 45/2015 (`review-2015`).
"""

import csv
from collections.abc import Iterable, Mapping

from models.guidance.board_counts import board_named
from models.guidance.errors import GuidanceError, Refused
from models.monitoring.rows import EarlierRow
from models.monitoring.written import FORMULA

PERIOD = "2015"
"""What the 2015 review counted, from the beginning of the framework until then."""
UNKNOWN = "unknown"
REVIEW = "Social Research 45/2015"
_FIGURE_1 = f"{REVIEW}, Figure 1"

MEASURES: Mapping[str, str] = {
    "notifications": "notifications",
    "reviews": "reviews",
    "concise": "concise",
    "extended": "extended",
    "published": "published",
    "in progress or overdue": "in_progress_or_overdue",
    "forums (MAPF)": "forums",
    "no review": "no_review",
    "forums recorded as completed": "forums_completed",
    "action plans seen": "action_plans",
    "notifications without a clear rationale": "unclear_rationale",
    "died and not known to services and no review": "died_not_known_no_review",
    "mean months to complete": "mean_months",
}
"""How the second table names what it counts, and its code."""

_MOST = 100_000
_MOST_TEXT = 200


def read(text: str) -> tuple[EarlierRow, ...]:
    r"""Read either table: with the columns ``measure, value, source``, or ``board, notifications``.

    Raises:
        Refused: it is neither, or a line cannot be read; then nothing of it is.

    >>> read("measure,value,source\nforums recorded as completed,unknown,section 3\n")[0].value is None
    True
    """
    reader = csv.DictReader(text.lstrip("\ufeff").splitlines())
    columns = {(name or "").strip() for name in reader.fieldnames or ()}
    if {"measure", "value", "source"} <= columns:
        found = [_outcome(line, row) for line, row in enumerate(reader, start=2)]
    elif {"board", "notifications"} <= columns:
        found = [_region(line, row) for line, row in enumerate(reader, start=2)]
    else:
        raise Refused((GuidanceError("earlier_columns"),))
    problems = [each for each in found if isinstance(each, GuidanceError)]
    if problems:
        raise Refused(tuple(problems))
    rows = [each for each in found if isinstance(each, EarlierRow)]
    if not rows:
        raise Refused((GuidanceError("earlier_columns"),))
    return agreed(rows)


def agreed(rows: Iterable[EarlierRow]) -> tuple[EarlierRow, ...]:
    """Put counts together, each once, in a settled order.

    What was unknown and has become known since is no contradiction: the figure stands.

    Raises:
        Refused: of one count there are two figures.

    >>> one = EarlierRow("2015", "", "reviews", 21, "section 1.4")
    >>> len(agreed([one, one]))
    1
    """
    found: dict[tuple[str, str, str], EarlierRow] = {}
    for row in rows:
        key = row.period, row.board, row.measure
        known = found.get(key)
        if known and None not in (known.value, row.value) and known.value != row.value:
            raise Refused(
                (GuidanceError("earlier_contradicts", measure=row.measure, board=row.board or "-"),)
            )
        if known is None or known.value is None:
            found[key] = row
    return tuple(found[key] for key in sorted(found))


def _outcome(line: int, row: Mapping[str, str | None]) -> EarlierRow | GuidanceError:
    measure = MEASURES.get((row["measure"] or "").strip())
    source = (row["source"] or "").strip()
    try:
        value = _figure(row["value"])
    except ValueError:
        return GuidanceError("earlier_line", line=line)
    if measure is None or not source or len(source) > _MOST_TEXT or source.startswith(FORMULA):
        return GuidanceError("earlier_line", line=line)
    return EarlierRow(PERIOD, "", measure, value, f"{REVIEW}, {source}")


def _region(line: int, row: Mapping[str, str | None]) -> EarlierRow | GuidanceError:
    found = board_named(row["board"] or "")
    try:
        value = _figure(row["notifications"])
    except ValueError:
        return GuidanceError("earlier_line", line=line)
    if found is None:
        return GuidanceError("earlier_line", line=line)
    return EarlierRow(PERIOD, found[0].code, "notifications", value, _FIGURE_1)


def _figure(written: str | None) -> int | None:
    """Read a count; *unknown* is none, and an empty cell is a mistake."""
    written = (written or "").strip()
    if written == UNKNOWN:
        return None
    if not (written.isascii() and written.isdecimal()) or int(written) > _MOST:
        raise ValueError
    return int(written)
