"""Histories of reviews from a table: a row a review, a column a milestone; wrong rows are refused."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from models.diaries.forecasts.histories import LINE, History, in_order
from models.guidance.calendar_dates import YEARS
from models.guidance.errors import GuidanceError
from models.guidance.packs import MilestoneKey

COLUMNS: Mapping[str, MilestoneKey] = {milestone: (stage, milestone) for stage, milestone in LINE}
"""The column of each milestone, named as the milestone is."""

_LEFT = "left_on"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class RefusedRow:
    """A row that is not taken in: its line, and the code of a sentence that says why."""

    line: int
    code: str


@dataclass(frozen=True)
class ReadHistories:
    """What a table holds, and the rows that were refused."""

    histories: tuple[History, ...]
    refused: tuple[RefusedRow, ...]


def read_histories(text: str) -> ReadHistories:
    """Read a CSV table of reviews; a blank cell is *not yet*, or not known.

    Raises:
        GuidanceError: ``histories_columns``: a column is missing.
    """
    rows = csv.DictReader(text.lstrip("\ufeff").splitlines())
    missing = [each for each in ("reference", *COLUMNS) if each not in (rows.fieldnames or ())]
    if missing:
        raise GuidanceError("histories_columns", columns=", ".join(missing))
    read = list(_rows(rows))
    return ReadHistories(
        tuple(each for each in read if isinstance(each, History)),
        tuple(each for each in read if isinstance(each, RefusedRow)),
    )


def _rows(rows: "csv.DictReader[str]") -> Iterator[History | RefusedRow]:
    seen: set[str] = set()
    for row in rows:
        reference = (row["reference"] or "").strip()
        if not reference or reference in seen:
            yield RefusedRow(rows.line_num, "history_reference")
            continue
        seen.add(reference)
        yield _history(rows.line_num, reference, row)


def _history(line: int, reference: str, row: Mapping[str, str | None]) -> History | RefusedRow:
    written = {name: cell for name in (*COLUMNS, _LEFT) if (cell := (row.get(name) or "").strip())}
    days = {name: day for name, cell in written.items() if (day := _day(cell))}
    if len(days) < len(written):
        return RefusedRow(line, "history_day")
    left_on = days.pop(_LEFT, None)
    reached = {COLUMNS[name]: day for name, day in days.items()}
    if not in_order(reached) or (left_on is not None and left_on < max(reached.values())):
        return RefusedRow(line, "history_order")
    return History(reference, reached, left_on)


def _day(cell: str) -> date | None:
    """Read a day; anything that is none, such as a formula or a month, gives nothing."""
    try:
        day = date.fromisoformat(cell) if _DAY.fullmatch(cell) else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None
