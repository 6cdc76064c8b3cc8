"""Letters of the Learning Event's special care."""

from datetime import date

from models.guidance import event_days
from models.guidance.sentences import in_words
from models.guidance.words import Language
from models.records import Letter
from tasks.correspondence.occasion import Occasion
from tasks.correspondence.wording.saying import Facts, listed, period, source_of, weekday


def _event(letter: Letter, around: Occasion, language: Language) -> Facts:
    """Say on which day the event is, and where the day by which an answer is asked for comes from."""
    del around
    on = date.fromisoformat(letter.facts["event_on"])
    return {"event_on": weekday(on, language), **source_of(letter.facts, language, event_days.source())}


def _joining_note(letter: Letter, around: Occasion, language: Language) -> Facts:
    given = letter.facts
    starts, ends = given.get("starts_at"), given.get("ends_at")
    event = _event(letter, around, language)
    return {
        **event,
        "when": period(starts, ends, language) if starts and ends else event["event_on"],
        "place": given.get("place") or None,
        "online_url": given.get("online_url") or None,
        "present": listed("present", given["roles"], language),
        "agencies": listed("agency", given["agencies"], language),
    }


def _briefing_asked(letter: Letter, around: Occasion, language: Language) -> Facts:
    return {
        **_event(letter, around, language),
        "people": [{"number": number, "person": name} for number, name in letter.facts["people"]],
    }


def _follow_up(letter: Letter, around: Occasion, language: Language) -> Facts:
    del around
    return {"event_on": in_words(date.fromisoformat(letter.facts["event_on"]), language)}


OWN = {
    "practitioners_asked": _event,
    "lead_briefing": _event,
    "joining_note": _joining_note,
    "briefing_asked": _briefing_asked,
    "event_follow_up": _follow_up,
    "event_feedback": _event,
}
