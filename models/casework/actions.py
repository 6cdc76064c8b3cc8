"""Actions: opened when the guidance asks for a step, closed when it is on the record."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.casework import letters, meetings, said_with
from models.casework.absences import stand_in
from models.casework.entering import Office, answers
from models.casework.people import agency_leads, holding
from models.casework.standing import facts as facts_of
from models.casework.standing import next_look, open_holds, review_deadlines, stand
from models.guidance.errors import OutOfOrder
from models.guidance.holds import AGREED, subject_of
from models.guidance.ladders import first_look, ladder
from models.guidance.meeting_kinds import day_of
from models.guidance.packs import MilestoneKey
from models.guidance.provenance import Source
from models.guidance.route import (
    ACKNOWLEDGEMENT,
    HOLD_REVIEW,
    RECOMMENDATION,
    STEPS,
    Standing,
    Step,
    has_ended,
    may_be_done,
    path,
    waiting_for,
)
from models.guidance.stages import Stage
from models.guidance.timescales import Deadline
from models.guidance.working_days import last_working_day_on_or_before
from models.records import Action, Appointment, Decision, PanelMember, Person, Review

_WITHOUT_LETTER = {ACKNOWLEDGEMENT}
"""The addressee is written to with the learning itself; the coordinator only enters the answer."""


def open_actions(session: Session, review: Review) -> Sequence[Action]:
    """Give what is asked for now, in the guidance's order."""
    waiting = select(Action).where(Action.review_id == review.id, Action.state == "open")
    order = {key: place for place, key in enumerate(STEPS)}
    return sorted(session.exec(waiting), key=lambda each: (order[step_key(each)], each.subject))


def step_key(action: Action) -> MilestoneKey:
    """Give the step that an action asks for."""
    return Stage(action.stage), action.milestone


def settle(office: Office, review: Review) -> None:
    """Open what the guidance now asks for, withdraw what it no longer does, put the deadlines right.

    Asked again with nothing changed it changes nothing.
    """
    standing = stand(office.session, review)
    settling = _Settling(office, review, standing, review_deadlines(office.session, review, standing))
    asked_for = {(*step.key, subject): step for step, subject in may_be_done(standing)}
    for action in open_actions(office.session, review):
        if asked_for.pop((*step_key(action), action.subject), None) is None:
            settling.withdraw(action)
        else:
            settling.set_due(action)
    for (_, _, subject), step in asked_for.items():
        settling.open(step, subject)
    if has_ended(standing):
        meetings.cancel_ahead(office, review)
    office.session.flush()


@dataclass(frozen=True)
class _Settling:
    """A review whose actions are being put right, with its deadlines as they now are."""

    office: Office
    review: Review
    standing: Standing
    due: Mapping[MilestoneKey, Deadline]

    def withdraw(self, action: Action) -> None:
        """Ask for it no more."""
        action.state, action.closed_at = "withdrawn", self.office.now
        letters.withdraw(self.office, action, "no_longer_asked")

    def open(self, step: Step, subject: str) -> None:
        """Ask whoever it is for now, and tell them."""
        person = owner(self.office.session, self.review, step.role, subject, self.office.today)
        action = Action(
            review_id=self.review.key,
            stage=step.stage,
            milestone=step.milestone,
            subject=subject,
            round=len(self.standing.dates.get(step.key, {}).get(subject, ())) + 1,
            role=step.role,
            person_code=person.code if person else None,
            opened_at=self.office.now,
        )
        self.set_due(action)
        self.office.session.add(action)
        self.office.session.flush()
        if person and step.key not in _WITHOUT_LETTER:
            self.tell(action, person)

    def tell(self, action: Action, person: Person) -> None:
        """Write to whom an action waits for and, while they are away, to their deputy too."""
        about = said_with.about(self.office, self.review, action)
        letters.action_waiting(self.office, self.review, action, person, **about)
        board, on = self.review.board_code, self.office.today
        if other := stand_in(self.office.session, board, person, action.role, on):
            letters.action_waiting(self.office, self.review, action, other, **about)

    def set_due(self, action: Action) -> None:
        """Give an action the deadline that it now has, with the source that says so, and its next reminder."""
        before = action.act_by
        deadline = self.due.get(step_key(action))
        if deadline is not None:
            action.due_on, action.act_by = deadline.due, deadline.act_by
            action.source, action.provenance = deadline.source.text, deadline.source.provenance
        if step_key(action) == HOLD_REVIEW:
            self._set_due_with_hold(action)
        if step_key(action) == RECOMMENDATION and self.standing.outcome == "deferred":
            decisions = facts_of(self.office.session, Decision, self.review)
            action.due_on = action.act_by = decisions[-1].relook_on
        if action.act_by != before:
            of, asked_on = ladder(step_key(action)), day_of(action.opened_at)
            action.remind_on = first_look(of, action.act_by, asked_on=asked_on, on=self.office.today)

    def _set_due_with_hold(self, action: Action) -> None:
        """Ask for a look at a hold by the day that was agreed for it."""
        session = self.office.session
        for each in open_holds(session, self.review):
            if subject_of(each.scope, each.cause) == action.subject:
                action.due_on = next_look(session, each)
                action.act_by = last_working_day_on_or_before(action.due_on)
                action.source, action.provenance = AGREED.text, AGREED.provenance


