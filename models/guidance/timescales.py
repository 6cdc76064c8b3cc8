"""The deadlines of a review, chained from what has happened or, until it has, from the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models.guidance.calendar_dates import add_months
from models.guidance.errors import GuidanceError
from models.guidance.packs import CompletionAnchor, MilestoneKey, Pack, Timescale
from models.guidance.provenance import Source
from models.guidance.stages import Stage
from models.guidance.words import Words
from models.guidance.working_days import add_working_days, last_working_day_on_or_before

REFERRAL: MilestoneKey = (Stage.S01, "referral")
"""Where every chain of deadlines begins."""


@dataclass(frozen=True)
class Deadline:
    """When a milestone falls due, and why.

    *due* is the calendar date; *act_by* the last working day on or before it.
    *anchor_on* is the day counted from: of the record where *anchor_actual*,
    else the anchor's own deadline.
    """

    stage: Stage
    milestone: str
    due: date
    act_by: date
    anchor_stage: Stage
    anchor_on: date
    anchor_actual: bool
    rule: Words
    source: Source


def deadlines(
    pack: Pack,
    actual: Mapping[MilestoneKey, date],
    *,
    completion_anchor: CompletionAnchor | None = None,
) -> tuple[Deadline, ...]:
    """Every deadline of a review under *pack*, in stage order.

    *actual* holds the days of the record (a Learning Event's day counts once it is
    fixed) and must hold the referral. A milestone that has happened keeps the
    deadline it had; what hangs on it moves to its actual day.

    Raises:
        GuidanceError: ``referral_date_missing``, or ``bank_holidays_missing``.

    >>> from models.guidance.packs import pack
    >>> plan = deadlines(pack("cpr-2016"), {REFERRAL: date(2026, 8, 31)})
    >>> [(row.due.isoformat(), row.act_by.isoformat()) for row in plan if row.stage is Stage.S17]
    [('2027-02-28', '2027-02-26')]
    """
    rows = pack.counted_from(completion_anchor or pack.completion_anchor)
    chain = _chain(rows, actual)
    return tuple(chain.deadline(row) for row in rows)


def due_of(
    pack: Pack,
    key: MilestoneKey,
    actual: Mapping[MilestoneKey, date],
    *,
    completion_anchor: CompletionAnchor | None = None,
) -> date:
    """Give the day on which one milestone falls due: as `deadlines`, without the others.

    Raises:
        GuidanceError: as `deadlines`.

    >>> from models.guidance.packs import pack
    >>> due_of(pack("cpr-2016"), (Stage.S17, "complete"), {REFERRAL: date(2026, 8, 31)}).isoformat()
    '2027-02-28'
    """
    rows = pack.counted_from(completion_anchor or pack.completion_anchor)
    return _chain(rows, actual).due_on(key)


def _chain(rows: Iterable[Timescale], actual: Mapping[MilestoneKey, date]) -> "_Chain":
    if REFERRAL not in actual:
        raise GuidanceError("referral_date_missing")
    return _Chain({row.key: row for row in rows}, actual)


class _Chain:
    """The rows of a pack, resolved from the days of the record outwards."""

    def __init__(self, rows: Mapping[MilestoneKey, Timescale], actual: Mapping[MilestoneKey, date]) -> None:
        self._rows = rows
        self._actual = actual
        self._due: dict[MilestoneKey, date] = {}

    def deadline(self, row: Timescale) -> Deadline:
        """Give a row's day, and why it is that one."""
        anchor = self._anchor(row)
        due = self.due_on(row.key)
        return Deadline(
            stage=row.stage,
            milestone=row.milestone,
            due=due,
            act_by=last_working_day_on_or_before(due),
            anchor_stage=anchor[0],
            anchor_on=self._day(anchor),
            anchor_actual=anchor in self._actual,
            rule=row.rule,
            source=row.source,
        )

    def _anchor(self, row: Timescale) -> MilestoneKey:
        return row.key if row.repeats and row.key in self._actual else row.anchor

    def _day(self, key: MilestoneKey) -> date:
        return self._actual[key] if key in self._actual else self.due_on(key)

    def due_on(self, key: MilestoneKey) -> date:
        """Give the day on which a milestone falls due."""
        if key not in self._due:
            row = self._rows[key]
            due = _offset(self._day(self._anchor(row)), row)
            self._due[key] = due if row.never_after is None else min(due, self.due_on(row.never_after))
        return self._due[key]


def _offset(anchor: date, row: Timescale) -> date:
    if row.annual_report:
        return _before_annual_report(anchor)
    if row.working_days:
        return add_working_days(anchor, row.working_days)
    return add_months(anchor, row.months) + timedelta(weeks=row.weeks, days=row.days)


def _before_annual_report(anchor: date) -> date:
    """The last day before the 31 July that follows the financial year (to 31 March) of *anchor*."""
    year_ends = date(anchor.year + (anchor > date(anchor.year, 3, 31)), 3, 31)
    return date(year_ends.year, 7, 30)
