"""The data dictionary explains every field of the data set, in both languages, and nothing else."""

from dataclasses import fields
from types import NoneType
from typing import get_args, get_type_hints

import pytest
from monitored import data_set, reviewed

from models.guidance.packaged import table
from models.guidance.packs import PACKS
from models.guidance.progress import STATUSES
from models.monitoring import vectors
from models.monitoring.checks import DRAFT, checks
from models.monitoring.dictionary import Field, check_words, tables
from models.monitoring.earlier import MEASURES
from models.monitoring.rows import TABLES, VERSION, DataSet

FIELDS = [(name, field) for name, table_ in tables().items() for field in table_.fields]
WHOLE_NUMBERS = {"days", "count", "points"}


def named(table_name: str, name: str) -> Field:
    return next(field for at, field in FIELDS if (at, field.name) == (table_name, name))


@pytest.mark.parametrize("name", TABLES)
def test_every_field_of_a_table_is_explained_in_its_place(name: str) -> None:
    """R98. Seen to fail with a field left out of the dictionary, and with two that changed places."""
    assert [each.name for each in tables()[name].fields] == [each.name for each in fields(TABLES[name])]


def test_the_dictionary_has_the_tables_of_the_data_set() -> None:
    kept = {"version", "as_of", "known_on", "boards"}
    assert list(tables()) == list(TABLES) == [each.name for each in fields(DataSet) if each.name not in kept]


@pytest.mark.parametrize(("at", "field"), FIELDS, ids=lambda each: getattr(each, "name", each))
def test_a_field_is_what_its_class_says(at: str, field: Field) -> None:
    """Seen to fail with a reason for an empty cell at a field that is never empty."""
    kind = get_type_hints(TABLES[at])[field.name]
    may_be = set(get_args(kind) or (kind,))
    assert (NoneType in may_be) == (field.empty is not None)
    expected = bool if field.kind == "truth" else int if field.kind in WHOLE_NUMBERS else str
    assert may_be - {NoneType} == {expected}
    assert (field.kind == "code") == bool(field.codes)
    assert field.since <= VERSION


@pytest.mark.parametrize(("at", "field"), FIELDS, ids=lambda each: getattr(each, "name", each))
def test_a_field_is_explained_in_welsh_and_in_english(at: str, field: Field) -> None:
    said = [field.words, field.kind_words, tables()[at].words, *field.codes.values()]
    said += [field.empty] if field.empty else []
    assert all(each.cy.strip() and each.en.strip() for each in said)
    assert field.words.cy != field.words.en


def test_codes_are_those_that_the_rules_give() -> None:
    assert set(named("reviews", "status").codes) == {*STATUSES, DRAFT}
    assert set(named("reviews", "rule").codes) == set(vectors.RULES)
    assert set(named("reviews", "pack").codes) == set(PACKS)
    assert set(named("earlier", "measure").codes) == set(MEASURES.values())


def test_every_check_says_what_it_holds_together() -> None:
    said = table("data_set")["checks"]
    assert all(row["cy"].strip() != row["en"].strip() for row in said.values())
    codes = {each.code for each in checks(data_set(reviewed("r1")))}
    assert codes <= set(said)
    assert check_words("by_board").cy.endswith("rhesi i gyd")


def test_nothing_in_the_data_set_is_a_day() -> None:
    """A date is never finer than the month."""
    assert {field.kind for _, field in FIELDS} == {
        "board",
        "row",
        "code",
        "truth",
        "month",
        "days",
        "count",
        "points",
        "facts",
        "short",
        "text",
    }
    assert all(field.kind == "month" for _, field in FIELDS if field.name.endswith("_in"))
