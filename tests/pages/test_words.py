"""Both languages are whole: on no page is anything left of the other."""

import re
from string import Formatter

import pytest
from answer_pages import ENDS, STARTS, Pages, text_of

from deployments.pages import rendering
from deployments.pages.sheets import DAY_PARTS
from deployments.pages.speaking import Say, rows
from deployments.settings import CHECKOUT
from models.guidance.words import Language
from models.records.meetings import MEETINGS, STANDS

WELSH = "y yr yn mae eich ni nid chi ei bod wedi i’r a’r ar ddim ydych gallwch fydd neu beth hyn hon mawrth"
ENGLISH = "the you your is are of and has been to not we it will be or this with for can tuesday wednesday"
OPTIONS = [[1, STARTS.isoformat(), ENDS.isoformat()]]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_row_stands_in_both_languages_with_the_same_facts() -> None:
    for code, row in rows().items():
        assert set(row) == {"cy", "en"}, code
        assert placeholders(row["cy"]) == placeholders(row["en"]), code
        assert row["cy"] != row["en"] or code == "person_number", code


def test_no_row_is_idle() -> None:
    folder = CHECKOUT / "deployments" / "pages"
    files = [path for path in folder.rglob("*") if path.suffix in (".py", ".html")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    made = re.compile(r"^(meeting|stands|said|choice|option|letter|problem|ask|diary)_|_title$")
    assert [code for code in rows() if f'"{code}"' not in source and not made.search(code)] == []


def test_whatever_the_record_may_hold_has_its_words() -> None:
    names = set(rows())
    assert {f"meeting_{kind}" for kind in MEETINGS} <= names
    assert {f"stands_{state}" for state in STANDS if state != "uninvited"} <= names
    assert set(DAY_PARTS) <= names


def words_of(page: str) -> set[str]:
    """Give the words of a page, the switch to the other language left out."""
    page = re.sub(r"<nav.*?</nav>", "", page, flags=re.DOTALL)
    return set(re.findall(r"[a-zâêîôûŵŷ’]+", text_of(page).lower()))


@pytest.fixture(scope="module")
def links(lasting: Pages) -> list[str]:
    """Give a link of every sort."""
    about = {"review_id": lasting.review, "meeting_id": lasting.meeting}
    return [
        lasting.link(),
        lasting.letter("learning_shared", review_id=lasting.review),
        lasting.letter("availability_asked", facts={"options": OPTIONS}, **about),
        lasting.letter("practitioners_asked", **about),
        lasting.letter("lead_briefing", **about),
        lasting.letter("briefing_asked", facts={"people": [[1, "A"]]}, **about),
        lasting.letter("event_feedback", **about),
        lasting.diary_page("sian"),
        lasting.action_letter("S04 decision", "carys"),
        lasting.action_letter("S07 first_check", "sian"),
        # What the Group wrote is in its own language: here in none.
        lasting.notification_page("CPR EX 72/2026", outcome="none", rationale="A, B."),
    ]


CHOSEN = ("", "declined", "countered", "delegated", "available", "practitioners", "feedback", "expected_end")


@pytest.mark.parametrize("language", ["cy", "en"])
def test_no_page_has_anything_left_of_the_other_language(
    lasting: Pages, links: list[str], language: Language
) -> None:
    """Seen to fail with a heading written in English in the template, and with weekdays always in English."""
    pages = [lasting.get(link, lang=language).text for link in ["nonsense", *links]]
    pages += [lasting.post(link, lang=language, answer=answer).text for link in links for answer in CHOSEN]
    pages += [
        lasting.get(links[0], lang=language, said=said).text for said in ("applied", "stale", "changed")
    ]
    pages += [
        rendering.message_page(Say(language), code, [])
        for code in ("failed", "gone", "too_long", "too_often")
    ]
    other = set((ENGLISH if language == "cy" else WELSH).split())
    assert [found for page in pages if (found := words_of(page) & other)] == []
    assert all(f'<html lang="{language}">' in page for page in pages)


def test_a_page_is_in_the_persons_language_and_welsh_where_none_is_known(pages: Pages) -> None:
    assert '<html lang="en">' in pages.get(pages.link("sian")).text
    assert '<html lang="cy">' in pages.get(pages.link("huw")).text
    assert '<html lang="cy">' in pages.get(pages.link("sian"), lang="cy").text
    assert '<html lang="en">' in pages.get(pages.link("sian"), lang="fr").text


def test_an_answer_is_followed_by_a_page_in_the_language_of_the_form(pages: Pages) -> None:
    sent = pages.post(pages.link("sian"), lang="cy", answer="accepted")
    assert "Mae eich ateb wedi’i gofnodi." in text_of(pages.client.get(sent.headers["location"]).text)
