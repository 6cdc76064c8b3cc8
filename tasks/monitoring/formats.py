"""The three formats of an export. All of them hold the same cells."""

import csv
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

import orjson
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from models.guidance.errors import GuidanceError
from models.monitoring.dictionary import tables
from models.monitoring.written import ABOUT, Document, Sheet, cell

MARK = "\ufeff"
"""With it, spreadsheets read a CSV file as UTF-8."""
MOST_MB = 200
"""An export is a few kilobytes; ten years of all Boards a few megabytes."""
_LONGEST_NUMBER = 9
_ABOUT_HEADS = ("name", "value")


def csv_text(sheet: Sheet) -> str:
    """Write a sheet as CSV."""
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow(sheet.heads)
    rows.writerows(sheet.rows)
    return MARK + text.getvalue()


def csv_sheet(text: str) -> Sheet:
    """Read a sheet from CSV."""
    rows = csv.reader(StringIO(text.removeprefix(MARK), newline=""))
    return Sheet(tuple(next(rows, ())), tuple(rows))


def about_sheet(about: Mapping[str, str]) -> Sheet:
    """Put what an export says of itself into cells."""
    return Sheet(_ABOUT_HEADS, tuple(about.items()))


def about_of(sheet: Sheet) -> dict[str, str]:
    """Read what an export says of itself."""
    pair = len(_ABOUT_HEADS)
    return {row[0]: row[1] for row in sheet.rows if len(row) >= pair}


def workbook(sheets: Mapping[str, Sheet]) -> bytes:
    """Write sheets as a workbook; what is a number there is one, and nothing is a formula."""
    book = Workbook(write_only=True)
    for name, sheet in sheets.items():
        page = book.create_sheet(name)
        page.freeze_panes = "A2"
        page.append(_bold(page, sheet.heads))
        for row in sheet.rows:
            page.append([int(each) if _is_number(each) else each for each in row])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def workbook_sheets(content: bytes) -> dict[str, Sheet]:
    """Read the sheets of a workbook; a formula is read as it is written, never worked out.

    Raises:
        GuidanceError: it would be too long once it is unpacked.
    """
    with zipfile.ZipFile(BytesIO(content)) as packed:
        if sum(each.file_size for each in packed.infolist()) > MOST_MB * 1024**2:
            raise GuidanceError("export_too_long", name="XLSX", most=MOST_MB)
    book = load_workbook(BytesIO(content), read_only=True)
    try:
        return {page.title: _page(page.iter_rows(values_only=True)) for page in book.worksheets}
    finally:
        book.close()


def json_text(written: Document, typed: Mapping[str, Iterable[Mapping[str, Any]]], **more: object) -> bytes:
    """Write an export as one JSON document; *typed* gives its tables' rows as values."""
    about = {**written.about, "boards": written.about["boards"].split()}
    rows = {name: list(each) for name, each in typed.items()}
    return orjson.dumps({**about, **more, "tables": rows}, option=orjson.OPT_INDENT_2)


def json_document(content: bytes) -> Document:
    """Read an export from JSON.

    Raises:
        ValueError: it is no JSON, or of another shape.
    """
    given = orjson.loads(content)
    if not isinstance(given, dict) or not isinstance(given.get("tables"), dict):
        raise ValueError  # noqa: TRY004 - as what is no JSON at all
    boards = given.get("boards")
    about = {name: str(given.get(name, "")) for name in ABOUT}
    about["boards"] = " ".join(map(str, boards)) if isinstance(boards, list) else ""
    return Document(about, {name: _objects(name, rows) for name, rows in given["tables"].items()})


def _objects(name: str, rows: Any) -> Sheet:  # noqa: ANN401 - whatever the file holds
    """Put objects into cells: all of them have the fields of the first, and no cell is a formula in JSON."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError
    if not rows and name in tables():
        return Sheet(tuple(each.name for each in tables()[name].fields), ())
    heads = tuple(rows[0]) if rows else ()
    if any(row.keys() != rows[0].keys() for row in rows):
        raise ValueError
    return Sheet(heads, tuple(tuple(cell(row[each]) for each in heads) for row in rows))


def _page(rows: Iterator[Sequence[Any]]) -> Sheet:
    heads = tuple(_text(each) for each in next(rows, ()))
    return Sheet(heads, tuple(tuple(map(_text, row)) for row in rows))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _is_number(written: str) -> bool:
    # A row's random code may happen to be of digits alone; a spreadsheet would round it.
    return written.isascii() and written.isdecimal() and len(written) <= _LONGEST_NUMBER


def _bold(page: Any, heads: Sequence[str]) -> list[Any]:  # noqa: ANN401 - openpyxl's sheet
    bold = [WriteOnlyCell(page, value=head) for head in heads]
    for each in bold:
        each.font = Font(bold=True)
    return bold
