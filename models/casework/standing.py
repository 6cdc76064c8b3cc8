"""Where a review stands: its record gathered into what the rules are asked with."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol, TypeVar, cast

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
    HoldReview,
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


class HappenedOn(Protocol):
    """What happened, when and for whom: a milestone, or a plain row of one."""

    @property
    def id(self) -> int | None:
        """Its number, in the order entered."""

    @property
    def stage(self) -> str:
        """The stage's code."""

    @property
    def milestone(self) -> str:
        """Which of the stage's milestones."""

    @property
    def subject(self) -> str:
        """Whom it concerns, if it is asked of each."""

    @property
    def happened_on(self) -> date:
        """The day."""


def stand(session: Session, review: Review) -> Standing:
    """Gather where the review stands."""
    asked = select(Acknowledgement).where(
        Acknowledgement.review_id == review.id, col(Acknowledgement.state) == "asked"
    )
    return gather(
        milestones(session, review),
        lambda kind: facts(session, kind, review),
        session.exec(asked.order_by(col(Acknowledgement.id))).all(),
    )


def gather(
    happened: Sequence[HappenedOn],
    facts_of: Callable[[type[Any]], Sequence[Any]],
    asked: Sequence[Acknowledgement],
) -> Standing:
    """Gather where a review stands from its record, however that was read.

    Args:
        happened: the milestones that stand, in the order entered.
        facts_of: gives the facts of a kind whose milestone stands.
        asked: the Boards and agencies that have yet to acknowledge the learning.
    """
    dates: dict[MilestoneKey, dict[str, tuple[date, ...]]] = defaultdict(dict)
    open_ones = [hold for hold in facts_of(Hold) if hold.ended_on is None]
    held = holds.stopped_by(hold.scope for hold in open_ones)
    for each in happened:
        by_subject = dates[Stage(each.stage), each.milestone]
        by_subject[each.subject] = (*by_subject.get(each.subject, ()), each.happened_on)
    decisions = facts_of(Decision)
    return Standing(
        dates=dates,
        outcome=cast("Outcome", decisions[-1].outcome)
        if decisions
        else None,  # the database admits no other code
        children=_children(facts_of(SubjectFacts)),
        agencies=_agencies(facts_of(Involvement)),
        addressees=tuple(f"{each.addressee_kind}:{each.addressee}" for each in asked),
        held=held,
        process_open=any(
            each.ended_on is None for each in processes_known(facts_of(ParallelProcess), happened)
        ),
        family_to_be_asked_again=Stage.S09 not in held and _family_waits(facts_of(FamilyContact)),
        plan_items_open=bool(_open_items(facts_of(PlanItem), facts_of(PlanProgress))),
        open_holds=tuple(holds.subject_of(hold.scope, hold.cause) for hold in open_ones),
    )


def _children(known: Sequence[SubjectFacts]) -> tuple[str, ...]:
    """Give the numbers of the children whom the review is about."""
    return tuple(map(str, sorted({each.number for each in known}))) or ("1",)


def agencies(session: Session, review: Review) -> tuple[str, ...]:
    """Give the agencies that worked with the child or family; Welsh Government takes no part."""
    return _agencies(facts(session, Involvement, review))


def _agencies(involved: Sequence[Involvement]) -> tuple[str, ...]:
    return tuple(sorted({each.agency_code for each in involved} - {"welsh_government"}))


def open_holds(session: Session, review: Review) -> tuple[Hold, ...]:
    """Give the holds that have not ended."""
    return tuple(hold for hold in facts(session, Hold, review) if hold.ended_on is None)


def next_look(session: Session, hold: Hold) -> date:
    """Give the day on which a hold is looked at next: agreed at the last look, else when it was opened."""
    looks = select(HoldReview).join(Milestone, col(HoldReview.milestone_id) == Milestone.id)
    looks = looks.where(HoldReview.hold_id == hold.id, col(Milestone.superseded_at).is_(None))
    last = session.exec(looks.order_by(col(HoldReview.id).desc())).first()
    return last.review_on if last else hold.review_on


def processes(session: Session, review: Review, *, before: int | None = None) -> list[ParallelProcess]:
    """Give the parallel processes as they are known now, those that ended among them.

    *before* is the number of a milestone: as they were known until then.
    """
    happened = [each for each in milestones(session, review) if before is None or each.key < before]
    return processes_known(facts(session, ParallelProcess, review), happened)


def processes_known(
    known: Sequence[ParallelProcess], happened: Sequence[HappenedOn]
) -> list[ParallelProcess]:
    """Give the parallel processes as the latest check knew them, and those that began since.

    A check may be entered late: what began after its day it could not know of. Before the
    first check it is what scoping knew.
    """
    checks = [each for each in happened if (each.stage, each.milestone) in (route.FIRST_CHECK, route.CHECK)]
    if not checks:
        return list(known)
    latest = max(checks, key=lambda each: each.id or 0)
    told = [each for each in known if each.milestone_id >= (latest.id or 0)]
    names = {(each.kind, each.began_on) for each in told}
    later = {
        each.id
        for each in happened
        if (each.stage, each.milestone) == route.PROCESS_BEGAN and each.happened_on > latest.happened_on
    } - {each.milestone_id for each in told}
    unknown_then = [
        each
        for each in known
        if each.milestone_id in later and names.isdisjoint({(each.kind, each.began_on), (each.kind, None)})
    ]
    return [*unknown_then, *told]


def open_plan_items(session: Session, review: Review) -> tuple[PlanItem, ...]:
    """Give the items of the action plan that nobody has reported done, or given up with a reason."""
    return _open_items(facts(session, PlanItem, review), facts(session, PlanProgress, review))


def _open_items(items: Sequence[PlanItem], looked_at: Sequence[PlanProgress]) -> tuple[PlanItem, ...]:
    settled = {each.plan_item_id for each in looked_at if each.state != "open"}
    return tuple(item for item in items if item.id not in settled)


def _family_waits(contacts: Sequence[FamilyContact]) -> bool:
    """Say whether contact with the family or the child was only offered, or stopped, when last entered."""
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
    event = session.exec(
        select(Meeting).where(Meeting.review_id == review.id, Meeting.kind == "learning_event")
    ).first()
    fixed = {route.LEARNING_EVENT: event.planned_on} if event and event.planned_on else {}
    return deadlines_from(review.pack, review.completion_anchor, {**planned, **days_fixed(standing, fixed)})


def days_fixed(standing: Standing, fixed: Mapping[MilestoneKey, date]) -> dict[MilestoneKey, date]:
    """Give the last day of each milestone on record, and those that are fixed of what is not."""
    actual = {key: day for key in standing.dates if (day := standing.last(*key))}
    return {**fixed, **actual, **_processes_looked_at(standing)}


def _processes_looked_at(standing: Standing) -> dict[MilestoneKey, date]:
    """Count the days to the next check from a process that began since the last one."""
    began = standing.last(*route.PROCESS_BEGAN)
    checks = [day for key in (route.FIRST_CHECK, route.CHECK) if (day := standing.last(*key))]
    return {route.CHECK: max(began, *checks)} if began and checks else {}


def deadlines_from(
    pack_id: str, completion_anchor: str, actual: Mapping[MilestoneKey, date]
) -> dict[MilestoneKey, Deadline]:
    """Give every deadline of a review under its pack, counted from *actual* days, else from the plan."""
    anchor = cast("CompletionAnchor", completion_anchor)
    found = deadlines(pack(pack_id), actual, completion_anchor=anchor)
    return {(each.stage, each.milestone): each for each in found}
