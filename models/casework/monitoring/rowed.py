"""A record on its way into the rows of the data set: what several fields of them rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from models.casework.delay_causes import Account, account_of
from models.casework.on_record import OnRecord
from models.guidance import progress, route
from models.guidance.packs import MilestoneKey
from models.monitoring.checks import DRAFT, ENDED_OTHERWISE
from models.records import Closure, Hold, Recommendation, SubjectFacts

_Row = TypeVar("_Row")

_MONTH = len("2026-03")


@dataclass(frozen=True)
class Rowed:
    """A record on its way into rows: what several fields of them rest on, worked out once."""

    record: OnRecord

    @cached_property
    def decided(self) -> str | None:
        """The latest decision."""
        return self.record.standing.outcome

    @cached_property
    def recommendation(self) -> Recommendation | None:
        """What the Group recommended last."""
        return last_of(self.record.facts(Recommendation))

    @cached_property
    def status(self) -> str:
        """How it stands: exactly one of the statuses, or a draft."""
        record = self.record
        if record.pack is None:
            return DRAFT
        closure = last_of(record.facts(Closure))
        holds = record.facts(Hold)
        return progress.status_of(
            record.standing,
            closed_as=closure.kind if closure else None,
            held_whole=any(hold.scope == "all" and hold.ended_on is None for hold in holds),
            due_on=self.due_on,
            on=record.as_of,
        )

    @cached_property
    def goes_on(self) -> bool:
        """Whether a review follows that is completed or still to be."""
        return self.decided in route.REVIEWS and self.status not in ENDED_OTHERWISE

    @cached_property
    def due_on(self) -> date | None:
        """By when it is to be complete; once it is, the day that stood then."""
        answered = last_of(self.record.when(route.COMPLETE))
        if answered and answered.due_on:
            return answered.due_on
        deadline = self.record.deadlines.get(route.COMPLETE)
        return deadline.due if deadline else None

    @cached_property
    def account(self) -> Account | None:
        """Where its days went; none where no review follows."""
        return None if self.decided in ("mapf", "none") else account_of(self.record)

    @cached_property
    def children(self) -> tuple[SubjectFacts, ...]:
        """What was known of each child when the Group recommended; before that, what is known."""
        asked = self.recommendation.milestone_id if self.recommendation else None
        rows = self.record.facts(SubjectFacts)
        latest = {row.number: row for row in rows if asked is None or row.milestone_id < asked}
        return tuple(latest[number] for number in sorted(latest))

    def on(self, step: MilestoneKey) -> date | None:
        """Give the last day on which a step was done."""
        return self.record.standing.last(*step)


def month(day: date | None) -> str | None:
    """Give the month of a day: no export knows more.

    >>> month(date(2026, 3, 2))
    '2026-03'
    """
    return day.isoformat()[:_MONTH] if day else None


def last_of(rows: Sequence[_Row]) -> _Row | None:
    """Give the last row, if there is any."""
    return rows[-1] if rows else None
