"""A review comes into being: from a referral, complete or kept as a draft, and the run that carries it."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, func, select

from models.casework import actions, referral
from models.casework.answering import answer, refuse
from models.casework.entering import Office
from models.casework.standing import facts as facts_of
from models.casework.understanding import understand
from models.guidance import boards
from models.guidance.calendar_dates import ImpreciseDate
from models.guidance.errors import GuidanceError, Incomplete, Refused
from models.guidance.references import reference as read_reference
from models.guidance.references import slug
from models.guidance.stages import Stage
from models.records import Board, Milestone, Referral, Review, SubjectFacts, audit
from models.records.errors import RecordsError


def receive(
    office: Office, written: str, board: str, given: Mapping[str, Any], *, synthetic: bool = False
) -> Review:
    """Take in a referral under the Board's own reference.

    The same reference with the same facts is the same review. A referral that is
    incomplete, or has something wrong in it, is kept as a draft: its first action
    stays open and says what is missing.

    Raises:
        GuidanceError: the reference is not one, or there is no such Board.
        AlreadyAnswered: other facts stand under this reference.
    """
    if office.session.get(Board, board) is None:
        raise RecordsError("no_such_board", boards=", ".join(each.code for each in boards.all_boards()))
    review = _review(office, read_reference(written), board, synthetic=synthetic)
    action = actions.find(office.session, review, Stage.S01)
    if action.state == "open":
        given = {
            **(action.draft or {}),
            **{name: each for name, each in given.items() if each not in (None, "")},
        }
    try:
        if action.state == "open":
            _check_complete(given)
        answer(office, action, given)
    except GuidanceError as error:
        if action.state != "open":
            raise
        refuse(office, action, given, error)
    return review


def _check_complete(given: Mapping[str, Any]) -> None:
    """Say everything at once: what is missing, and what else is wrong."""
    missing = referral.missing(given)
    if not missing:
        return
    problems: list[GuidanceError] = [Incomplete("field_missing", field=name) for name in missing]
    try:
        understand(referral.ReferralFacts, given)
    except Refused as wrong:
        problems += [each for each in wrong.problems if each.facts.get("field") not in missing]
    raise Refused(tuple(problems))


def _review(office: Office, reference: str, board: str, *, synthetic: bool) -> Review:
    # Two people may take in the same referral at once: the second finds the first one's review.
    alone = select(func.pg_advisory_xact_lock(func.hashtextextended(slug(reference), 0)))
    office.session.execute(alone)
    found = office.session.exec(select(Review).where(Review.slug == slug(reference))).first()
    if found is not None:
        if found.board_code != board:
            raise GuidanceError("reference_of_another_board", reference=reference)
        return found
    review = Review(
        reference=reference,
        slug=slug(reference),
        board_code=board,
        synthetic=synthetic,
        opened_at=office.now,
    )
    office.session.add(review)
    office.session.flush()
    audit.write(office.session, "opened", by=office.by, reference=reference, board=board)
    actions.settle(office, review)
    return review


def claim_run(review: Review, run_id: str) -> bool:
    """Say whether this run carries the review; a review without one takes the first that asks."""
    if review.run_id is None:
        review.run_id = run_id
    return review.run_id == run_id


def next_generation(review: Review) -> str:
    """Let go of a run that is lost; give the idempotency key of the one that will follow it."""
    review.run_id, review.generation = None, review.generation + 1
    return f"{review.slug}-{review.generation}"


def all_reviews(office: Office) -> list[Review]:
    """Give every review, the newest referral last."""
    return list(office.session.exec(select(Review).order_by(col(Review.id))))


def referral_as_given(session: Session, review: Review) -> dict[str, Any]:
    """Give the coded referral as it was first entered, or as far as its draft goes."""
    entered = facts_of(session, Referral, review)
    if not entered:
        action = actions.find(session, review, Stage.S01)
        return dict(action.draft or {})
    milestone = session.get_one(Milestone, entered[0].milestone_id)
    rows = [each for each in facts_of(session, SubjectFacts, review) if each.milestone_id == milestone.id]
    first, *others = (_child(row) for row in sorted(rows, key=lambda each: each.number))
    return {
        "happened_on": milestone.happened_on.isoformat(),
        "decided_by": milestone.decided_by,
        "evidence": milestone.evidence,
        "referred_by": entered[0].agency_code,
        "route": entered[0].route,
        **first,
        "subjects": others,
    }


def _child(row: SubjectFacts) -> dict[str, Any]:
    known = {name: getattr(row, name) for name in referral.Child.model_fields if hasattr(row, name)}
    for name, earliest, latest in (
        ("event_on", row.event_earliest, row.event_latest),
        ("identified_on", row.identified_earliest, row.identified_latest),
    ):
        if earliest and latest:
            known[name] = str(ImpreciseDate(earliest, latest))
    return known
