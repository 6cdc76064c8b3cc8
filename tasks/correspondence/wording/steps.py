"""Letters about a step of a review: what waits, what is late, what was received, decided and shared."""

from collections.abc import Sequence

from models.casework import answers
from models.casework.dissemination import CHASED_AFTER
from models.guidance.packs import MilestoneKey
from models.guidance.processes import may_go_on, why_ask
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
    scope_and_cause,
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
        **_held(given.get("hold"), language),
        **_meanwhile(given.get("processes", ()), language),
        **source_of(given, language),
    }


def _held(given: Facts | None, language: Language) -> Facts:
    """Say what a hold is and how long the review has lasted, with and without holds of the whole of it."""
    if given is None:
        return {"hold": None, "gross": None, "net": None}
    since = coded("letter_word", "since", language).format(day=day(given["from_on"], language))
    return {
        "hold": f"{scope_and_cause(given['scope'], given['cause'], language)}, {since}",
        "gross": counted("days", int(given["gross"]), language),
        "net": counted("days", int(given["net"]), language),
    }


def _meanwhile(kinds: Sequence[str], language: Language) -> Facts:
    """Say what may go on while all of these processes do, and who says so."""
    allowed, why = may_go_on(kinds), why_ask()
    provenance = allowed[0].source.provenance if allowed else why.source.provenance
    return {
        "meanwhile": [each.words.of(language) for each in allowed],
        "meanwhile_why": f"{why.words.of(language)} ({why.source.text})",
        "meanwhile_mark": word("provenance", provenance).of(language),
    }


def _process_ended(letter: Letter, around: Occasion, language: Language) -> Facts:
    given = letter.facts
    return {
        "process": coded("process", given["kind"], language),
        "ended_on": day(given["ended_on"], language),
        "lifted": [scope_and_cause(each[0], each[1], language) for each in given["lifted"]],
        "still_held": [scope_and_cause(each[0], each[1], language) for each in given["still_held"]],
        "people": [
            {"code": each["person"], "name": around.names.get(each["person"], each["person"])}
            for each in given["people"]
        ],
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
    "process_ended": _process_ended,
}
