"""Where the days went: worked to plan, put down to a cause, or unexplained; never one too many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Ledger:
    """The days from referral to completion, or until now.

    ``working + attributed + unexplained == elapsed``, to the day. ``net`` is what is
    left of the elapsed days without those put down to a hold: the clock of six
    months runs on the gross days, and both are shown.
    """

    elapsed: int
    working: int
    attributed: int
    unexplained: int

    @property
    def net(self) -> int:
        """Give the elapsed days that no hold accounts for."""
        return self.elapsed - self.attributed


def union_of_days(spans: Iterable[tuple[date, date]], *, within: tuple[date, date]) -> int:
    """Count the days that lie in at least one span, its first day included and its last not.

    >>> held = [(date(2026, 3, 2), date(2026, 4, 13)), (date(2026, 4, 1), date(2026, 4, 20))]
    >>> union_of_days(held, within=(date(2026, 1, 1), date(2026, 12, 31)))
    49
    """
    begin, end = within
    counted, reached = 0, begin
    for since, until in sorted(spans):
        since, until = max(since, reached), min(until, end)  # noqa: PLW2901 - cut to what is not counted yet
        if until > since:
            counted += (until - since).days
            reached = until
    return counted


def ledger(
    began_on: date, ended_on: date, planned_end_on: date, holds: Iterable[tuple[date, date]]
) -> Ledger:
    """Account for every day of a review.

    Days in a hold are attributed to it. Of the others, as many as the plan allows
    are working days of the plan, and the rest nobody has explained.

    >>> held = [(date(2026, 1, 5), date(2026, 1, 10))]
    >>> ledger(date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 11), held)
    Ledger(elapsed=30, working=10, attributed=5, unexplained=15)
    """
    elapsed = max((ended_on - began_on) // timedelta(days=1), 0)
    attributed = union_of_days(holds, within=(began_on, ended_on))
    working = min(elapsed - attributed, max((planned_end_on - began_on).days, 0))
    return Ledger(elapsed, working, attributed, elapsed - attributed - working)
