"""Where the days went: worked to plan, put down to a cause, or unexplained; never one too many.

Pure arithmetic on spans of days. A span holds its first day and not its last; spans may
overlap in any way, and a day that several causes share is one day.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise


@dataclass(frozen=True)
class Span:
    """Days put down to one cause; *held* says that a hold of the whole review did it."""

    cause: str
    since: date
    until: date
    held: bool = False


@dataclass(frozen=True)
class CauseDays:
    """How many days a cause accounts for.

    Attributes:
        any: days on which it was a cause, alone or not.
        exclusive: days on which it was the only one.
        shared: days on which there was another one besides.
    """

    cause: str
    any: int
    exclusive: int

    @property
    def shared(self) -> int:
        """Give the days on which there was another cause besides."""
        return self.any - self.exclusive


@dataclass(frozen=True)
class Ledger:
    """The days from referral to completion, or until now.

    ``working + attributed + unexplained == elapsed``, to the day. ``net`` is what is
    left of the elapsed days without those in a hold: the clock of six months runs on
    the gross days, and both are shown. Causes come in the order of their days.
    """

    elapsed: int
    working: int
    attributed: int
    unexplained: int
    net: int
    causes: tuple[CauseDays, ...] = ()


def ledger(began_on: date, ended_on: date, planned_end_on: date, spans: Iterable[Span]) -> Ledger:
    """Account for every day of a review.

    Days that have a cause are attributed. Of the others, as many as the plan allows
    are working days of the plan, and the rest nobody has explained.

    >>> held = [Span("inquest", date(2026, 1, 5), date(2026, 1, 10), held=True)]
    >>> found = ledger(date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 11), held)
    >>> found.elapsed, found.working, found.attributed, found.unexplained, found.net
    (30, 10, 5, 15, 25)
    """
    elapsed = max((ended_on - began_on).days, 0)
    cut = [span for each in spans if (span := _within(each, began_on, ended_on))]
    ever: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    attributed = held = 0
    for days, present in _pieces(cut):
        causes = {span.cause for span in present}
        attributed += days
        held += days if any(span.held for span in present) else 0
        ever.update(dict.fromkeys(causes, days))
        if len(causes) == 1:
            alone.update(dict.fromkeys(causes, days))
    working = min(elapsed - attributed, max((planned_end_on - began_on).days, 0))
    by_cause = tuple(
        CauseDays(cause, days, alone[cause])
        for cause, days in sorted(ever.items(), key=lambda each: (-each[1], each[0]))
    )
    return Ledger(elapsed, working, attributed, elapsed - attributed - working, elapsed - held, by_cause)


@dataclass
class Together:
    """The days of several reviews, added up; every figure is a sum of days.

    Attributes:
        reviews: how many they are.
        planned: the days that their plans had.
        any, exclusive: by cause, as in `CauseDays`.
    """

    reviews: int = 0
    planned: int = 0
    elapsed: int = 0
    working: int = 0
    attributed: int = 0
    unexplained: int = 0
    net: int = 0
    any: Counter[str] = field(default_factory=Counter)
    exclusive: Counter[str] = field(default_factory=Counter)

    def add(self, planned: int, ledger: Ledger) -> None:
        """Count one more review, whose plan had so many days."""
        self.reviews += 1
        self.planned += planned
        self.elapsed += ledger.elapsed
        self.working += ledger.working
        self.attributed += ledger.attributed
        self.unexplained += ledger.unexplained
        self.net += ledger.net
        for each in ledger.causes:
            self.any[each.cause] += each.any
            self.exclusive[each.cause] += each.exclusive

    @property
    def shared(self) -> int:
        """Give the days on which there was more than one cause, each counted once."""
        return self.attributed - self.exclusive.total()

    @property
    def causes(self) -> tuple[CauseDays, ...]:
        """Give the days of each cause, the most first."""
        found = [CauseDays(cause, days, self.exclusive[cause]) for cause, days in self.any.items()]
        return tuple(sorted(found, key=lambda each: (-each.any, each.cause)))


def _within(span: Span, began_on: date, ended_on: date) -> Span | None:
    since, until = max(span.since, began_on), min(span.until, ended_on)
    return Span(span.cause, since, until, span.held) if since < until else None


def _pieces(spans: list[Span]) -> Iterator[tuple[int, list[Span]]]:
    """Cut time wherever a span begins or ends; give each piece that any span covers, and which do."""
    edges = sorted({edge for span in spans for edge in (span.since, span.until)})
    waiting = sorted(spans, key=lambda span: span.since, reverse=True)
    present: list[Span] = []
    for begin, end in pairwise(edges):
        while waiting and waiting[-1].since <= begin:
            present.append(waiting.pop())
        present = [span for span in present if span.until > begin]
        if present:
            yield (end - begin).days, present
