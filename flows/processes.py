"""A parallel process begins or ends, entered from Prefect's own form; everything in it is coded."""

from typing import TYPE_CHECKING

from prefect import flow
from prefect.client.schemas.objects import State

from flows.forms import with_questions
from flows.hold import About
from flows.small import entered
from models.casework import ProcessBegunFacts, ProcessEndedFacts, process_events
from models.casework.process_looks import NoProcessFacts, none_known

if TYPE_CHECKING:
    NoProcessForm = About
    ProcessBegunForm = About
    ProcessEndedForm = About
else:
    NoProcessForm = with_questions(About, NoProcessFacts)
    ProcessBegunForm = with_questions(About, ProcessBegunFacts)
    ProcessEndedForm = with_questions(About, ProcessEndedFacts)


@flow(name="process-none", persist_result=False)
def no_process(process: NoProcessForm) -> State[None]:
    """Nid oes proses gyfochrog yn hysbys.

    Enter that it was asked, and that no parallel process is known.
    """
    return entered(process, NoProcessFacts, none_known)


@flow(name="process-begun", persist_result=False)
def process_begun(process: ProcessBegunForm) -> State[None]:
    """Dechreuodd proses gyfochrog.

    Enter that a parallel process began; it is asked about every 28 days, and stops nothing by itself.
    """
    return entered(process, ProcessBegunFacts, process_events.begin)


@flow(name="process-ended", persist_result=False)
def process_ended(process: ProcessEndedForm) -> State[None]:
    """Daeth proses gyfochrog i ben.

    Enter that a parallel process ended: exactly the holds that it caused end with it.
    """
    return entered(process, ProcessEndedFacts, process_events.end)
