"""Reviews of which no process is known, and of which nobody has asked for as long as the guidance's rhythm allows.

While a process is open its check is an action with reminders of its own (S07). Where none is
known nothing is open, and so nothing would be late: the coordinator's week names these reviews,
until somebody has asked and enters that none is known, or the one that has begun.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col, select

from models.casework.answering import enter_milestone
from models.casework.asked import Facts
from models.casework.entering import AtReview, Office
from models.casework.standing import days_fixed, milestones, stand
from models.casework.understanding import check_people
from models.guidance.errors import GuidanceError, OutOfOrder, Refused
from models.guidance.packs import MilestoneKey, pack
from models.guidance.route import (
    CHECK,
    COMPLETE,
    FIRST_CHECK,
    PROCESS_BEGAN,
    PROCESS_ENDED,
    PROCESS_NONE,
    has_ended,
)
from models.guidance.stages import Stage
from models.guidance.timescales import due_of
from models.guidance.words import Words
from models.records import Milestone, Review

LOOKS: tuple[MilestoneKey, ...] = (FIRST_CHECK, CHECK, PROCESS_NONE, PROCESS_BEGAN, PROCESS_ENDED)
"""What says that somebody asked: a check, that none is known, or a beginning or an end that was heard of."""


class NoProcessFacts(Facts):
    """Somebody asked, on the day it happened, and no process is known to go on beside the review."""

    title: ClassVar[Words] = Words(cy="Dim proses gyfochrog yn hysbys", en="No parallel process is known")
    why: ClassVar[Words] = Words(
        cy="Holwyd, ac nid oes treial, cwest nac adolygiad arall yn hysbys. Holir eto ymhen 28 diwrnod.",
        en="It was asked, and no trial, inquest or other review is known. It is asked again in 28 days.",
    )


def none_known(office: Office, review: Review, facts: NoProcessFacts) -> Milestone:
    """Enter that nobody knows of a process. Of one day it is said once.

    Raises:
        OutOfOrder: the review has ended.
        Refused: one goes on by the record, or the day has not come.
    """
    at = AtReview(office, review, stand(office.session, review))
    for each in milestones(office.session, review) if not at.standing.process_open else ():
        if (Stage(each.stage), each.milestone) == PROCESS_NONE and each.happened_on == facts.happened_on:
            return each
    if has_ended(at.standing):
        raise OutOfOrder("review_has_ended", reference=review.reference)
    if problems := tuple(_problems_with(at, facts)):
        raise Refused(problems)
    check_people(office.session, facts)
    return enter_milestone(at, PROCESS_NONE, facts)


def _problems_with(at: AtReview, facts: NoProcessFacts) -> Iterator[GuidanceError]:
    if facts.happened_on > at.office.today:
        yield GuidanceError("day_to_come", field="happened_on")
    if at.standing.process_open:
        yield GuidanceError("process_goes_on")


def not_looked_at(session: Session, board: str, today: date) -> list[dict[str, Any]]:
    """Give a Board's reviews between first check and completion that should be looked at, the longest first.

    Only those of which no process is known to go on. Each as ``reference``, ``looked_at_on``
    and ``look_by``: the day on which the pack's next check would have been due (product: 28 days).
    """
    found = [line for review in _under_way(session, board) if (line := _line(session, review, today))]
    return sorted(found, key=lambda each: (each["look_by"], each["reference"]))


def _line(session: Session, review: Review, today: date) -> dict[str, Any] | None:
    standing = stand(session, review)
    if standing.process_open:
        return None
    last = max(day for key in LOOKS if (day := standing.last(*key)))
    assert review.pack is not None
    look_by = due_of(pack(review.pack), CHECK, {**days_fixed(standing, {}), CHECK: last})
    if look_by > today:
        return None
    return {
        "reference": review.reference,
        "looked_at_on": last.isoformat(),
        "look_by": look_by.isoformat(),
    }


def _under_way(session: Session, board: str) -> Sequence[Review]:
    """Give the reviews that have had their first check and are not complete."""
    wanted = select(Review).where(Review.board_code == board)
    wanted = wanted.where(_stands(FIRST_CHECK), ~_stands(COMPLETE))
    return session.exec(wanted.order_by(col(Review.id))).all()


def _stands(key: MilestoneKey) -> Any:  # noqa: ANN401 - a condition
    stage, milestone = key
    return (
        select(Milestone.id)
        .where(Milestone.review_id == Review.id, col(Milestone.superseded_at).is_(None))
        .where(Milestone.stage == stage, Milestone.milestone == milestone)
        .exists()
    )
