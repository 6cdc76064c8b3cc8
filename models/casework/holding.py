"""Holds: opened with an authority and a day on which they are looked at again; ended, never forgotten."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from sqlmodel import Session

from models.casework import actions, programmes
from models.casework.answering import enter_milestone, fingerprint
from models.casework.asked import Facts, Vocabulary, asked
from models.casework.entering import AtReview, Office
from models.casework.standing import facts as facts_of
from models.casework.standing import open_holds, stand
from models.casework.understanding import check_people
from models.guidance.errors import GuidanceError, OutOfOrder, Refused
from models.guidance.route import has_ended
from models.guidance.stages import Stage
from models.guidance.words import Words
from models.records import Hold, Milestone, Review

Scope = Annotated[
    Literal["all", "family_contact", "named_practitioners", "learning_event", "publication"],
    Vocabulary("hold_scope"),
]
Cause = Annotated[
    Literal[
        "criminal_investigation",
        "criminal_trial",
        "inquest",
        "domestic_homicide_review",
        "mental_health_homicide_review",
        "offensive_weapon_homicide_review",
        "disciplinary",
        "professional_regulator",
        "family_court",
        "prudic",
        "iopc",
        "diary",
        "reviewer_availability",
        "agency_documents_late",
        "board_sign_off",
        "medical_prognosis_awaited",
        "publication_legal",
        "other",
    ],
    Vocabulary("cause"),
]
Requester = Annotated[
    Literal["police", "cps", "coroner", "court", "agency", "board", "other"], Vocabulary("requester")
]

Authority = Annotated[
    Literal["court_order", "written_request", "legal_advice", "board_decision", "agency_advice"],
    Vocabulary("authority"),
]
"""Coded, because a hold is asked for in a flow's parameters, where no free text may stand."""


class HoldFacts(Facts):
    """A hold: what it stops, why, at whose request, and until when at the latest it is looked at again."""

    title: ClassVar[Words] = Words(cy="Atal yr adolygiad dros dro", en="Hold the review")
    why: ClassVar[Words] = Words(
        cy="Dim ond y camau o fewn y cwmpas sy’n peidio; nid yw cloc y chwe mis byth yn peidio’n ddistaw.",
        en="Only the stages in scope stop; the six-month clock never stops in silence.",
    )

    scope: Scope = asked("Beth sy’n peidio?", "What does it stop?")
    cause: Cause = asked("Pam?", "Why?")
    requested_by: Requester = asked("Pwy a ofynnodd?", "Who asked?")
    authority: Authority = asked("O dan ba awdurdod?", "Under what authority?")
    review_on: date = asked("Ar ba ddiwrnod yr edrychir eto?", "On which day is it looked at again?")


class ReleaseFacts(Facts):
    """The end of a hold."""

    title: ClassVar[Words] = Words(cy="Diwedd yr ataliad", en="End of the hold")
    why: ClassVar[Words] = Words(
        cy="Mae’r camau a ataliwyd yn mynd yn eu blaen o’r diwrnod hwn.",
        en="The stages that were stopped go on from this day.",
    )

    scope: Scope = asked("Pa ataliad sy’n dod i ben?", "Which hold ends?")
    cause: Cause | None = asked(
        "Os oes sawl ataliad o’r un cwmpas: am ba reswm?",
        "If several holds have this scope: for which cause?",
        default=None,
    )


def hold(office: Office, review: Review, facts: HoldFacts) -> Hold:
    """Open a hold; the day it happened is the day from which it stops its stages.

    Raises:
        OutOfOrder: the review has ended.
        Refused: it begins later than today, is looked at again before it begins, or already stands.
    """
    at = AtReview(office, review, stand(office.session, review))
    if has_ended(at.standing):
        raise OutOfOrder("review_has_ended", reference=review.reference)
    problems = []
    if facts.happened_on > office.today:
        problems.append(GuidanceError("day_to_come", field="happened_on"))
    if facts.review_on <= facts.happened_on:
        problems.append(GuidanceError("hold_reviewed_before_it_begins"))
    if any(
        each.scope == facts.scope and each.cause == facts.cause for each in open_holds(office.session, review)
    ):
        problems.append(GuidanceError("hold_already_stands"))
    if problems:
        raise Refused(tuple(problems))
    check_people(office.session, facts)
    milestone = enter_milestone(at, (Stage.S07, "held"), facts, subject=f"{facts.scope}:{facts.cause}")
    row = Hold(
        scope=facts.scope,
        cause=facts.cause,
        requested_by=facts.requested_by,
        authority=facts.authority,
        from_on=facts.happened_on,
        review_on=facts.review_on,
        review_id=review.key,
        milestone_id=milestone.key,
    )
    office.session.add(row)
    actions.settle(office, review)
    programmes.replan_at_once(office, review, "hold")
    return row


def release(office: Office, review: Review, facts: ReleaseFacts) -> Hold:
    """End a hold; what it stopped goes on. The same end entered twice changes nothing.

    Raises:
        Refused: there is none, there are several, or it would end before it began.
    """
    ended = _ended_so(office.session, review, facts)
    if ended is not None:
        return ended
    standing = [
        each
        for each in open_holds(office.session, review)
        if each.scope == facts.scope and facts.cause in (None, each.cause)
    ]
    if len(standing) != 1:
        raise Refused((GuidanceError("which_hold" if standing else "no_such_hold"),))
    row = standing[0]
    if not row.from_on <= facts.happened_on <= office.today:
        raise Refused((GuidanceError("hold_ends_before_it_begins", field="happened_on", began=row.from_on),))
    check_people(office.session, facts)
    at = AtReview(office, review, stand(office.session, review))
    milestone = enter_milestone(at, (Stage.S07, "released"), facts, subject=f"{row.scope}:{row.cause}")
    row.ended_on, row.ended_milestone_id = facts.happened_on, milestone.id
    office.session.flush()
    actions.settle(office, review)
    programmes.resume_at_once(office, review)
    return row


def _ended_so(session: Session, review: Review, facts: ReleaseFacts) -> Hold | None:
    """Give the hold that was ended by this very answer, if one was."""
    for each in facts_of(session, Hold, review):
        milestone = session.get(Milestone, each.ended_milestone_id or 0)
        if milestone is not None and milestone.facts_sha256 == fingerprint(facts):
            return each
    return None
