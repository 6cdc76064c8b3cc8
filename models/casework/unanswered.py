"""What was asked of people and waits for them, actions and invitations alike, as reminders need it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from models.casework.actions import owner, step_key
from models.casework.hearers import ReviewOn
from models.casework.standing import facts as facts_of
from models.casework.standing import open_holds
from models.guidance import holds, ladders
from models.guidance.ladders import Ladder
from models.guidance.meeting_kinds import day_of
from models.guidance.stages import Stage
from models.records import Action, Hold, Invitation, Letter, Meeting, Person, Review

TO_COME = ("pencilled", "planned")
"""The states of a meeting to which an answer is still wanted."""

STAGE_OF_MEETING = {
    "panel": Stage.S08,
    "family": Stage.S09,
    "learning_event": Stage.S12,
    "board": Stage.S15,
    "forum": Stage.M02,
}
"""The stage whose hold silences the invitations to a meeting."""

_GONE = ("sending", "accepted", "unknown", "bounced")

_SETTLED = {"open": None, "answered": "answered", "withdrawn": "no_longer_asked"}


@dataclass(frozen=True)
class Asking:
    """One thing asked of one person.

    Attributes:
        row: the action or the invitation itself.
        review: what it is about.
        stage: with ``milestone`` and ``subject`` what is asked; of an invitation the subject is
            the meeting: its kind and number.
        ladder: by which it is reminded of.
        act_by: the day by which it should be answered.
        asked_on: the day from which it could be: opened, invited, or a hold ended.
        since: the day from which nobody has looked at its ladder.
        role: in which it is asked of ``person``; nobody may hold it.
        settled: why it waits no longer; nothing while it does.
        held: whether a hold stops its stage.
        facts: what its letters say, in codes and dates.
    """

    row: Action | Invitation
    review: Review
    stage: Stage
    milestone: str
    subject: str
    ladder: Ladder
    act_by: date
    asked_on: date
    since: date
    role: str
    person: Person | None
    settled: str | None
    held: bool
    facts: dict[str, Any]


def reviews_to_look_at(session: Session, on: date) -> set[int]:
    """Give the reviews, by their numbers, of which an action or an invitation is to be looked at on a day.

    Of the actions one read of an index, however many wait.
    """
    actions = select(Action.review_id).where(Action.state == "open", col(Action.remind_on) <= on)
    invited = select(Meeting.review_id).join(Invitation, col(Invitation.meeting_id) == Meeting.id)
    invited = invited.where(
        Invitation.state == "needs_action", col(Meeting.state).in_(TO_COME), col(Meeting.planned_on) > on
    )
    return {*session.exec(actions.distinct()), *session.exec(invited.distinct())}


def reviews_spared(session: Session, on: date) -> set[int]:
    """Give the reviews in which somebody would have been reminded on a day, had they not answered."""
    actions = select(Action.review_id).where(Action.state != "open", col(Action.remind_on) == on)
    invited = select(Meeting.review_id).where(col(Meeting.state).in_(TO_COME), col(Meeting.planned_on) > on)
    return {*session.exec(actions.distinct()), *session.exec(invited.distinct())}


def asked_in(session: Session, review: Review, on: date) -> Iterator[Asking]:
    """Give what of a review is to be looked at on a day, and what would have been had it not been settled."""
    wanted = select(Action).where(Action.review_id == review.id).order_by(col(Action.id))
    wanted = wanted.where(
        or_(
            (col(Action.state) == "open") & (col(Action.remind_on) <= on),
            (col(Action.state) != "open") & (col(Action.remind_on) == on),
        )
    )
    for action in session.exec(wanted, execution_options={"populate_existing": True}).all():
        yield from _action(ReviewOn(session, review, on), action)
    meetings = select(Invitation, Meeting).join(Meeting, col(Meeting.id) == Invitation.meeting_id)
    meetings = meetings.where(Meeting.review_id == review.id, col(Meeting.state).in_(TO_COME))
    meetings = meetings.where(Invitation.state != "uninvited", col(Meeting.planned_on) > on)
    for invitation, meeting in session.exec(meetings.order_by(col(Invitation.id))).all():
        yield from _invitation(session, review, invitation, meeting)


def _action(at: ReviewOn, action: Action) -> Iterator[Asking]:
    if action.act_by is None or action.remind_on is None:
        return
    stage, milestone = step_key(action)
    yield Asking(
        row=action,
        review=at.review,
        stage=stage,
        milestone=milestone,
        subject=action.subject,
        ladder=ladders.ladder((stage, milestone)),
        act_by=action.act_by,
        asked_on=max(day_of(action.opened_at), *_releases(at.session, at.review, stage), date.min),
        since=action.remind_on,
        role=action.role,
        person=owner(at.session, at.review, action.role, action.subject, at.on),
        settled=_SETTLED[action.state],
        held=_is_held(at.session, at.review, stage),
        facts={
            "stage": stage.value,
            "milestone": milestone,
            "subject": action.subject,
            "act_by": action.act_by.isoformat(),
            "source": action.source,
            "provenance": action.provenance,
        },
    )


def _releases(session: Session, review: Review, stage: Stage) -> list[date]:
    """Give the days on which holds that stopped a stage have ended."""
    return [
        each.ended_on
        for each in facts_of(session, Hold, review)
        if each.ended_on is not None and stage in holds.STOPPED[each.scope]
    ]


def _is_held(session: Session, review: Review, stage: Stage) -> bool:
    return stage in holds.stopped_by(each.scope for each in open_holds(session, review))


def _invitation(
    session: Session, review: Review, invitation: Invitation, meeting: Meeting
) -> Iterator[Asking]:
    """Give an invitation that has gone, from the day on which it last did: a new date is a new question.

    One that has not left the office yet has asked nobody anything.
    """
    written = _newest(session, invitation, Letter.method == "REQUEST")
    if written is None or written.state not in _GONE or meeting.planned_on is None:
        return
    went_on = written.sent_on or written.due_on
    stage = STAGE_OF_MEETING[meeting.kind]
    answer_by = ladders.answer_by(went_on, meeting.planned_on)
    asked_on = max(went_on, *_releases(session, review, stage), date.min)
    reminded = _newest(session, invitation, Letter.letter == "invitation_reminder")
    after = max(reminded.due_on, asked_on) if reminded else asked_on
    yield Asking(
        row=invitation,
        review=review,
        stage=stage,
        milestone="invite",
        subject=f"{meeting.kind}:{meeting.number}",
        ladder=ladders.invitation_ladder(),
        act_by=answer_by,
        asked_on=asked_on,
        since=after + timedelta(days=1),
        role="agency_lead",
        person=session.get(Person, invitation.person_code),
        settled=None if invitation.state == "needs_action" else "answered",
        held=_is_held(session, review, stage),
        facts={**written.facts, "answer_by": answer_by.isoformat()},
    )


def _newest(session: Session, invitation: Invitation, which: Any) -> Letter | None:  # noqa: ANN401 - a condition
    found = select(Letter).where(Letter.invitation_id == invitation.id, which, Letter.state != "withdrawn")
    return session.exec(found.order_by(col(Letter.id).desc())).first()
