"""Exports as files: three formats, the same figures; whole or not at all; read back or refused by name."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from monitored import data_set, declined, reviewed
from office_days import said_in_both_languages
from openpyxl import Workbook, load_workbook

from models.guidance.errors import GuidanceError, Refused
from models.monitoring.checks import tied
from models.monitoring.dictionary import tables
from models.monitoring.published import published
from models.monitoring.rows import DataSet, DelayRow, DocumentRow, EarlierRow, ProtocolRow, StepRow
from tasks.monitoring import read_files, writing
from tasks.monitoring.formats import csv_sheet
from tasks.monitoring.writing import FORMATS, write_published, write_rows

A, B = (f"{n:032x}" for n in (10, 11))
REASON = '=HYPERLINK("x"), ŵ â “quoted”'


def export(board: str = "example") -> DataSet:
    return data_set(
        reviewed(A, board=board),
        declined(B, board=board),
        delays=(DelayRow(board, A, "inquest", 150, 150, 0),),
        steps=(StepRow(board, A, "S03", "recommendation", "to_come", None, "unconfirmed"),),
        documents=(DocumentRow(board, A, "police", "came", 12),),
        protocols=(ProtocolRow(board, "S02.scoping", "10", "5", "2014-01", None, REASON),),
        earlier=(EarlierRow("2015", "", "forums_completed", None, "section 3"),),
    )


def written(folder: Path, found: DataSet, *formats: str) -> Path:
    write_rows(folder, found, tied(found), formats or FORMATS)
    return folder


@pytest.mark.parametrize("name", ["", "monitoring.xlsx", "monitoring.json"])
def test_all_three_formats_hold_the_same_figures(tmp_path: Path, name: str) -> None:
    """R98. Seen to fail with a number in one of them written as text of another, and a month made a date."""
    folder = written(tmp_path / "export", export())
    assert read_files([folder / name if name else folder]) == export()


def test_a_folder_has_a_file_a_table_with_the_dictionary_and_the_checks(tmp_path: Path) -> None:
    folder = written(tmp_path / "export", export(), "csv")
    names = {f"{name}.csv" for name in (*tables(), "about", "dictionary", "checks")}
    assert {each.name for each in folder.iterdir()} == names
    assert (folder / "reviews.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    checks = csv_sheet((folder / "checks.csv").read_text(encoding="utf-8"))
    assert all(row[3] == row[4] for row in checks.rows)


def test_no_cell_of_a_workbook_or_of_a_csv_file_is_a_formula(tmp_path: Path) -> None:
    """Seen to fail without the quoting: the reason of a local protocol was worked out."""
    folder = written(tmp_path / "export", export(), "csv", "xlsx")
    book = load_workbook(folder / "monitoring.xlsx")
    assert not [cell for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    page = book["reviews"]
    values = dict(zip((each.value for each in page[1]), (each.value for each in page[2]), strict=True))
    assert (values["elapsed"], values["referred_in"], values["closed_in"]) == (365, "2013-05", None)
    for file in folder.glob("*.csv"):
        for row in csv_sheet(file.read_text(encoding="utf-8")).rows:
            assert not [each for each in row if each.startswith(("=", "+", "-", "@"))]


def test_what_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with the files written into the folder itself: half an export stood there."""

    def full(*_: Any, **__: Any) -> bytes:  # noqa: ANN401 - as what it stands for
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "workbook", full)
    with pytest.raises(GuidanceError) as refused:
        written(tmp_path / "export", export())
    assert refused.value.code == "export_not_written"
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(GuidanceError):
        written(tmp_path / "not there" / "export", export())


