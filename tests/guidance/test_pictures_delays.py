"""The pictures of delays: every text can be read, and the words say every figure."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_boxes import SVG, misplaced, parsed, told

from models.guidance.delays import CauseDays, Ledger, Span, Together, ledger
from models.guidance.holds import CAUSES
from models.guidance.pictures.delays import Breakdown, breakdown, waterfall_picture
from models.guidance.waterfall import waterfall
from models.guidance.words import Language, Words, word

EVERY = word("delays_of", "all")
BEGAN_ON = date(2026, 1, 5)


def drawn(language: Language, *ledgers: tuple[int, Ledger], of: Words = EVERY) -> str:
    together = Together()
    for planned, each in ledgers:
        together.add(planned, each)
    found = waterfall(together)
    assert found is not None
    return waterfall_picture(found, of, language)


def shown(spans: tuple[Span, ...], days: int = 400) -> Breakdown:
    ended_on, planned = BEGAN_ON + timedelta(days=days), date(2026, 7, 5)
    return Breakdown(
        "CPR EX 1/2026", BEGAN_ON, ended_on, planned, ledger(BEGAN_ON, ended_on, planned, spans), spans
    )


def span(cause: str, since: int, until: int) -> Span:
    return Span(cause, BEGAN_ON + timedelta(days=since), BEGAN_ON + timedelta(days=until))


causes = st.lists(
    st.tuples(st.sampled_from(CAUSES), st.integers(0, 300)), min_size=1, max_size=12, unique_by=lambda c: c[0]
)


@settings(max_examples=40, deadline=None)
@given(causes, st.integers(0, 200), st.integers(0, 200), st.sampled_from(["cy", "en"]))
def test_no_text_of_the_waterfall_is_cut_off_or_written_over_another(
    alone: list[tuple[str, int]], unexplained: int, worked: int, language: Language
) -> None:
    """Seen to fail with the figures written where the bars end, without room for them."""
    days = tuple(CauseDays(cause, each, each) for cause, each in alone)
    attributed = sum(each for _, each in alone)
    elapsed = worked + attributed + unexplained
    svg = drawn(language, (200, Ledger(elapsed, worked, attributed, unexplained, elapsed, days)))
    assert misplaced(svg) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(span, st.sampled_from(CAUSES), st.integers(0, 200), st.integers(201, 500)), max_size=14
    ),
    st.integers(1, 900),
    st.sampled_from(["cy", "en"]),
)
def test_no_text_of_a_breakdown_is_cut_off_or_written_over_another(
    spans: list[Span], days: int, language: Language
) -> None:
    assert misplaced(breakdown(shown(tuple(spans), days), language)) == []


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_words_give_every_step_and_the_sum(language: Language) -> None:
    trial = CauseDays("criminal_trial", 122, 122)
    title, words = told(drawn(language, (183, Ledger(365, 183, 122, 60, 243, (trial,)))))
    assert "12.0" in title
    for figure in ("6.0", "4.0", "2.0", word("cause", "criminal_trial").of(language)):
        assert figure in words


def test_causes_are_told_from_the_plan_and_from_what_is_unexplained_without_colour() -> None:
    """Seen to fail with one fill for all bars."""
    svg = drawn("en", (183, Ledger(365, 183, 122, 60, 365, (CauseDays("diary", 122, 122),))))
    bars = [each.get("fill") for each in parsed(svg).iter(f"{SVG}rect") if each.get("height") == "22"]
    assert bars == ["#1d70b8", "url(#cause)", "url(#none)", "#ffffff"]


def test_a_breakdown_says_in_words_what_each_cause_had() -> None:
    title, words = told(breakdown(shown((span("inquest", 10, 60), span("diary", 50, 80))), "en"))
    assert title == "Where the days of review CPR EX 1/2026 went"
    assert "inquest: 50 days, 40 of them alone, 10 beside another cause." in words
    assert "end of the plan: 5 July 2026" in words
