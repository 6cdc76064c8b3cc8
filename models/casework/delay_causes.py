"""What each day of a review is put down to: by rule where the record says it, by a person where not.

A rule reads the record and gives spans; each says which rule it was, and since when it is
known. What no rule and no person accounts for stays unexplained, and is shown as such.

Source: the causes that the 2015 review names (section 2.3); which day begins and ends a
cause's span is our own default (`product`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from sqlmodel import col, select

from models.casework.entering import Office
from models.casework.standing import facts as facts_of
from models.casework.standing import milestones, review_deadlines, stand
from models.guidance import holds, route
from models.guidance.delays import Ledger, Span, ledger
from models.guidance.packs import CompletionAnchor, MilestoneKey, pack
from models.guidance.route import Standing
from models.guidance.stages import Stage
from models.guidance.timescales import deadlines
from models.records import Action, Decision, DelayAttribution, Hold, Invitation, Meeting, Milestone, Review

BY_RULE = "rule"
"""Who attributed a span, where the record itself did."""


@dataclass(frozen=True)
class Cause:
    """A span of days and what they are put down to.

    Attributes:
        span: the cause and its days.
        why: the rule's code, or ``person``.
        subject: the agency or the scope that it concerns, if any.
        by: who attributed it: ``rule``, or a person's code.
        known_on: the day on which it came onto the record, where one day says that.
    """

    span: Span
    why: str
    subject: str = ""
    by: str = BY_RULE
    known_on: date | None = None


@dataclass(frozen=True)
class _Reading:
    """A review whose record is read, until a day."""

    office: Office
    review: Review
    standing: Standing
    happened: tuple[Milestone, ...]
    until: date

    def late(self, *keys: MilestoneKey) -> Iterator[tuple[str, date, date]]:
        """Give subject, due day and actual day of what came late, or is late now."""
        session = self.office.session
        for milestone in self.happened:
            action = session.get(Action, milestone.action_id or 0)
            if _key(milestone) in keys and action and action.due_on:
                yield milestone.subject, action.due_on, milestone.happened_on
        waiting = select(Action).where(Action.review_id == self.review.id, Action.state == "open")
        for action in session.exec(waiting):
            if (Stage(action.stage), action.milestone) in keys and action.due_on:
                yield action.subject, action.due_on, self.until

    def weeks(self, key: MilestoneKey) -> timedelta:
        """Give how long after its anchor the pack has a milestone, where that is in weeks."""
        rows = pack(self.review.pack or "").timescales
        return next(timedelta(weeks=row.weeks) for row in rows if row.key == key)


def _key(milestone: Milestone) -> MilestoneKey:
    return Stage(milestone.stage), milestone.milestone


def _holds(reading: _Reading) -> Iterator[Cause]:
    """A hold of the whole review: every day of it."""
    for hold in facts_of(reading.office.session, Hold, reading.review):
        if hold.scope == "all":
            span = Span(hold.cause, hold.from_on, hold.ended_on or reading.until, held=True)
            yield Cause(span, "hold", "all", known_on=hold.from_on)


def _partial_holds(reading: _Reading) -> Iterator[Cause]:
    """A hold of some stages: from the day on which the first of them was due, until it ended."""
    due = review_deadlines(reading.office.session, reading.review, reading.standing)
    for hold in facts_of(reading.office.session, Hold, reading.review):
        stopped = holds.STOPPED[hold.scope]
        days = [deadline.due for key, deadline in due.items() if key[0] in stopped]
        if hold.scope != "all" and days:
            since = max(hold.from_on, min(days))
            span = Span(hold.cause, since, hold.ended_on or reading.until)
            yield Cause(span, "partial_hold", hold.scope, known_on=hold.from_on)


def _documents(reading: _Reading) -> Iterator[Cause]:
    """An agency's timeline: from the day on which it was due until it came, or was given up."""
    for agency, due, came in reading.late(route.TIMELINES):
        yield Cause(Span("agency_documents_late", due, came), "documents", agency)


def _sign_off(reading: _Reading) -> Iterator[Cause]:
    """The Board: from the day by which it should have considered the report until it did.

    It has its weeks from the drafts even where those came after the day of completion, by
    which the deadline is cut: what came late before them is not put down to the Board.
    """
    drafts = sorted(each.happened_on for each in reading.happened if _key(each) == route.DRAFT)
    for _, due, done in reading.late(route.SIGN_OFF, route.RETURNED):
        drafted = [day for day in drafts if day <= done]
        since = max([due, *(day + reading.weeks(route.SIGN_OFF) for day in drafted[-1:])])
        yield Cause(Span("board_sign_off", since, done), "sign_off")


