"""Holds, opened and ended from Prefect's own form; everything in them is coded."""

from typing import TYPE_CHECKING

from prefect import flow
from pydantic import BaseModel, ConfigDict, Field

from flows.forms import REFERENCE_PATTERN, coded, with_questions
from flows.running import wake_review
from models import casework
from models.casework import HoldFacts, ReleaseFacts
from tasks.office import desk


class About(BaseModel):
    """Which review a small flow is about."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    reference: str = Field(
        title="Cyfeirnod y Bwrdd / The Board’s reference",
        max_length=40,
        json_schema_extra={"position": 0, "pattern": REFERENCE_PATTERN},
    )


if TYPE_CHECKING:
    HoldForm = About
    ReleaseForm = About
else:
    HoldForm = with_questions(About, HoldFacts)
    ReleaseForm = with_questions(About, ReleaseFacts)


@flow(name="hold", persist_result=False)
def hold_review(hold: HoldForm) -> None:
    """Atal adolygiad, neu rannau ohono, dros dro.

    Hold a review, or some of its stages. Only the stages in scope stop; the clock of six months goes on.
    """
    facts = casework.understand(HoldFacts, coded(HoldFacts, hold.model_dump(exclude={"reference"})))
    with desk() as at:
        review = casework.review_by(at.session, hold.reference)
        casework.hold(at, casework.lock(at.session, review.key), facts)
    wake_review(hold.reference)


@flow(name="release", persist_result=False)
def release_review(release: ReleaseForm) -> None:
    """Dod ag ataliad i ben.

    End a hold; what it stopped goes on from that day.
    """
    facts = casework.understand(ReleaseFacts, coded(ReleaseFacts, release.model_dump(exclude={"reference"})))
    with desk() as at:
        review = casework.review_by(at.session, release.reference)
        casework.release(at, casework.lock(at.session, review.key), facts)
    wake_review(release.reference)
