"""What the end of a parallel process lets go on: the holds that it caused, and those kept away because of it."""

from sqlmodel import Session

from models.casework import holding, letters
from models.casework.asked import Facts
from models.casework.entering import AtReview
from models.casework.people import holding as people_in
from models.casework.standing import open_holds, processes
from models.casework.withdrawals import withdrawals
from models.guidance.processes import KEPT_AWAY_BY
from models.records import Hold, Review


def after_its_end(at: AtReview, kind: str, facts: Facts) -> list[Hold]:
    """Lift exactly what processes of a kind held, once none of that kind goes on; tell the coordinators.

    Nobody who was withdrawn is invited by this: the coordinators are told whom they may ask again (R64).
    """
    session, review = at.office.session, at.review
    if any(each.kind == kind for each in processes(session, review) if each.ended_on is None):
        return []
    lifted = holding.lift_with_process(at, kind, facts)
    letters.process_ended(
        at.office,
        review,
        people_in(session, review.board_code, "coordinator", at.office.today),
        kind=kind,
        ended_on=facts.happened_on.isoformat(),
        lifted=[[each.scope, each.cause] for each in lifted],
        still_held=[[each.scope, each.cause] for each in open_holds(session, review)],
        people=[{"person": each} for each in to_be_asked_again(session, review, kind)],
    )
    return lifted


def to_be_asked_again(session: Session, review: Review, kind: str) -> list[str]:
    """Give the codes of those kept out of a review because of a process that has ended, with its like."""
    going_on = {each.kind for each in processes(session, review) if each.ended_on is None}
    over = {reason for reason, kinds in KEPT_AWAY_BY.items() if kind in kinds and kinds.isdisjoint(going_on)}
    return sorted(each.person_code for each in withdrawals(session, review.key) if each.reason in over)
