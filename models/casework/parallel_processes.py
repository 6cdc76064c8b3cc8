"""S07: what runs beside the review, looked at before the first Panel meeting and every 28 days."""

from typing import ClassVar

from models.casework.asked import Facts, asked
from models.casework.entering import Entering, answers
from models.casework.scoping import Process, process_rows, turned
from models.guidance.errors import Refused
from models.guidance.route import CHECK, FIRST_CHECK
from models.guidance.words import Words


class CheckFacts(Facts):
    """S07: every parallel process as it stands now, the ended ones with the day they ended."""

    title: ClassVar[Words] = Words(cy="Gwirio prosesau cyfochrog", en="Check of parallel processes")
    why: ClassVar[Words] = Words(
        cy="Treial, cwest neu adolygiad arall: beth sy’n parhau, a phryd y disgwylir iddo orffen?",
        en="A trial, an inquest, another review: what goes on, and when is it expected to end?",
    )

    processes: list[Process] = asked(
        "Pob proses gyfochrog fel y mae’n sefyll nawr", "Every parallel process as it stands now", default=[]
    )


@answers.to(FIRST_CHECK, CheckFacts)
@answers.to(CHECK, CheckFacts)
def enter(at: Entering[CheckFacts]) -> None:
    """Enter the processes as they stand; an earlier check's knowledge stays on record."""
    if problems := turned(at.facts.processes):
        raise Refused(tuple(problems))
    at.keep(*process_rows(at, at.facts.processes))
