"""Where a review stands: its record gathered into what the rules are asked with."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TypeVar, cast

from sqlmodel import Session, col, select

from models.guidance import holds, route
from models.guidance.packs import CompletionAnchor, MilestoneKey, pack
from models.guidance.route import Outcome, Standing
from models.guidance.stages import Stage
from models.guidance.timescales import Deadline, deadlines
from models.records import (
    Acknowledgement,
    Decision,
    Fact,
    FamilyContact,
    Hold,
    Involvement,
    Meeting,
    Milestone,
    ParallelProcess,
    PlanItem,
    PlanProgress,
    Review,
    SubjectFacts,
)

FactT = TypeVar("FactT", bound=Fact)


def lock(session: Session, review_id: int) -> Review:
    """Take the review for this transaction: one answer at a time."""
    review = select(Review).where(Review.id == review_id).with_for_update()
    return session.exec(review, execution_options={"populate_existing": True}).one()


def milestones(session: Session, review: Review) -> Sequence[Milestone]:
    """Give the milestones that stand, in the order in which they were entered."""
    standing = select(Milestone).where(
        Milestone.review_id == review.id, col(Milestone.superseded_at).is_(None)
    )
    return session.exec(standing.order_by(col(Milestone.id))).all()


def facts(session: Session, kind: type[FactT], review: Review) -> Sequence[FactT]:
    """Give the facts of a kind whose milestone stands, in the order in which they were entered."""
    standing = select(kind).join(Milestone, col(kind.milestone_id) == Milestone.id)
    standing = standing.where(kind.review_id == review.id, col(Milestone.superseded_at).is_(None))
    return session.exec(standing.order_by(col(kind.id))).all()


def stand(session: Session, review: Review) -> Standing:
    """Gather where the review stands."""
    dates: dict[MilestoneKey, dict[str, tuple[date, ...]]] = defaultdict(dict)
    happened = milestones(session, review)
    held = holds.stopped_by(hold.scope for hold in open_holds(session, review))
    for each in happened:
        by_subject = dates[Stage(each.stage), each.milestone]
        by_subject[each.subject] = (*by_subject.get(each.subject, ()), each.happened_on)
    decisions = facts(session, Decision, review)
    return Standing(
        dates=dates,
        outcome=cast("Outcome", decisions[-1].outcome)
        if decisions
        else None,  # the database admits no other code
        children=children(session, review),
        agencies=agencies(session, review),
        addressees=addressees(session, review),
        held=held,
        process_open=any(each.ended_on is None for each in _processes(session, review, happened)),
        family_to_be_asked_again=Stage.S09 not in held and _family_waits(session, review),
        plan_items_open=bool(open_plan_items(session, review)),
    )


def children(session: Session, review: Review) -> tuple[str, ...]:
    """Give the numbers of the children whom the review is about."""
    numbers = {each.number for each in facts(session, SubjectFacts, review)}
    return tuple(map(str, sorted(numbers))) or ("1",)


def agencies(session: Session, review: Review) -> tuple[str, ...]:
    """Give the agencies that worked with the child or family; Welsh Government takes no part."""
    involved = {each.agency_code for each in facts(session, Involvement, review)}
    return tuple(sorted(involved - {"welsh_government"}))


def addressees(session: Session, review: Review) -> tuple[str, ...]:
    """Give those who were sent the learning and have neither acknowledged nor been given up."""
    asked = select(Acknowledgement).where(
        Acknowledgement.review_id == review.id, col(Acknowledgement.state) == "asked"
    )
    return tuple(
        f"{each.addressee_kind}:{each.addressee}"
        for each in session.exec(asked.order_by(col(Acknowledgement.id)))
    )


def open_holds(session: Session, review: Review) -> tuple[Hold, ...]:
    """Give the holds that have not ended."""
    return tuple(hold for hold in facts(session, Hold, review) if hold.ended_on is None)


def processes(session: Session, review: Review) -> list[ParallelProcess]:
    """Give the parallel processes as they are known now, those that ended among them."""
    return _processes(session, review, milestones(session, review))


def _processes(session: Session, review: Review, happened: Sequence[Milestone]) -> list[ParallelProcess]:
    """Give the parallel processes as the latest check knew them; before the first, as scoping did."""
    known = facts(session, ParallelProcess, review)
    checks = [
        each.key for each in happened if (each.stage, each.milestone) in (route.FIRST_CHECK, route.CHECK)
    ]
    return [each for each in known if not checks or each.milestone_id == max(checks)]


def open_plan_items(session: Session, review: Review) -> tuple[PlanItem, ...]:
    """Give the items of the action plan that nobody has reported done, or given up with a reason."""
    settled = {each.plan_item_id for each in facts(session, PlanProgress, review) if each.state != "open"}
    return tuple(item for item in facts(session, PlanItem, review) if item.id not in settled)


def _family_waits(session: Session, review: Review) -> bool:
    """Say whether contact with the family or the child was only offered, or stopped, when last entered."""
    contacts = facts(session, FamilyContact, review)
    latest = {each.state for each in contacts if each.milestone_id == contacts[-1].milestone_id}
    return not latest.isdisjoint({"offered", "embargoed"})


def review_deadlines(
    session: Session,
    review: Review,
    standing: Standing,
    *,
    planned: Mapping[MilestoneKey, date] = MappingProxyType({}),
) -> dict[MilestoneKey, Deadline]:
    """Give every deadline of the review, counted from days on record, else from planned ones.

    A Learning Event's day counts once it is fixed; *planned* says on which days something
    would be that is neither on record nor fixed. A review that is still a draft has no deadline.
    """
    if review.pack is None:
        return {}
    actual = {key: day for key in standing.dates if (day := standing.last(*key))}
    event = session.exec(
        select(Meeting).where(Meeting.review_id == review.id, Meeting.kind == "learning_event")
    ).first()
    if event and event.planned_on:
        actual.setdefault(route.LEARNING_EVENT, event.planned_on)
    actual = {**planned, **actual}
    anchor = cast("CompletionAnchor", review.completion_anchor)
    found = deadlines(pack(review.pack), actual, completion_anchor=anchor)
    return {(each.stage, each.milestone): each for each in found}
