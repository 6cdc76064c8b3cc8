"""What is read out of a diary: when somebody is busy, for which days that is complete, and nothing else.

Instants are whole minutes of UTC since 1 January 1970, as the planner has them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple, TypeAlias

from models.diaries.problem import Minutes, Spans

Kind: TypeAlias = Literal["busy", "tentative", "away"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Block(NamedTuple):
    """A stretch of time at which somebody is busy; its last minute is left out."""

    starts: Minutes
    ends: Minutes
    kind: Kind = "busy"


@dataclass(frozen=True)
class Read:
    """A diary that was read.

    Attributes:
        blocks: in their order; those of one kind do not touch one another.
        known_from: the first day for which it is complete; None: for no day at all.
        known_until: the last one.
        warnings: codes of sentences about what was taken for something.
    """

    blocks: tuple[Block, ...] = ()
    known_from: date | None = None
    known_until: date | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotRead:
    """A diary that was not read: the code of the sentence that says why, and the line where there is one."""

    code: str
    line: int | None = None


@dataclass(frozen=True)
class DiarySpans:
    """One person's diaries together, as the planner takes them."""

    busy: Spans = ()
    tentative: Spans = ()
    away: Spans = ()
    known: Spans = ()


def minutes_of(at: datetime) -> Minutes:
    """Give an instant's whole minute.

    >>> minutes_of(datetime(1970, 1, 2, 0, 1, 59, tzinfo=UTC))
    1441
    """
    return (at - EPOCH) // timedelta(minutes=1)


def instant_of(minutes: Minutes) -> datetime:
    """Give a minute as an instant of UTC.

    >>> instant_of(1441).isoformat()
    '1970-01-02T00:01:00+00:00'
    """
    return EPOCH + timedelta(minutes=minutes)


def merged(spans: Iterable[tuple[Minutes, Minutes]]) -> list[tuple[Minutes, Minutes]]:
    """Make one of spans that overlap or touch; in their order.

    >>> merged([(5, 9), (1, 3), (3, 4), (6, 7)])
    [(1, 4), (5, 9)]
    """
    found: list[tuple[Minutes, Minutes]] = []
    for starts, ends in sorted(spans):
        if found and starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        else:
            found.append((starts, ends))
    return found
