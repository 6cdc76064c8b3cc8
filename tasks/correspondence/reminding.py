"""The day's reminders: a few reviews a transaction, then the coordinators' week and the Chairs' month."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from models.casework import reminders
from models.casework.monthly import monthly
from models.casework.reminders import Decision
from models.casework.weekly import weekly
from tasks.office import desk

REVIEWS_AT_ONCE = 50
"""How many reviews one transaction looks at: an answer that comes meanwhile waits a moment, not a morning."""


@dataclass
class Reminded:
    """What a sweep decided, line by line, and how many regular letters it meant."""

    decisions: list[Decision] = field(default_factory=list)
    weekly: int = 0
    monthly: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """Count the decisions by their reason, and the regular letters."""
        reasons = Counter(each.reason for each in self.decisions)
        return {**dict(sorted(reasons.items())), "weekly": self.weekly, "monthly": self.monthly}


def remind() -> Reminded:
    """Write what is due today; again on the same day it writes nothing.

    After an outage the newest reminder of each action alone is written. Cut off between
    two transactions, the next sweep goes on where this one stopped.
    """
    reminded = Reminded()
    with desk() as at:
        reviews = reminders.to_look_at(at.session, at.today)
    for some in _in_batches(reviews):
        with desk() as at:
            reminded.decisions += reminders.sweep(at, some)
    with desk() as at:
        reminded.weekly, reminded.monthly = len(weekly(at)), len(monthly(at))
    return reminded


def _in_batches(reviews: list[int]) -> Iterator[list[int]]:
    for begin in range(0, len(reviews), REVIEWS_AT_ONCE):
        yield reviews[begin : begin + REVIEWS_AT_ONCE]
