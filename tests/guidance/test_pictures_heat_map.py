"""The picture of diaries: every level told apart without its colour, wide windows in blocks of months."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from picture_boxes import SVG, boxes, contrast, misplaced, parsed, told

from models.guidance.diary_levels import LEVELS, Level
from models.guidance.pictures import heat_map
from models.guidance.pictures.heat_map import HeatMap, Row, blocks, diaries
from models.guidance.words import Language, Words, vocabulary, word
from models.guidance.working_days import is_working_day

PARTS = [*vocabulary("agency").values(), *vocabulary("part").values()]


def working(first: date, weeks: int) -> tuple[date, ...]:
    days = (first + timedelta(days=n) for n in range(weeks * 7))
    return tuple(day for day in days if is_working_day(day))


def of(
    people: int, weeks: int, first: date = date(2026, 3, 9), *, levels: tuple[Level, ...] = LEVELS
) -> HeatMap:
    days = working(first, weeks)
    rows = tuple(
        Row(
            f"alexandra-llewelyn-jones-{number}",
            PARTS[number % len(PARTS)],
            tuple(levels[(number + place // 3) % len(levels)] for place in range(len(days))),
        )
        for number in range(people)
    )
    quorum: tuple[Level, ...] = tuple(("free", "perhaps", "no")[place % 3] for place in range(len(days)))  # type: ignore[misc]
    return HeatMap("CPR CTM 3/2026", word("meeting", "learning_event"), 390, days, rows, quorum)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 12),
    st.integers(1, 60),
    st.dates(date(2026, 1, 5), date(2026, 12, 28)),
    st.sampled_from(["cy", "en"]),
)
@example(1, 1, date(2026, 4, 17), "cy")
@example(1, 2, date(2026, 2, 26), "cy")
def test_no_text_is_cut_off_or_written_over_another(
    people: int, weeks: int, first: date, language: Language
) -> None:
    """Seen to fail with every month's full name written, and every week's day, however short they are."""
    shown = of(people, weeks, first)
    assert misplaced(diaries(shown, language)) == []


@given(st.dates(date(2020, 1, 1), date(2026, 12, 1)), st.integers(1, 60))
def test_blocks_are_whole_months_and_leave_no_day_out(first: date, weeks: int) -> None:
    """Seen to fail with the days cut every seventy-two."""
    days = working(first, weeks)
    found = blocks(days)
    assert [begin for begin, _ in found] + [len(days)] == [0] + [end for _, end in found]
    for (_, end), (begin, _) in pairwise(found):
        assert days[end - 1].month != days[begin].month
    assert all(end - begin <= 72 for begin, end in found)


@pytest.mark.parametrize("language", ["cy", "en"])
def test_every_level_has_a_letter_a_pattern_and_contrast_of_its_own(language: Language) -> None:
    """Seen to fail with the letter of *perhaps* taken for *not known*, too."""
    letters = [word("diary_letter", level).of(language) for level in LEVELS]
    assert len(set(letters)) == len(LEVELS)
    tiles = {
        each.get("id"): "".join(str(part.attrib) for part in each if part.tag != f"{SVG}text")
        for each in parsed(diaries(of(2, 2), language)).iter(f"{SVG}pattern")
    }
    assert set(tiles) == {f"{code}-{language}" for code in (*LEVELS, "quorum")}
    for level in LEVELS:
        assert contrast(heat_map._INK[level], heat_map._GROUND[level]) >= 4.5


def test_each_cell_is_filled_once() -> None:
    """Seen to fail with a stretch of equal days drawn one day short."""
    shown = of(5, 4)
    drawn = parsed(diaries(shown, "en"))
    cells = 0.0
    for path in drawn.iter(f"{SVG}path"):
        if (path.get("fill") or "").startswith("url("):
            widths = [float(part.split("v")[0]) for part in (path.get("d") or "").split("h")[1::2]]
            cells += sum(widths) / 12
    assert cells == len(shown.days) * (len(shown.rows) + 1)


def test_the_words_count_the_days_of_the_quorum_and_of_every_person() -> None:
    shown = of(2, 3)
    title, words = told(diaries(shown, "en"))
    assert "CPR CTM 3/2026" in title
    assert f"on {shown.quorum.count('free')} of {len(shown.days)} days" in words
    for row in shown.rows:
        counted = ", ".join(
            f"{word('diary_level', level).en} {row.levels.count(level)}"
            for level in LEVELS
            if level in row.levels
        )
        assert f"{row.name}: {counted}." in words


def test_forty_people_over_half_a_year_stay_a_small_picture() -> None:
    """Seen to fail with a rectangle for every cell: half a megabyte."""
    assert len(diaries(of(40, 26), "cy")) < 80_000
    assert {each.said for each in boxes(diaries(of(1, 2), "cy"))} >= {"Mawrth 2026", "9"}


def test_a_part_is_said_in_the_language_of_the_picture() -> None:
    row = Row("rhys", Words(cy="heddlu", en="police"), ("free",))
    shown = HeatMap("CPR EX 1/2026", word("meeting", "panel"), 150, (date(2026, 3, 9),), (row,), ("free",))
    assert "heddlu" in {each.said for each in boxes(diaries(shown, "cy"))}
