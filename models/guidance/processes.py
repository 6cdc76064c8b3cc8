"""Parallel processes: whom to ask, what each kind usually constrains, and what may go on meanwhile.

Nothing here stops anything: what is really stopped is a hold, which somebody asks for
and a Chair decides. This is what to ask about, and what need not wait.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from models.guidance.errors import GuidanceError
from models.guidance.packaged import table
from models.guidance.provenance import Provenance, Source
from models.guidance.words import Words

CONTACT_ROLES = (
    "senior_investigating_officer",
    "cps_lawyer",
    "coroners_officer",
    "review_chair",
    "hr_lead",
    "regulators_officer",
    "family_court_guardian",
    "childrens_services_solicitor",
    "prudic_lead",
    "iopc_investigator",
    "other",
)
"""In which role somebody is asked about a process; who it is stays with the Board's own papers."""

NONE = "none"
"""Said of a process that constrains nothing; that nobody has said it is something else."""

KEPT_AWAY_BY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "police_advice": frozenset({"criminal_investigation", "criminal_trial", "iopc"}),
        "disciplinary_advice": frozenset({"disciplinary", "professional_regulator"}),
    }
)
"""By the reason for which a practitioner was withdrawn: the kinds of process whose end may end it.

Source: our default.
"""


@dataclass(frozen=True)
class Advice:
    """One thing that may go on while a process does, and who says so."""

    code: str
    words: Words
    source: Source


@dataclass(frozen=True)
class Kind:
    """What is usual for a kind of process.

    Attributes:
        code: one of ``holds.PROCESSES``.
        contacts: in which roles somebody is usually asked, the first first.
        constrains: the scopes on which it usually bears; empty for none.
        meanwhile: what may go on.
    """

    code: str
    contacts: tuple[str, ...]
    constrains: tuple[str, ...]
    meanwhile: tuple[Advice, ...]


def kind(code: str) -> Kind:
    """Give what is usual for a kind of process.

    >>> kind("inquest").contacts, kind("inquest").constrains, kind("prudic").constrains
    (('coroners_officer',), ('publication',), ())
    """
    return _kinds()[code]


def all_kinds() -> tuple[Kind, ...]:
    """Give every kind, in the order of the table."""
    return tuple(_kinds().values())


def may_go_on(codes: Iterable[str]) -> tuple[Advice, ...]:
    """Give what may go on while all of these processes do, in the table's order.

    What one kind alone allows is left out: the strictest process counts.

    >>> [each.code for each in may_go_on(["domestic_homicide_review", "disciplinary"])]
    ['timelines']
    """
    allowed = [{each.code for each in kind(code).meanwhile} for code in dict.fromkeys(codes)]
    shared = set.intersection(*allowed) if allowed else set()
    return tuple(each for code, each in _advice().items() if code in shared)


def why_ask() -> Advice:
    """Give why each point is agreed with whoever leads the process.

    Source: Social Research 45/2015, section 2.3.
    """
    row = table("processes")["why"]
    return Advice("why", Words(**row["said"]), _source(row))


def constrained(given: Iterable[str]) -> list[str] | None:
    """Give the scopes that a process bears on as the record keeps them: none said is nothing.

    Raises:
        GuidanceError: ``none`` was said together with a scope.

    >>> constrained(["publication", "family_contact", "publication"]), constrained(["none"]), constrained([])
    (['family_contact', 'publication'], [], None)
    """
    said = set(given)
    if not said:
        return None
    if NONE in said and said != {NONE}:
        raise GuidanceError("constrains_none_and_some", field="constrains")
    return sorted(said - {NONE})


@cache
def _kinds() -> dict[str, Kind]:
    advice = _advice()
    return {
        code: Kind(
            code,
            tuple(row["contacts"]),
            tuple(scope for scope in row["constrains"] if scope != NONE),
            tuple(advice[each] for each in row["meanwhile"]),
        )
        for code, row in table("processes")["processes"].items()
    }


@cache
def _advice() -> dict[str, Advice]:
    given = table("processes")
    return {code: Advice(code, Words(**row), _source(given)) for code, row in given["meanwhile"].items()}


def _source(row: Mapping[str, Any]) -> Source:
    return Source(row["source"], Provenance(row["provenance"]))
