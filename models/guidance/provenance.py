"""Where a rule comes from, and how far it can be trusted."""

from dataclasses import dataclass
from enum import StrEnum


class Provenance(StrEnum):
    """How a rule is known, from the regulations' own text down to our default.

    >>> Provenance("review-2015").name
    'REVIEW_2015'
    """

    STATUTE = "statute"
    """Read in the regulations' text."""
    REVIEW_2015 = "review-2015"
    """Said by the Welsh Government's 2015 review (Social Research 45/2015)."""
    PRACTICE = "practice"
    """Seen on Boards' public pages or in published reviews."""
    UNCONFIRMED = "unconfirmed"
    """Widely repeated, but the guidance's text was not at hand: never presented as law."""
    PRODUCT = "product"
    """Our own sensible default; no authority claimed."""


@dataclass(frozen=True)
class Source:
    """A citation and its provenance; both are printed wherever the rule is.

    *text* names the document, with a paragraph only where it was read there.
    """

    text: str
    provenance: Provenance
