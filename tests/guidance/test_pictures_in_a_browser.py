"""The pictures in a real browser: no rule of axe-core broken, no text over another, scrolled if need be."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from monitored import many
from playwright.sync_api import Page, sync_playwright

from deployments.settings import CHECKOUT
from models.guidance.board_counts import read_counts
from models.guidance.boards import board
from models.guidance.calendar_dates import add_months
from models.guidance.comparison import Comparison, compare
from models.guidance.delays import CauseDays, Ledger, Span, Together, ledger
from models.guidance.diary_levels import LEVELS
from models.guidance.holds import CAUSES
from models.guidance.pictures import boards
from models.guidance.pictures.delays import Breakdown, breakdown, waterfall_picture
from models.guidance.pictures.heat_map import HeatMap, diaries
from models.guidance.pictures.heat_map import Row as DiaryRow
from models.guidance.pictures.load import Load, load
from models.guidance.pictures.load import Row as LoadRow
from models.guidance.pictures.page import page
from models.guidance.pictures.timeline import review_timeline
from models.guidance.pictures.timeline_parts import Arranged, Band, Held, Line, Mark, Timeline
from models.guidance.stages import Stage
from models.guidance.waterfall import waterfall
from models.guidance.words import Language, vocabulary, word
from models.guidance.working_days import is_working_day
from models.monitoring.national import picture
from models.monitoring.pictures.days_and_shares import agencies_days, delay_causes, notification_quality
from models.monitoring.pictures.time_taken import months_to_complete, why_not_six

FIRST = date(2026, 1, 12)

# What a browser itself says of the texts of a picture, those of its patterns left out.
_BOXES = """() => [...document.querySelectorAll('svg text')].filter(each => !each.closest('pattern'))
    .map(each => [each.textContent, each.getBoundingClientRect()])
    .map(([said, b]) => ({said, left: b.left, right: b.right, top: b.top + 3, bottom: b.bottom - 3}))"""


def timeline(language: Language) -> str:
    """Give the timeline of a review with every stage, two holds, meetings and a forecast."""
    stages = [stage for stage in Stage if Stage.S01 <= stage <= Stage.S19]
    lines = tuple(
        Line(
            stage,
            (
                Mark(
                    FIRST + timedelta(days=14 * place),
                    FIRST + timedelta(days=16 * place) if place < 9 else None,
                ),
            ),
            (Arranged(FIRST + timedelta(days=200), firm=True),) if stage == Stage.S13 else (),
        )
        for place, stage in enumerate(stages)
    )
    held = (
        Held("all", "mental_health_homicide_review", FIRST + timedelta(days=90), FIRST + timedelta(days=120)),
        Held("named_practitioners", "professional_regulator", FIRST + timedelta(days=100), None),
        Held("family_contact", "criminal_trial", FIRST + timedelta(days=60), None),
    )
    band = Band(*(FIRST + timedelta(days=days) for days in (250, 270, 290, 320, 380)))
    today = FIRST + timedelta(days=150)
    return review_timeline(
        Timeline("CPR CTM 3/2026", lines, today, add_months(FIRST, 6), held, band), language
    )


def heat_map(language: Language) -> str:
    """Give the diaries of forty people over half a year."""
    days = tuple(day for n in range(182) if is_working_day(day := FIRST + timedelta(days=n)))
    parts = list(vocabulary("agency").values())
    rows = tuple(
        DiaryRow(
            f"alexandra-llewelyn-jones-{number}",
            parts[number % len(parts)],
            tuple(LEVELS[(place // 3 + number) % len(LEVELS)] for place in range(len(days))),
        )
        for number in range(40)
    )
    shown = HeatMap("CPR CTM 3/2026", word("meeting", "learning_event"), 390, days, rows, rows[0].levels)
    return diaries(shown, language)


def hours(language: Language) -> str:
    """Give a year's load of ten people."""
    months = tuple(add_months(date(2026, 9, 1), number) for number in range(12))
    rows = tuple(
        LoadRow(
            f"alexandra-llewelyn-jones-{number}", tuple(2.75 * ((number + place) % 9) for place in range(12))
        )
        for number in range(10)
    )
    return load(Load(board("mid_and_west_wales").name, months, rows, 16.0), language)


