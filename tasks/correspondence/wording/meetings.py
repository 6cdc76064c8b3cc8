"""Letters about a meeting: who is invited, when people could come, what became of the quorum."""

from datetime import date, datetime
from typing import Any

from models.casework import diaries
from models.guidance import ladders
from models.guidance.meeting_kinds import day_of
from models.guidance.provenance import Source
from models.guidance.sentences import in_words
from models.guidance.words import Language, Words, vocabulary, word
from models.records import Letter
from tasks.correspondence.occasion import Occasion
from tasks.correspondence.wording.saying import (
    OUR_DEFAULT,
    Facts,
    coded,
    counted,
    period,
    source,
    source_of,
)


def summary(letter: Letter, languages: tuple[Language, ...]) -> str:
    """Give what diaries show of a meeting: its kind and the reference, nothing else."""
    kind = word("meeting", letter.facts["kind"])
    return f"{' / '.join(_begun(kind, each) for each in languages)}: {letter.facts['reference']}"


def _begun(words: Words, language: Language) -> str:
    said = words.of(language)
    return said[0].upper() + said[1:]


def _invited(letter: Letter, around: Occasion, language: Language) -> Facts:
    del around
    given = letter.facts
    return {
        **_meeting(given, language),
        "confirmed": bool(given["confirmed"]),
        "part": str(given["part"]),
        "key_person": bool(given["key_person"]),
        "stands": _stands(given.get("answer"), language),
        "others": _others(given.get("attendees") or [], language),
        **_answering(letter, language),
    }


def _stands(answer: str | None, language: Language) -> str | None:
    """Say which answer counts; none where the invitation waits for one."""
    return coded("invitation_answer", answer, language) if answer and answer != "needs_action" else None


def _others(attendees: list[dict[str, str | None]], language: Language) -> str | None:
    """Say who else is invited, by role and agency: never by name."""
    said = [_absent(each.get("role"), each.get("agency"), language) for each in attendees]
    return "; ".join(dict.fromkeys(said)) or None


def _meeting(given: dict[str, Any], language: Language) -> Facts:
    """Say which meeting, when and where."""
    return {
        "kind": str(given["kind"]),
        "meeting": word("meeting", given["kind"]).of(language),
        "when": period(given["starts_at"], given["ends_at"], language),
        "place": given.get("place") or None,
        "online_url": given.get("online_url") or None,
    }


def _answering(letter: Letter, language: Language) -> Facts:
    """Say by when an invitation is to be answered: as its facts say, else as ours does."""
    given = letter.facts
    starts_on = day_of(datetime.fromisoformat(given["starts_at"]))
    usual = ladders.invitation_ladder().rungs[0].source
    if given.get("answer_by"):
        answer_by = date.fromisoformat(given["answer_by"])
    else:
        answer_by = ladders.answer_by(letter.due_on, starts_on)
    return {"answer_by": in_words(answer_by, language), **source_of(given, language, usual)}


def _cancelled(letter: Letter, around: Occasion, language: Language) -> Facts:
    del around
    return {**_meeting(letter.facts, language), **source(Source("", OUR_DEFAULT.provenance), language)}


def _availability_asked(letter: Letter, around: Occasion, language: Language) -> Facts:
    del around
    given = letter.facts
    return {
        "kind": str(given["kind"]),
        "meeting": word("meeting", given["kind"]).of(language),
        "options": [
            {"number": number, "when": period(starts, ends, language)}
            for number, starts, ends in given["options"]
        ],
        **source_of(given, language, OUR_DEFAULT),
    }


def _diary_asked(letter: Letter, around: Occasion, language: Language) -> Facts:
    """A diary asked for no review in particular concerns no child whom anybody could name."""
    nameless = {} if letter.facts.get("reference") else {"lead": None, "asks_office": False}
    del around
    kept = counted("days", diaries.KEPT.days, language)
    return {**nameless, "kept": kept, **source_of(letter.facts, language, OUR_DEFAULT)}


def _counter_proposed(letter: Letter, around: Occasion, language: Language) -> Facts:
    given = letter.facts
    return {
        **_meeting(given, language),
        "person": around.names.get(given["person"], given["person"]),
        "proposed": period(given["proposed_start"], given["proposed_end"], language),
    }


def _quorum_lost(letter: Letter, around: Occasion, language: Language) -> Facts:
    given = letter.facts
    starts, reason, key_person = given.get("starts_at"), given.get("reason"), given.get("key_person")
    return {
        "meeting": word("meeting", given["kind"]).of(language),
        "on": in_words(day_of(datetime.fromisoformat(starts)), language) if starts else None,
        "key_person": around.names.get(key_person, key_person) if key_person else None,
        "missing": [_absent(role, agency, language) for role, agency in given["missing"]],
        "could_stand_in": [around.names.get(code, code) for code in given.get("could_stand_in") or ()],
        "why_lost": _why_lost(reason, language) if reason else None,
    }


def _why_lost(code: str, language: Language) -> str:
    """Say a reason from the list of reasons, or how the answer stands: not answered, declined."""
    list_name = "reply_reason" if code in vocabulary("reply_reason") else "invitation_answer"
    return coded(list_name, {"no_answer": "needs_action"}.get(code, code), language)


def _absent(role: str | None, agency: str | None, language: Language) -> str:
    """Say whom a meeting has or lacks, by role, agency, or both."""
    of = coded("agency", agency, language) if agency else ""
    if not role:
        return of
    return f"{coded('role', role, language)} ({of})" if of else coded("role", role, language)


OWN = {
    "invitation": _invited,
    "invitation_changed": _invited,
    "invitation_reminder": _invited,
    "counter_declined": _invited,
    "invitation_cancelled": _cancelled,
    "availability_asked": _availability_asked,
    "diary_asked": _diary_asked,
    "counter_proposed": _counter_proposed,
    "quorum_lost": _quorum_lost,
}
