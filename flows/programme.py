"""A programme of meetings chosen from Prefect's own form: a reference and a number, nothing else."""

from typing import TYPE_CHECKING

from prefect import flow
from prefect.client.schemas.objects import State

from flows.forms import with_questions
from flows.hold import About
from flows.small import entered
from models.casework import Office, programmes
from models.casework.programmes.forms import ProgrammeFacts
from models.guidance.errors import GuidanceError
from models.records import Review

if TYPE_CHECKING:
    ProgrammeForm = About
else:
    ProgrammeForm = with_questions(About, ProgrammeFacts)


@flow(name="programme", persist_result=False)
def choose_programme(programme: ProgrammeForm) -> State[None]:
    """Dewis rhaglen cyfarfodydd.

    Choose one of the programmes that were proposed: everybody is invited to its pencilled
    dates. One that cannot be any more is refused, and what is possible today is proposed.
    """
    return entered(programme, ProgrammeFacts, _choose)


def _choose(office: Office, review: Review, facts: ProgrammeFacts) -> GuidanceError | None:
    """Choose; a refusal is given back and not raised, so that what is proposed in its place stays."""
    return programmes.choose(office, review, facts.number).stale
