"""The Boards' own references: read leniently, kept in one form.

Source: formats seen on Boards' published reviews, such as ``CYSUR 4 2019``,
``CPR CTMSB 06-2021`` and ``WG S71 2023``.
"""

import re

from models.guidance.errors import GuidanceError

LONGEST = 32
"""Characters in a reference; anything longer is not one."""

_REFERENCE = re.compile(r"[A-Z]{2,8}(?: [A-Z]{2,8})? [A-Z]?[0-9]{1,4}[ /-]20[0-9]{2}")
_BETWEEN = re.compile(r"[^a-z0-9]+")


def reference(text: str) -> str:
    """A Board's reference in capitals, with single spaces.

    Raises:
        GuidanceError: ``not_a_reference``; what was typed is not repeated.

    >>> reference("  cpr  ctm 3/2026 ")
    'CPR CTM 3/2026'
    """
    normal = re.sub(r" */ *", "/", " ".join(text[: 4 * LONGEST].upper().split()))
    if len(text) > 4 * LONGEST or len(normal) > LONGEST or not _REFERENCE.fullmatch(normal):
        raise GuidanceError("not_a_reference")
    return normal


def slug(reference: str) -> str:
    """The reference as it stands in file names and artifact keys: a-z, 0-9 and dashes.

    >>> slug("CPR CTM 3/2026")
    'cpr-ctm-3-2026'
    """
    return _BETWEEN.sub("-", reference.lower()).strip("-")
