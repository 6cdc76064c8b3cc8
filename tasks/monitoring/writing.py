"""An export as a folder: it appears whole under its name, or not at all."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from models.guidance.errors import GuidanceError
from models.monitoring.checks import Check
from models.monitoring.dictionary import tables
from models.monitoring.published import Published
from models.monitoring.rows import DataSet
from models.monitoring.written import Document, Sheet, checks_sheet, dictionary_sheet, document
from tasks.monitoring.formats import about_sheet, csv_text, json_text, workbook

FORMATS = ("csv", "xlsx", "json")
NAME = "monitoring"
"""The name of the workbook and of the JSON document in an export's folder."""


@dataclass(frozen=True)
class Exported:
    """What was written: the rows and what ties in them, or the tables for publication."""

    found: DataSet
    checks: tuple[Check, ...]
    published: tuple[Published, ...] = ()

    @property
    def hidden(self) -> int:
        """Count the cells that were left out of the tables for publication."""
        return sum(each.hidden for each in self.published)


def write_rows(folder: Path, found: DataSet, counted: Sequence[Check], formats: Sequence[str]) -> None:
    """Write the rows with the dictionary and the checks beside them, in each of the formats.

    Raises:
        GuidanceError: ``export_there_already`` or ``export_not_written``; nothing is left behind.
    """
    written = document(found)
    sheets = {**_sheets(written), "dictionary": dictionary_sheet(), "checks": checks_sheet(counted)}
    typed = {name: (asdict(row) for row in getattr(found, name)) for name in tables()}
    checks = [{"check": each.code, "left": each.left, "right": each.right} for each in counted]
    with whole_folder(folder) as new:
        _write(new, sheets, formats, written, typed, checks=checks)


def write_published(folder: Path, found: DataSet, shown: Sequence[Published], formats: Sequence[str]) -> None:
    """Write the tables for publication, and no row of any review.

    Raises:
        GuidanceError: ``export_there_already`` or ``export_not_written``; nothing is left behind.
    """
    written = Document(document(found).about, {})
    sheets = {"about": about_sheet(written.about), **{each.name: each.sheet for each in shown}}
    typed = {each.name: ({"board": board, **row} for board, row in each.rows.items()) for each in shown}
    with whole_folder(folder) as new:
        _write(new, sheets, formats, written, typed)


def _sheets(written: Document) -> dict[str, Sheet]:
    rows = {name: Sheet(sheet.heads, tuple(sheet.rows)) for name, sheet in written.sheets.items()}
    return {"about": about_sheet(written.about), **rows}


def _write(
    folder: Path,
    sheets: dict[str, Sheet],
    formats: Sequence[str],
    written: Document,
    typed: Mapping[str, Iterable[dict[str, Any]]],
    **more: object,
) -> None:
    if "csv" in formats:
        for name, sheet in sheets.items():
            (folder / f"{name}.csv").write_text(csv_text(sheet), encoding="utf-8", newline="")
    if "xlsx" in formats:
        (folder / f"{NAME}.xlsx").write_bytes(workbook(sheets))
    if "json" in formats:
        (folder / f"{NAME}.json").write_bytes(json_text(written, typed, **more))


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Give a folder beside the one that is wanted, and let it take that name once it is whole."""
    if folder.is_dir() and any(folder.iterdir()):
        raise GuidanceError("export_there_already", name=folder.name)
    try:
        new = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            yield new
            os.rename(new, folder)  # noqa: PTH104 - over an empty folder, which Path.replace is not sure of
        finally:
            rmtree(new, ignore_errors=True)
    except OSError:
        raise GuidanceError("export_not_written", name=folder.name) from None
