"""What a form of S12 says of the Learning Event as the replies and the agencies have left it.

Counts, agencies and roles, never a name: Prefect keeps the text of a form.
"""

from collections.abc import Iterator

from models import casework
from models.casework import event_care
from models.casework.event_care import Coverage
from models.guidance.route import BRIEF, GO_NO_GO, INVITE
from models.guidance.sentences import sentence
from models.guidance.words import Words, word
from tasks.office import Waiting, desk

_STEPS = (INVITE, BRIEF, GO_NO_GO)


def event_lines(waiting: Waiting) -> list[str]:
    """Give the paragraphs for the form of a step; none where no invitation is on record."""
    if waiting.step not in _STEPS:
        return []
    with desk() as at:
        review = casework.review_by(at.session, waiting.reference)
        meeting = event_care.learning_event(at.session, review)
        found = event_care.coverage(at.session, meeting) if meeting else None
    if found is None or not found.invited:
        return []
    said = list(_go_no_go(found)) if waiting.step == GO_NO_GO else [_counts(waiting, found)]
    return [line for each in said for line in (f"- {each.cy}", f"- {each.en}")]


def _counts(waiting: Waiting, found: Coverage) -> Words:
    if waiting.step == INVITE:
        return sentence("event_invited", invited=found.invited, coming=found.coming)
    return sentence(
        "event_briefed", briefed=found.briefed, may_come=found.may_come, share=found.share_briefed
    )


def _go_no_go(found: Coverage) -> Iterator[Words]:
    """Say what speaks against going ahead, the gravest first; then how many come and are prepared."""
    if found.not_covered:
        yield sentence("event_not_covered", agencies=_agencies(found.not_covered))
    for each in found.absent:
        settled = word("contribution", each.contribution or "not_settled")
        yield sentence(
            "event_key_person_absent",
            agency=word("agency", each.agency),
            contribution=settled,
            could_stand_in=len(each.could_stand_in),
        )
    yield sentence("event_invited", invited=found.invited, coming=found.coming)
    yield sentence(
        "event_briefed" if found.enough_briefed else "event_too_few_briefed",
        briefed=found.briefed,
        may_come=found.may_come,
        share=found.share_briefed,
    )


def _agencies(codes: tuple[str, ...]) -> Words:
    words = [word("agency", each) for each in codes]
    return Words(cy=", ".join(each.cy for each in words), en=", ".join(each.en for each in words))
