"""Letters as they are read: both parts alike, in order, answered by mail alone; the first says who we are."""

import re
from itertools import pairwise

import pytest
from correspondence_samples import SAMPLES
from letters_written import COORDINATOR, PAGE, Reader, asked, everything, part, row, written

from models.guidance.spoken import choices, understand
from models.guidance.words import Language, vocabulary
from tasks.correspondence.tokens import Purpose
from tasks.correspondence.wording.steps import step_of


# Seen to fail: with `Please name no child` taken out of shared/en/how_to_answer.html alone.
@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_plain_part_says_word_for_word_what_the_page_says(language: str) -> None:
    """A table that is too wide for the plain part goes over several lines, in the same order of its rows."""
    for each in (*everything(language, first=True), *everything(language, first=False)):
        page = re.findall(r"\w+", " ".join(each.page.texts))
        assert re.findall(r"\w+", each.plain) == page, (each.letter, each.facts)


@pytest.mark.parametrize("language", ["cy", "en", "unknown"])
def test_no_line_of_the_plain_part_is_too_long_but_a_link(language: str) -> None:
    """Seen to fail with `_fold` left out."""
    for each in everything(language, first=True):
        for line in each.plain.splitlines():
            assert len(line) <= 78 or "https://" in line, (each.letter, line)


def test_no_paragraph_runs_into_the_next_and_no_gap_is_wider_than_a_line() -> None:
    """Seen to fail with the `+` taken out of an `{% endif +%}`, which joins two facts in one line."""
    for each in (
        *everything("cy", first=True),
        *everything("en", first=True),
        *everything("en", first=False),
    ):
        without_links = re.sub(r"\S*(//|@)\S*", "", each.plain)
        lines = each.plain.splitlines()
        assert "\n\n\n" not in each.plain, each.letter
        assert not re.search(r"[a-zâêîôûŵŷ0-9)][A-ZÂÊÎÔÛŴŶ][a-z]", without_links), each.letter
        for above, line in pairwise(lines):
            assert line.strip("-") or not line or len(line) == len(above), (each.letter, above)


def test_both_languages_go_where_the_preference_is_not_known_welsh_first() -> None:
    """R87."""
    message = written("referral_received", "unknown")
    plain, page = part(message, "plain"), Reader(part(message, "html"))

    assert message["Subject"] == (
        "CPR EX 1/2026: Mae atgyfeiriad eich asiantaeth wedi dod i law"
        " / Your agency’s referral has been received"
    )
    assert message["Content-Language"] == "cy, en"
    assert plain.index("Annwyl Siân Prŷs") < plain.index("Dear Siân Prŷs")
    # The page, the pointer to English, the halves, and the English source in the Welsh one.
    assert page.languages == ["cy", "en", "cy", "en", "en"]


def test_who_gets_both_languages_is_told_how_to_have_one_and_nobody_else_is() -> None:
    """Seen to fail with the preference always asked."""
    both = part(written("action_waiting", "unknown"), "plain")

    assert "dechreuwch ateb â “cymraeg” neu “saesneg”" in " ".join(both.split())
    assert "begin a reply with “welsh” or “english”" in " ".join(both.split())
    for language in ("cy", "en"):
        assert not re.search("cymraeg|saesneg|“welsh”", part(written("action_waiting", language), "plain"))


@pytest.mark.parametrize("language", ["cy", "en", "unknown"])
def test_a_page_is_one_column_with_headings_in_order_and_no_picture(language: str) -> None:
    """Seen to fail with an `<h3>` for an `<h2>`, with a `</ul>` left out, and with an `<img>`."""
    for each in everything(language, first=True):
        page, letter = each.page, each.letter
        headings = [tag for tag in page.tags if re.fullmatch("h[1-6]", tag)]

        assert headings.count("h1") == (2 if language == "unknown" else 1), letter
        assert headings[0] == "h1", letter
        assert set(headings) == {"h1", "h2"}, letter
        assert page.tags.count("dt") == page.tags.count("dd"), letter
        assert not page.open, letter
        assert not page.crossed, letter
        assert page.languages[0] == ("en" if language == "en" else "cy"), letter
        assert not {"img", "script", "link", "iframe", "form"} & set(page.tags)


def test_a_source_in_a_welsh_letter_is_marked_as_english() -> None:
    """Seen to fail without the `lang` in shared/cy/source.html."""
    for letter in SAMPLES:
        if "Ffynhonnell" in (page := part(written(letter, "cy"), "html")):
            assert '<dd lang="en">' in page, letter


@pytest.mark.parametrize(("language", "day"), [("cy", "13 Mawrth 2026"), ("en", "13 March 2026")])
def test_a_letter_that_asks_says_by_when_and_which_source_says_so(language: Language, day: str) -> None:
    source = {"source": "Widely repeated", "provenance": "unconfirmed"}
    plain = part(written("action_waiting", language, asked("S03", "recommendation", **source)), "plain")

    assert day in plain
    assert "Widely repeated" in plain
    assert vocabulary("provenance")["unconfirmed"].of(language) in plain


