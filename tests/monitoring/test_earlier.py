"""Counts of earlier years: as they were printed, and unknown where they are not known."""

import pytest
from office_days import said_in_both_languages

from deployments.settings import CHECKOUT
from models.guidance.errors import Refused
from models.monitoring.checks import earlier_checks
from models.monitoring.earlier import agreed, read
from models.monitoring.rows import EarlierRow

FIGURES = CHECKOUT / "docs/figures"
BY_BOARD = (FIGURES / "regions_2015.csv").read_text(encoding="utf-8")
OUTCOMES = (FIGURES / "outcomes_2015.csv").read_text(encoding="utf-8")


def test_the_figures_of_2015_are_read_and_add_up() -> None:
    """R98, R104: 44 notifications = 21 reviews + 10 forums + 13 without; by Board 17, 10, 6, 5, 4, 2."""
    found = agreed((*read(BY_BOARD), *read(OUTCOMES)))
    values = {(row.board, row.measure): row.value for row in found}
    assert values["", "notifications"] == 44
    assert values["western_bay", "notifications"] == 17
    assert (values["", "concise"], values["", "extended"], values["", "forums"]) == (13, 8, 10)
    assert [each.code for each in earlier_checks(found)] == [
        "earlier_notifications",
        "earlier_reviews",
        "earlier_boards",
    ]
    assert all(each.ties for each in earlier_checks(found))
    assert all(row.source.startswith("Social Research 45/2015, ") for row in found)


def test_what_is_unknown_stays_so_and_is_never_nought() -> None:
    """R92. Seen to fail with *unknown* read as 0."""
    values = {row.measure: row.value for row in read(OUTCOMES)}
    assert values["forums"] == 10
    assert values["forums_completed"] is None


def test_a_count_that_has_become_known_completes_the_unknown_one() -> None:
    unknown = EarlierRow("2015", "", "forums_completed", None, "section 3")
    known = EarlierRow("2015", "", "forums_completed", 4, "a Board's minutes")
    assert agreed([unknown, known]) == agreed([known, unknown]) == (known,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "earlier_columns"),
        ("measure,value,source\n", "earlier_columns"),
        ("board,count\nWestern Bay,17\n", "earlier_columns"),
        ("measure,value,source\nreviews,21,\n", "earlier_line"),
        ("measure,value,source\nreviews,,section 1.4\n", "earlier_line"),
        ("measure,value,source\nreviews,=21,section 1.4\n", "earlier_line"),
        ("measure,value,source\nreviews,21,=cmd\n", "earlier_line"),
        ("measure,value,source\nsomething,21,section 1.4\n", "earlier_line"),
        ("measure,value,source\nreviews,21\n", "earlier_line"),
        ("board,notifications\nNowhere,17\n", "earlier_line"),
        ("board,notifications\nWestern Bay,-1\n", "earlier_line"),
        ("board,notifications\nWestern Bay,17\nWest Glamorgan,16\n", "earlier_contradicts"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_one_sentence(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(text)
    [problem] = refused.value.problems
    assert problem.code == code
    assert said_in_both_languages([problem])
