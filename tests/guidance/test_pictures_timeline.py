"""The picture of a review: everything is said in words, nothing overlaps, holds lie on what they stop."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_boxes import SVG, boxes, contrast, misplaced, parsed, told

from models.guidance.holds import SCOPES, STOPPED
from models.guidance.pictures import drawing
from models.guidance.pictures.timeline import review_timeline
from models.guidance.pictures.timeline_parts import Arranged, Band, Held, Line, Mark, Timeline
from models.guidance.sentences import in_words
from models.guidance.stages import Stage
from models.guidance.words import Language

STAGES = [stage for stage in Stage if Stage.S01 <= stage <= Stage.S19]
FIRST = date(2026, 1, 12)

days = st.integers(0, 900).map(lambda n: FIRST + timedelta(days=n))
marks = st.builds(Mark, st.none() | days, st.none() | days).filter(lambda mark: mark.due or mark.happened)
lines = st.lists(st.sampled_from(STAGES), min_size=1, unique=True).flatmap(
    lambda stages: st.tuples(
        *(
            st.builds(
                Line,
                st.just(stage),
                st.lists(marks, min_size=1, max_size=4).map(tuple),
                st.lists(st.builds(Arranged, days, st.booleans()), max_size=2).map(tuple),
            )
            for stage in sorted(stages)
        )
    )
)
bands = st.lists(days, min_size=5, max_size=5).map(lambda five: Band(*sorted(five)))


def held(scope: str, since: date, weeks: int | None) -> Held:
    return Held(scope, "criminal_trial", since, since + timedelta(weeks=weeks) if weeks else None)


timelines = st.builds(
    Timeline,
    st.just("CPR CTM 3/2026"),
    lines,
    days,
    st.none() | days,
    st.lists(st.builds(held, st.sampled_from(SCOPES), days, st.none() | st.integers(1, 40)), max_size=4).map(
        tuple
    ),
    st.none() | bands,
)


def shown(**more: object) -> Timeline:
    facts: dict[str, object] = {
        "reference": "CPR EX 3/2026",
        "lines": (
            Line(Stage.S01, (Mark(None, FIRST),)),
            Line(Stage.S03, (Mark(date(2026, 2, 12), date(2026, 2, 26)),)),
            Line(Stage.S09, (Mark(date(2026, 5, 26), None),)),
            Line(Stage.S13, (Mark(date(2026, 8, 1), None),), (Arranged(date(2026, 9, 4), firm=False),)),
        ),
        "today": date(2026, 7, 20),
        "complete_by": date(2026, 7, 12),
    }
    return Timeline(**{**facts, **more})  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(timelines, st.sampled_from(["cy", "en"]))
def test_no_text_is_cut_off_or_written_over_another(timeline: Timeline, language: Language) -> None:
    """Seen to fail with every month named, however many there are."""
    assert misplaced(review_timeline(timeline, language)) == []


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_picture_says_in_words_what_it_shows(language: Language) -> None:
    """Seen to fail with the holds left out of the words."""
    timeline = shown(
        holds=(held("all", date(2026, 5, 18), 3),),
        forecast=Band(*(date(2026, 10, day) for day in (1, 5, 9, 20, 30))),
    )
    title, words = told(review_timeline(timeline, language))
    assert timeline.reference in title
    for line in timeline.lines:
        assert line.stage.words.of(language) in words
    for day in (date(2026, 2, 12), date(2026, 2, 26), date(2026, 5, 18), date(2026, 6, 8), date(2026, 10, 9)):
        assert in_words(day, language) in words


def test_letters_of_holds_that_begin_together_stand_beside_each_other() -> None:
    """Seen to fail with every letter where its hold begins."""
    together = tuple(held(scope, date(2026, 5, 18), 3) for scope in ("all", "family_contact", "all", "all"))
    svg = review_timeline(shown(holds=together), "en")
    assert misplaced(svg) == []
    assert sorted(each.said for each in boxes(svg) if len(each.said) == 1) == ["A", "B", "C", "D"]


def test_days_late_are_figures_and_count_until_today_for_what_is_still_awaited() -> None:
    """Seen to fail with what has not happened counted as never late."""
    said = [each.said for each in boxes(review_timeline(shown(), "en")) if each.said.startswith("+")]
    assert said == ["+14", "+55"]


@pytest.mark.parametrize("scope", SCOPES)
def test_a_hold_is_hatched_across_the_rows_that_it_stops_and_no_other(scope: str) -> None:
    """Seen to fail with every hold hatched from the first row to the last."""
    every = tuple(Line(stage, (Mark(FIRST, FIRST),)) for stage in STAGES)
    drawn = parsed(review_timeline(shown(lines=every, holds=(held(scope, FIRST, 4),)), "cy"))
    hatched = [
        (float(each.get("y", "0")), float(each.get("height", "0")))
        for each in drawn.iter(f"{SVG}rect")
        if each.get("fill") == "url(#held-0)" and float(each.get("height", "0")) > 20
    ]
    rows = {round(each.bottom) for each in boxes(review_timeline(shown(lines=every), "cy"))}
    assert sum(height for _, height in hatched) == 34 * len(STOPPED[scope].intersection(STAGES))
    assert rows


def test_a_hold_that_has_not_ended_reaches_until_today() -> None:
    drawn = parsed(review_timeline(shown(holds=(held("family_contact", date(2026, 4, 14), None),)), "en"))
    [hatched] = [
        each
        for each in drawn.iter(f"{SVG}rect")
        if each.get("fill") == "url(#held-0)" and each.get("height") == "34"
    ]
    upright = next(each for each in drawn.iter(f"{SVG}line") if each.get("stroke-dasharray"))
    end = float(hatched.get("x", "0")) + float(hatched.get("width", "0"))
    assert end == pytest.approx(float(upright.get("x1", "0")), abs=0.2)


def test_what_carries_meaning_has_contrast_enough() -> None:
    """Seen to fail with a paler blue for what happened."""
    for colour in (drawing.INK, drawing.LINE):
        assert contrast(colour, drawing.PAPER) >= 4.5
    assert contrast(drawing.BAR, drawing.PAPER) >= 3
    assert contrast(drawing.INK, drawing.LIGHT) >= 4.5


def test_a_picture_stays_small() -> None:
    every = tuple(Line(stage, (Mark(FIRST, FIRST),) * 2) for stage in STAGES)
    assert len(review_timeline(shown(lines=every), "cy")) < 25_000
