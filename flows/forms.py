"""What people are asked, as Prefect's forms show it: readable choices, every title in Welsh and English.

Prefect's server checks a form against its JSON Schema only. So a form asks for
no more than it must and our rules are applied when the answer is read; what
they refuse is asked again with the reason in the form's description.
"""

from collections.abc import Callable, Iterator, Mapping
from types import GenericAlias, NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from prefect.input import RunInput
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, create_model
from pydantic.fields import FieldInfo
from pydantic.json_schema import SkipJsonSchema

from models.casework.asked import Facts, Part, Vocabulary
from models.casework.referral import ReferralFacts
from models.casework.understanding import is_text, pattern_of
from models.guidance.boards import all_boards
from models.guidance.words import vocabulary

B = TypeVar("B", bound=BaseModel)

_LEFT_OUT: Any = SkipJsonSchema[None]  # type: ignore[misc]  # pydantic's own notation
"""Optional in a form without a choice of types to click through."""

_PICKED_DATE = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
"""Shown as a date picker; read by our rules, which can say what is wrong with it."""


_CHECKED_LAST = "text_checked"
"""Asked at the end of a form: it is about the texts above it."""


def form_for(
    facts: type[Facts], description: str, filled: Mapping[str, Any], warnings: Mapping[str, str] | None = None
) -> type[RunInput]:
    """Make the form that asks for *facts*.

    Args:
        facts: what is asked.
        description: Markdown shown at its top.
        filled: what is filled in already: codes and dates, never a text of somebody's own.
        warnings: why a field was refused, shown at the field itself: in a window that is too
            low for a long form, Prefect's page leaves no room for the text at its top.
    """
    form = with_questions(RunInput, facts, filled)
    for name, warning in (warnings or {}).items():
        field = form.model_fields[name]
        field.description = f"⚠ {warning} {field.description or ''}".strip()
    form.model_rebuild(force=True)
    form._description = description  # noqa: SLF001 - where Prefect itself keeps it
    return form


def with_questions(
    base: type[B],
    facts: type[Part],
    filled: Mapping[str, Any] | None = None,
    leave_out: frozenset[str] = frozenset(),
) -> type[B]:
    """Add the questions of *facts* to *base*, with choices as people read them.

    The parameters of a flow are kept by Prefect: a *base* that is no form of a
    suspended run is given no question that asks for a text of somebody's own, and
    Prefect's server itself refuses what is no code and no date before it keeps it.
    """
    is_form = issubclass(base, RunInput)
    shown = labelled(facts, filled or {})
    asked = {
        name: facts.model_fields[name]
        for name in sorted(facts.model_fields, key=_CHECKED_LAST.__eq__)
        if name not in leave_out and (is_form or not is_text(facts, name))
    }
    fields = _fields(asked, shown, first=len(base.model_fields), with_patterns=not is_form)
    return create_model(facts.__name__.removesuffix("Facts"), __base__=base, **fields)


def _fields(
    asked: Mapping[str, FieldInfo], filled: Mapping[str, Any], first: int = 0, *, with_patterns: bool = False
) -> dict[str, Any]:
    """Give the fields of a form in their order."""
    return {
        name: (
            _shown(info.annotation, info.metadata),
            Field(
                filled.get(name, _default(info)),
                title=info.title,
                description=info.description,
                json_schema_extra=_placed(place, pattern_of(info) if with_patterns else {}),
            ),
        )
        for place, (name, info) in enumerate(asked.items(), start=first)
    }


def _placed(place: int, pattern: Mapping[str, str]) -> Callable[[dict[str, Any]], None]:
    """Say of a field in the schema where it stands, and that nothing is no default.

    PostgreSQL's ``jsonb`` keeps no order of its own: Prefect's pages sort by ``position``.
    And they send a default of null back, which the server then refuses as no text.
    """

    def put(schema: dict[str, Any]) -> None:
        schema.update(pattern, position=place)
        if schema.get("default", "") is None:
            del schema["default"]

    return put


def _default(info: FieldInfo) -> Any:  # noqa: ANN401 - types and values are taken apart here
    return ... if info.is_required() else _label(info.default, info.annotation, info.metadata)


