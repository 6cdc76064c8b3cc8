"""S12 and S13: the Learning Event, from its invitations to what was learned."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from models.casework import meetings
from models.casework.asked import AgencyCode, Count, Facts, FactsWithText, ShortText, Vocabulary, asked
from models.casework.entering import Entering, answers
from models.casework.first_panel import Came, keep_attendance
from models.guidance.errors import GuidanceError, Refused
from models.guidance.packs import MilestoneKey
from models.guidance.route import BRIEF, GO_NO_GO, INVITE, LEARNING_EVENT, NO_GO
from models.guidance.words import Words
from models.records import LearningPoint


class InviteFacts(Facts):
    """S12: the Board's invitations have gone, for which day."""

    title: ClassVar[Words] = Words(cy="Gwahoddiadau i’r Digwyddiad Dysgu", en="Learning Event invitations")
    why: ClassVar[Words] = Words(
        cy="Y Bwrdd sy’n gwahodd ymarferwyr a rheolwyr; caiff y Cadeirydd ychwanegu eraill.",
        en="The Board invites practitioners and managers; the Chair may add others.",
    )

    event_on: date = asked("Diwrnod y digwyddiad", "Day of the event")
    invited: Count = asked("Faint a wahoddwyd?", "How many were invited?")


class BriefFacts(Facts):
    """S12: the agencies have prepared their people."""

    title: ClassVar[Words] = Words(cy="Briffio cyn y Digwyddiad Dysgu", en="Briefing for the Learning Event")
    why: ClassVar[Words] = Words(
        cy="Nid hyfforddiant yw’r digwyddiad: rhaid i bob asiantaeth baratoi ei phobl.",
        en="The event is not training: each agency must prepare its people.",
    )

    briefed: Count = asked("Faint sydd wedi’u briffio?", "How many have been briefed?")


class GoFacts(Facts):
    """S12: two weeks before, does the event go ahead?"""

    title: ClassVar[Words] = Words(cy="Digwyddiad Dysgu: bwrw ymlaen?", en="Learning Event: go or no go?")
    why: ClassVar[Words] = Words(
        cy="Os nad yw’r bobl allweddol yn gallu dod, symudir y diwrnod yn hytrach na cholli’r dysgu.",
        en="If key people cannot come, the day is moved rather than the learning lost.",
    )

    going_ahead: Annotated[Literal["go", "no_go"], Vocabulary("go_no_go")] = asked(
        "A yw’n mynd yn ei flaen?", "Does it go ahead?"
    )
    not_covered: list[AgencyCode] = asked(
        "Pa asiantaethau na fydd yno?", "Which agencies will not be there?", default=[]
    )


class LearningEventFacts(FactsWithText):
    """S13: who came, and what was learned."""

    title: ClassVar[Words] = Words(cy="Digwyddiad dysgu amlasiantaethol", en="Multi-agency learning event")
    why: ClassVar[Words] = Words(
        cy="Dyma galon yr adolygiad: ymarferwyr a rheolwyr yn dysgu gyda’i gilydd, heb feio neb.",
        en="This is the heart of the review: practitioners and managers learn together; nobody is blamed.",
    )

    attendance: list[Came] = asked("Pwy ddaeth?", "Who came?")
    learning: list[ShortText] = asked(
        "Y pwyntiau dysgu",
        "The points of learning",
        more_cy="Am asiantaethau gyda’i gilydd, byth am unigolyn; hyd at 500 nod yr un.",
        more_en="About agencies together, never about a person; up to 500 characters each.",
    )


@answers.to(INVITE, InviteFacts)
def enter_invite(at: Entering[InviteFacts]) -> None:
    """Set the day for which the invitations went."""
    if at.facts.event_on < at.facts.happened_on:
        raise Refused((GuidanceError("planned_in_the_past"),))
    meetings.plan_day(at.office, at.review, "learning_event", at.facts.event_on, field="event_on")
    at.note("event_on", "invited")


@answers.to(BRIEF, BriefFacts)
def enter_brief(at: Entering[BriefFacts]) -> None:
    """Enter how many have been briefed."""
    at.note("briefed")


def _gone_or_not(facts: GoFacts) -> MilestoneKey:
    return GO_NO_GO if facts.going_ahead == "go" else NO_GO


@answers.to(GO_NO_GO, GoFacts, becomes=_gone_or_not)
def enter_go(at: Entering[GoFacts]) -> None:
    """Enter whether it goes ahead: if not, the invited know, and invitations for another day are asked for."""
    at.note("not_covered")
    if at.facts.going_ahead == "no_go":
        meetings.pencil_again(at.office, at.review, "learning_event")


def keep_learning(at: Entering[FactsWithText], learning: list[str]) -> None:
    """Enter points of learning, numbered as given.

    Raises:
        Refused: there is none.
    """
    if not learning:
        raise Refused((GuidanceError("field_missing", field="learning"),))
    at.keep(*(LearningPoint(number=n, learning=each, **at.ids) for n, each in enumerate(learning, start=1)))


@answers.to(LEARNING_EVENT, LearningEventFacts)
def enter_event(at: Entering[LearningEventFacts]) -> None:
    """Enter the event with its attendance and its learning."""
    keep_attendance(at, at.facts.attendance)
    keep_learning(at, at.facts.learning)
    meetings.held(at.office, at.review, "learning_event", at.facts.happened_on)
