"""The letters' texts: Welsh and English say the same, for everything that can be asked."""

import hashlib
import re
from pathlib import Path
from string import Formatter

import pytest
import yaml
from correspondence_samples import BARE, REFERENCE, SAMPLES
from jinja2 import meta, nodes
from letters_written import (
    EVERYTHING,
    NOW,
    OUTCOMES,
    SENDER,
    TOLD,
    around,
    everything,
    part,
    person,
    read,
    row,
)

from models.guidance.letter_kinds import KINDS
from models.guidance.meeting_kinds import kinds
from models.guidance.provenance import Provenance
from models.guidance.words import vocabulary
from tasks.correspondence import errors, wording
from tasks.correspondence.occasion import NOTHING_KNOWN, Occasion
from tasks.correspondence.rendering import FOLDER, render, templates
from tasks.correspondence.wording import LETTERS
from tasks.correspondence.wording.saying import counted


def _templates(name: str, language: str) -> dict[str, str]:
    folder = FOLDER / name / language
    return {
        file.name: file.read_text(encoding="utf-8")
        for file in folder.iterdir()
        if file.suffix in {".txt", ".html"}
    }


def test_every_letter_that_may_be_meant_can_be_written_and_has_a_sample() -> None:
    """Seen to fail with a letter taken out of `wording.steps.OWN`."""
    assert set(LETTERS) == set(KINDS) == set(SAMPLES) == set(vocabulary("letter"))


# Seen to fail: with the Welsh `Atebwch erbyn` taken out of shared/cy/source.txt.
@pytest.mark.parametrize("name", [*LETTERS, "shared"])
def test_both_languages_of_a_letter_use_the_same_facts_and_links(name: str) -> None:
    """R87."""
    welsh, english = _templates(name, "cy"), _templates(name, "en")

    assert welsh.keys() == english.keys()
    for file, text in english.items():
        assert _facts_used(text) == _facts_used(welsh[file]), f"{name}/*/{file}"


def _facts_used(text: str) -> tuple[list[str], list[str], list[str]]:
    """List what a template prints, decides on, repeats and links to; the words around it left out."""
    tree = templates.parse(text)
    names = sorted(each.name for each in tree.find_all(nodes.Name) if each.ctx == "load")
    attributes = sorted(each.attr for each in tree.find_all(nodes.Getattr))
    undeclared = sorted(meta.find_undeclared_variables(tree))
    links = re.findall(r'href="([^"]*)"', text)
    taken_over = re.findall(r"{%-?\s*(?:include|extends|from)\s+([^%]*?)\s*-?%}", text)
    return [*names, *attributes], undeclared, [*links, *(each.replace("/cy/", "/en/") for each in taken_over)]


# Seen to fail: with one word changed in learning_shared/en/letter.html.
@pytest.mark.parametrize("name", [*LETTERS, "shared"])
def test_no_welsh_text_is_older_than_its_english(name: str) -> None:
    """R87."""
    lines = (FOLDER / name / "cy" / "english.sha256").read_text(encoding="ascii").splitlines()
    translated = {file: digest for digest, file in (line.split() for line in lines)}
    english = {
        file: hashlib.sha256(text.encode()).hexdigest() for file, text in _templates(name, "en").items()
    }

    changed = sorted(file for file in {*english, *translated} if english.get(file) != translated.get(file))

    folder = f"tasks/correspondence/letters/{name}"
    assert not changed, (
        f"The English of {name} has changed ({', '.join(changed)}). Bring {folder}/cy into line with it, "
        f"have somebody read the Welsh, then: (cd {folder}/en && sha256sum -- * > ../cy/english.sha256)"
    )