def _shown(annotation: Any, metadata: list[Any]) -> Any:  # noqa: ANN401 - types and values are taken apart here
    """Give the type by which a form asks for *annotation*: labels for codes, text for dates, no limits."""
    chosen = next((mark for mark in metadata if isinstance(mark, Vocabulary)), None)
    if chosen is not None:
        labels = tuple(words.both for _, words in _choices(annotation, chosen))
        return Literal[labels]
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shown(inside[0], list(inside[1:]))
    if origin in (Union, UnionType) and NoneType in inside:
        kind = next(each for each in inside if each is not NoneType)
        return _shown(kind, []) | _LEFT_OUT
    if origin is list:
        return GenericAlias(list, (_shown(inside[0], []),))
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return _part(annotation)
    return {"date": _PICKED_DATE, "int": int}.get(getattr(annotation, "__name__", ""), str)


def _part(part: type[Part]) -> type[BaseModel]:
    fields = _fields(part.model_fields, {})
    return create_model(part.__name__, __config__=ConfigDict(extra="forbid"), **fields)


def _choices(annotation: Any, chosen: Vocabulary) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - types and values are taken apart here
    words = vocabulary(chosen.name)
    yield from ((code, words[code]) for code in get_args(annotation))


def labelled(facts: type[BaseModel], given: Mapping[str, Any]) -> dict[str, Any]:
    """Turn codes into what the form shows."""
    fields = facts.model_fields
    return {
        name: _label(value, fields[name].annotation, fields[name].metadata)
        for name, value in given.items()
        if name in fields
    }


def coded(facts: type[BaseModel], given: Mapping[str, Any]) -> dict[str, Any]:
    """Turn what a form gave back into codes; what is not a label of ours stays for the rules to refuse."""
    fields = facts.model_fields
    return {
        name: _translated(value, fields[name].annotation, fields[name].metadata, to_code=True)
        if name in fields
        else value
        for name, value in given.items()
        if value not in (None, "")
    }


def _label(value: Any, annotation: Any, metadata: list[Any]) -> Any:  # noqa: ANN401 - types and values are taken apart here
    return _translated(value, annotation, metadata, to_code=False)


def _translated(value: Any, annotation: Any, metadata: list[Any], *, to_code: bool) -> Any:  # noqa: ANN401 - types and values are taken apart here
    chosen = next((mark for mark in metadata if isinstance(mark, Vocabulary)), None)
    if chosen is not None:
        pairs = {code: words.both for code, words in _choices(annotation, chosen)}
        mapping = {label: code for code, label in pairs.items()} if to_code else pairs
        return mapping.get(value, value) if isinstance(value, str) else value
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _translated(value, inside[0], list(inside[1:]), to_code=to_code)
    if origin in (Union, UnionType):
        kind = next((each for each in inside if each is not NoneType), None)
        return None if value is None else _translated(value, kind, [], to_code=to_code)
    if origin is list and isinstance(value, list):
        return [_translated(each, inside[0], [], to_code=to_code) for each in value]
    if isinstance(annotation, type) and issubclass(annotation, Part) and isinstance(value, Mapping):
        return (coded if to_code else labelled)(annotation, value)
    return value


REFERENCE_PATTERN = r"^ *[A-Za-z]{2,8}( +[A-Za-z]{2,8})? +[A-Za-z]?[0-9]{1,4} *[ /-] *20[0-9]{2} *$"
"""What Prefect's server lets through as a reference, so that it keeps nothing else that was typed there."""

if TYPE_CHECKING:
    BoardLabel = str
else:
    BoardLabel = Literal[tuple(board.name.both for board in all_boards() if board.holds_reviews)]

_BOARD_CODES = {board.name.both: board.code for board in all_boards()}
_BOARD_LABELS = {code: label for label, code in _BOARD_CODES.items()}


class Opening(BaseModel):
    """The coded referral with which a review is opened; no name, no story, no free text."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    reference: str = Field(
        title="Cyfeirnod y Bwrdd / The Board’s reference",
        description="Fel CPR CTM 3/2026, heb enw lle. / Such as CPR CTM 3/2026, without a place name.",
        max_length=40,
        json_schema_extra={"position": 0, "pattern": REFERENCE_PATTERN},
    )
    board: BoardLabel = Field(title="Bwrdd / Board", json_schema_extra={"position": 1})

    @property
    def board_code(self) -> str:
        """Give the Board's code."""
        return _BOARD_CODES[self.board]

    def given(self) -> dict[str, Any]:
        """Give the referral's facts in codes."""
        return coded(ReferralFacts, self.model_dump(exclude={"reference", "board"}))


if TYPE_CHECKING:
    ReferralForm = Opening
else:
    ReferralForm = with_questions(Opening, ReferralFacts)


def opening(reference: str, board: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Give the parameter with which a run of a review is made again: the same coded referral."""
    return {"reference": reference, "board": _BOARD_LABELS[board], **labelled(ReferralFacts, given)}
