"""The contribution to a Board's annual report: the past financial year, counted from its own export."""

from dataclasses import asdict, replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from monitored import data_set, declined, many, reviewed
from pages_read import at, read, shown

from deployments.papers import write_annual_report
from models.monitoring.annual import contribution
from models.monitoring.checks import tied
from models.monitoring.rows import DataSet
from tasks.monitoring import read_files
from tasks.monitoring.writing import write_rows
from tasks.papers import annual_report
from tasks.papers.pages import page


def of_a_year(found: DataSet) -> DataSet:
    return replace(found, as_of="2014-03-31", known_on="2014-06-30")


def test_the_year_runs_from_april_to_march() -> None:
    """S24: both ends are ends of months. Seen to fail with the calendar year counted."""
    rows = of_a_year(
        data_set(
            *(
                reviewed(f"{place:032x}", referred_in=month, completed_in=None, status="overdue")
                for place, month in enumerate(("2013-03", "2013-04", "2014-03", "2014-04"))
            )
        )
    )
    assert contribution(rows, "example", 2014).received == 2
    assert contribution(rows, "example", 2015).received == 1


def test_the_figures_are_those_of_the_boards_own_export(tmp_path: Path) -> None:
    """R15: written, read back, counted by hand; another Board's rows are no part of them.

    Seen to fail with the rows of all Boards counted.
    """
    rows = many(200)
    write_rows(tmp_path / "export", rows, tied(rows), ("csv",))
    back = read_files([tmp_path / "export"])
    figures = contribution(of_a_year(back), "example_b", 2015)
    own = [row for row in rows.reviews if row.board == "example_b"]
    within = [row for row in own if row.completed_in and "2014-04" <= row.completed_in <= "2015-03"]
    completed = [row for row in within if row.decided in ("concise", "extended")]
    assert figures.completed == len(completed) > 5
    assert figures.learning_points == sum(row.learning_points for row in completed)
    assert figures.items_done.n == sum(row.plan_items_done for row in completed)
    mean = sum(row.elapsed or 0 for row in completed) / len(completed) / 30.4375
    assert figures.months.mean == pytest.approx(mean)


@pytest.mark.parametrize("language", ["cy", "en"])
def test_page_and_word_say_the_figures_to_the_digit(tmp_path: Path, language: str) -> None:
    """Seen to fail with one more review completed on the page than counted."""
    figures = contribution(of_a_year(many(120)), "example", 2015)
    write_annual_report(tmp_path / "out", figures)
    text = (tmp_path / "out" / f"annual-report-{language}.html").read_text(encoding="utf-8")
    found = read(text).figures
    assert len(found) > 20
    assert {path: said for path, said in found if said != shown(at(asdict(figures), path))} == {}
    document = Document(BytesIO((tmp_path / "out" / f"annual-report-{language}.docx").read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert {said for path, said in found if path.startswith("decided.")} <= set(cells)


def test_it_is_due_before_31_july_and_says_which_year_and_which_board() -> None:
    paper = annual_report.contents(contribution(of_a_year(many(40)), "example", 2014), "en")
    text = read(page(paper)).text
    assert "Example Board: Child Practice Reviews in the financial year 2013–2014" in text
    assert "from 1 April 2013 to 31 March 2014. The report is due before 31 July 2014." in text
    assert "EXAMPLE ONLY" in text
    assert "This year is not over yet" not in text


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_year_in_which_nothing_happened_says_so(language: str) -> None:
    """All four sections are there, and no figure is made of nothing."""
    empty = replace(data_set(declined("a" * 32, referred_in="2010-01")), as_of="2014-01-31")
    figures = contribution(empty, "example_b", 2014)
    paper = annual_report.contents(figures, "en" if language == "en" else "cy")
    assert [section.code for section in paper.sections] == ["number", "timeliness", "quality", "learning"]
    text = read(page(paper)).text
    if language == "en":
        assert "This year is not over yet: these are the figures so far." in text
        assert "No review was completed during the year" in text
        assert "No decision was made during the year." in text
