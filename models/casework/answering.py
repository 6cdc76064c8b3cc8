"""The one entrance: every answer, however it was given, comes into the record here."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.casework import actions, letters
from models.casework.asked import Facts
from models.casework.entering import Answerable, AtReview, Entering, Office, answers
from models.casework.standing import lock, next_look, open_holds, stand
from models.casework.understanding import check_people, keepable, understand
from models.guidance import holds, route
from models.guidance.errors import AlreadyAnswered, GuidanceError, OutOfOrder, Refused, ReviewHeld
from models.guidance.packs import MilestoneKey, pack_for
from models.guidance.references import reference as read_reference
from models.guidance.references import slug
from models.guidance.stages import Stage
from models.records import Action, Milestone, Review, audit
from models.records.errors import RecordsError


def answer(office: Office, action: Action, given: Mapping[str, Any] | Facts) -> Milestone:
    """Enter an answer: check it, write the milestone and its facts, open and close actions, mean letters.

    Everything is part of the transaction of ``office.session``, or nothing is. Two
    people who answer at once come one after the other; the same answer given twice
    changes nothing.

    Raises:
        Refused: what is wrong with the facts, every problem at once.
        OutOfOrder: the step is not asked for.
        ReviewHeld: a hold stops the stage.
        AlreadyAnswered: a different answer stands on the record.
    """
    review = lock(office.session, action.review_id)
    office.session.refresh(action)
    answerable = answers[actions.step_key(action)]
    facts = given if isinstance(given, Facts) else understand(answerable.facts, given)
    if action.state != "open":
        return _again(office.session, action, facts)
    at = AtReview(office, review, stand(office.session, review))
    with office.session.begin_nested():
        check_people(office.session, facts)
        _check(at, action, answerable, facts)
        return _enter(at, action, answerable, facts)


def refuse(office: Office, action: Action, given: object, error: GuidanceError) -> None:
    """Keep with the action why an answer was refused, and of the answer what may be kept.

    Whatever was wrong, or looked like an identifier, is not kept. Somebody else may
    have answered meanwhile: then there is nothing to keep.
    """
    review = lock(office.session, action.review_id)
    office.session.refresh(action)
    if action.state != "open":
        return
    problems = error.problems if isinstance(error, Refused) else (error,)
    wrong = {str(problem.facts.get("field", "")).partition(".")[0] for problem in problems}
    if isinstance(given, Mapping):
        kept = keepable(office.session, answers[actions.step_key(action)].facts, given)
        kept = {name: value for name, value in kept.items() if name not in wrong}
        action.draft = json.loads(json.dumps(kept, default=str))
    action.refusal = [
        {"code": each.code, "facts": json.loads(json.dumps(_plain(each.facts), default=str))}
        for each in problems
    ]
    audit.write(
        office.session,
        "refused",
        by=office.by,
        reference=review.reference,
        stage=action.stage,
        milestone=action.milestone,
        action=action.id,
        codes=[each.code for each in problems],
    )


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: value if isinstance(value, (int, str)) else str(value) for name, value in facts.items()}


def _again(session: Session, action: Action, facts: Facts) -> Milestone:
    """Give the milestone that stands, if this is the same answer."""
    wanted = select(Milestone).where(Milestone.action_id == action.id, col(Milestone.superseded_at).is_(None))
    stands = session.exec(wanted).first()
    if stands is None:
        raise OutOfOrder("action_withdrawn")
    if stands.facts_sha256 != fingerprint(facts):
        raise AlreadyAnswered(
            "already_answered", stage=Stage(action.stage).words, happened_on=stands.happened_on
        )
    return stands


def stands_already(session: Session, review: Review, action: Action, given: object) -> bool:
    """Say whether this very answer is the last that its stage was given.

    Some steps are asked again as soon as they are answered: the same file sent in
    twice by mistake must not answer the next one.
    """
    try:
        facts = understand(answers[actions.step_key(action)].facts, given)
    except Refused:
        return False
    last = session.exec(
        select(Milestone)
        .where(
            Milestone.review_id == review.id,
            Milestone.stage == action.stage,
            Milestone.subject == action.subject,
            col(Milestone.superseded_at).is_(None),
        )
        .order_by(col(Milestone.id).desc())
    ).first()
    return last is not None and last.facts_sha256 == fingerprint(facts)


def fingerprint(facts: Facts) -> str:
    """Give what tells one answer from another, without repeating either."""
    return hashlib.sha256(json.dumps(facts.model_dump(mode="json"), sort_keys=True).encode()).hexdigest()


def _check(at: AtReview, action: Action, answerable: Answerable, facts: Facts) -> None:
    """See that the step is asked for, of whom, that no hold stops it, and that its day can be."""
    step = route.STEPS[answerable.step]
    if answerable.subject and str(getattr(facts, answerable.subject)) != action.subject:
        wrong = GuidanceError("field_not_a_choice", field=answerable.subject, choices=action.subject)
        raise Refused((wrong,))
    if route.waiting_for(step, at.standing):
        raise actions.too_early(at.office.session, at.review, step.stage, step.milestone)
    allowed = answerable.while_held is not None and answerable.while_held(facts)
    for hold in open_holds(at.office.session, at.review):
        if step.stage in holds.STOPPED[hold.scope] and hold.from_on <= facts.happened_on and not allowed:
            raise ReviewHeld(
                "stage_is_held", stage=step.stage.words, review_on=next_look(at.office.session, hold)
            )
    _check_day(at, step, action.subject, facts.happened_on)


def _check_day(at: AtReview, step: route.Step, subject: str, happened_on: date) -> None:
    if happened_on > at.office.today:
        raise Refused((GuidanceError("day_to_come", field="happened_on"),))
    before = at.standing.not_before(step, subject)
    if before is not None and happened_on < before:
        raise Refused((GuidanceError("day_before_what_it_stands_on", field="happened_on", before=before),))


def _enter(at: AtReview, action: Action, answerable: Answerable, facts: Facts) -> Milestone:
    key = answerable.becomes(facts) if answerable.becomes else answerable.step
    milestone = enter_milestone(at, key, facts, action=action)
    if key == route.REFERRAL:
        pinned = pack_for(facts.happened_on)
        at.review.pack, at.review.completion_anchor = pinned.id, pinned.completion_anchor
    answerable.enter(Entering(at.office, at.review, at.standing, milestone, facts))
    action.state, action.closed_at, action.draft, action.refusal = "answered", at.office.now, None, None
    letters.withdraw(at.office, action, "answered")
    actions.settle(at.office, at.review)
    return milestone


def enter_milestone(
    at: AtReview, key: MilestoneKey, facts: Facts, *, action: Action | None = None, subject: str = ""
) -> Milestone:
    """Write that something happened, and an entry in the audit."""
    stage, name = key
    subject = action.subject if action else subject
    milestone = Milestone(
        review_id=at.review.key,
        action_id=action.id if action else None,
        stage=stage,
        milestone=name,
        subject=subject,
        round=len(at.standing.dates.get(key, {}).get(subject, ())) + 1,
        happened_on=facts.happened_on,
        decided_by=facts.decided_by,
        evidence=facts.evidence,
        entered_by=at.office.by,
        vouched=at.office.vouched,
        synthetic=at.office.synthetic,
        facts_sha256=fingerprint(facts),
        recorded_at=at.office.now,
    )
    at.office.session.add(milestone)
    at.office.session.flush()
    _write_entry(at, milestone)
    return milestone


def _write_entry(at: AtReview, milestone: Milestone) -> None:
    audit.write(
        at.office.session,
        "answered",
        by=at.office.by,
        reference=at.review.reference,
        stage=milestone.stage,
        milestone=milestone.milestone,
        subject=milestone.subject,
        round=milestone.round,
        happened_on=milestone.happened_on,
        decided_by=milestone.decided_by,
        by_is="vouched" if at.office.vouched else "declared",
        facts=milestone.facts_sha256,
    )


def review_by(session: Session, reference: str) -> Review:
    """Give a review by its reference, however it is spaced and whether it has dashes or strokes.

    Raises:
        GuidanceError: it is no reference.
        RecordsError: there is no such review.
    """
    normal = read_reference(reference)
    found = session.exec(select(Review).where(Review.slug == slug(normal))).first()
    if found is None:
        raise RecordsError("no_such_review", reference=normal)
    return found
