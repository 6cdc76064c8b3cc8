"""S07: what runs beside the review, looked at before the first Panel meeting and every 28 days."""

from datetime import date
from typing import ClassVar

from models.casework import programmes
from models.casework.asked import Facts, asked
from models.casework.entering import AtReview, Entering, answers
from models.casework.known_processes import Process, problems_with, process_rows
from models.casework.process_ends import after_its_end
from models.casework.standing import processes
from models.guidance.errors import Refused
from models.guidance.route import CHECK, FIRST_CHECK
from models.guidance.words import Words
from models.records import ParallelProcess


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
    """Enter the processes as they stand; an earlier check's knowledge stays on record.

    One that is now said to have ended lifts what it held, as if its end had been entered alone.
    """
    if problems := problems_with(at.facts.processes, on=at.office.today):
        raise Refused(tuple(problems))
    known = processes(at.session, at.review, before=at.milestone.key)
    went_on = {each.kind for each in known if each.ended_on is None}
    rows = process_rows(at, at.facts.processes)
    at.keep(*rows)
    for kind, ended_on in _ended(rows, went_on).items():
        facts = at.facts.model_copy(update={"happened_on": min(ended_on, at.facts.happened_on)})
        after_its_end(AtReview(at.office, at.review, at.standing), kind, facts)
    if any(each.kind in went_on for each in rows if each.ended_on):
        programmes.resume_at_once(at.office, at.review)


def _ended(rows: list[ParallelProcess], went_on: set[str]) -> dict[str, date]:
    """Give the kinds that went on and have all ended now, with the last day of each."""
    still = {each.kind for each in rows if each.ended_on is None}
    found: dict[str, date] = {}
    for each in rows:
        if each.ended_on and each.kind in went_on - still:
            found[each.kind] = max(each.ended_on, found.get(each.kind, each.ended_on))
    return found
