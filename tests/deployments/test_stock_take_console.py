"""``cpr stock-take`` and ``cpr annual-report``: from exports, or from the record itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Database
from monitored import data_set, many, reviewed
from office_days import OfficeDays
from pages_read import read

from deployments import settings
from deployments.console import run
from deployments.console.stock_take import FIRST_YEAR
from models.monitoring.checks import tied
from models.monitoring.rows import DataSet
from models.records.engine import engine
from tasks.monitoring.writing import write_rows
from tasks.office import desk


def exported(folder: Path, rows: DataSet) -> str:
    write_rows(folder, rows, tied(rows), ("json",))
    return str(folder)


def test_the_stock_take_of_exports_is_written_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = exported(tmp_path / "export", many(30))
    out = tmp_path / "out"
    assert run(["--language", "cy", "stock-take", "--out", str(out), given]) == 0
    assert "atgyfeiriadau: 30" in capsys.readouterr().out
    names = {each.name for each in out.iterdir()}
    assert {
        f"stock-take-{language}.{kind}" for language in ("cy", "en") for kind in ("html", "docx")
    } <= names
    assert "why-not-six-cy.svg" in names
    assert (out / "data" / "reviews.csv").is_file()


def test_exports_of_two_boards_are_put_together(tmp_path: Path) -> None:
    a, b = (
        exported(tmp_path / board, data_set(reviewed(row * 32, board=board, attributed=0, unexplained=181)))
        for board, row in (("example", "a"), ("example_b", "b"))
    )
    assert run(["stock-take", "--out", str(tmp_path / "out"), "--publish", a, b]) == 0
    text = read((tmp_path / "out" / "stock-take-en.html").read_text(encoding="utf-8")).text
    assert "Example Board, Example Board B" in text


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--as-of", "2015-09-29"], "These exports show how things stood on 30 September 2015"),
        (["nothing-there"], ""),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], sentence: str
) -> None:
    given = exported(tmp_path / "export", many(10))
    assert run(["stock-take", "--out", str(tmp_path / "out"), given, *more]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.fixture
def record(own_database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A record with one review of 2026 at its end."""
    monkeypatch.setenv("CPR_DATABASE_URL", own_database.application_url)
    monkeypatch.setenv("CPR_OWNER_DATABASE_URL", own_database.owner_url)
    monkeypatch.setenv("CPR_PREFECT_DATABASE_URL", own_database.application_url)
    with desk(by="nia") as at:
        days = OfficeDays(at.session).with_people()
        review = days.opens()
        days.through(review)
    yield
    engine(own_database.application_url).dispose()


@pytest.mark.usefixtures("record")
def test_the_record_itself_is_read_where_no_export_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(["stock-take", "--out", str(out)]) == 0
    assert "referrals: 1" in capsys.readouterr().out
    assert (
        run(["annual-report", "--board", "example", "--year", "2026", "--out", str(tmp_path / "board")]) == 0
    )
    assert (tmp_path / "board" / "annual-report-cy.docx").is_file()
    assert run(["annual-report", "--board", "example", "--year", "2026"]) == 0
    shown = capsys.readouterr().out
    assert "Referrals received during the year: 1." in shown


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    "command",
    [
        ["annual-report", "--board", "example", "--year", "2026"],
        ["stock-take"],
        ["national"],
        ["consistency"],
    ],
)
def test_the_record_is_looked_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """A second look finds the address that the first one left behind, and refuses it as half of three.

    Seen to fail with ``needs_record`` for a command that looks itself: none of it ran on the embedded server.
    """
    looked, enter = [], settings.enter
    monkeypatch.setattr(settings, "enter", lambda of: [looked.append(of), enter(of)])
    more = ["--out", str(tmp_path / "out")] if command == ["stock-take"] else []
    assert run([*command, *more]) == 0
    assert len(looked) == 1


@pytest.mark.usefixtures("record")
def test_a_year_to_come_and_a_board_that_is_none_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["annual-report", "--board", "example", "--year", "2099"]) == 2
    assert "has not begun" in capsys.readouterr().err
    assert run(["annual-report", "--board", "nowhere", "--year", "2026"]) == 2
    assert run(["annual-report", "--board", "example", "--year", str(FIRST_YEAR - 1)]) == 2
