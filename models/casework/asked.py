"""What may be asked: the kinds of answer, and the three questions that every answer carries.

One class of facts a step; its titles and descriptions are what people read in
the form, its field names are what they write in an answer file.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from models.guidance.calendar_dates import ImpreciseDate
from models.guidance.errors import GuidanceError
from models.guidance.words import Words
from models.records.base import SHORT_TEXT


@dataclass(frozen=True)
class Vocabulary:
    """Marks a choice: its codes are read to people in the words of this vocabulary."""

    name: str


class Person:
    """Marks the code of a person who must be on the list of people."""


class FreeText:
    """Marks a short text of somebody's own, which is looked through for identifiers."""


YesNo = Annotated[Literal["yes", "no"], Vocabulary("yes_no")]
YesNoNotKnown = Annotated[Literal["yes", "no", "not_known"], Vocabulary("yes_no")]
AgencyCode = Annotated[
    Literal[
        "social_care",
        "education",
        "police",
        "probation",
        "health",
        "housing",
        "independent_voluntary",
        "welsh_government",
        "other",
    ],
    Vocabulary("agency"),
]
Evidence = Annotated[
    Literal["minute", "letter", "e_mail", "form", "telephone", "system"], Vocabulary("evidence")
]
ProcessKind = Annotated[
    Literal[
        "criminal_investigation",
        "criminal_trial",
        "inquest",
        "domestic_homicide_review",
        "mental_health_homicide_review",
        "offensive_weapon_homicide_review",
        "disciplinary",
        "professional_regulator",
        "family_court",
        "prudic",
        "iopc",
    ],
    Vocabulary("process"),
]
OutcomeCode = Annotated[Literal["concise", "extended", "mapf", "none", "deferred"], Vocabulary("outcome")]
PERSON_PATTERN = r"^[a-z0-9][a-z0-9-]{0,39}$"
PART_DATE_PATTERN = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
PersonCode = Annotated[str, StringConstraints(pattern=PERSON_PATTERN), Person()]


def _part_date(written: object) -> str:
    try:
        return str(ImpreciseDate.parse(written))
    except GuidanceError as error:
        raise PydanticCustomError("date_in_part", "not a date") from error


def _storable(text: str) -> str:
    if "\0" in text:
        raise PydanticCustomError("not_text", "not text")
    return text


PartDate = Annotated[str, BeforeValidator(_part_date)]
"""A date as far as it is known: ``2026``, ``2026-05`` or ``2026-05-01``."""
ShortText = Annotated[
    str, StringConstraints(min_length=1, max_length=SHORT_TEXT), AfterValidator(_storable), FreeText()
]
Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0, le=1000)]


def asked(
    cy: str,
    en: str,
    *,
    more_cy: str = "",
    more_en: str = "",
    default: Any = ...,  # noqa: ANN401 - as pydantic's own Field
    **limits: Any,  # noqa: ANN401 - as pydantic's own Field
) -> Any:  # noqa: ANN401 - as pydantic's own Field
    """Give a field its question in Welsh and English, and a fuller explanation where it needs one."""
    description = Words(cy=more_cy, en=more_en).both if more_cy else None
    return Field(default, title=Words(cy=cy, en=en).both, description=description, **limits)


class Part(BaseModel):
    """A group of facts inside an answer."""

    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, frozen=True, str_strip_whitespace=True
    )


class Facts(Part):
    """An answer to one step: on which day it happened, who decided, on what evidence."""

    title: ClassVar[Words]
    """What is asked, as a heading."""
    why: ClassVar[Words]
    """Why it is asked, in a sentence."""

    happened_on: date = asked(
        "Ar ba ddiwrnod y digwyddodd?",
        "On which day did it happen?",
        more_cy="Y diwrnod ei hun, nid y diwrnod y caiff ei gofnodi.",
        more_en="The day itself, not the day on which it is entered.",
    )
    decided_by: PersonCode = asked(
        "Pwy a benderfynodd neu a atebodd? (cod y person)",
        "Who decided or answered? (the person's code)",
    )
    evidence: Evidence = asked("Ar ba dystiolaeth?", "On what evidence?", default="minute")


class FactsWithText(Facts):
    """An answer that has a short text of somebody's own in it."""

    text_checked: YesNo = asked(
        "A yw’r testun wedi’i wirio?",
        "Has the text been checked?",
        more_cy="Atebwch «ie» dim ond os rhybuddiwyd chi am destun sy’n edrych fel enw, rhif neu gyfeiriad, "
        "a’ch bod wedi gwirio nad yw’n adnabod neb.",
        more_en="Answer yes only if you were warned of text that looks like an identifier and have checked "
        "that it identifies nobody.",
        default="no",
    )
