"""The data set as tables of cells: what a CSV file and a sheet of a workbook have in common."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from models.guidance.words import Words
from models.monitoring.checks import Check
from models.monitoring.dictionary import Table, tables
from models.monitoring.rows import DataSet

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would work out."""
QUOTE = "'"
"""Put before such a text, it stays text."""
ABOUT = ("version", "as_of", "known_on", "boards")
"""What an export says of itself; its Boards stand in one cell with spaces between."""


@dataclass(frozen=True)
class Sheet:
    """A table of cells under its heads."""

    heads: tuple[str, ...]
    rows: Iterable[Sequence[str]]


@dataclass(frozen=True)
class Document:
    """An export as cells: what it says of itself, and its tables by name."""

    about: Mapping[str, str]
    sheets: Mapping[str, Sheet]


def document(found: DataSet) -> Document:
    """Put a data set into cells."""
    about = {"version": found.version, "as_of": found.as_of, "known_on": found.known_on}
    sheets = {table.name: _sheet(table, getattr(found, table.name)) for table in tables().values()}
    return Document({**about, "boards": " ".join(found.boards)}, sheets)


def cell(value: str | int | bool | None) -> str:
    """Write a value as a cell; text that a spreadsheet would work out is quoted.

    >>> cell(None), cell(True), cell(12), cell("=1+1")
    ('', 'yes', '12', "'=1+1")
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return QUOTE + text if text.startswith((*FORMULA, QUOTE)) else text


def dictionary_sheet() -> Sheet:
    """Put the data dictionary into cells, in both languages."""
    heads = ("table", "field", "kind", "cy", "en", "codes", "empty_cy", "empty_en", "since")
    return Sheet(heads, tuple(_dictionary()))


def checks_sheet(counted: Iterable[Check]) -> Sheet:
    """Put the checks into cells, each with its two numbers."""
    rows = ((each.code, each.words.cy, each.words.en, str(each.left), str(each.right)) for each in counted)
    return Sheet(("check", "cy", "en", "left", "right"), tuple(rows))


def _sheet(table: Table, rows: Iterable[object]) -> Sheet:
    heads = tuple(each.name for each in table.fields)
    values = attrgetter(*heads)
    return Sheet(heads, (tuple(map(cell, values(row))) for row in rows))


def _dictionary() -> Iterator[tuple[str, ...]]:
    for table in tables().values():
        for each in table.fields:
            empty = each.empty or Words("", "")
            codes = " ".join(each.codes)
            yield (
                table.name,
                each.name,
                each.kind,
                each.words.cy,
                each.words.en,
                codes,
                empty.cy,
                empty.en,
                each.since,
            )
