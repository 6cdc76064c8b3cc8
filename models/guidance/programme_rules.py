"""Which meetings the programme of a review has, how far apart, and what each must keep: rows of data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

from models.guidance.calendar_dates import add_months
from models.guidance.meeting_kinds import kind
from models.guidance.packaged import table
from models.guidance.packs import MilestoneKey
from models.guidance.provenance import Provenance, Source
from models.guidance.route import Path
from models.guidance.stages import Stage
from models.guidance.working_days import add_working_days


@dataclass(frozen=True)
class Foreseen:
    """A meeting that a programme foresees.

    Attributes:
        key: what a planner calls it.
        kind: one of the kinds of meeting.
        number: which of its kind.
        stage: what a hold must stop to stop the meeting.
        due: the milestone whose deadline is the meeting's; none: it has no deadline.
        after: the milestone before whose deadline it makes no sense.
        as_early_as_may_be: wished for at once; otherwise on the day of its deadline.
        gap: the fewest calendar days from the meeting before, and the most (none: any number).
        weeks_ahead: how long before it people must know.
        minutes: how long it is: as meetings of its kind usually are, where the rules say nothing else.
        either_order: whether it may as well come after the next.
        at_boards_sittings: only where the Board sits, if its calendar is known.
        at_a_venue: held where people meet; otherwise on line.
    """

    key: str
    kind: str
    number: int
    stage: Stage
    due: MilestoneKey | None
    after: MilestoneKey | None
    as_early_as_may_be: bool
    gap: tuple[int, int | None]
    weeks_ahead: int
    minutes: int
    either_order: bool
    at_boards_sittings: bool
    at_a_venue: bool

    def not_before(self, today: date) -> date:
        """Give the first day for which people can be told in time.

        >>> foreseen("review")["panel-1"].not_before(date(2026, 3, 2))
        datetime.date(2026, 3, 9)
        >>> foreseen("review")["learning_event-1"].not_before(date(2026, 3, 2))
        datetime.date(2026, 4, 27)
        """
        return max(_after_notice(today), today + timedelta(weeks=self.weeks_ahead))


def _after_notice(today: date) -> date:
    return add_working_days(today, table("programme")["notice"]["working_days"])


@cache
def foreseen(path: Path) -> Mapping[str, Foreseen]:
    """Give the meetings that a path foresees, by key, in their order; none before there is a decision.

    >>> list(foreseen("review"))
    ['panel-1', 'family-1', 'panel-2', 'learning_event-1', 'panel-3', 'board-1']
    >>> list(foreseen("forum")), list(foreseen("referral"))
    (['forum-1'], [])
    >>> [foreseen("review")[each].minutes for each in ("learning_event-1", "board-1")]
    [390, 60]
    """
    return MappingProxyType({row["key"]: _read(row) for row in table("programme").get(path, ())})


def _read(row: Mapping[str, Any]) -> Foreseen:
    fewest, most = row.get("gap", (1, None))
    return Foreseen(
        key=row["key"],
        kind=row["kind"],
        number=row["number"],
        stage=Stage(row["stage"]),
        due=_milestone(row.get("due")),
        after=_milestone(row.get("after")),
        as_early_as_may_be=row.get("target") == "earliest",
        gap=(fewest, most),
        weeks_ahead=row.get("weeks_ahead", 0),
        minutes=row.get("minutes") or _usual_minutes(row["kind"]),
        either_order=row.get("either_order", False),
        at_boards_sittings=row.get("only") == "board_sits",
        at_a_venue=row.get("venue", False),
    )


def _usual_minutes(code: str) -> int:
    of, day = kind(code), date.min
    return (datetime.combine(day, of.ends) - datetime.combine(day, of.starts)) // timedelta(minutes=1)


def _milestone(written: str | None) -> MilestoneKey | None:
    if written is None:
        return None
    stage, milestone = written.split()
    return Stage(stage), milestone


def choose_by(today: date) -> date:
    """Give the day by which a proposal of today wants to be chosen.

    >>> choose_by(date(2026, 3, 2))
    datetime.date(2026, 3, 9)
    """
    return add_working_days(today, table("programme")["choice"]["working_days"])


def hours() -> tuple[time, time]:
    """Give between which hours in London a programme has its meetings.

    >>> hours()
    (datetime.time(9, 0), datetime.time(17, 0))
    """
    row = table("programme")["hours"]
    return time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"])


def horizon(today: date) -> date:
    """Give how far is looked where nothing is left before the completion date.

    >>> horizon(date(2026, 3, 2))
    datetime.date(2027, 3, 2)
    """
    return add_months(today, table("programme")["horizon"]["months"])


BY_AGENCY: frozenset[str] = frozenset(table("programme")["places"]["by_agency"])
"""Roles in which people speak for their agency: one of each agency is enough."""

ONE_IS_ENOUGH: frozenset[str] = frozenset(table("programme")["places"]["one"])
"""Roles of which one is needed, and any other of that role stands in."""


def source() -> Source:
    """Give where these figures come from.

    >>> source().provenance.value
    'product'
    """
    rows = table("programme")
    return Source(rows["source"], Provenance(rows["provenance"]))
