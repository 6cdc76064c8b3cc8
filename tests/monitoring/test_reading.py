"""Exports read back and put together: one clear sentence for each thing that is wrong, nothing by halves."""

from dataclasses import replace
from typing import Any

import pytest
from monitored import data_set, declined, reviewed
from office_days import said_in_both_languages

from models.guidance.errors import GuidanceError, Refused
from models.monitoring.reading import read, together
from models.monitoring.rows import DataSet, DelayRow, EarlierRow, ProtocolRow
from models.monitoring.written import Document, Sheet, cell, document

A, B, C = (f"{n:032x}" for n in (10, 11, 12))
CAUSE = DelayRow("example", A, "inquest", 150, 150, 0)


def export(board: str = "example", **changed: Any) -> DataSet:  # noqa: ANN401 - any part of a data set
    """Give one Board's export in which everything ties."""
    protocol = ProtocolRow(board, "S02.scoping", "10", "5", "2014-01", None, '=agreed: sooner, by "all"')
    found = data_set(
        reviewed(A, board=board),
        declined(B, board=board),
        delays=(replace(CAUSE, board=board),),
        protocols=(protocol,),
    )
    return replace(found, **changed)


def with_cell(name: str, field: str, written: str) -> Document:
    """Give an export with another cell in the first line of a table."""
    made = document(export())
    sheet = made.sheets[name]
    rows = [list(row) for row in sheet.rows]
    rows[0][sheet.heads.index(field)] = written
    return Document(made.about, {**made.sheets, name: Sheet(sheet.heads, rows)})


def problems(given: Document) -> tuple[GuidanceError, ...]:
    with pytest.raises(GuidanceError) as refused:
        read(given)
    return refused.value.problems if isinstance(refused.value, Refused) else (refused.value,)


def test_what_was_written_is_read_back_the_same() -> None:
    """Seen to fail with an empty cell read as nought."""
    assert read(document(export())) == export()


@pytest.mark.parametrize("text", ["=1+1", "+44", "-3", "@here", "'quoted", "plain"])
def test_text_that_a_spreadsheet_would_work_out_is_quoted_and_comes_back(text: str) -> None:
    """Seen to fail without the quoting."""
    assert not cell(text).startswith(("=", "+", "-", "@"))
    protocol = replace(export().protocols[0], local=text)
    assert read(document(replace(export(), protocols=(protocol,)))).protocols == (protocol,)


@pytest.mark.parametrize(
    ("name", "field", "written", "code"),
    [
        ("reviews", "decided", "perhaps", "export_cell"),
        ("reviews", "referred_in", "May 2013", "export_cell"),
        ("reviews", "referred_in", "2013-05-02", "export_cell_day"),
        ("reviews", "closed_in", "02/05/2014", "export_cell_day"),
        ("reviews", "elapsed", "=SUM(A1:A9)", "export_cell_formula"),
        ("reviews", "elapsed", "-3", "export_cell_formula"),
        ("reviews", "elapsed", "12.5", "export_cell"),
        ("reviews", "status", "", "export_cell_empty"),
        ("reviews", "children", "", "export_cell_empty"),
        ("reviews", "synthetic", "maybe", "export_cell"),
        ("reviews", "quality", "101", "export_cell"),
        ("reviews", "board", "nowhere", "export_cell"),
        ("reviews", "row", "CPR EX 1/2026", "export_cell"),
        ("reviews", "facts", "harm=died on=2013-05-02", "export_cell"),
        ("delays", "cause", "holidays", "export_cell"),
        ("protocols", "reason", "x" * 501, "export_cell"),
    ],
)
def test_a_cell_that_cannot_be_is_named_and_never_repeated(
    name: str, field: str, written: str, code: str
) -> None:
    """Seen to fail with the day taken for its month, and with codes taken as they come."""
    [problem] = problems(with_cell(name, field, written))
    [said] = said_in_both_languages([problem])
    assert problem.code == code
    assert said.startswith(f"{name}, line 2, {field}: ")
    assert not written or written not in said


