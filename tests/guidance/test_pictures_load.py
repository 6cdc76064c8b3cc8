"""The picture of the load: figures beside bars, the limit, and what lies above it without its colour."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_boxes import SVG, boxes, misplaced, parsed, told

from models.guidance.boards import board
from models.guidance.calendar_dates import add_months
from models.guidance.pictures.load import Load, Row, load
from models.guidance.words import Language

MONTHS = tuple(add_months(date(2026, 9, 1), number) for number in range(12))
BOARD = board("mid_and_west_wales").name

hours = st.lists(st.integers(0, 160).map(lambda quarters: quarters / 4), min_size=12, max_size=12).map(tuple)
rows = st.lists(st.builds(Row, st.just("alexandra-llewelyn-jones-2"), hours), min_size=1, max_size=8)


@settings(max_examples=40, deadline=None)
@given(rows.map(tuple), st.sampled_from(["cy", "en"]))
def test_no_text_is_cut_off_or_written_over_another(people: tuple[Row, ...], language: Language) -> None:
    """Seen to fail with rows as high as the highest bar alone."""
    assert misplaced(load(Load(BOARD, MONTHS, people, 16.0), language)) == []


@pytest.mark.parametrize("language", ["cy", "en"])
def test_what_lies_above_the_limit_is_hatched_and_marked_and_the_limit_itself_is_not(
    language: Language,
) -> None:
    """Seen to fail with the limit itself taken for too much."""
    people = (Row("rhys", (16.0, 16.25, *([0.0] * 10))),)
    svg = load(Load(BOARD, MONTHS, people, 16.0), language)
    assert [each.said for each in boxes(svg) if each.said.endswith("!")] == ["16.2 !"]
    bars = [each.get("fill") for each in parsed(svg).iter(f"{SVG}rect") if each.get("width") == "30"]
    assert bars == ["#1d70b8", "url(#over)"]


def test_the_words_give_every_figure() -> None:
    people = (Row("rhys", (2.5, *([0.0] * 11))), Row("rob", (0.0,) * 12))
    title, words = told(load(Load(BOARD, MONTHS, people, 16.0), "cy"))
    assert BOARD.cy in title
    assert "rhys: Medi 2026 2.5." in words
    assert "rob: 0." in words
    assert "16 awr" in words
