"""The field's words in Welsh and English, one vocabulary a list of codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from models.guidance.packaged import table

Language = Literal["cy", "en"]
"""Welsh or English; Welsh first wherever both are shown."""


@dataclass(frozen=True)
class Words:
    """The same thing said in Welsh and in English."""

    cy: str
    en: str

    @property
    def both(self) -> str:
        """Welsh, then English: ``cryno / concise``."""
        return f"{self.cy} / {self.en}"

    def of(self, language: Language) -> str:
        """The words in one language.

        >>> Words(cy="cryno", en="concise").of("cy")
        'cryno'
        """
        return self.cy if language == "cy" else self.en


@cache
def vocabulary(name: str) -> Mapping[str, Words]:
    """Every code of a vocabulary with its words, in the order of the list.

    Raises:
        KeyError: no such vocabulary; a mistake in the program, never in what was typed.

    >>> list(vocabulary("harm"))[:2]
    ['died', 'life_threatening_injury']
    """
    return MappingProxyType({code: Words(**row) for code, row in table("words")[name].items()})


def word(name: str, code: str) -> Words:
    """The words for one code.

    Raises:
        KeyError: no such vocabulary or code.

    >>> word("outcome", "concise").both
    'adolygiad ymarfer plant cryno / concise child practice review'
    """
    return vocabulary(name)[code]