@pytest.mark.parametrize(("language", "name"), [("cy", "treial troseddol"), ("en", "criminal trial")])
def test_the_letter_about_a_hold_names_it_once(language: Language, name: str) -> None:
    """Seen to fail with the hold also named as the one for whom something is asked."""
    hold = {
        "scope": "family_contact",
        "cause": "criminal_trial",
        "from_on": "2026-01-05",
        "gross": 40,
        "net": 40,
    }
    facts = asked("S07", "hold_review", subject="family_contact:criminal_trial", hold=hold)
    for kind in ("plain", "html"):
        assert part(written("action_waiting", language, facts), kind).count(name) == 1


# The office asks itself for nothing by a day; an answer that was not taken is asked for again at once.
_ASKS_BY_NO_DAY = {"joining_note", "digest", "weekly", "counter_proposed", "quorum_lost", "offer_waiting"} | {
    "mail_to_read",
    "process_ended",
    "answer_refused",
}


@pytest.mark.parametrize("letter", SAMPLES)
def test_every_letter_says_why_it_came_and_by_when_or_that_nothing_is_asked(letter: str) -> None:
    """Seen to fail with `source` taken out of the facts of reminder/en/letter.txt."""
    plain = part(written(letter, "en"), "plain")

    assert "Why you receive this letter" in plain
    if letter not in _ASKS_BY_NO_DAY:
        assert ("Source of this date:" in plain) or ("nothing, so there is no date to keep" in plain)


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("letter", SAMPLES)
def test_what_may_be_answered_is_what_is_understood(letter: str, language: Language) -> None:
    """Mail alone is enough: each word that a letter prints is understood when it comes back.

    Seen to fail with the words of the other language printed, and one of them misspelt.
    """
    known = choices(letter, step_of(row(letter, SAMPLES[letter])))
    own = [each for each in known if each.code not in ("welsh", "english", "both")]
    text = part(written(letter, language), "plain")

    for each in own:
        assert f"  {each.word.of(language)}: " in text
        if each.takes == "nothing":
            found = understand(each.word.of(language), known)
            assert found is not None
            assert found.code == each.code


def test_the_example_of_a_list_of_practitioners_is_understood_as_it_stands() -> None:
    """Seen to fail with `ymarferwyr` misspelt in the example."""
    for language in ("cy", "en"):
        text = part(written("practitioners_asked", language), "plain")
        lines = [line.strip() for line in text.splitlines() if line.startswith("  ")]
        found = understand("\n".join(lines[:3]), choices("practitioners_asked"))
        assert found is not None
        assert found.code == "practitioners"
        assert len(found.lines) == 2


def test_links_are_written_out_in_the_plain_part_and_no_letter_depends_on_one() -> None:
    """Seen to fail with the address of the page left out of shared/en/how_to_answer.txt."""
    for each in (*everything("en", first=True), *everything("en", first=False)):
        for link in each.page.links:
            assert link.removeprefix("mailto:") in each.plain, each.letter
        assert "on this page" not in each.plain or "Reply to this letter" in each.plain, each.letter


def test_the_page_for_answers_is_the_invitations_or_the_letters_own() -> None:
    """Seen to fail with the invitation's page in every letter that has one."""
    assert f"/{Purpose.INVITATION_PAGE}-7-" in part(written("invitation", "en"), "plain")
    assert f"/{Purpose.INVITATION_PAGE}-7-" in part(written("invitation_reminder", "en"), "plain")
    assert f"/{Purpose.INVITATION_PAGE}-7-" in part(written("joining_note", "en"), "plain")
    assert f"/{Purpose.LETTER_PAGE}-41-" in part(written("event_feedback", "en"), "plain")
    assert "atebion.example.test" not in part(written("decision_made", "en"), "plain")


def test_only_the_office_is_shown_the_programs_own_pages() -> None:
    assert PAGE is not None
    assert PAGE in part(written("action_waiting", "en", roles=COORDINATOR), "plain").splitlines()
    assert PAGE not in part(written("action_waiting", "en"), "plain")


def test_a_first_letter_says_what_a_review_is_who_knows_of_it_and_how_to_check_it() -> None:
    """Issue point 8. Seen to fail with `first` left out of what templates are given."""
    text = " ".join(part(written("invitation", "en", first=True), "plain").split())

    assert text.index("learn together") < text.index("You are invited")
    for said in (
        "It is not disciplinary, and nobody is blamed.",
        "Your agency’s lead knows of this letter.",
        "For safety, this letter names no child.",
        "Gwen Enghraifft, your agency’s lead, will tell you which child it concerns.",
        "Support for you: 01000 111111.",
        "Mair Enghraifft Coordinator, Example Board Telephone: 01000 000000",
        "check us on the Board’s website: https://bwrdd.example.test/",
    ):
        assert said in text, said


def test_a_later_letter_introduces_nobody_again() -> None:
    text = part(written("invitation", "en", first=False), "plain")

    assert "learn together" not in text
    assert "check us" not in text
    assert "Mair Enghraifft" in text


def test_an_agencys_lead_hears_of_the_child_from_the_office_and_never_from_the_lead() -> None:
    """Seen to fail with the lead named to everybody."""
    leads = frozenset({"agency_lead"})
    first, briefing = (
        " ".join(part(written(letter, "en", first=True, roles=leads), "plain").split())
        for letter in ("action_waiting", "lead_briefing")
    )

    assert "Ask us by telephone, and we will tell you which child it concerns." in first
    assert "Telephone the coordinator on 01000 000000 to hear which child it concerns." in briefing
    assert "Gwen Enghraifft" not in first + briefing
