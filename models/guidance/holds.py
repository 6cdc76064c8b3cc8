"""Parallel processes, and which stages a hold stops.

Source: the kinds and causes are those that the 2015 review names (section 2.3);
which stages a scope stops is our own default.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from models.guidance.provenance import Provenance, Source
from models.guidance.stages import Stage

PROCESSES = (
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
)
"""Processes that run beside a review."""

CAUSES = (
    *PROCESSES,
    "diary",
    "reviewer_availability",
    "agency_documents_late",
    "board_sign_off",
    "medical_prognosis_awaited",
    "publication_legal",
    "other",
)
"""What a hold, or a day of delay, may be put down to; a day with none is *unexplained*."""

_DUTIES_THAT_GO_ON = frozenset({Stage.S01, Stage.S02, Stage.S03, Stage.S04, Stage.S05, Stage.S07, Stage.S24})
"""Deciding, telling Welsh Government, looking at the processes, the annual report: no hold stops these."""

STOPPED: Mapping[str, frozenset[Stage]] = MappingProxyType(
    {
        "all": frozenset(Stage) - _DUTIES_THAT_GO_ON,
        "family_contact": frozenset({Stage.S09, Stage.S16}),
        "named_practitioners": frozenset(),
        "learning_event": frozenset({Stage.S12, Stage.S13}),
        "publication": frozenset({Stage.S19}),
    }
)
"""The stages that each scope stops. Holding back named practitioners stops people, not stages."""

SCOPES = tuple(STOPPED)

AGREED = Source("The day agreed when the hold was opened or last looked at: our default", Provenance.PRODUCT)
"""Who says when a hold is looked at again."""


def subject_of(scope: str, cause: str) -> str:
    """Name a hold on the record: no two open ones of a review share scope and cause.

    >>> subject_of("family_contact", "criminal_trial")
    'family_contact:criminal_trial'
    """
    return f"{scope}:{cause}"


def stopped_by(scopes: Iterable[str]) -> frozenset[Stage]:
    """Give the stages that open holds of these scopes stop together.

    >>> sorted(stopped_by(["publication", "learning_event"]))
    [<Stage.S12: 'S12'>, <Stage.S13: 'S13'>, <Stage.S19: 'S19'>]
    """
    return frozenset().union(*(STOPPED[scope] for scope in scopes))
