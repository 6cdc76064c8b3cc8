"""Letters about a step of a review: what waits, what is late, what was received, decided and shared."""

from models.casework import answers
from models.casework.dissemination import CHASED_AFTER
from models.guidance.packs import MilestoneKey
from models.guidance.provenance import Provenance, Source
from models.guidance.sentences import in_words
from models.guidance.stages import Stage
from models.guidance.words import Language, word
from models.records import Letter
from tasks.correspondence.occasion import Occasion
from tasks.correspondence.wording.saying import (
    NO_SOURCE,
    Facts,
    addressee,
    coded,
    counted,
    day,
    source,
    source_of,
)

_ACKNOWLEDGING = Source(
    "14 days: our default. Duty to share the learning: Social Research 45/2015, recommendation 6",
    Provenance.PRODUCT,
)


def step_of(letter: Letter) -> MilestoneKey | None:
    """Give the step that a letter's action asks for; None for a letter about none."""
    if not letter.facts.get("stage"):
        return None
    return Stage(letter.facts["stage"]), str(letter.facts["milestone"])


def _referral_received(letter: Letter, around: Occasion, language: Language) -> Facts:
    return {"registered_on": in_words(letter.due_on, language), **_expected(around, language)}


def _action_waiting(letter: Letter, around: Occasion, language: Language) -> Facts:
    del around
    given = letter.facts
    asks = answers[Stage(given["stage"]), given["milestone"]].facts
    subject = str(given.get("subject") or "")
    return {
        "asked": asks.title.of(language),
        "why": asks.why.of(language),
        "child": subject if subject.isdecimal() else None,
        "addressee": addressee(subject, letter.due_on, language),
        "answer_by": day(given["act_by"], language),
        **source_of(given, language),
    }


def _reminder(letter: Letter, around: Occasion, language: Language) -> Facts:
    return {
        **_action_waiting(letter, around, language),
        "rung": str(letter.facts["rung"]),
        "days": counted("working_days", int(letter.facts["days"]), language),
    }


def _escalation(letter: Letter, around: Occasion, language: Language) -> Facts:
    agency = letter.facts.get("late_agency")
    return {
        **_reminder(letter, around, language),
        "late_role": coded("role", letter.facts["late_role"], language),
        "late_agency": coded("agency", agency, language) if agency else None,
        "to": str(letter.facts["to"]),
    }


def _decision_made(letter: Letter, around: Occasion, language: Language) -> Facts:
    outcome = str(letter.facts["outcome"])
    return {
        "outcome": outcome,
        "decision": word("outcome", outcome).of(language),
        **_expected(around, language),
    }


def _learning_shared(letter: Letter, around: Occasion, language: Language) -> Facts:
    del around
    return {
        "addressee": addressee(letter.facts["addressee"], letter.due_on, language),
        "times_asked": letter.sequence + 1,
        "answer_by": in_words(letter.due_on + CHASED_AFTER, language),
        **source(_ACKNOWLEDGING, language),
    }


def _expected(around: Occasion, language: Language) -> Facts:
    """Say what comes next, by when and who says so; nothing of it where it is not known."""
    coming = around.expected
    return {
        "next_step": _named(coming.step, language) if coming else None,
        "next_on": in_words(coming.on, language) if coming else None,
        **source(coming.source or NO_SOURCE if coming else NO_SOURCE, language),
    }


def _named(step: MilestoneKey, language: Language) -> str:
    return word("stage", step[0].value).of(language)


OWN = {
    "referral_received": _referral_received,
    "action_waiting": _action_waiting,
    "reminder": _reminder,
    "escalation": _escalation,
    "decision_made": _decision_made,
    "learning_shared": _learning_shared,
}