def tell_again(office: Office, review: Review, stages: Collection[Stage]) -> None:
    """Write once more to those for whom something of these stages waits: what stopped it has ended.

    What was opened today has just been told.
    """
    standing = stand(office.session, review)
    settling = _Settling(office, review, standing, {})
    for action in open_actions(office.session, review):
        stage, _ = step_key(action)
        if stage not in stages or day_of(action.opened_at) == office.today:
            continue
        person = owner(office.session, review, action.role, action.subject, office.today)
        if person and step_key(action) not in _WITHOUT_LETTER:
            settling.tell(action, person)


def answered_last(session: Session, review: Review, step: MilestoneKey, subject: str) -> Action:
    """Give the action of a step that was answered last; there must be one."""
    stage, milestone = step
    wanted = select(Action).where(
        Action.review_id == review.id,
        Action.stage == stage,
        Action.milestone == milestone,
        Action.subject == subject,
        Action.state == "answered",
    )
    return session.exec(wanted.order_by(col(Action.id).desc()).limit(1)).one()


def owner(session: Session, review: Review, role: str, subject: str, on: date) -> Person | None:
    """Give who must act.

    That is the review's own Panel Chair (the Board's, until there is a Panel) or first
    reviewer, the lead of the agency that is the subject, or whoever holds the role for the Board.
    """
    if role == "agency_lead":
        people: Sequence[Person] = agency_leads(session, review.board_code, subject, on)
    elif role == "panel_chair":
        people = _people(session, [m for m in facts_of(session, PanelMember, review) if m.chairs])
        # A hold may stand before there is a Panel: then the Chair of the Board looks at it.
        people = people or list(holding(session, review.board_code, "board_chair", on))
    elif role == "reviewer":
        people = _people(session, facts_of(session, Appointment, review))
    else:
        people = holding(session, review.board_code, role, on)
    return people[0] if people else None


def _people(session: Session, rows: Sequence[PanelMember | Appointment]) -> list[Person]:
    return [person for row in rows if (person := session.get(Person, row.person_code))]


def find(  # noqa: PLR0913 - what tells one action of a review from another
    session: Session,
    review: Review,
    stage: Stage,
    *,
    milestone: str | None = None,
    subject: str | None = None,
    given: Mapping[str, Any] | None = None,
) -> Action:
    """Find the action that an answer to a stage is for: what is open first, else what was answered last.

    Where a stage asks for several things, the fields that are *given* tell which one is answered.

    Raises:
        OutOfOrder: the stage is not asked for (yet); says what it waits for.
    """
    wanted = select(Action).where(
        Action.review_id == review.id, Action.stage == stage, Action.state != "withdrawn"
    )
    if milestone is not None:
        wanted = wanted.where(Action.milestone == milestone)
    if subject is not None:
        wanted = wanted.where(Action.subject == subject)
    found = session.exec(wanted.order_by(col(Action.id))).all()
    if given is not None:
        found = [each for each in found if _takes(each, given)] or found
    still_open = [action for action in found if action.state == "open"]
    if still_open:
        return next((each for each in still_open if _is_whole_for(each, given or {})), still_open[0])
    if found:
        return found[-1]
    raise too_early(session, review, stage, milestone)


def _takes(action: Action, given: Mapping[str, Any]) -> bool:
    return set(given) <= set(answers[step_key(action)].facts.model_fields)


def _is_whole_for(action: Action, given: Mapping[str, Any]) -> bool:
    """Say whether nothing is left out that an action's answer must have."""
    fields = answers[step_key(action)].facts.model_fields
    return {name for name, info in fields.items() if info.is_required()} <= set(given)


def too_early(session: Session, review: Review, stage: Stage, milestone: str | None) -> OutOfOrder:
    """Say why a stage is not asked for: what it waits for, or that nothing more is asked."""
    standing = stand(session, review)
    if has_ended(standing):
        return OutOfOrder("review_has_ended", reference=review.reference)
    steps = [step for step in STEPS.values() if step.stage == stage and milestone in (None, step.milestone)]
    if standing.outcome not in (None, "deferred"):
        steps = [step for step in steps if step.path in ("referral", path(standing))]
    waits = [key for step in steps[:1] for key in waiting_for(step, standing)]
    if not waits:
        return OutOfOrder("stage_not_on_this_path", stage=stage.words, reference=review.reference)
    first = waits[0]
    deadline = review_deadlines(session, review, standing).get(first)
    source: Source | None = deadline.source if deadline else None
    return OutOfOrder("stage_too_early", source, stage=stage.words, first=first[0].words)
