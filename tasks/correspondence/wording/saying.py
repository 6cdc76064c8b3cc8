"""How letters say what their facts hold in codes: days, hours, counts, sources, addressees."""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.dates import get_day_names

from models.guidance.boards import Board, board
from models.guidance.calendar_dates import LONDON
from models.guidance.holds import SCOPES
from models.guidance.provenance import Provenance, Source
from models.guidance.sentences import in_words
from models.guidance.words import Language, Words, vocabulary, word

Facts = dict[str, Any]
"""What a template is given: one name a fact, the same in both languages."""


def day(written: str | None, language: Language) -> str | None:
    """Say a day that a fact holds; none where none is set.

    >>> day("2026-05-12", "cy"), day(None, "cy")
    ('12 Mai 2026', None)
    """
    return in_words(date.fromisoformat(written), language) if written else None


def weekday(on: date, language: Language) -> str:
    """Say a day with its name.

    >>> weekday(date(2026, 5, 12), "cy"), weekday(date(2026, 5, 12), "en")
    ('Dydd Mawrth 12 Mai 2026', 'Tuesday 12 May 2026')
    """
    return f"{get_day_names(locale=language)[on.weekday()]} {in_words(on, language)}"


def period(starts_at: str, ends_at: str, language: Language) -> str:
    """Say when a meeting is, by London's clock.

    >>> period("2026-05-12T09:00:00+00:00", "2026-05-12T11:30:00+00:00", "en")
    'Tuesday 12 May 2026, from 10:00 to 12:30'
    """
    starts, ends = (datetime.fromisoformat(each).astimezone(LONDON) for each in (starts_at, ends_at))
    words = _FROM_TO.of(language).format(starts=f"{starts:%H:%M}", ends=f"{ends:%H:%M}")
    return f"{weekday(starts.date(), language)}, {words}"


_FROM_TO = Words(cy="o {starts} tan {ends}", en="from {starts} to {ends}")


def counted(what: str, number: int, language: Language) -> str:
    """Say a count in the form that the figure calls for.

    >>> [counted("working_days", n, "cy") for n in (1, 2, 3)]
    ['1 diwrnod gwaith', '2 ddiwrnod gwaith', '3 diwrnod gwaith']
    >>> [counted("working_days", n, "en") for n in (1, 2)]
    ['1 working day', '2 working days']
    """
    forms = _counted()[what][language]
    form = Locale(language).plural_form(number)
    return str(forms.get(form, forms["other"])).format(n=number)


@cache
def _counted() -> dict[str, dict[str, dict[str, str]]]:
    text = (Path(__file__).parents[1] / "counted.yaml").read_text(encoding="utf-8")
    rows: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(text)
    return rows


def source(given: Source, language: Language) -> Facts:
    """Say where a deadline comes from, and how firm that is."""
    mark = word("provenance", given.provenance.value).of(language) if given.text else None
    return {"source": given.text or None, "provenance": given.provenance.value, "mark": mark}


def source_of(facts: Facts, language: Language, usual: Source | None = None) -> Facts:
    """Say the source that a letter's facts name; the *usual* one where they name none."""
    if facts.get("source"):
        return source(Source(str(facts["source"]), Provenance(facts["provenance"])), language)
    return source(usual or NO_SOURCE, language)


NO_SOURCE = Source("", Provenance.PRODUCT)
"""Of a letter that asks for no day."""

OUR_DEFAULT = Source("Our default", Provenance.PRODUCT)


def coded(name: str, code: str, language: Language) -> str:
    """Say a code of a vocabulary; one that has no words yet stands as it is, without its dashes.

    >>> coded("agency", "health", "en"), coded("agency", "coast_guard", "en")
    ('health', 'coast guard')
    """
    words = vocabulary(name).get(code)
    return words.of(language) if words else code.replace("_", " ")


def listed(name: str, codes: list[str], language: Language) -> str:
    """Say several codes of a vocabulary, in their order, each once."""
    return ", ".join(dict.fromkeys(coded(name, code, language) for code in codes))


def addressee(subject: str, on: date, language: Language) -> str | None:
    """Name whom or what a letter is about.

    That is a Board (``board:...``), an agency (``agency:...``, or its bare code), or a hold, by
    its scope and its cause.
    """
    kind, _, code = subject.rpartition(":")
    if kind in SCOPES:
        return scope_and_cause(kind, code, language)
    if kind == "board":
        return board(code).name_on(on).of(language)
    return word("agency", code).of(language) if code and not code.isdecimal() else None


def scope_and_cause(scope: str, cause: str, language: Language) -> str:
    """Name a hold.

    >>> scope_and_cause("family_contact", "criminal_trial", "en")
    'family contact: criminal trial'
    """
    return f"{coded('hold_scope', scope, language)}: {coded('cause', cause, language)}"


def board_on(code: str, on: date) -> Words:
    """Give the name that a Board had on a day."""
    found: Board = board(code)
    return found.name_on(on)
