"""The delays that the 2015 review names, and where in a review each of them falls.

Source of the kinds: Social Research 45/2015, section 2.3. How often each comes, and for how
long, is not known: that is drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from models.guidance import route
from models.guidance.packs import MilestoneKey

How = Literal["hold", "person", "record", "nobody"]
"""By a hold; put down by a person; seen in the record itself; or explained by nobody."""


@dataclass(frozen=True)
class Kind:
    """A kind of delay: its cause, the step that waits for it, and how the record comes to know.

    *often* and *long* are its weights among the others, in number and in days; *scope* is a hold's.
    *beside* is the cause that may stand beside it: the 2015 review says that delays overlap.
    """

    cause: str
    before: MilestoneKey
    how: How
    often: int = 1
    long: int = 1
    scope: str = "all"
    beside: str = ""


@dataclass(frozen=True)
class Delay:
    """So many days of one kind in one review; on the last *shared* of them another cause stood beside it."""

    kind: Kind
    days: int
    shared: int = 0


FIRST_MEETING = Kind("diary", route.FIRST_PANEL, "person")
"""Up to two months were built in before the Panel first met."""

BETWEEN_MEETINGS = Kind("gap", route.DRAFT, "nobody")
"""The gaps between Panel meetings, whose reasons nobody wrote down."""

PUBLICATION_HELD = Kind("publication_legal", route.PUBLICATION, "hold", scope="publication")
"""Held at the last minute, after completion: it makes no review longer."""

PROCESSES = (
    Kind("criminal_trial", route.ANALYSIS, "hold", often=3, long=4, beside="diary"),
    Kind("criminal_trial", route.FIRST_PANEL, "hold", often=2, long=4, beside="diary"),
    Kind("domestic_homicide_review", route.ANALYSIS, "hold", long=4, beside="diary"),
    Kind("inquest", route.BRIEF, "hold", long=4, beside="diary"),
    Kind("disciplinary", route.BRIEF, "hold", long=4, beside="diary"),
    Kind("mental_health_homicide_review", route.ANALYSIS, "hold", long=4, beside="diary"),
)

OTHERS = (
    Kind("agency_documents_late", route.TIMELINES, "record", often=2, beside="reviewer_availability"),
    Kind("reviewer_availability", route.DRAFT, "person", often=2),
    Kind("diary", route.LEARNING_EVENT, "person", often=2),
    Kind("board_sign_off", route.SIGN_OFF, "record", often=2),
)

_LEAST_FOR_A_PROCESS = 90
_MOST_BEFORE_THE_FIRST_MEETING = 32
"""With the month of the plan: two months from the decision until the Panel first meets."""
_UNEXPLAINED = (0.10, 0.25)
"""Between which shares of the days beyond the plan nobody explained; drawn, not known."""
_OVERLAPS, _SHARED = 0.5, (0.2, 0.5)
"""How often another cause stood beside one that it may, and on which share of its days; drawn, not known."""


def drawn(extra: int, draw: Random) -> tuple[Delay, ...]:
    """Draw what *extra* days beyond the plan were, to the day."""
    first = min(_MOST_BEFORE_THE_FIRST_MEETING, extra // 4) - draw.randint(0, 3)
    delays = [Delay(FIRST_MEETING, max(first, 0))]
    unexplained = round(extra * draw.uniform(*_UNEXPLAINED))
    kinds = tuple(_kinds(extra, draw))
    weights = [kind.long * draw.uniform(0.5, 1.5) for kind in kinds]
    left = extra - unexplained - delays[0].days
    delays += [
        Delay(kind, int(left * weight / sum(weights))) for kind, weight in zip(kinds, weights, strict=True)
    ]
    rest = extra - sum(each.days for each in delays)
    return tuple(each for each in (*delays, Delay(BETWEEN_MEETINGS, rest)) if each.days > 0)


def overlapping(delay: Delay, draw: Random) -> Delay:
    """Draw on how many of its last days another cause stood beside a delay: no day is added by it."""
    if not delay.kind.beside or draw.random() >= _OVERLAPS:
        return delay
    return replace(delay, shared=round(delay.days * draw.uniform(*_SHARED)))


def _kinds(extra: int, draw: Random) -> Iterator[Kind]:
    if extra >= _LEAST_FOR_A_PROCESS and draw.random() < 2 / 3:
        yield draw.choices(PROCESSES, [kind.often for kind in PROCESSES])[0]
    yield from draw.sample(OTHERS, draw.randint(2, 3))
