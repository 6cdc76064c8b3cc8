"""The one readable sentence for every error, warning and reason, in both languages."""

from datetime import date
from functools import cache
from typing import Protocol, runtime_checkable

from models.guidance.packaged import table
from models.guidance.words import Language, Words, word


@runtime_checkable
class Spoken(Protocol):
    """Anything that knows its own words: a stage, an imprecise date, an error."""

    @property
    def words(self) -> Words:
        """The thing in Welsh and English."""


def sentence(code: str, **facts: object) -> Words:
    """Say *code* with *facts* put in: dates written out, :class:`Words` in their language.

    *facts* are codes, references, figures and dates; never what somebody typed.

    Raises:
        KeyError: no such sentence, or a fact that it needs is missing.

    >>> sentence("no_such_stage", stages="S01-S24, M01-M05").en
    'There is no such stage. Use one of S01-S24, M01-M05, or its name.'
    """
    row = table("sentences")[code]
    return Words(cy=_say(row["cy"], "cy", facts), en=_say(row["en"], "en", facts))


@cache
def has_sentence(code: str) -> bool:
    """Whether this package knows a sentence for *code*.

    >>> has_sentence("no_such_stage"), has_sentence("nonsense")
    (True, False)
    """
    return code in table("sentences")


def in_words(fact: object, language: Language) -> str:
    """A fact as people read it: a date in full, words in their language, else as it is.

    >>> in_words(date(2026, 1, 5), "cy"), in_words(date(2026, 1, 5), "en")
    ('5 Ionawr 2026', '5 January 2026')
    """
    if isinstance(fact, Words):
        return fact.of(language)
    if isinstance(fact, date):
        return f"{fact.day} {word('month', f'{fact.month:02d}').of(language)} {fact.year}"
    return fact.words.of(language) if isinstance(fact, Spoken) else str(fact)


def _say(template: str, language: Language, facts: dict[str, object]) -> str:
    return template.format(**{name: in_words(fact, language) for name, fact in facts.items()})