def _diaries(reading: _Reading) -> Iterator[Cause]:
    """A meeting that waited for nothing but a date: from when it was due and all was ready until it was held."""
    for kind, step in (("panel", route.FIRST_PANEL), ("learning_event", route.LEARNING_EVENT)):
        sought_on, ready_on = _sought_on(reading, kind), _ready_on(reading, step)
        for _, due, held in reading.late(step):
            if sought_on is not None and ready_on is not None:
                yield Cause(Span("diary", max(due, sought_on, ready_on), held), "diary", kind)


def _ready_on(reading: _Reading, step: MilestoneKey) -> date | None:
    """Give the day on which everything stood that a meeting follows; none while something is awaited.

    All dates are pencilled at the outset: an invitation alone says nothing of why a meeting
    is late. Whether it goes ahead is asked about a day that is fixed, and what a hold lets
    later steps pass keeps nobody waiting.
    """
    follows = [key for key in route.STEPS[step].after if key != route.GO_NO_GO]
    days = {key: reading.standing.last(*key) for key in follows}
    if any(day is None and not route.STEPS[key].passed_while_held for key, day in days.items()):
        return None
    return max((day for day in days.values() if day), default=None)


def _sought_on(reading: _Reading, kind: str) -> date | None:
    """Give the first day on which anybody was invited to the first meeting of a kind."""
    invited = (
        select(col(Invitation.invited_on))
        .join(Meeting, col(Meeting.id) == Invitation.meeting_id)
        .where(Meeting.review_id == reading.review.id, Meeting.kind == kind, Meeting.number == 1)
        .order_by(col(Invitation.invited_on))
    )
    return reading.office.session.exec(invited).first()


def _prognosis(reading: _Reading) -> Iterator[Cause]:
    """A decision to defer: until the next decision."""
    rows = facts_of(reading.office.session, Decision, reading.review)
    days = {each.key: each.happened_on for each in reading.happened}
    decided = [(days[each.milestone_id], each.outcome) for each in rows]
    later = [day for day, _ in decided[1:]] + [reading.until]
    for (day, outcome), until in zip(decided, later, strict=True):
        if outcome == "deferred":
            yield Cause(Span("medical_prognosis_awaited", day, until), "prognosis", known_on=day)


def _people(reading: _Reading) -> Iterator[Cause]:
    """What a person put down, with a reason that stands on the record."""
    entered = {each.key: each for each in reading.happened}
    for each in facts_of(reading.office.session, DelayAttribution, reading.review):
        milestone = entered[each.milestone_id]
        span = Span(each.cause, each.since, each.until)
        yield Cause(span, "person", by=milestone.decided_by, known_on=milestone.happened_on)


_RULES: tuple[Callable[[_Reading], Iterator[Cause]], ...] = (
    _holds,
    _partial_holds,
    _documents,
    _sign_off,
    _diaries,
    _prognosis,
    _people,
)


@dataclass(frozen=True)
class Account:
    """The days of a review between two days, and the causes that they are put down to."""

    began_on: date
    ended_on: date
    planned_end_on: date
    ledger: Ledger
    causes: tuple[Cause, ...]


def account(
    office: Office, review: Review, *, to: MilestoneKey = route.COMPLETE, on: date | None = None
) -> Account | None:
    """Account for the days from the referral to *to*, or until *on* where that has not come.

    None before there is a referral. The plan's days run from the referral to the day on which
    the pack, with nothing but the referral known, would have *to*; the decision's, where the
    six months count from that.
    """
    standing = stand(office.session, review)
    began_on = standing.last(*route.REFERRAL)
    if began_on is None or review.pack is None:
        return None
    today = on or office.today
    reached = standing.last(*to)
    ended_on = max(min(reached or today, today), began_on)
    known = _causes(_Reading(office, review, standing, tuple(milestones(office.session, review)), ended_on))
    planned = _planned(review, standing, began_on, to)
    return Account(
        began_on, ended_on, planned, ledger(began_on, ended_on, planned, (each.span for each in known)), known
    )


def _causes(reading: _Reading) -> tuple[Cause, ...]:
    """Give every span that has a cause, in the order of their first days."""
    found = [each for rule in _RULES for each in rule(reading) if each.span.since < each.span.until]
    return tuple(sorted(found, key=lambda each: (each.span.since, each.span.until, each.why, each.subject)))


def _planned(review: Review, standing: Standing, began_on: date, to: MilestoneKey) -> date:
    known = {route.REFERRAL: began_on}
    decided_on = standing.last(*route.DECISION)
    if review.completion_anchor == "decision" and decided_on is not None:
        known[route.DECISION] = decided_on
    assert review.pack is not None
    anchor = cast("CompletionAnchor", review.completion_anchor)
    rows = deadlines(pack(review.pack), known, completion_anchor=anchor)
    return next(row.due for row in rows if (row.stage, row.milestone) == to)
