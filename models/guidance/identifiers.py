"""What looks like an identifier of a person in free text: a warning, not a guarantee.

Every pattern is bounded, so that hostile text costs no more than its length;
callers cap the length first.
"""

import re
from collections.abc import Mapping

from models.guidance.words import vocabulary

_MONTHS = "|".join(
    sorted(
        {
            name
            for months in ("month", "short_month")
            for word in vocabulary(months).values()
            for name in (word.cy, word.en)
        },
        key=len,
        reverse=True,
    )
)

_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "nhs_number": re.compile(r"(?<![0-9])[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9])"),
    "postcode": re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b", re.IGNORECASE | re.ASCII),
    "national_insurance": re.compile(
        r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: ?[0-9]{2}){3} ?[A-D]\b", re.IGNORECASE | re.ASCII
    ),
    "e_mail": re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}"),
    "phone": re.compile(
        r"(?<![0-9])(?:(?:\+|00)44 ?(?:\(0\) ?)?|\(?0)[1-9](?:[ ()-]{0,2}[0-9]){8,9}(?![0-9])"
    ),
    "full_date": re.compile(
        r"(?<![0-9])(?:[0-9]{1,2}([/.-])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})"
        r"|(?:19|20)[0-9]{2}([/.-])[0-9]{1,2}\2[0-9]{1,2}"
        r"|[0-9]{1,2}(?:st|nd|rd|th|af|il|ydd|ed|fed|eg|ain)? (?:o |of )?"
        rf"(?:{_MONTHS}),? (?:19|20)[0-9]{{2}}"
        rf"|(?:{_MONTHS}) [0-9]{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)[0-9]{{2}})(?![0-9])",
        re.IGNORECASE,
    ),
}

_NHS_WEIGHTS = range(10, 1, -1)
_NHS_MODULUS = 11


def identifiers(text: str) -> tuple[str, ...]:
    """The kinds of identifier that *text* seems to hold: codes of the vocabulary ``identifier``.

    >>> identifiers("NHS 943 476 5919, seen at CF10 3NQ")
    ('nhs_number', 'postcode')
    >>> identifiers("943 476 5918")  # the check digit is wrong
    ()
    """
    return tuple(kind for kind in _PATTERNS if _found(kind, text))


def _found(kind: str, text: str) -> bool:
    return any(kind != "nhs_number" or _has_check_digit(match) for match in _PATTERNS[kind].finditer(text))


def _has_check_digit(found: re.Match[str]) -> bool:
    """Whether ten digits pass the NHS number's check, modulus 11."""
    digits = [int(character) for character in found.group() if character.isdigit()]
    total = sum(weight * digit for weight, digit in zip(_NHS_WEIGHTS, digits, strict=False))
    return (_NHS_MODULUS - total % _NHS_MODULUS) % _NHS_MODULUS == digits[-1]
