"""The papers' pages in a real browser: no rule of axe-core broken, nothing wider than a narrow window."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from monitored import many
from playwright.sync_api import Browser, sync_playwright

from models.guidance.words import Language
from models.monitoring.annual import contribution
from models.monitoring.national import picture
from models.monitoring.rows import EarlierRow, ProtocolRow
from tasks.papers import annual_report, stock_take
from tasks.papers.pages import page

PAPERS = ("for the office", "for publication", "annual report")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium; a browser that is missing is a failure where all must be tested."""
    chromium = shutil.which("chromium")
    if chromium is None:
        missed = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missed("The Debian package chromium is needed.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


def written(paper: str, language: Language) -> str:
    rows = replace(
        many(150),
        protocols=(ProtocolRow("example", "reviewers", "1 / 2", "2", "2014-01", None, "Two see more."),),
        earlier=(EarlierRow("2015", "", "reviews", 21, "Social Research 45/2015, section 1.4"),),
    )
    if paper == "annual report":
        return page(annual_report.contents(contribution(rows, "example", 2015), language))
    return page(stock_take.contents(picture(rows), language, publish=paper == "for publication"))


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_breaks_no_rule_of_axe_core_and_fits_a_narrow_window(
    browser: Browser, paper: str, language: Language
) -> None:
    """Seen to fail with the tables' regions no longer reachable by the keyboard, and out of their regions."""
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        window = context.new_page()
        window.set_content(written(paper, language))
        looked = Axe().run(window).response
        assert looked["passes"], "axe-core did not run"
        assert [each["id"] for each in looked["violations"]] == []
        wide = window.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_first_thing_a_keyboard_reaches_leads_past_the_contents(
    browser: Browser, language: Language
) -> None:
    with browser.new_context() as context:
        window = context.new_page()
        window.set_content(written("for the office", language))
        window.keyboard.press("Tab")
        window.keyboard.press("Enter")
        assert window.evaluate("document.activeElement.id") == "content"
