"""Letters at the beginning of a review: the notification to Welsh Government, a referral that goes back."""

from models.guidance.words import Language, vocabulary
from models.records import Letter
from tasks.correspondence.occasion import Occasion
from tasks.correspondence.wording.saying import OUR_DEFAULT, Facts, source, source_of


def _notification(letter: Letter, around: Occasion, language: Language) -> Facts:
    """Say what stands in the notification itself; without it there is nothing to send.

    Raises:
        ValueError: the letter stands beside no notification.
    """
    if around.told is None:
        raise ValueError(letter.letter)
    return around.told.said(language)


def _referral_returned(letter: Letter, around: Occasion, language: Language) -> Facts:
    del around
    facts = vocabulary("fact")
    return {
        "wanted": [facts[code].of(language) for code in letter.facts["wanted"]],
        **source(OUR_DEFAULT, language),
    }


def _by_hand(letter: Letter, around: Occasion, language: Language) -> Facts:
    del around
    return source_of(letter.facts, language)


OWN = {
    "notification": _notification,
    "notification_by_hand": _by_hand,
    "referral_returned": _referral_returned,
}
