"""Exports read back and put together: every problem found is told, and nothing is taken in by halves."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from models.guidance.boards import all_boards
from models.guidance.errors import GuidanceError, Refused
from models.monitoring import vectors
from models.monitoring.checks import tied
from models.monitoring.dictionary import Field, Table, tables
from models.monitoring.earlier import agreed
from models.monitoring.rows import TABLES, VERSION, DataSet
from models.monitoring.written import ABOUT, FORMULA, QUOTE, Document, Sheet

MOST_TOLD = 10
"""How many problems of one export are told at once; more are the same mistake again."""
_SHORT, _TEXT = 80, 500

_Read = TypeVar("_Read", str, int)

_DIGITS = re.compile(r"\d{1,7}", re.ASCII)
_ROW = re.compile(r"[0-9a-f]{32}", re.ASCII)
_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}.*", re.ASCII)
_POINTS = range(101)
_FIRST_LINE = 2
"""The heads stand in the first line, for whoever looks for the others."""


def read(written: Document) -> DataSet:
    """Read one export.

    Raises:
        Refused: with the problems found: what it says of itself, columns, cells.
        GuidanceError: what it counts does not tie.
    """
    about = _about(written.about)
    problems: list[GuidanceError] = []
    found: dict[str, Any] = {
        name: tuple(_table(table, written.sheets.get(name), problems)) for name, table in tables().items()
    }
    if problems:
        raise Refused(tuple(problems[:MOST_TOLD]))
    data = DataSet(**about, **found)
    tied(data)
    return data


def together(exports: Iterable[DataSet]) -> DataSet:
    """Put several Boards' exports into one data set; what is known of earlier years stands in it once.

    They are of the same day; that they were made on different days is no obstacle, and the
    latest of these is the day on which all of it was known.

    Raises:
        GuidanceError: there is none, a Board is in two of them, their days differ, what they say of
            earlier years differs, or what they count does not tie.
    """
    several = tuple(exports)
    if not several:
        raise GuidanceError("export_none")
    days = sorted({each.as_of for each in several})
    if len(days) > 1:
        first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
        raise GuidanceError("export_days_differ", first=first, last=last)
    boards = [board for each in several for board in each.boards]
    twice = sorted({board for board in boards if boards.count(board) > 1})
    if twice:
        raise GuidanceError("export_board_twice", boards=", ".join(twice))
    rows = {
        name: tuple(row for each in several for row in getattr(each, name))
        for name in TABLES
        if name != "earlier"
    }
    data = DataSet(
        version=VERSION,
        as_of=days[0],
        known_on=max(each.known_on for each in several),
        boards=tuple(sorted(boards)),
        earlier=agreed(row for each in several for row in each.earlier),
        **rows,
    )
    tied(data)
    return data


def _about(given: Mapping[str, str]) -> dict[str, Any]:
    if any(not given.get(name, "").strip() for name in ABOUT):
        raise Refused((GuidanceError("export_about"),))
    version = given["version"].strip()
    if version != VERSION:
        raise Refused((GuidanceError("export_version", known=VERSION),))
    boards = tuple(given["boards"].split())
    if len(set(boards)) != len(boards) or not set(boards) <= {each.code for each in all_boards()}:
        raise Refused((GuidanceError("export_boards", boards=", ".join(each.code for each in all_boards())),))
    try:
        days = {name: date.fromisoformat(given[name].strip()).isoformat() for name in ("as_of", "known_on")}
    except ValueError:
        raise Refused((GuidanceError("export_about"),)) from None
    return {"version": version, "boards": boards, **days}


def _table(table: Table, sheet: Sheet | None, problems: list[GuidanceError]) -> Iterator[Any]:
    """Read the rows of a table; what is wrong is put among the problems."""
    heads = tuple(each.strip() for each in sheet.heads) if sheet else ()
    wanted = {each.name for each in table.fields}
    missing = [each.name for each in table.fields if each.name not in heads]
    if missing:
        problems.append(GuidanceError("export_columns", table=table.name, columns=", ".join(missing)))
    if len(heads) > len(wanted & set(heads)):
        problems.append(GuidanceError("export_columns_unknown", table=table.name))
    if sheet is None or missing or len(heads) != len(wanted):
        return
    places = [(heads.index(each.name), each) for each in table.fields]
    kind = TABLES[table.name]
    for line, cells in enumerate(sheet.rows, start=_FIRST_LINE):
        if len(problems) >= MOST_TOLD:
            return
        if any(each.strip() for each in cells[len(heads) :]):
            problems.append(GuidanceError("export_cells_too_many", table=table.name, line=line))
        elif any(each.strip() for each in cells):
            wrong, values = _row(places, cells)
            problems += [
                GuidanceError(each.code, None, table=table.name, line=line, **each.facts) for each in wrong
            ]
            if not wrong:
                yield kind(*values)


def _row(places: Sequence[tuple[int, Field]], cells: Sequence[str]) -> tuple[list[GuidanceError], list[Any]]:
    wrong, values = [], []
    for place, field in places:
        try:
            values.append(_value(field, cells[place].strip() if place < len(cells) else ""))
        except GuidanceError as problem:
            wrong.append(problem)
    return list(islice(wrong, MOST_TOLD)), values


def _value(field: Field, written: str) -> Any:  # noqa: ANN401 - the dictionary says which kind
    """Read a cell as what the dictionary says that it holds; what stands in it is never repeated."""
    if written.startswith(FORMULA):
        raise GuidanceError("export_cell_formula", field=field.name)
    if not written:
        if field.blank:
            return ""
        if field.empty is None:
            raise GuidanceError("export_cell_empty", field=field.name)
        return None
    if field.kind == "month" and _DAY.fullmatch(written):
        raise GuidanceError("export_cell_day", field=field.name)
    try:
        return _KINDS[field.kind](field, written.removeprefix(QUOTE))
    except (ValueError, GuidanceError):
        raise GuidanceError("export_cell", field=field.name, kind=field.kind_words) from None


def _board(_: Field, written: str) -> str:
    return _among({each.code for each in all_boards()}, written)


def _code(field: Field, written: str) -> str:
    return _among(field.codes, written)


def _truth(_: Field, written: str) -> bool:
    return _among(("yes", "no"), written) == "yes"


def _number(_: Field, written: str) -> int:
    return int(_like(_DIGITS, written))


def _points(field: Field, written: str) -> int:
    return _among(_POINTS, _number(field, written))


def _facts(_: Field, written: str) -> str:
    vectors.read(written)
    return written


def _short(_: Field, written: str) -> str:
    return _within(_SHORT, written)


def _text(_: Field, written: str) -> str:
    return _within(_TEXT, written)


def _among(codes: Container[_Read], written: _Read) -> _Read:
    if written not in codes:
        raise ValueError
    return written


def _like(pattern: re.Pattern[str], written: str) -> str:
    if not pattern.fullmatch(written):
        raise ValueError
    return written


def _within(most: int, written: str) -> str:
    if len(written) > most or not written.isprintable():
        raise ValueError
    return written


_KINDS: Mapping[str, Callable[[Field, str], Any]] = {
    "board": _board,
    "row": lambda _, written: _like(_ROW, written),
    "code": _code,
    "truth": _truth,
    "month": lambda _, written: _like(_MONTH, written),
    "days": _number,
    "count": _number,
    "points": _points,
    "facts": _facts,
    "short": _short,
    "text": _text,
}
