"""The facts that the decision table reads, child by child and without a date: what Boards are compared by.

The six months are read already: a vector says *whether* the child was on the register or looked
after inside them, never when. Whether a child was known to services is left out, because it
never decides (R38). Two referrals with the same vector, under the same version of the guidance,
are one question put twice.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from models.guidance.decision_table import Care, of_a_child, worlds
from models.guidance.errors import GuidanceError
from models.guidance.facts import Abuse, Harm, Subject, YesNo
from models.guidance.packs import Pack
from models.guidance.sentences import sentence
from models.guidance.table_rows import ROWS, rule
from models.guidance.words import Words, word

__all__ = ["INCLUDED", "RULES", "Vector", "described", "read", "rule", "vector", "written"]

INCLUDED = "included"
"""Of somebody who has turned 18, but is brought in because of having been looked after."""

_CHILDREN, _FACTS, _IS = " + ", " ", "="
_ANSWERS = frozenset(YesNo)


@dataclass(frozen=True, order=True)
class Vector:
    """One child's facts as the decision table reads them; *window* is register or looked after inside it."""

    harm: str
    abuse: str
    in_area: str
    under_18: str
    window: str
    learning: str
    prognosis: str


def vector(subject: Subject, pack: Pack) -> Vector:
    """Read a child's facts as the table under *pack* reads them, and leave the dates behind."""
    found = tuple(worlds(subject, pack))
    return Vector(
        harm=subject.harm.value,
        abuse=subject.abuse_or_neglect.value,
        in_area=subject.in_area.value,
        under_18=_age(subject, _agreed(of_a_child(world) for world in found)),
        window=_agreed(world.register or world.looked_after is not Care.NONE for world in found),
        learning=subject.learning_identified.value,
        prognosis=subject.prognosis_awaited.value,
    )


def written(children: Iterable[Vector]) -> str:
    """Write the children of a referral as one text; their order says nothing, so it is always the same.

    >>> written([Vector("died", "suspected", "yes", "yes", "no", "no", "no")])
    'harm=died abuse=suspected in_area=yes under_18=yes window=no learning=no prognosis=no'
    """
    return _CHILDREN.join(
        _FACTS.join(f"{name}{_IS}{value}" for name, value in zip(_NAMES, astuple(child), strict=True))
        for child in sorted(children)
    )


def read(text: str) -> tuple[Vector, ...]:
    """Read the children back from their text; none from an empty one.

    Raises:
        GuidanceError: ``vector_unreadable``: a fact is missing, unknown, or out of its place.

    >>> read(written([Vector("died", "suspected", "yes", "yes", "no", "no", "no")]))[0].abuse
    'suspected'
    """
    return tuple(_child(each) for each in text.split(_CHILDREN)) if text else ()


def described(text: str) -> Words:
    """Say in words what the facts of a referral were, child by child.

    Raises:
        GuidanceError: ``vector_unreadable``.

    >>> described(written([Vector("died", "suspected", "yes", "yes", "no", "no", "no")])).en
    'the child died; abuse or neglect suspected; neither on the register nor looked after in the 6 months'
    """
    children = [_described(child) for child in read(text)]
    if len(children) == 1:
        return children[0]
    numbered = [sentence("vector_child", number=n, facts=each) for n, each in enumerate(children, start=1)]
    return Words(cy=" | ".join(each.cy for each in numbered), en=" | ".join(each.en for each in numbered))


_NAMES = tuple(field.name for field in fields(Vector))
_CODES: dict[str, frozenset[str]] = {
    "harm": frozenset(Harm),
    "abuse": frozenset(Abuse),
    "in_area": _ANSWERS,
    "under_18": _ANSWERS | {INCLUDED},
    "window": _ANSWERS,
    "learning": _ANSWERS,
    "prognosis": _ANSWERS,
}
RULES = tuple(ROWS)
"""The rows of the decision table, in its order: what departures are counted by."""

_USUAL = {"in_area": "yes", "under_18": "yes", "learning": "no", "prognosis": "no"}
"""What goes without saying in words; anything else is said."""


def _agreed(answers: Iterable[bool]) -> str:
    found = set(answers)
    if len(found) > 1:
        return "not_known"
    return "yes" if found.pop() else "no"


def _age(subject: Subject, of_a_child: str) -> str:
    if subject.under_18_at_event is YesNo.YES:
        return "yes"
    return INCLUDED if of_a_child == "yes" else of_a_child


def _child(text: str) -> Vector:
    pairs = [each.partition(_IS) for each in text.split(_FACTS)]
    values = [value for _, _, value in pairs]
    names = tuple(name for name, _, _ in pairs)
    if names != _NAMES or any(value not in _CODES[name] for name, _, value in pairs):
        raise GuidanceError("vector_unreadable")
    return Vector(*values)


def _described(child: Vector) -> Words:
    said = [word("harm", child.harm), word("vector_abuse", child.abuse), word("vector_window", child.window)]
    said += [
        word(f"vector_{name}", value)
        for name, usual in _USUAL.items()
        if (value := getattr(child, name)) != usual
    ]
    return Words(cy="; ".join(each.cy for each in said), en="; ".join(each.en for each in said))
