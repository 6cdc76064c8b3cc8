"""Letters about answers: what was recorded, what was not, and what waits for the coordinator."""

from datetime import date

from models.casework import answers
from models.guidance.packaged import table
from models.guidance.sentences import in_words, sentence
from models.guidance.stages import Stage
from models.guidance.words import Language, Words, vocabulary
from models.records import Letter
from tasks.correspondence.occasion import Occasion
from tasks.correspondence.wording.saying import Facts, coded, counted


def choice_words(code: str, part: str) -> Words | None:
    """Give the *word* of an answer, or what it *means*; None for a code that is no answer.

    >>> choice_words("received", "word").both, choice_words("nonsense", "word")
    ('derbyniwyd / received', None)
    """
    row = table("spoken")["choices"].get(code)
    return Words(**row[part]) if row else None


def _offer_waiting(letter: Letter, around: Occasion, language: Language) -> Facts:
    given = letter.facts
    return {
        "asked": _asked(given, language),
        "person": around.names.get(given["person"], given["person"]),
        "offer": int(given["offer"]),
    }


def _asked(given: dict[str, str], language: Language) -> str:
    """Say what an offered answer is an answer to: a step of the review, or a code of its own."""
    step = answers.by_step.get((Stage(given["stage"]), given["milestone"])) if given.get("stage") else None
    return step.facts.title.of(language) if step else coded("offer", given["milestone"], language)


def _mail_to_read(letter: Letter, around: Occasion, language: Language) -> Facts:
    del around
    return {
        "waiting": counted("messages", int(letter.facts["count"]), language),
        "unread_because": list(dict.fromkeys(_why(code, language) for code in letter.facts["reasons"])),
    }


def _answer_recorded(letter: Letter, around: Occasion, language: Language) -> Facts:
    del around
    return {
        "recorded": _said(str(letter.facts["what"]), language),
        "detail": _detail(letter.facts.get("detail"), language),
    }


def _said(code: str, language: Language) -> str:
    """Say an answer as the person meant it."""
    words = choice_words(code, "word")
    return words.of(language) if words else coded("answer_stands", code, language)


def _detail(given: object, language: Language) -> str | None:
    """Say what came with an answer: a day, a reason from the list, or numbers."""
    if not given:
        return None
    if isinstance(given, list):
        return ", ".join(map(str, given))
    try:
        return in_words(date.fromisoformat(str(given)), language)
    except ValueError:
        return coded("reply_reason", str(given), language)


def _answer_refused(letter: Letter, around: Occasion, language: Language) -> Facts:
    del around
    return {
        "why_refused": _why(str(letter.facts["reason"]), language),
        "words": [
            {"word": word.of(language), "means": means.of(language)}
            for code in letter.facts["words"]
            if (word := choice_words(code, "word")) and (means := choice_words(code, "means"))
        ],
    }


def _why(code: str, language: Language) -> str:
    """Say why an answer was not taken, or is left to a person; what wants more facts is not said."""
    if code in vocabulary("mail_reason"):
        return vocabulary("mail_reason")[code].of(language)
    try:
        return sentence(code).of(language)
    except KeyError:
        return vocabulary("mail_reason")["other"].of(language)


OWN = {
    "offer_waiting": _offer_waiting,
    "mail_to_read": _mail_to_read,
    "answer_recorded": _answer_recorded,
    "answer_refused": _answer_refused,
}
