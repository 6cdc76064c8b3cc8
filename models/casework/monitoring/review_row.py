"""One review as a row of the data set: codes, months and durations, nothing else of its record.

What a field means stands in the data dictionary (`models.monitoring.dictionary`).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from models.casework.monitoring.rowed import Rowed, last_of, month
from models.casework.panel import REVIEWERS
from models.casework.recommendation import subject_known
from models.casework.returning import returned_days
from models.guidance import criteria, notification, route
from models.guidance.packs import MilestoneKey
from models.guidance.stages import Stage
from models.monitoring import vectors
from models.monitoring.rows import ReviewRow
from models.records import (
    Acknowledgement,
    Appointment,
    Channel,
    Closure,
    FamilyContact,
    LearningPoint,
    Milestone,
    Notification,
    PlanItem,
    PlanProgress,
    Referral,
    StatusPeriod,
    SubjectFacts,
    Vote,
)

NOT_ASKED, NOT_YET, NOT_KNOWN = "not_asked", "not_yet", "not_known"
_FURTHER_PANEL: MilestoneKey = (Stage.S08, "panel_meeting")


def review_row(of: Rowed, code: str) -> ReviewRow:
    """Make the row of a review, under the random code that it has in exports."""
    record = of.record
    return ReviewRow(
        board=record.board_code,
        row=code,
        synthetic=record.synthetic,
        pack=record.pack,
        children=len(record.standing.children),
        status=of.status,
        **_asked(of),
        **_decided(of),
        **_months(of),
        **_days(of),
        **_quality(of),
        **_held(of),
        **_told(of),
    )


def _asked(of: Rowed) -> dict[str, Any]:
    """What the Group was asked with, and what the criteria made of it."""
    referral = last_of(of.record.facts(Referral))
    return {
        "route": referral.route if referral else "agency",
        "died": _died(of.children),
        "known_to_services": _known(of.children),
        **_advised(of),
    }


def _advised(of: Rowed) -> dict[str, Any]:
    recommended = of.recommendation
    if recommended is None or of.record.pack is None or not of.children:
        return {"facts": "", "advice": None, "rule": None, "recommended": None, "unanimous": None}
    periods = of.record.rows(StatusPeriod)
    told = [
        subject_known(row, [each for each in periods if each.subject_facts_id == row.id])
        for row in of.children
    ]
    facts = criteria.facts_from({"pack": of.record.pack, "subjects": told})
    agreed = [vote.agrees for vote in of.record.rows(Vote) if vote.recommendation_id == recommended.id]
    return {
        "facts": vectors.written(vectors.vector(subject, facts.pack) for subject in facts.subjects),
        "advice": recommended.advice,
        "rule": vectors.rule(criteria.decide(facts)),
        "recommended": recommended.outcome,
        "unanimous": "unanimous" if all(agreed) else "majority",
    }


def _died(children: Iterable[SubjectFacts]) -> str:
    harms = {each.harm for each in children}
    if "died" in harms:
        return "yes"
    return NOT_KNOWN if not harms or NOT_KNOWN in harms else "no"


def _known(children: Sequence[SubjectFacts]) -> str:
    """Whether the children were known to services: of those who died, if any did, the worst answer (R38)."""
    died = [each for each in children if each.harm == "died"]
    answers = {each.known_to_services for each in died or children}
    return next((answer for answer in ("no", NOT_KNOWN, "yes") if answer in answers), NOT_KNOWN)


def _decided(of: Rowed) -> dict[str, Any]:
    return {
        "decided": of.decided,
        "notified": of.on(route.NOTIFICATION) is not None,
        "forum": _forum(of) if of.decided == "mapf" else None,
        "on_time": _on_time(of),
        "with_action_plan": _with_action_plan(of),
    }


def _forum(of: Rowed) -> str:
    """Whether a forum was completed; ended without its last step, nobody can say (R92)."""
    if of.on(route.THEMES):
        return "completed"
    return NOT_KNOWN if of.record.facts(Closure) else "not_completed"


def _on_time(of: Rowed) -> str:
    if not of.goes_on:
        return NOT_ASKED
    completed, due = of.on(route.COMPLETE), of.due_on
    if due is None:
        return NOT_YET
    if (completed or of.record.as_of) > due:
        return "no"
    return "yes" if completed else NOT_YET


def _with_action_plan(of: Rowed) -> str:
    if not of.goes_on:
        return NOT_ASKED
    if of.on(route.ACTION_PLAN):
        return "yes"
    return "no" if of.status == "completed" else NOT_YET


def _months(of: Rowed) -> dict[str, Any]:
    return {
        "referred_in": month(of.on(route.REFERRAL)),
        "decided_in": month(of.on(route.DECISION)),
        "notified_in": month(of.on(route.NOTIFICATION)),
        "first_panel_in": month(of.on(route.FIRST_PANEL)),
        "due_in": month(of.due_on) if of.account else None,
        "completed_in": month(_completed_on(of)),
        "submitted_in": month(of.on(route.SUBMISSION)),
        "published_in": month(of.on(route.PUBLICATION)),
        "action_plan_in": month(of.on(route.ACTION_PLAN)),
        "closed_in": month(of.on(route.CLOSURE)),
    }


def _completed_on(of: Rowed) -> date | None:
    """Give the day on which nothing more was asked; of a review, on which it was complete."""
    if of.status != "completed":
        return None
    last = {"mapf": route.THEMES, "none": route.NOTIFICATION}.get(of.decided or "", route.COMPLETE)
    return of.on(last) or of.on(route.CLOSURE)


def _days(of: Rowed) -> dict[str, Any]:
    ledger = of.account.ledger if of.account else None
    names = ("elapsed", "working", "attributed", "unexplained", "net")
    decided, met = of.on(route.DECISION), of.on(route.FIRST_PANEL)
    drafted, signed = of.record.when(route.DRAFT), of.on(route.SIGN_OFF)
    return {
        **{name: getattr(ledger, name) if ledger else None for name in names},
        "decision_to_first_panel": (met - decided).days if met and decided else None,
        "submitted_to_signed_off": (signed - drafted[0].happened_on).days if signed and drafted else None,
        "returned_days": returned_days(cast("Sequence[Milestone]", of.record.milestones), on=of.record.as_of),
    }


def _quality(of: Rowed) -> dict[str, Any]:
    """How well the notification said what it should; none before it went."""
    told = last_of(of.record.facts(Notification))
    if told is None or not of.on(route.NOTIFICATION):
        return dict.fromkeys(_QUALITY)
    votes = [
        vote
        for vote in of.record.rows(Vote)
        if of.recommendation and vote.recommendation_id == of.recommendation.id
    ]
    found = notification.quality_of(
        outcome=told.outcome,
        votes=len(votes),
        limbs={limb: getattr(told, f"rationale_{limb}") or "" for limb in notification.LIMBS},
        outline=told.outline,
    )
    return {
        "quality": found.score,
        "quality_type": found.is_whole("type"),
        "quality_votes": found.is_whole("votes"),
        "quality_rationale": notification.clear(found),
        "quality_outline": found.is_whole("outline"),
        "quality_order": found.is_whole("order"),
    }


_QUALITY = (
    "quality",
    "quality_type",
    "quality_votes",
    "quality_rationale",
    "quality_outline",
    "quality_order",
)


def _held(of: Rowed) -> dict[str, Any]:
    """The Panel, its reviewers, the family, and what was learned."""
    record = of.record
    reviewers = {each.person_code for each in record.facts(Appointment)}
    contacts = [each.state for each in record.facts(FamilyContact) if each.party == "family"]
    done = {each.plan_item_id for each in record.facts(PlanProgress) if each.state == "done"}
    return {
        "panel_meetings": len(record.when(route.FIRST_PANEL, _FURTHER_PANEL)),
        "reviewers": len(reviewers) if of.on(route.PANEL) else None,
        "local_protocol": bool(reviewers) and len(reviewers) != REVIEWERS.get(of.decided or ""),
        "family": last_of(contacts),
        "learning_points": len(record.facts(LearningPoint)),
        "plan_items": len(record.facts(PlanItem)),
        "plan_items_done": sum(item.id in done for item in record.facts(PlanItem)),
        "effect_6_months": _effect(of, route.EFFECT_6),
        "effect_12_months": _effect(of, route.EFFECT_12),
    }


def _effect(of: Rowed, step: MilestoneKey) -> str:
    answered = last_of(of.record.when(step))
    if answered:
        return str((answered.coded or {}).get("effect", NOT_YET))
    return NOT_YET if of.goes_on else NOT_ASKED


def _told(of: Rowed) -> dict[str, Any]:
    """Who was sent the learning, who acknowledged it, and how many it reached."""
    asked = of.record.rows(Acknowledgement)
    counted: dict[str, Any] = {"reach": sum(each.reach for each in of.record.facts(Channel))}
    for kind, name in (("board", "boards"), ("agency", "agencies")):
        own = [each.state for each in asked if each.addressee_kind == kind]
        counted |= {f"{name}_told": len(own), f"{name}_acknowledged": own.count("acknowledged")}
    return counted
