"""What a letter's words need, from its coded facts: one name a fact, the same in both languages."""

from collections.abc import Callable
from datetime import date

from models.casework import answers
from models.casework.dissemination import CHASED_AFTER
from models.guidance.boards import board
from models.guidance.provenance import Provenance, Source
from models.guidance.sentences import in_words
from models.guidance.stages import Stage
from models.guidance.words import Language, Words, word
from models.records import Letter

Facts = dict[str, str | int | None]

_ACKNOWLEDGING = Source(
    "14 days: our default. Duty to share the learning: Social Research 45/2015, recommendation 6",
    Provenance.PRODUCT,
)


def facts(letter: Letter, language: Language) -> Facts:
    """Give what the letter says, each fact in the words of *language*."""
    return {
        "letter": letter.letter,
        "reference": letter.facts["reference"],
        "board": _board(letter.facts["board"], letter.due_on).of(language),
        **_OWN[letter.letter](letter, language),
    }


def board_name(letter: Letter) -> Words:
    """Give the name of the Board that writes, as it was on the letter's day."""
    return _board(letter.facts["board"], letter.due_on)


def _board(code: str, on: date) -> Words:
    return board(code).name_on(on)


def _referral_received(letter: Letter, language: Language) -> Facts:
    return {"registered_on": in_words(letter.due_on, language)}


def _action_waiting(letter: Letter, language: Language) -> Facts:
    given = letter.facts
    asks = answers[(Stage(given["stage"]), given["milestone"])].facts
    subject = str(given["subject"])
    return {
        "asked": asks.title.of(language),
        "why": asks.why.of(language),
        "child": subject if subject.isdecimal() else None,
        "addressee": _addressee(subject, letter.due_on, language),
        "answer_by": in_words(date.fromisoformat(given["act_by"]), language) if given["act_by"] else None,
        **_source(given["source"], given["provenance"], language),
    }


def _decision_made(letter: Letter, language: Language) -> Facts:
    outcome = str(letter.facts["outcome"])
    return {"outcome": outcome, "decision": word("outcome", outcome).of(language)}


def _learning_shared(letter: Letter, language: Language) -> Facts:
    return {
        "addressee": _addressee(letter.facts["addressee"], letter.due_on, language),
        "times_asked": letter.sequence + 1,
        "answer_by": in_words(letter.due_on + CHASED_AFTER, language),
        **_source(_ACKNOWLEDGING.text, _ACKNOWLEDGING.provenance, language),
    }


def _source(text: str, provenance: str, language: Language) -> Facts:
    mark = word("provenance", provenance).of(language) if text else None
    return {"source": text or None, "provenance": provenance, "mark": mark}


def _addressee(subject: str, on: date, language: Language) -> str | None:
    """Name the Board (``board:...``) or agency (``agency:...``, or its bare code) that a letter is for."""
    kind, _, code = subject.rpartition(":")
    if kind == "board":
        return _board(code, on).of(language)
    return word("agency", code).of(language) if code and not code.isdecimal() else None


_OWN: dict[str, Callable[[Letter, Language], Facts]] = {
    "referral_received": _referral_received,
    "action_waiting": _action_waiting,
    "decision_made": _decision_made,
    "learning_shared": _learning_shared,
}

LETTERS = tuple(_OWN)
"""Every letter that can be written."""
