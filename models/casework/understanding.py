"""Read an answer as it was given, and say in plain sentences what is wrong with it."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from sqlmodel import Session

from models.casework.asked import PART_DATE_PATTERN, PERSON_PATTERN, Facts, FreeText, Part, Person
from models.guidance.errors import GuidanceError, Refused
from models.guidance.identifiers import identifiers
from models.guidance.words import Words, word
from models.records.base import SHORT_TEXT
from models.records.people import Person as PersonRecord

F = TypeVar("F", bound=Part)

_CODES = {
    "missing": "field_missing",
    "extra_forbidden": "field_unknown",
    "literal_error": "field_not_a_choice",
    "string_too_long": "field_too_long",
    "string_too_short": "field_missing",
    "string_pattern_mismatch": "field_pattern",
}
"""Pydantic's names for what we have a sentence of our own for."""


def understand(facts: type[F], given: object) -> F:
    """Make *facts* of what was given in a form, a file or a reply.

    Raises:
        Refused: every problem at once, each naming its field; no value is repeated.
    """
    if not isinstance(given, Mapping):
        raise Refused((GuidanceError("answer_not_a_list_of_fields"),))
    try:
        understood = facts.model_validate(_in_words(given))
    except ValidationError as error:
        raise Refused(tuple(_problem(facts, each) for each in error.errors(include_input=False))) from None
    _look_for_identifiers(understood)
    return understood


def keepable(session: Session, facts: type[Facts], given: Mapping[str, Any]) -> dict[str, Any]:
    """Give of a refused answer what may be kept: what is in order and identifies nobody, field by field."""
    wrong: set[str] = set()
    try:
        facts.model_validate(dict(given))
    except ValidationError as error:
        wrong = {str(each["loc"][0]) for each in error.errors(include_input=False) if each["loc"]}
    checked = given.get("text_checked") == "yes"
    return {
        name: given[name]
        for name, info in facts.model_fields.items()
        if name in given
        and name not in wrong
        and (checked or not is_text(facts, name) or not any(map(identifiers, _strings(given[name]))))
        and (not _bears(info, Person) or all(session.get(PersonRecord, c) for c in _strings(given[name])))
    }


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever an answer holds
    if isinstance(value, str):
        yield value
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for each in inside:
        yield from _strings(each)


def _in_words(given: Any) -> Any:  # noqa: ANN401 - whatever was handed in
    """Read true and false as yes and no: YAML takes the words for them, and no answer of ours is either."""
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, Mapping):
        return {name: _in_words(each) for name, each in given.items()}
    return [_in_words(each) for each in given] if isinstance(given, list) else given


def said_again(refusal: Mapping[str, Any], facts: type[Part] | None = None) -> Words:
    """Say a refusal that was kept with an action; in a form of *facts* a field goes by its title."""
    known = dict(refusal["facts"])
    info = facts.model_fields.get(str(known.get("field"))) if facts else None
    if info is not None and info.title:
        cy, _, en = info.title.partition(" / ")
        known["field"] = Words(cy=f"«{cy}»", en=f"‘{en}’")
    return GuidanceError(refusal["code"], **known).words


def check_people(session: Session, facts: BaseModel) -> None:
    """See that every person named by code is on the list of people.

    Raises:
        Refused: which fields name somebody unknown.
    """
    unknown = tuple(
        GuidanceError("person_unknown", field=name)
        for name, code in _marked(facts, Person)
        if session.get(PersonRecord, code) is None
    )
    if unknown:
        raise Refused(unknown)


def _problem(facts: type[BaseModel], error: ErrorDetails) -> GuidanceError:
    kind = error["type"]
    field = _title(facts, error["loc"])
    if kind.startswith("date"):
        return GuidanceError("field_not_a_date", field=field)
    if kind.startswith(("int", "greater", "less")):
        return GuidanceError("field_not_a_count", field=field)
    code = _CODES.get(kind, "field_not_valid")
    choices = error.get("ctx", {}).get("expected", "").replace(" or ", ", ")
    return GuidanceError(code, field=field, choices=choices, most=SHORT_TEXT)


def _title(facts: type[BaseModel], place: tuple[int | str, ...]) -> str:
    """Name a field as a file names it; for one that is not ours the fields that are, not what was typed."""
    known: list[str] = []
    for part in place:
        if isinstance(part, str) and part not in facts.model_fields:
            return ", ".join(".".join([*known, name]) for name in facts.model_fields)
        known.append(str(part))
        if isinstance(part, str):
            facts = _part_of(facts.model_fields[part]) or facts
    return ".".join(known)


def _part_of(info: FieldInfo) -> type[BaseModel] | None:
    """Give the group of facts that a field holds, alone or in a list."""
    inside = (info.annotation, *_inner(info.annotation))
    return next((each for each in inside if isinstance(each, type) and issubclass(each, BaseModel)), None)


def _look_for_identifiers(facts: BaseModel) -> None:
    if getattr(facts, "text_checked", "no") == "yes":
        return
    problems = tuple(
        GuidanceError("identifier_in_text", field=name, kinds=kinds_in_words(found))
        for name, text in _marked(facts, FreeText)
        if (found := identifiers(text))
    )
    if problems:
        raise Refused(problems)


def kinds_in_words(found: tuple[str, ...]) -> Words:
    """Say which kinds of identifier were found."""
    words = [word("identifier", kind) for kind in found]
    return Words(cy=", ".join(each.cy for each in words), en=", ".join(each.en for each in words))


def _marked(facts: BaseModel, mark: type) -> Iterator[tuple[str, str]]:
    """Give name and content of every text that is marked so, lists and parts included."""
    for name, info in type(facts).model_fields.items():
        content: Any = getattr(facts, name)
        for each in content if isinstance(content, (list, tuple)) else (content,):
            if isinstance(each, BaseModel):
                yield from _marked(each, mark)
            elif isinstance(each, str) and _bears(info, mark):
                yield name, each


def is_text(facts: type[BaseModel], name: str) -> bool:
    """Say whether a field asks for a text of somebody's own, or says that one was checked."""
    info = facts.model_fields.get(name)
    return name in ("text_checked", "scan_confirmed") or (info is not None and _holds_text(info))


def pattern_of(info: FieldInfo) -> dict[str, str]:
    """Give the pattern of a person's code or of a date that may be known in part; nothing for other fields."""
    marks = [*info.metadata, *_inner(info.annotation)]
    if any(isinstance(mark, Person) for mark in marks):
        return {"pattern": PERSON_PATTERN}
    return {"pattern": PART_DATE_PATTERN} if any(isinstance(mark, BeforeValidator) for mark in marks) else {}


def _holds_text(info: FieldInfo) -> bool:
    inside = [
        each for each in _inner(info.annotation) if isinstance(each, type) and issubclass(each, BaseModel)
    ]
    if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
        inside.append(info.annotation)
    return _bears(info, FreeText) or any(
        _holds_text(part) for each in inside for part in each.model_fields.values()
    )


def _bears(info: FieldInfo, mark: type) -> bool:
    marks = [*info.metadata, *_inner(info.annotation)]
    return any(isinstance(each, mark) for each in marks)


def _inner(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - typing's own arguments have no common type
    """Walk what a type is made of: ``list[Annotated[str, ...]]`` gives its marks."""
    for each in get_args(annotation):
        yield each
        yield from _inner(each)
    yield from getattr(annotation, "__metadata__", ())
