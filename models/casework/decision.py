"""S04: the decision of the Chair of the Board."""

from datetime import date
from typing import ClassVar

from models.casework import letters, programmes, recommendation
from models.casework.asked import FactsWithText, OutcomeCode, ShortText, asked
from models.casework.entering import Entering, answers
from models.casework.standing import facts as facts_of
from models.guidance.errors import GuidanceError, Refused
from models.guidance.route import DECISION
from models.guidance.words import Words
from models.records import Decision, Involvement, Referral


class DecisionFacts(FactsWithText):
    """S04: what the Chair decides; otherwise than recommended only with a reason."""

    title: ClassVar[Words] = Words(
        cy="Penderfyniad Cadeirydd y Bwrdd", en="Decision of the Chair of the Board"
    )
    why: ClassVar[Words] = Words(
        cy="O’r penderfyniad hwn y daw’r adolygiad; dywedir amdano wrth Lywodraeth Cymru beth bynnag ydyw.",
        en="The review comes of this decision; Welsh Government is told of it whatever it is.",
    )

    outcome: OutcomeCode = asked("Beth mae’r Cadeirydd yn ei benderfynu?", "What does the Chair decide?")
    override_reason: ShortText | None = asked(
        "Rheswm, os yw’n wahanol i’r argymhelliad",
        "Reason, if it differs from the recommendation",
        default=None,
    )
    relook_on: date | None = asked(
        "Os gohirir: ar ba ddiwrnod yr edrychir eto?",
        "If deferred: on which day is it looked at again?",
        default=None,
    )


def check(facts: DecisionFacts, recommended: str) -> None:
    """See that an override has its reason and a deferral its day.

    Raises:
        Refused: every problem at once.
    """
    problems = []
    if facts.outcome != recommended and not facts.override_reason:
        problems.append(GuidanceError("override_needs_a_reason"))
    if (facts.outcome == "deferred") != (facts.relook_on is not None):
        problems.append(GuidanceError("deferral_needs_a_day"))
    if facts.relook_on and facts.relook_on <= facts.happened_on:
        problems.append(GuidanceError("relook_is_not_later"))
    if problems:
        raise Refused(tuple(problems))


@answers.to(DECISION, DecisionFacts)
def enter(at: Entering[DecisionFacts]) -> None:
    """Enter the decision, tell the agencies, propose days at once; nobody is overruled by the decision table."""
    recommended = recommendation.latest(at.session, at.review).outcome
    check(at.facts, recommended)
    at.keep(
        Decision(
            outcome=at.facts.outcome,
            recommended=recommended,
            override_reason=at.facts.override_reason,
            relook_on=at.facts.relook_on,
            **at.ids,
        )
    )
    told = [each.agency_code for each in facts_of(at.session, Involvement, at.review)]
    told += [each.agency_code for each in facts_of(at.session, Referral, at.review)]
    letters.decision_made(at.office, at.review, at.facts.outcome, dict.fromkeys(told))
    programmes.propose_at_once(at.office, at.review, "decision")
