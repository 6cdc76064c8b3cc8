"""What a forecast takes as given, and what is supposed instead: an end, a move, somebody else.

Meetings that are planned and holds that are open are facts of a forecast. A supposition
gives the same facts with one of them changed; forecast with one seed, two sets of facts
differ by what was changed alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Literal, get_args

from models.diaries.forecasts.histories import LINE
from models.guidance.errors import GuidanceError
from models.guidance.holds import CAUSES
from models.guidance.packs import MilestoneKey
from models.guidance.programme_rules import foreseen
from models.guidance.stages import Stage
from models.guidance.words import word

Kind = Literal["process-ends", "move", "replaced"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_DAYS = re.compile(r"[+-]\d{1,4}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class HeldUntil:
    """Stages that are stopped for a cause, until a day on which that is looked at again."""

    cause: str
    stages: frozenset[Stage]
    until: date


@dataclass(frozen=True)
class Given:
    """What is planned of a review, and what holds it."""

    planned: Mapping[MilestoneKey, date] = field(default_factory=dict)
    holds: tuple[HeldUntil, ...] = ()

    @property
    def not_before(self) -> Mapping[MilestoneKey, date]:
        """Give for each milestone the day before which it is not reached, where there is one."""
        days: dict[MilestoneKey, date] = dict(self.planned)
        for hold in self.holds:
            for key in LINE:
                if key[0] in hold.stages:
                    days[key] = max(days.get(key, hold.until), hold.until)
        return days


@dataclass(frozen=True)
class Supposed:
    """One thing that is supposed: a cause ends, a meeting moves, or somebody is replaced.

    Attributes:
        kind: which of the three.
        what: the cause, the meeting's key, or the person's code.
        day: when the cause ends, or where the meeting moves to.
        days: or by how many days it moves.
        by: who comes instead; none: nobody.
    """

    kind: Kind
    what: str
    day: date | None = None
    days: int | None = None
    by: str | None = None


def supposed(kind: str, written: str) -> Supposed:
    """Read what somebody supposes: ``inquest=2027-03-31``, ``learning_event=+7``, ``sian=huw``.

    Raises:
        GuidanceError: ``if_kind``, ``if_process``, ``if_move`` or ``if_replaced``, each saying what is known.

    >>> supposed("move", "learning_event=-7").days
    -7
    """
    what, _, said = (each.strip() for each in written.partition("="))
    if kind == "process-ends":
        return _process_ends(what, said)
    if kind == "move":
        return _move(what, said)
    if kind == "replaced" and what:
        return Supposed("replaced", what, by=said or None)
    raise GuidanceError("if_replaced" if kind == "replaced" else "if_kind", kinds=", ".join(KINDS))


def _process_ends(what: str, said: str) -> Supposed:
    day = _day(said)
    if what not in CAUSES or day is None:
        raise GuidanceError("if_process", causes=", ".join(CAUSES))
    return Supposed("process-ends", what, day=day)


@cache
def meetings() -> Mapping[str, MilestoneKey]:
    """Give the meetings of a programme at which a milestone of the main line is reached, by key.

    >>> list(meetings())
    ['panel-1', 'panel-2', 'learning_event-1', 'panel-3', 'board-1']
    """
    return MappingProxyType(
        {key: row.due for key, row in foreseen("review").items() if row.due in LINE and row.due}
    )


def _move(what: str, said: str) -> Supposed:
    what = what if what in meetings() else f"{what}-1"
    day, days = _day(said), int(said) if _DAYS.fullmatch(said) else None
    if what not in meetings() or (day is None and days is None):
        raise GuidanceError("if_move", meetings=", ".join(meetings()))
    return Supposed("move", what, day=day, days=days)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if _DAY.fullmatch(written) else None
    except ValueError:
        return None


def changed(given: Given, one: Supposed) -> Given:
    """Give the facts as they would be.

    Who comes does not change them: that is the programme's to say.

    Raises:
        GuidanceError: ``if_nothing_held``: no hold stands for the cause, so its end moves nothing;
            ``if_nothing_planned``: the meeting has no day from which it could move.
    """
    if one.kind == "process-ends":
        return _ended(given, one)
    return _moved(given, one) if one.kind == "move" else given


def _ended(given: Given, one: Supposed) -> Given:
    assert one.day is not None
    if one.what not in {hold.cause for hold in given.holds}:
        raise GuidanceError("if_nothing_held", cause=word("cause", one.what))
    ended = (replace(hold, until=one.day) if hold.cause == one.what else hold for hold in given.holds)
    return replace(given, holds=tuple(ended))


def _moved(given: Given, one: Supposed) -> Given:
    key = meetings()[one.what]
    day = one.day or (given.planned[key] + timedelta(days=one.days or 0) if key in given.planned else None)
    if day is None:
        raise GuidanceError("if_nothing_planned", meeting=one.what)
    return replace(given, planned={**given.planned, key: day})
