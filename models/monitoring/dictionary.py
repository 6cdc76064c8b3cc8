"""The data dictionary: what every field of the data set means, in Welsh and in English.

It is data (``data_set.yaml``) and the one judge of a cell: what is written, read back and
shown on the page of the formats is looked up here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from models.guidance.packaged import table as packaged
from models.guidance.words import Words, vocabulary

FIRST = "1.0"
"""The version in which a field has been since the beginning."""


@dataclass(frozen=True)
class Field:
    """One field of a table.

    Attributes:
        kind: what a cell may hold, one of the dictionary's kinds.
        words: what it means.
        since: the version of the tables' shape that brought it.
        empty: what an empty cell says; None where there is no such thing.
        codes: the codes it may have, with their words; none where it is no code.
        blank: whether its text may be empty.
    """

    name: str
    kind: str
    words: Words
    since: str
    empty: Words | None
    codes: Mapping[str, Words]
    blank: bool

    @property
    def kind_words(self) -> Words:
        """Say what a cell may hold."""
        return _words("kinds")[self.kind]


@dataclass(frozen=True)
class Table:
    """One table: what its rows are, and its fields in their order."""

    name: str
    words: Words
    fields: tuple[Field, ...]


@cache
def tables() -> Mapping[str, Table]:
    """Every table, in the order of the data set.

    >>> [each.name for each in tables()["delays"].fields]
    ['board', 'row', 'cause', 'any', 'exclusive', 'shared']
    """
    found = {
        name: Table(name, Words(row["cy"], row["en"]), tuple(_field(*each) for each in row["fields"].items()))
        for name, row in packaged("data_set")["tables"].items()
    }
    return MappingProxyType(found)


def check_words(code: str) -> Words:
    """Say what a check holds together.

    >>> check_words("by_status").en
    'rows with exactly one status = all rows'
    """
    return _words("checks")[code]


def _field(name: str, row: Mapping[str, Any]) -> Field:
    codes: dict[str, Words] = {}
    for each in row.get("codes", ()):
        codes |= _own_codes().get(each) or vocabulary(each)
    return Field(
        name=name,
        kind=row["kind"],
        words=Words(row["cy"], row["en"]),
        since=row.get("since", FIRST),
        empty=_words("empty")[row["empty"]] if "empty" in row else None,
        codes=MappingProxyType(codes),
        blank=row.get("blank", False),
    )


@cache
def _own_codes() -> Mapping[str, Mapping[str, Words]]:
    return {
        name: {code: Words(**each) for code, each in codes.items()}
        for name, codes in packaged("data_set")["codes"].items()
    }


@cache
def _words(part: str) -> Mapping[str, Words]:
    return {code: Words(**row) for code, row in packaged("data_set")[part].items()}
