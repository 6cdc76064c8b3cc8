"""The letter that asks for a diary: one link, what is kept, and no child where it is about no review."""

import pytest
from correspondence_samples import REFERENCE, SAMPLES
from letters_written import NOW, around, part, person, read, row, written

from models.casework import diaries
from models.diaries.read import half_days
from tasks.correspondence.rendering import render
from tasks.correspondence.sender import Sender
from tasks.correspondence.tokens import Purpose

ABOUT_NO_REVIEW = {**SAMPLES["diary_asked"], "reference": None}


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("language", "kept"), [("cy", "30 diwrnod"), ("en", "30 days")])
def test_it_leads_to_the_page_of_the_diary_and_says_how_long_anything_is_kept(
    language: str, kept: str
) -> None:
    """Seen to fail with the link of a letter's own page. Days and weeks are those of the rules."""
    assert (diaries.KEPT.days, half_days.WEEKS) == (30, 12)
    letter = written("diary_asked", language)
    for kind in ("plain", "html"):
        text = part(letter, kind)
        assert f"/{Purpose.DIARY_PAGE}-41-" in text
        assert kept in words(text)
    assert REFERENCE in letter["Subject"]


@pytest.mark.parametrize("language", ["cy", "en"])
def test_asked_for_the_boards_work_as_a_whole_it_names_no_review_and_offers_no_childs_name(
    language: str,
) -> None:
    """Even to a member whose lead is known. Seen to fail with the usual sentence of a first letter."""
    meant = around("diary_asked", first=True, roles=frozenset({"panel_member"}))
    letter = read(
        render(row("diary_asked", ABOUT_NO_REVIEW), person(language), Sender(), at=NOW, around=meant)
    )
    text = words(part(letter, "plain"))
    assert REFERENCE not in text
    assert REFERENCE not in letter["Subject"]
    assert "Gwen Enghraifft" not in text
    assert not any(each in text for each in ("which child it concerns", "am ba blentyn y mae", "pa blentyn"))


def test_without_a_page_it_can_be_answered_by_mail_and_by_telephone() -> None:
    letter = read(
        render(row("diary_asked", {}), person("en"), Sender(), at=NOW, around=around("diary_asked"))
    )
    text = words(part(letter, "plain"))
    assert "On this page" not in text
    assert "Reply to this letter with the days on which you cannot come" in text
    assert "Or telephone 01000 000000" in text