def test_columns_that_are_missing_or_strange_are_named() -> None:
    """Seen to fail with columns taken by their place."""
    made = document(export())
    reviews = made.sheets["reviews"]
    shorter = Sheet(reviews.heads[1:], [row[1:] for row in reviews.rows])
    noted = Sheet(
        (*reviews.heads, "notes"),
        [(*row, "of the family") for row in document(export()).sheets["reviews"].rows],
    )
    [missing] = problems(Document(made.about, {**made.sheets, "reviews": shorter}))
    assert missing.facts == {"table": "reviews", "columns": "board"}
    [strange] = problems(Document(made.about, {**made.sheets, "reviews": noted}))
    assert "notes" not in strange.words.en
    without = {name: sheet for name, sheet in made.sheets.items() if name != "delays"}
    [absent] = problems(Document(made.about, without))
    assert absent.code == "export_columns"
    assert absent.facts["table"] == "delays"


def test_a_line_with_more_cells_than_columns_is_refused() -> None:
    """What follows a comma too many is in the wrong column. Seen to fail with such cells passed over."""
    made = document(export())
    reviews = made.sheets["reviews"]
    longer = Sheet(reviews.heads, [(*row, "of the family") for row in reviews.rows])
    [problem, *_] = problems(Document(made.about, {**made.sheets, "reviews": longer}))
    [said] = said_in_both_languages([problem])
    assert said.startswith("reviews, line 2: there are more cells than columns")
    assert "family" not in said


def test_columns_may_stand_in_any_order() -> None:
    made = document(export())
    delays = made.sheets["delays"]
    turned = Sheet(delays.heads[::-1], [tuple(row)[::-1] for row in delays.rows])
    assert read(Document(made.about, {**made.sheets, "delays": turned})) == export()


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("version", "2.0", "export_version"),
        ("version", "", "export_about"),
        ("as_of", "soon", "export_about"),
        ("boards", "nowhere", "export_boards"),
        ("boards", "example example", "export_boards"),
    ],
)
def test_what_an_export_says_of_itself_is_checked_first(name: str, written: str, code: str) -> None:
    made = document(export())
    [problem] = problems(Document({**made.about, name: written}, made.sheets))
    assert problem.code == code
    assert said_in_both_languages([problem])


def test_figures_that_were_changed_by_hand_no_longer_tie_and_are_refused() -> None:
    [problem] = problems(with_cell("reviews", "elapsed", "364"))
    assert problem.code == "export_does_not_tie"


def test_many_mistakes_are_told_together_and_no_more_than_ten() -> None:
    made = document(export())
    reviews = made.sheets["reviews"]
    rows = [["?"] * len(reviews.heads)] * 30
    told = problems(Document(made.about, {**made.sheets, "reviews": Sheet(reviews.heads, rows)}))
    assert len(told) == 10


def test_the_exports_of_several_boards_are_put_together() -> None:
    found = together([export("example_b"), export("example_c"), export("example")])
    assert found.boards == ("example", "example_b", "example_c")
    assert len(found.reviews) == 6
    assert len(found.delays) == 3


def test_what_is_known_of_earlier_years_stands_once_and_is_never_contradicted() -> None:
    count = EarlierRow("2015", "", "reviews", 21, "section 1.4")
    same = together([export(earlier=(count,)), export("example_b", earlier=(count,))])
    assert same.earlier == (count,)
    other = replace(count, value=22)
    with pytest.raises(Refused) as refused:
        together([export(earlier=(count,)), export("example_b", earlier=(other,))])
    assert [each.code for each in refused.value.problems] == ["earlier_contradicts"]


@pytest.mark.parametrize(
    ("exports", "code"),
    [
        ([], "export_none"),
        ([export(), export()], "export_board_twice"),
        ([export(), export("example_b", as_of="2015-10-31")], "export_days_differ"),
    ],
    ids=["none", "twice", "days"],
)
def test_exports_that_do_not_belong_together_are_refused(exports: list[DataSet], code: str) -> None:
    """Seen to fail with a Board counted twice."""
    with pytest.raises(GuidanceError) as refused:
        together(exports)
    assert refused.value.code == code
    assert said_in_both_languages([refused.value])