def test_an_export_is_never_written_over_another(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    written(folder, export(), "json")
    before = (folder / "monitoring.json").read_bytes()
    with pytest.raises(GuidanceError) as refused:
        written(folder, export("example_b"), "csv")
    assert refused.value.code == "export_there_already"
    assert [each.name for each in folder.iterdir()] == ["monitoring.json"]
    assert (folder / "monitoring.json").read_bytes() == before


def test_a_folder_of_several_boards_exports_is_read_as_one(tmp_path: Path) -> None:
    written(tmp_path / "b", export("example_b"), "csv")
    written(tmp_path / "c", export("example_c"), "xlsx")
    written(tmp_path / "d", export("example_d"))
    (written(tmp_path / "e", export("example_e"), "json") / "monitoring.json").rename(tmp_path / "e.json")
    (tmp_path / "e").rmdir()
    found = read_files([tmp_path])
    assert found.boards == ("example_b", "example_c", "example_d", "example_e")
    assert len(found.reviews) == 8


def test_one_wrong_file_refuses_all_of_them_and_is_named(tmp_path: Path) -> None:
    """Seen to fail with what could be read taken in."""
    good = written(tmp_path / "b", export("example_b"))
    wrong = written(tmp_path / "c", export("example_c"))
    given = json.loads((wrong / "monitoring.json").read_text(encoding="utf-8"))
    given["tables"]["reviews"][1]["referred_in"] = "2013-05-02"
    (wrong / "monitoring.json").write_text(json.dumps(given), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_files([good, wrong / "monitoring.json"])
    named, problem = refused.value.problems
    assert (named.code, named.facts["name"]) == ("export_in", "monitoring.json")
    assert (problem.code, problem.facts["line"]) == ("export_cell_day", 3)
    assert said_in_both_languages(refused.value.problems)


@pytest.mark.parametrize(
    "name", ["empty.json", "list.json", "text.json", "torn.xlsx", "other.xlsx", "one.csv", "gone"]
)
def test_what_is_no_export_is_said_to_be_none(tmp_path: Path, name: str) -> None:
    other = Workbook()
    other.save(tmp_path / "other.xlsx")
    for file, content in {
        "empty.json": b"",
        "list.json": b"[1, 2]",
        "text.json": b'{"tables": {"reviews": "none"}}',
        "torn.xlsx": b"PK\x03\x04torn",
        "one.csv": b"board,row\nexample,1\n",
    }.items():
        (tmp_path / file).write_bytes(content)
    with pytest.raises(GuidanceError) as refused:
        read_files([tmp_path / name])
    assert refused.value.code == "export_not_readable"
    assert name in refused.value.words.en


def test_a_formula_in_a_workbook_is_refused_and_never_worked_out(tmp_path: Path) -> None:
    folder = written(tmp_path / "export", export(), "xlsx")
    book = load_workbook(folder / "monitoring.xlsx")
    book["reviews"]["C2"] = "=1=1"
    book.save(folder / "monitoring.xlsx")
    with pytest.raises(Refused) as refused:
        read_files([folder])
    assert [each.code for each in refused.value.problems] == ["export_in", "export_cell_formula"]


def test_a_file_that_is_far_too_long_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = written(tmp_path / "export", export())
    monkeypatch.setattr("tasks.monitoring.reading.MOST_MB", 0)
    monkeypatch.setattr("tasks.monitoring.formats.MOST_MB", 0)
    for name in ("", "monitoring.xlsx", "monitoring.json"):
        with pytest.raises(GuidanceError) as refused:
            read_files([folder / name if name else folder])
        assert refused.value.code in ("export_too_long", "refused")


def test_what_is_published_has_no_row_in_any_format(tmp_path: Path) -> None:
    """Seen to fail with the rows written beside the tables."""
    found = export()
    many = replace(found, reviews=tuple(replace(found.reviews[0], row=f"{n:032x}") for n in range(20)))
    write_published(tmp_path / "public", many, published(many), FORMATS)
    names = {"about", "decided", "status", "on_time", "with_action_plan"}
    assert {each.stem for each in (tmp_path / "public").glob("*.csv")} == names
    everything = b"".join(
        each.read_bytes() for each in (tmp_path / "public").iterdir() if each.suffix != ".xlsx"
    )
    assert b"0000000000" not in everything
    assert set(load_workbook(tmp_path / "public/monitoring.xlsx").sheetnames) == names
