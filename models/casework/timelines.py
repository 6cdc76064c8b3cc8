"""S10 and S11: each agency's timeline, then all of them merged and read by the Panel."""

from typing import ClassVar

from sqlmodel import select

from models.casework.asked import AgencyCode, Count, Facts, FactsWithText, ShortText, YesNo, asked
from models.casework.entering import Entering, answers
from models.guidance.errors import GuidanceError, Refused
from models.guidance.route import ANALYSIS, TIMELINES
from models.guidance.words import Words
from models.records import DocumentRequest


class TimelineFacts(FactsWithText):
    """S10, for one agency: its timeline came, or it will not come and why."""

    title: ClassVar[Words] = Words(cy="Llinell amser asiantaeth", en="Agency timeline")
    why: ClassVar[Words] = Words(
        cy="Y deuddeg mis cyn y digwyddiad, gan bob asiantaeth a fu’n ymwneud â’r plentyn.",
        en="The twelve months before the event, from each agency involved.",
    )

    agency: AgencyCode = asked("Pa asiantaeth?", "Which agency?")
    received: YesNo = asked("A yw’r llinell amser wedi dod?", "Has the timeline come?")
    missing_reason: ShortText | None = asked(
        "Os na ddaw: pam?", "If it will not come: why not?", default=None
    )


class AnalysisFacts(Facts):
    """S11: the merged timeline has been read, and questions for the Learning Event stand."""

    title: ClassVar[Words] = Words(
        cy="Llinell amser gyfunol a dadansoddiad", en="Merged timeline and analysis"
    )
    why: ClassVar[Words] = Words(
        cy="O’r dadansoddiad y daw’r cwestiynau i’r Digwyddiad Dysgu.",
        en="The questions for the Learning Event come of the analysis.",
    )

    questions: Count = asked("Faint o gwestiynau sydd i’r digwyddiad?", "How many questions for the event?")


@answers.to(TIMELINES, TimelineFacts, subject="agency")
def enter_timeline(at: Entering[TimelineFacts]) -> None:
    """Enter that an agency's timeline came, or that it is given up with a reason."""
    if at.facts.received == "no" and not at.facts.missing_reason:
        raise Refused((GuidanceError("missing_needs_a_reason"),))
    asked_for = at.session.exec(
        select(DocumentRequest).where(
            DocumentRequest.review_id == at.review.id,
            DocumentRequest.agency_code == at.facts.agency,
        )
    ).one()
    asked_for.milestone_id = at.milestone.key
    asked_for.missing_reason = at.facts.missing_reason if at.facts.received == "no" else None
    at.session.flush()


@answers.to(ANALYSIS, AnalysisFacts)
def enter_analysis(at: Entering[AnalysisFacts]) -> None:
    """Enter the analysis with the number of its questions."""
    at.note("questions")
