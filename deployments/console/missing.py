"""Who is missing at a meeting, or comes instead, as one line says it."""

from models.diaries.results import Absent
from models.guidance.sentences import sentence
from models.guidance.words import Language, vocabulary, word


def missing(absent: Absent, language: Language) -> str:
    """Say who is missing and why, or who comes instead; an agency for which nobody comes has no voice."""
    code = f"dates_{absent.part}"
    if absent.stands_in:
        code = "dates_stand_in"
    elif absent.cause == "unknown":
        code = "dates_not_known"
    agency = absent.agency or ""
    return sentence(
        code,
        person=absent.person,
        why=word("obstacle", absent.cause),
        stands_in=absent.stands_in or "",
        agency=vocabulary("agency").get(agency, agency),
    ).of(language)