@pytest.mark.parametrize("language", ["cy", "en", "unknown"])
@pytest.mark.parametrize("first", [True, False])
def test_every_letter_can_be_written_for_everything_that_can_be_asked(language: str, *, first: bool) -> None:
    """StrictUndefined: a fact that is missing fails here, never at night.

    Seen to fail with `person` taken out of `wording.answers._offer_waiting`.
    """
    for each in everything(language, first=first):
        # Seen to fail: with the library's own folding, which doubled a space in this one.
        assert re.fullmatch(r"\S+( \S+)*", each.message["Subject"])
        for text in (each.plain, each.html):
            assert REFERENCE in text or not row(each.letter, each.facts).review_id
            assert not re.search(r"\{[{%]|\bNone\b|Undefined|\[\]", text), (each.letter, each.facts)


def test_no_fact_of_a_letter_is_hidden_by_one_that_every_letter_has() -> None:
    """Seen to fail with `reasons` for `unread_because`: the letter then told none."""
    common = {
        "choices",
        "reasons",
        "one_language",
        "answer_page",
        "name",
        "reply_to",
        "page",
        "told",
        "subject",
    }
    for letter, facts, sequence in EVERYTHING:
        given = wording.facts(row(letter, facts, sequence=sequence), around(letter), "en")
        assert not common & set(given), letter


def test_every_letter_can_be_written_where_the_record_has_nothing_to_add() -> None:
    """Nobody holds the role, no telephone, no website, no support, no key: the sentences are left out."""
    for letter, facts in BARE.items():
        # A notification whose words nobody has is never written.
        known = Occasion(told=TOLD) if letter == "notification" else NOTHING_KNOWN
        message = read(render(row(letter, facts), person("unknown"), SENDER, at=NOW, around=known))
        text = part(message, "plain")
        assert "Uned fusnes, Bwrdd Enghraifft" in text, letter
        assert not re.search(r"(?i)telephone|ffoni?wch|ffôn|website|gwefan", text), letter


# Seen to fail: with the Welsh branch for `deferred` misspelt, which leaves the paragraph empty.
@pytest.mark.parametrize("language", ["cy", "en"])
def test_no_outcome_and_no_mark_is_left_without_words(language: str) -> None:
    for outcome in OUTCOMES:
        assert templates.get_template(f"decision_made/{language}/next.txt").render(outcome=outcome).strip()
    for mark in Provenance:
        assert templates.get_template(f"shared/{language}/standing.txt").render(provenance=mark.value).strip()


@pytest.mark.parametrize("name", [*LETTERS, "shared"])
@pytest.mark.parametrize("language", ["cy", "en"])
def test_what_a_page_takes_over_from_plain_text_prints_no_fact(name: str, language: str) -> None:
    """Plain text is not escaped: a fact in it would stand unescaped in the page.

    Seen to fail with `{{ name }}` in shared/en/about.txt.
    """
    pages = [text for file, text in _templates(name, language).items() if file.endswith(".html")]
    for taken in {each for text in pages for each in re.findall(r'include "([^"]+\.txt)"', text)}:
        printed = re.findall(r"{{(.*?)}}", (FOLDER / taken).read_text(encoding="utf-8"))
        assert all(re.fullmatch(r'\s*"[^"]*" if [^"]*"[^"]*" else "[^"]*"\s*', each) for each in printed)


def test_counts_are_said_in_the_form_that_the_figure_calls_for() -> None:
    """Seen to fail with `other` for every figure."""
    said = [counted("working_days", number, "cy") for number in (0, 1, 2, 3, 6, 11)]

    assert said == [
        "0 diwrnod gwaith",
        "1 diwrnod gwaith",
        "2 ddiwrnod gwaith",
        "3 diwrnod gwaith",
        "6 diwrnod gwaith",
        "11 diwrnod gwaith",
    ]
    assert counted("working_days", 1, "en") == "1 working day"


def test_every_kind_of_meeting_has_words() -> None:
    assert set(vocabulary("meeting")) == set(kinds())


def test_what_correspondence_says_of_itself_stands_in_both_languages() -> None:
    path = Path(errors.__file__).with_name("sentences.yaml")
    for code, row_ in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        names = [{name for _, name, _, _ in Formatter().parse(row_[each]) if name} for each in ("cy", "en")]
        assert names[0] == names[1], code
