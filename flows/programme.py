"""A programme of meetings chosen from Prefect's own form: a reference and a number, nothing else."""

from typing import TYPE_CHECKING

from prefect import flow

from flows.forms import coded, with_questions
from flows.hold import About
from flows.running import wake_review
from models import casework
from models.casework import programmes
from models.casework.programmes.forms import ProgrammeFacts
from tasks.office import desk

if TYPE_CHECKING:
    ProgrammeForm = About
else:
    ProgrammeForm = with_questions(About, ProgrammeFacts)


@flow(name="programme", persist_result=False)
def choose_programme(programme: ProgrammeForm) -> None:
    """Dewis rhaglen cyfarfodydd.

    Choose one of the programmes that were proposed: everybody is invited to its pencilled
    dates. One that cannot be any more is refused, and what is possible today is proposed.
    """
    given = coded(ProgrammeFacts, programme.model_dump(exclude={"reference"}))
    facts = casework.understand(ProgrammeFacts, given)
    with desk() as at:
        choice = programmes.choose(at, casework.review_by(at.session, programme.reference), facts.number)
    # Said once the desk is cleared: what is proposed in its place stays.
    if choice.stale is not None:
        raise choice.stale
    wake_review(programme.reference)
