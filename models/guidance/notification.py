"""What a notification to Welsh Government says, and how well: a score whose parts are shown.

The form is the same whatever was decided, for decisions not to review are notified too.

Source: Social Research 45/2015, section 2.2. How the score counts is our own (product).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, get_args

from models.guidance.packaged import table
from models.guidance.provenance import Provenance, Source

Limb = Literal["abuse", "harm", "window", "not_met"]
"""What a rationale is about: limb A, limb B, the window; or why the criteria are not met."""

LIMBS: tuple[Limb, ...] = get_args(Limb)

Part = Literal["type", "rationale", "votes", "outline", "order"]

BASELINE_SOURCE = Source("Social Research 45/2015, section 2.2", Provenance.REVIEW_2015)

_REVIEWS = ("concise", "extended")


@dataclass(frozen=True)
class Lack:
    """What is missing for a part: a code, and the limb that it is about."""

    code: Literal["missing", "phrase", "unnamed", "incomplete"]
    limb: Limb | None = None


@dataclass(frozen=True)
class Counted:
    """One part of the score: its points, the most there are, and what is missing for them."""

    part: Part
    points: int
    most: int
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True)
class Quality:
    """How well a notification says what it should: 0-100, and of what that is made."""

    parts: tuple[Counted, ...]

    @property
    def score(self) -> int:
        """Give the points of all parts together."""
        return sum(each.points for each in self.parts)

    def is_whole(self, part: Part) -> bool:
        """Say whether nothing is missing for a part."""
        return any(each.part == part and not each.lacks for each in self.parts)


def template() -> tuple[Part, ...]:
    """Give the sections of the form, in its order.

    >>> template()
    ('type', 'rationale', 'votes', 'outline')
    """
    return tuple(table("notification")["template"])


def limbs_of(outcome: str | None) -> tuple[Limb, ...]:
    """Give what the rationale of an outcome is about.

    A review: limb A, limb B, and why it is concise or extended. Anything else: why the
    criteria are not met.

    >>> limbs_of("extended"), limbs_of("none")
    (('abuse', 'harm', 'window'), ('not_met',))
    """
    return LIMBS[:3] if outcome in _REVIEWS else LIMBS[3:]


def quality_of(
    *,
    outcome: str | None,
    votes: int,
    limbs: Mapping[Limb, str] = MappingProxyType({}),
    outline: str = "",
    sections: Collection[Part] | None = None,
) -> Quality:
    """Count how well a notification says what it should; the same values always give the same score.

    Args:
        outcome: what was decided, which is the type of review; None if it does not say.
        votes: how many agencies' views are on record, of which unanimous or majority follows.
        limbs: the rationale of each limb.
        outline: of the issues.
        sections: those that it has, in its order; by default what is there, in the template's.

    >>> quality_of(outcome="none", votes=3).score
    30
    """
    said: dict[Part, bool] = {
        "type": outcome is not None,
        "rationale": any(text.strip() for text in limbs.values()),
        "votes": votes > 0,
        "outline": bool(outline.strip()),
    }
    ordered = tuple(each for each in template() if said[each]) if sections is None else tuple(sections)
    return Quality(
        (
            _all_or_nothing("type", is_there=said["type"]),
            _rationale(limbs_of(outcome), limbs),
            _all_or_nothing("votes", is_there=said["votes"]),
            _outline(outline),
            _order(ordered),
        )
    )


def clear(quality: Quality) -> bool:
    """Say whether a notification's rationale is clear (product).

    It is if the type of review is said and each limb that this type calls for has a text
    that is longer than a phrase and says which limb it is about.
    """
    return quality.is_whole("type") and quality.is_whole("rationale")


def baseline() -> tuple[int, int]:
    """Give the 2015 count: notifications without a clear rationale, of all.

    >>> baseline()
    (22, 44)
    """
    counted = table("notification")["baseline"]
    return counted["without_clear_rationale"], counted["notifications"]


def least_words() -> int:
    """Give the number of words from which a text is more than a phrase."""
    return int(table("notification")["least_words"])


def _most(part: Part) -> int:
    return int(table("notification")["points"][part])


def _all_or_nothing(part: Part, *, is_there: bool) -> Counted:
    most = _most(part)
    return Counted(part, most, most) if is_there else Counted(part, 0, most, (Lack("missing"),))


def _rationale(wanted: tuple[Limb, ...], limbs: Mapping[Limb, str]) -> Counted:
    """Half of a limb's share is for more than a phrase, half for saying which limb it is."""
    lacks = tuple(lack for limb in wanted for lack in _limb_lacks(limb, limbs.get(limb, "")))
    missed = sum(2 if each.code == "missing" else 1 for each in lacks)
    most, halves = _most("rationale"), 2 * len(wanted)
    return Counted("rationale", most * (halves - missed) // halves, most, lacks)


def _limb_lacks(limb: Limb, text: str) -> Iterator[Lack]:
    if not text.strip():
        yield Lack("missing", limb)
        return
    if _is_phrase(text):
        yield Lack("phrase", limb)
    if not _names(limb).search(text):
        yield Lack("unnamed", limb)


def _outline(outline: str) -> Counted:
    most = _most("outline")
    if not outline.strip():
        return Counted("outline", 0, most, (Lack("missing"),))
    if _is_phrase(outline):
        return Counted("outline", most // 2, most, (Lack("phrase"),))
    return Counted("outline", most, most)


def _order(sections: tuple[Part, ...]) -> Counted:
    most = _most("order")
    whole = sections == template()
    return Counted("order", most, most) if whole else Counted("order", 0, most, (Lack("incomplete"),))


def _is_phrase(text: str) -> bool:
    return len(re.findall(r"\w+", text)) < least_words()


@cache
def _names(limb: Limb) -> re.Pattern[str]:
    """Find what says which limb a text is about; why the criteria are not met is said of limb A or B."""
    names = table("notification")["names"]
    beginnings = names[limb] if limb in names else [*names["abuse"], *names["harm"]]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, beginnings))})", re.IGNORECASE)
