"""Everything that people read stands in both languages."""

import re
from pathlib import Path
from string import Formatter

import pytest

import models as models_package
from models.guidance.errors import GuidanceError, Refused
from models.guidance.packaged import table
from models.guidance.provenance import Provenance, Source
from models.guidance.sentences import has_sentence, sentence
from models.guidance.words import Words, vocabulary, word


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_every_word_has_welsh_and_english() -> None:
    for name in table("words"):
        for code, words in vocabulary(name).items():
            assert isinstance(code, str), f"quote {code} in {name}: YAML reads yes and no as true and false"
            assert words.cy.strip(), (name, code)
            assert words.en.strip(), (name, code)


def test_every_sentence_has_both_languages_with_the_same_placeholders() -> None:
    """Seen to fail with one placeholder left out of the Welsh."""
    for code, row in table("sentences").items():
        assert set(row) == {"cy", "en"}, code
        assert placeholders(row["cy"]) == placeholders(row["en"]), code
        assert row["cy"].strip() != row["en"].strip(), code


def test_an_error_says_its_sentence_and_its_source_in_either_language() -> None:
    error = GuidanceError("facts_empty", Source("SI 2015/1466 reg. 4", Provenance.STATUTE))
    assert error.words.of("en").endswith("(SI 2015/1466 reg. 4)")
    assert error.words.of("cy").startswith("Nid oes dim ffeithiau")
    assert str(error) == error.words.en


def test_several_problems_are_told_together() -> None:
    both = Refused((GuidanceError("facts_empty"), GuidanceError("not_a_date")))
    assert both.words.en == f"{GuidanceError('facts_empty').words.en} {GuidanceError('not_a_date').words.en}"


def test_facts_of_a_sentence_are_said_in_its_language() -> None:
    said = sentence("limb_a_met", abuse=word("abuse", "suspected"))
    assert "yn cael ei amau" in said.cy
    assert "suspected" in said.en


def test_unknown_codes_are_known_to_be_so() -> None:
    assert not has_sentence("no_such_sentence")
    with pytest.raises(KeyError):
        word("outcome", "nonsense")


def test_words_are_shown_welsh_first() -> None:
    assert Words(cy="cryno", en="concise").both == "cryno / concise"


def test_every_code_that_the_models_raise_has_a_sentence() -> None:
    """Seen to fail with one sentence taken out: a person would have met a traceback."""
    raised = re.compile(
        r"\b(?:GuidanceError|OutOfOrder|AlreadyAnswered|ReviewHeld|NotIndependent|Incomplete|reason)\(\s*\"(\w+)\""
    )
    models = Path(models_package.__path__[0])
    codes = {
        code for module in models.rglob("*.py") for code in raised.findall(module.read_text(encoding="utf-8"))
    }
    assert len(codes) > 40
    assert {code for code in codes if not has_sentence(code)} == set()
