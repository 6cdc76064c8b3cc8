"""Holds, opened, looked at and ended from Prefect's own form; everything in them is coded."""

from typing import TYPE_CHECKING

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import BaseModel, ConfigDict, Field

from flows.forms import REFERENCE_PATTERN, with_questions
from flows.small import entered
from models import casework
from models.casework import HoldFacts, HoldReviewFacts, ReleaseFacts


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
    HoldReviewForm = About
    ReleaseForm = About
else:
    HoldForm = with_questions(About, HoldFacts)
    HoldReviewForm = with_questions(About, HoldReviewFacts)
    ReleaseForm = with_questions(About, ReleaseFacts)


@flow(name="hold", persist_result=False)
def hold_review(hold: HoldForm) -> State[None]:
    """Atal adolygiad, neu rannau ohono, dros dro.

    Hold a review, or some of its stages. Only the stages in scope stop; the clock of six months goes on.
    """
    return entered(hold, HoldFacts, casework.hold)


@flow(name="hold-review", persist_result=False)
def look_at_hold(look: HoldReviewForm) -> State[None]:
    """Edrych eto ar ataliad.

    Look at a hold again: it goes on until a new day, or it ends.
    """
    return entered(look, HoldReviewFacts, casework.look_again)


@flow(name="release", persist_result=False)
def release_review(release: ReleaseForm) -> State[None]:
    """Dod ag ataliad i ben.

    End a hold; what it stopped goes on from that day.
    """
    return entered(release, ReleaseFacts, casework.release)
