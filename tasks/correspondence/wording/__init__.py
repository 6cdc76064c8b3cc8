"""What a letter's words need, from its coded facts: one name a fact, the same in both languages."""

from collections.abc import Callable, Mapping

from models.guidance.words import Language, Words
from models.records import Letter
from tasks.correspondence.occasion import Occasion
from tasks.correspondence.wording import answers, digests, event, meetings, notified, programmes, steps
from tasks.correspondence.wording.saying import Facts, board_on, day

_Of = Callable[[Letter, Occasion, Language], Facts]

_OWN: Mapping[str, _Of] = {
    **steps.OWN,
    **notified.OWN,
    **meetings.OWN,
    **programmes.OWN,
    **event.OWN,
    **answers.OWN,
    **digests.OWN,
}

_LED = {"practitioner", "panel_member"}
"""Who hears of the child from their agency's lead; everybody else asks the office."""

_TELL_WHOM_TO_ASK = ("lead_briefing", "practitioners_asked")
"""Letters that ask the reader to telephone about the child anyway."""

LETTERS = tuple(_OWN)
"""Every letter that can be written."""


def facts(letter: Letter, around: Occasion, language: Language) -> Facts:
    """Give what the letter says, each fact in the words of *language*."""
    return {
        "letter": letter.letter,
        "method": letter.method,
        "reference": letter.facts.get("reference"),
        "board": board_name(letter).of(language),
        "answer_by": day(letter.facts.get("answer_by"), language),
        "first": around.first,
        "safety": bool(letter.facts.get("reference"))
        and not around.first
        and "coordinator" not in around.roles,
        "practitioner": "practitioner" in around.roles,
        "asks_office": letter.letter not in _TELL_WHOM_TO_ASK,
        "lead": around.lead if around.roles <= _LED else None,
        "signed_by": around.signed_by,
        "telephone": around.telephone,
        "website": around.website,
        "support": around.support,
        **_OWN[letter.letter](letter, around, language),
    }


def board_name(letter: Letter) -> Words:
    """Give the name of the Board that writes, as it was on the letter's day."""
    return board_on(letter.facts["board"], letter.due_on)
