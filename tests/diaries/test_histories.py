"""Histories of earlier reviews: what is known of them on a day, and the table that they are read from."""

from datetime import date, timedelta

import pytest
from review_histories import histories, written

from models.diaries.forecasts.histories import LINE, History, Stay, present_stage, stays
from models.diaries.forecasts.histories_file import COLUMNS, read_histories
from models.guidance import route
from models.guidance.errors import GuidanceError

REFERRED = date(2024, 1, 1)
HEADS = ",".join(("reference", *COLUMNS))


def reached(*days: int | None) -> dict[tuple[route.Stage, str], date]:
    """Give the milestones that were reached so many days after the referral."""
    return {
        key: REFERRED + timedelta(days=day) for key, day in zip(LINE, days, strict=False) if day is not None
    }


def test_the_stage_that_a_review_is_in_has_lasted_until_now_and_has_not_ended() -> None:
    """Seen to fail with the present stage left out."""
    found = list(stays(History("A", reached(0, 30, 37)), REFERRED + timedelta(days=100)))
    assert found == [Stay(0, 30, ended=True), Stay(1, 7, ended=True), Stay(2, 63, ended=False)]


def test_what_happened_later_was_not_known_before() -> None:
    """Seen to fail with the days to come left in: the stage had ended before it did."""
    found = list(stays(History("A", reached(0, 30, 37)), REFERRED + timedelta(days=33)))
    assert found == [Stay(0, 30, ended=True), Stay(1, 3, ended=False)]


def test_a_stage_with_an_unknown_end_says_nothing_and_the_others_are_read() -> None:
    found = list(stays(History("A", reached(0, None, 37, 60)), REFERRED + timedelta(days=61)))
    assert found == [Stay(2, 23, ended=True), Stay(3, 1, ended=False)]


def test_a_review_that_was_withdrawn_lasted_until_then() -> None:
    left = History("A", reached(0, 30), left_on=REFERRED + timedelta(days=50))
    assert list(stays(left, REFERRED + timedelta(days=400)))[-1] == Stay(1, 20, ended=False)
    assert list(stays(left, REFERRED + timedelta(days=40)))[-1] == Stay(1, 10, ended=False)


def test_a_review_that_is_complete_is_in_no_stage() -> None:
    assert present_stage(reached(*range(0, 100, 10))) is None


def test_a_table_gives_back_what_was_written() -> None:
    read = read_histories("\ufeff" + written(histories(5, 1)))
    assert read.refused == ()
    assert [(each.reference, each.reached) for each in read.histories] == [
        (each.reference, each.reached) for each in histories(5, 1)
    ]


def test_wrong_rows_are_refused_with_their_lines_and_the_others_are_read() -> None:
    """Seen to fail with rows taken in whose stages end before they begin."""
    table = "\n".join(
        (
            f"{HEADS},left_on",
            "A,2024-01-01,2024-02-01,,,,,,,,,",
            "B,2024-02-01,2024-01-01,,,,,,,,,",
            "A,2024-01-01,,,,,,,,,,",
            ",2024-01-01,,,,,,,,,,",
            "C,=1+1,,,,,,,,,,",
            "D,2024-02-30,,,,,,,,,,",
            "E,2024-02,,,,,,,,,,",
            "F,,2024-02-01,,,,,,,,,",
            "G,2024-01-01,2024-02-01,,,,,,,,,2024-01-15",
            "H,2024-01-01,2024-01-01,,,,,,,,,2024-01-15",
        )
    )
    read = read_histories(table)
    assert [each.reference for each in read.histories] == ["A", "H"]
    assert [(each.line, each.code) for each in read.refused] == [
        (3, "history_order"),
        (4, "history_reference"),
        (5, "history_reference"),
        (6, "history_day"),
        (7, "history_day"),
        (8, "history_day"),
        (9, "history_order"),
        (10, "history_order"),
    ]


@pytest.mark.parametrize("table", ["", "a,b\n1,2\n", HEADS.removesuffix(",complete")])
def test_a_table_without_its_columns_is_no_table_of_histories(table: str) -> None:
    with pytest.raises(GuidanceError) as refused:
        read_histories(table)
    assert refused.value.code == "histories_columns"
