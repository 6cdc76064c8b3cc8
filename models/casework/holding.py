"""Holds: opened with an authority and a day on which they are looked at again; ended, never forgotten."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal

from sqlmodel import Session

from models.casework import actions, programmes
from models.casework.answering import enter_milestone, fingerprint
from models.casework.asked import Facts, Vocabulary, YesNo, asked
from models.casework.deciding_holds import problem_with_who_decides
from models.casework.entering import AtReview, Office
from models.casework.standing import facts as facts_of
from models.casework.standing import open_holds, stand
from models.casework.understanding import check_people
from models.guidance.errors import GuidanceError, OutOfOrder, Refused
from models.guidance.holds import PROCESSES, STOPPED, stopped_by, subject_of
from models.guidance.route import HELD, RELEASED, has_ended
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
    ends_with_process: YesNo = asked(
        "Os proses gyfochrog yw’r rheswm: a yw’n dod i ben gyda hi?",
        "If a parallel process is the reason: does the hold end with it?",
        more_cy="Os «na», mae’n sefyll nes i Gadeirydd roi terfyn arno.",
        more_en="If no, it stands until a Chair ends it.",
        default="yes",
    )


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
        Refused: it begins later than today, is looked at again before it begins, stands
            already, or no Chair decided it.
    """
    at = AtReview(office, review, stand(office.session, review))
    if has_ended(at.standing):
        raise OutOfOrder("review_has_ended", reference=review.reference)
    check_people(office.session, facts)
    if problems := tuple(_problems_with(at, facts)):
        raise Refused(problems)
    milestone = enter_milestone(at, HELD, facts, subject=subject_of(facts.scope, facts.cause))
    row = Hold(
        scope=facts.scope,
        cause=facts.cause,
        requested_by=facts.requested_by,
        authority=facts.authority,
        from_on=facts.happened_on,
        review_on=facts.review_on,
        ends_with_process=facts.cause in PROCESSES and facts.ends_with_process == "yes",
        review_id=review.key,
        milestone_id=milestone.key,
    )
    office.session.add(row)
    actions.settle(office, review)
    programmes.replan_at_once(office, review, "hold")
    return row


def _problems_with(at: AtReview, facts: HoldFacts) -> Iterator[GuidanceError]:
    if facts.happened_on > at.office.today:
        yield GuidanceError("day_to_come", field="happened_on")
    if facts.review_on <= facts.happened_on:
        yield GuidanceError("hold_reviewed_before_it_begins")
    if subject_of(facts.scope, facts.cause) in at.standing.open_holds:
        yield GuidanceError("hold_already_stands")
    if problem := problem_with_who_decides(at.office.session, at.review, facts):
        yield problem


def release(office: Office, review: Review, facts: ReleaseFacts) -> Hold:
    """End a hold; what it stopped goes on. The same end entered twice changes nothing.

    Raises:
        Refused: there is none, there are several, it would end before it began, or no Chair
            decided it.
    """
    ended = _ended_so(office.session, review, facts)
    if ended is not None:
        return ended
    row = the_one(office.session, review, facts.scope, facts.cause)
    check_people(office.session, facts)
    at = AtReview(office, review, stand(office.session, review))
    problems = [
        problem_with_its_end(office, row, facts),
        problem_with_who_decides(office.session, review, facts),
    ]
    if any(problems):
        raise Refused(tuple(each for each in problems if each))
    end(at, row, facts)
    actions.settle(office, review)
    programmes.resume_at_once(office, review)
    return row


def the_one(session: Session, review: Review, scope: str, cause: str | None) -> Hold:
    """Find the open hold of a scope; its cause is needed where there are several.

    Raises:
        Refused: there is none, or there are several.
    """
    standing = [
        each for each in open_holds(session, review) if each.scope == scope and cause in (None, each.cause)
    ]
    if len(standing) != 1:
        raise Refused((GuidanceError("which_hold" if standing else "no_such_hold"),))
    return standing[0]


def problem_with_its_end(office: Office, row: Hold, facts: Facts) -> GuidanceError | None:
    """Say that a hold would end before it began, or later than today."""
    if row.from_on <= facts.happened_on <= office.today:
        return None
    return GuidanceError("hold_ends_before_it_begins", field="happened_on", began=row.from_on)


def end(at: AtReview, row: Hold, facts: Facts) -> None:
    """Enter that a hold ended on the day of *facts*, and tell those who waited for it."""
    milestone = enter_milestone(at, RELEASED, facts, subject=subject_of(row.scope, row.cause))
    close(at, row, milestone)


def close(at: AtReview, row: Hold, milestone: Milestone) -> None:
    """Fill in with which milestone a hold ended; what it alone stopped waits for people again."""
    session = at.office.session
    row.ended_on, row.ended_milestone_id = milestone.happened_on, milestone.id
    session.flush()
    still = stopped_by(each.scope for each in open_holds(session, at.review))
    actions.tell_again(at.office, at.review, STOPPED[row.scope] - still)


def lift_with_process(at: AtReview, kind: str, facts: Facts) -> list[Hold]:
    """End the holds that end with a process of a kind, on the day of *facts*; give those that ended.

    A hold of another cause stands, and so does one of this cause that somebody opened to
    outlast its process. One that began after that day ends on its first day: it never
    stopped anything.
    """
    tied = [
        each
        for each in open_holds(at.office.session, at.review)
        if each.cause == kind and each.ends_with_process
    ]
    for each in tied:
        end(at, each, facts.model_copy(update={"happened_on": max(facts.happened_on, each.from_on)}))
    return tied


def _ended_so(session: Session, review: Review, facts: ReleaseFacts) -> Hold | None:
    """Give the hold that was ended by this very answer, if one was."""
    for each in facts_of(session, Hold, review):
        milestone = session.get(Milestone, each.ended_milestone_id or 0)
        if milestone is not None and milestone.facts_sha256 == fingerprint(facts):
            return each
    return None