def compared() -> Comparison:
    """Give the Boards of 2015, held against each other."""
    return compare(read_counts((CHECKOUT / "docs" / "figures" / "regions_2015.csv").read_text("utf-8")))


def figure_1(language: Language) -> str:
    """Give Figure 1 of the 2015 review."""
    return boards.notifications_by_board(compared(), language)


def figure_3(language: Language) -> str:
    """Give Figure 3 of the 2015 review."""
    return boards.notifications_and_shares(compared(), language)


def ratios(language: Language) -> str:
    """Give the ratios with their exact intervals."""
    return boards.observed_and_expected(compared(), "population_0_15", language)


def months(language: Language) -> str:
    """Give the months that seeded reviews of invented Boards took."""
    return months_to_complete(picture(many(44)), language)


def causes(language: Language) -> str:
    """Give what delayed them."""
    return delay_causes(picture(many(44)).delays, language)


def agencies(language: Language) -> str:
    """Give how agencies answered."""
    return agencies_days(picture(many(44)), language)


def quality(language: Language) -> str:
    """Give how clear the notifications were."""
    return notification_quality(picture(many(44)), language)


def why(language: Language) -> str:
    """Give why it was not six months."""
    return why_not_six(picture(many(44)).delays, language) or ""


def waterfall_of_twelve(language: Language) -> str:
    """Give the way from six months to twelve, with every kind of step."""
    days = tuple(CauseDays(cause, 30 - place, 22 - place) for place, cause in enumerate(CAUSES))
    alone = sum(each.exclusive for each in days)
    together = Together()
    together.add(183, Ledger(160 + alone + 40 + 15, 160, alone + 40, 15, 300, days))
    found = waterfall(together)
    assert found is not None
    return waterfall_picture(found, word("delays_of", "all"), language)


def days_of_one(language: Language) -> str:
    """Give one review's days, with a span of every cause."""
    spans = tuple(
        Span(cause, FIRST + timedelta(days=20 * place), FIRST + timedelta(days=20 * place + 45))
        for place, cause in enumerate(CAUSES)
    )
    ended_on, planned_on = FIRST + timedelta(days=420), add_months(FIRST, 6)
    days = ledger(FIRST, ended_on, planned_on, spans)
    return breakdown(Breakdown("CPR CTM 3/2026", FIRST, ended_on, planned_on, days, spans), language)


@pytest.fixture(scope="module")
def narrow() -> Iterator[Page]:
    """A window as narrow as WCAG 1.4.10 asks for."""
    chromium = shutil.which("chromium")
    if chromium is None:
        missed = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missed("The Debian package chromium is needed.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_context(viewport={"width": 320, "height": 640}).new_page()
        browser.close()


def overlapping(boxes: list[dict[str, Any]]) -> list[str]:
    """Give the pairs of texts that lie over each other."""
    return [
        f"{one['said']} / {two['said']}"
        for place, one in enumerate(boxes)
        for two in boxes[place + 1 :]
        if one["left"] < two["right"]
        and two["left"] < one["right"]
        and one["top"] < two["bottom"]
        and two["top"] < one["bottom"]
    ]


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize(
    "drawn",
    [
        timeline,
        heat_map,
        hours,
        waterfall_of_twelve,
        days_of_one,
        figure_1,
        figure_3,
        ratios,
        months,
        causes,
        agencies,
        quality,
        why,
    ],
)
def test_a_picture_on_its_page_breaks_no_rule_and_is_scrolled_where_it_is_narrow(
    narrow: Page, drawn: Callable[[Language], str], language: Language
) -> None:
    """Seen to fail with a picture that is shrunk to the window, and with a region that no key can scroll."""
    narrow.set_content(page(drawn(language), language))
    looked = Axe().run(narrow).response
    assert looked["passes"], "axe-core did not run"
    assert [each["id"] for each in looked["violations"]] == []
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320
    assert narrow.evaluate("document.querySelector('.picture').scrollWidth") > 700
    boxes = narrow.evaluate(_BOXES)
    assert len(boxes) > 12
    assert overlapping(boxes) == []
    edge = narrow.evaluate("document.querySelector('svg').getBoundingClientRect().right")
    assert [each["said"] for each in boxes if each["right"] > edge] == []
