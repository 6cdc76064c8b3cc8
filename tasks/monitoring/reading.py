"""Several Boards' exports, read and put together; one that is wrong refuses all of them, by name."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

from openpyxl.utils.exceptions import InvalidFileException

from models.guidance.errors import GuidanceError, Refused
from models.monitoring.dictionary import tables
from models.monitoring.reading import read, together
from models.monitoring.rows import DataSet
from models.monitoring.written import Document
from tasks.monitoring.formats import MOST_MB, about_of, csv_sheet, json_document, workbook_sheets
from tasks.monitoring.writing import NAME

_ABOUT = "about"
_ENDINGS = (".json", ".xlsx")


def read_files(paths: Iterable[Path]) -> DataSet:
    """Read exports and put them together.

    A path is a folder of CSV files as ``cpr monitoring export`` writes it, a workbook, a JSON
    document, or a folder of such exports.

    Raises:
        Refused: one of them cannot be read; it is named, and nothing is taken in by halves.
        GuidanceError: they do not belong together, or what they count does not tie.
    """
    return together([_read(each) for path in paths for each in _exports(path)])


def _exports(path: Path) -> Iterator[Path]:
    """Give the exports at a path: itself, its one fullest format, or all that lie in it."""
    if not path.is_dir() or (path / f"{_ABOUT}.csv").is_file():
        yield path
        return
    own = [path / f"{NAME}{ending}" for ending in _ENDINGS if (path / f"{NAME}{ending}").is_file()]
    inside = own[:1] or [each for each in sorted(path.iterdir()) if each.is_dir() or each.suffix in _ENDINGS]
    if not inside:
        raise GuidanceError("export_not_readable", name=path.name)
    for each in inside:
        yield from _exports(each)


def _read(path: Path) -> DataSet:
    try:
        return read(_document(path))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, ParseError, InvalidFileException):
        raise GuidanceError("export_not_readable", name=path.name) from None
    except Refused as refused:
        raise Refused((GuidanceError("export_in", name=path.name), *refused.problems)) from None
    except GuidanceError as problem:
        raise Refused((GuidanceError("export_in", name=path.name), problem)) from None


def _document(path: Path) -> Document:
    if path.is_dir():
        about = about_of(csv_sheet(_content(path / f"{_ABOUT}.csv").decode("utf-8")))
        files = [path / f"{name}.csv" for name in tables()]
        there = [each for each in files if each.is_file()]
        return Document(about, {each.stem: csv_sheet(_content(each).decode("utf-8")) for each in there})
    if path.suffix == ".xlsx":
        sheets = workbook_sheets(_content(path))
        return Document(about_of(sheets[_ABOUT]), sheets)
    return json_document(_content(path))


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(MOST_MB * 1024**2 + 1)
    if len(content) > MOST_MB * 1024**2:
        raise GuidanceError("export_too_long", name=path.name, most=MOST_MB)
    return content
