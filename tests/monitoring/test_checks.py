"""What must tie in the data set: each check finds what it is there for, and says the two numbers."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from monitored import data_set, declined, reviewed

from models.guidance.errors import GuidanceError
from models.guidance.packaged import table
from models.guidance.progress import STATUSES
from models.monitoring.checks import DRAFT, checks, tied
from models.monitoring.rows import DataSet, DelayRow, DocumentRow, EarlierRow, ProcessRow, StepRow

CAUSES = (
    DelayRow("example", "r1", "criminal_trial", 120, 100, 20),
    DelayRow("example", "r1", "inquest", 50, 30, 20),
)
EARLIER = tuple(
    EarlierRow("2015", "", measure, value, "section 1.4")
    for measure, value in (
        ("notifications", 44),
        ("reviews", 21),
        ("concise", 13),
        ("extended", 8),
        ("forums", 10),
        ("no_review", 13),
        ("forums_completed", None),
    )
)
BOARDS = (
    "cardiff_and_vale",
    "cwm_taf",
    "south_east_wales",
    "mid_and_west_wales",
    "north_wales",
    "western_bay",
)
BY_BOARD = tuple(
    EarlierRow("2015", board, "notifications", n, "Figure 1")
    for board, n in zip(BOARDS, (6, 5, 4, 2, 10, 17), strict=True)
)


def whole(**row: Any) -> DataSet:  # noqa: ANN401 - any field of a row
    """Give a data set in which everything ties, but for what differs in its first row."""
    return data_set(
        replace(reviewed("r1"), **row),
        declined("r2"),
        declined("r3", "mapf"),
        delays=CAUSES,
        steps=(StepRow("example", "r1", "S03", "recommendation", "in_time", 0, "unconfirmed"),),
        documents=(DocumentRow("example", "r1", "police", "came", 12),),
        processes=(ProcessRow("example", "r1", "inquest", "2013-06", None),),
        earlier=(*EARLIER, *BY_BOARD),
    )


def broken(found: DataSet) -> set[str]:
    return {each.code for each in checks(found) if not each.ties}


def test_what_ties_is_not_broken_and_every_check_is_made() -> None:
    assert broken(whole()) == set()
    assert {each.code for each in checks(whole())} == set(table("data_set")["checks"])


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("known_boards", {"board": "nowhere"}),
        ("by_outcome", {"decided": "perhaps"}),
        ("by_kind", {"decided": "perhaps"}),
        ("by_status", {"status": "sleeping"}),
        ("unique_rows", {"row": "r2"}),
        ("invented", {"board": "north_wales"}),
        ("on_time", {"on_time": "not_asked"}),
        ("action_plan", {"with_action_plan": "not_asked"}),
        ("action_plan_month", {"action_plan_in": None}),
        ("completed_month", {"completed_in": None}),
        ("completed_month", {"status": "in_progress"}),
        ("forums", {"forum": "completed"}),
        ("notified", {"notified": False}),
        ("days", {"working": 183}),
        ("net_days", {"net": 366}),
        ("attributed", {"attributed": 171, "unexplained": 10}),
        ("attributed", {"attributed": 119, "unexplained": 62}),
        ("months_in_order", {"first_panel_in": "2014-06"}),
        ("months_past", {"closed_in": "2015-10"}),
        ("plan_items", {"plan_items_done": 6}),
        ("quality_parts", {"quality": None}),
    ],
    ids=str,
)
def test_a_row_that_cannot_be_breaks_its_check(code: str, row: dict[str, Any]) -> None:
    """R98, R100. Each seen to fail with its check left out."""
    assert code in broken(replace(whole(**row), boards=("example", "north_wales")))


@pytest.mark.parametrize(
    ("code", "tables"),
    [
        ("shared", {"delays": (replace(CAUSES[0], shared=19), CAUSES[1])}),
        ("one_cause", {"delays": (*CAUSES, CAUSES[1])}),
        ("delays_refer", {"delays": (*CAUSES, replace(CAUSES[0], row="r9"))}),
        (
            "steps_refer",
            {"steps": (StepRow("example", "r9", "S03", "recommendation", "late", 1, "product"),)},
        ),
        ("documents_refer", {"documents": (DocumentRow("example_b", "r1", "police", "came", 1),)}),
        ("processes_refer", {"processes": (ProcessRow("example", "r9", "inquest", None, None),)}),
        ("by_board", {"boards": ("example_b",)}),
        ("earlier_notifications", {"earlier": (*EARLIER[:5], replace(EARLIER[5], value=12))}),
        ("earlier_reviews", {"earlier": (*EARLIER[:3], replace(EARLIER[3], value=9), *EARLIER[4:])}),
        ("earlier_boards", {"earlier": (*EARLIER, *BY_BOARD[1:], replace(BY_BOARD[0], value=7))}),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_table_that_cannot_be_breaks_its_check(code: str, tables: dict[str, Any]) -> None:
    """R98. Each seen to fail with its check left out."""
    assert code in broken(replace(whole(), **tables))


def test_what_is_not_known_of_earlier_years_breaks_nothing() -> None:
    unknown = tuple(replace(each, value=None) for each in EARLIER)
    assert broken(replace(whole(), earlier=(*unknown, *BY_BOARD[1:]))) == set()


def test_figures_that_do_not_tie_are_refused_with_the_check_and_both_numbers() -> None:
    with pytest.raises(GuidanceError) as refused:
        tied(whole(status="sleeping"))
    assert refused.value.code == "export_does_not_tie"
    assert "exactly one status = all rows (2 and 3)" in refused.value.words.en
    assert "un statws yn union" in refused.value.words.cy


@given(st.lists(st.sampled_from([*STATUSES, DRAFT]), max_size=12))
def test_statuses_divide_the_rows_whatever_they_are(statuses: list[str]) -> None:
    """R100: exclusive and exhaustive; the sum over the statuses is the number of rows."""
    rows = [declined(f"r{n}", status=each) for n, each in enumerate(statuses)]
    check = next(each for each in checks(data_set(*rows)) if each.code == "by_status")
    assert check.ties
    assert sum(statuses.count(each) for each in (*STATUSES, DRAFT)) == check.right == len(rows)
