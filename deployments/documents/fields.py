"""What an answer is made of, as a reader of the documentation needs it: field by field."""

from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from models.casework.asked import FreeText, Person, Vocabulary
from models.guidance.words import vocabulary
from models.records.base import SHORT_TEXT

SHARED = ("agency", "process", "cause", "evidence")
"""Lists that several questions choose from, shown once at the end of the page."""

HEADS = ("maes / field", "cwestiwn / question", "ateb / answer", "rhaid? / needed?")

_PLAIN = {
    "date": "dyddiad / date `2026-05-01`",
    "int": "rhif / number",
    "str": "testun / text",
}


def rows(facts: type[BaseModel], *, leaving_out: frozenset[str] = frozenset()) -> Iterator[tuple[str, ...]]:
    """Give a row of four cells for each field, the fields of its groups indented behind it."""
    for name, info in facts.model_fields.items():
        if name not in leaving_out:
            yield f"`{name}`", _question(info), _kind(info.annotation, info.metadata), _needed(info)
            for part in _new_parts(facts, info):
                yield from ((f"– {first}", *rest) for first, *rest in rows(part))


def shared_lists() -> Iterator[tuple[str, Mapping[str, str]]]:
    """Give the lists that are shown once, each code with its words."""
    for name in SHARED:
        yield name, {code: words.both for code, words in vocabulary(name).items()}


def _question(info: FieldInfo) -> str:
    more = f"<br>*{info.description}*" if info.description else ""
    return f"{info.title or ''}{more}"


def _needed(info: FieldInfo) -> str:
    if info.is_required():
        return "**rhaid / yes**"
    if info.default in (None, []):
        return "nac oes / no"
    return f"nac oes / no (`{info.default}`)"


def _kind(annotation: Any, metadata: list[Any]) -> str:  # noqa: ANN401 - types are taken apart here
    if marked := next((said for mark in metadata if (said := _marked(mark, annotation))), ""):
        return marked
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(inside[0], list(inside[1:]))
    if origin in (Union, UnionType):
        return _kind(*_unmarked(next(each for each in inside if each is not NoneType)))
    if origin is list:
        return f"rhestr o / list of: {_kind(*_unmarked(inside[0]))}"
    return _named(annotation, metadata)


def _marked(mark: object, annotation: Any) -> str:  # noqa: ANN401 - types are taken apart here
    match mark:
        case Vocabulary():
            return _choice(mark.name, get_args(annotation))
        case Person():
            return "cod person / a person’s code"
        case FreeText():
            return f"testun byr, hyd at {SHORT_TEXT} nod / short text, up to {SHORT_TEXT} characters"
    return ""


def _named(annotation: Any, metadata: list[Any]) -> str:  # noqa: ANN401 - types are taken apart here
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "y meysydd isod / the fields below"
    said = repr(metadata)
    if "_part_date" in said:
        return "dyddiad, mis neu flwyddyn / date, month or year"
    return "SHA-256" if "{64}" in said else _PLAIN[annotation.__name__]


def _unmarked(annotation: Any) -> tuple[Any, list[Any]]:  # noqa: ANN401 - types are taken apart here
    if get_origin(annotation) is Annotated:
        first, *marks = get_args(annotation)
        return first, marks
    return annotation, []


def _choice(name: str, codes: tuple[str, ...]) -> str:
    if name in SHARED:
        return f"un o’r rhestr / one of the list [{name}](#{name})"
    words = vocabulary(name)
    return "<br>".join(f"`{code}` {words[code].both}" for code in codes)


def _new_parts(facts: type[BaseModel], info: FieldInfo) -> Iterator[type[BaseModel]]:
    """Give the groups in a field whose own fields do not stand in *facts* already."""
    return (part for part in _parts(info.annotation) if not issubclass(facts, part))


def _parts(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - types are taken apart here
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inside in get_args(annotation):
        yield from _parts(inside)
