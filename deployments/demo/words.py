"""What the demonstration says to people, in Welsh and English."""

from functools import cache
from importlib.resources import files

import yaml

from deployments.errors import DeploymentError
from models.guidance import boards
from models.guidance.holds import SCOPES
from models.guidance.sentences import in_words
from models.guidance.words import Language, Words, word


class DemoError(DeploymentError):
    """The demonstration cannot go on; its sentences stand beside this module."""

    @property
    def words(self) -> Words:
        """The sentence in Welsh and English, with what to do next."""
        return said(self.code, **self.facts)


def said(code: str, **facts: object) -> Words:
    """Fill in the sentence *code* in both languages: dates written out, words in their language.

    Raises:
        KeyError: no sentence has this code, or a fact it names is missing.
    """
    texts = _sentences()[code]
    return Words(cy=_filled(texts["cy"], "cy", facts), en=_filled(texts["en"], "en", facts))


def concerning(title: Words, subject: str) -> Words:
    """Name what is asked together with whom it concerns: a child's number, an agency, a Board.

    >>> concerning(Words(cy="Llinell amser", en="Timeline"), "agency:police").en
    'Timeline (police)'
    """
    if not subject:
        return title
    if subject.isdecimal():
        return said("child", title=title, number=subject)
    return said("about", title=title, whom=whom(subject))


def whom(subject: str) -> Words:
    """Name an agency, bare or as ``agency:...``, a Board, as ``board:...``, or a hold, by scope and cause."""
    kind, _, code = subject.rpartition(":")
    if kind in SCOPES:
        scope, cause = word("hold_scope", kind), word("cause", code)
        return Words(cy=f"{scope.cy}: {cause.cy}", en=f"{scope.en}: {cause.en}")
    return boards.board(code).name if kind == "board" else word("agency", code)


def _filled(template: str, language: Language, facts: dict[str, object]) -> str:
    return template.format(**{name: in_words(fact, language) for name, fact in facts.items()})


@cache
def _sentences() -> dict[str, dict[str, str]]:
    text = files("deployments").joinpath("demo/sentences.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text)
    return loaded
