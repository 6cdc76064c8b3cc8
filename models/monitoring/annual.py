"""What one Board's reviews give to its annual report on a financial year: counted from its export's rows.

The financial year runs from 1 April to 31 March, and is called by the year in which it ends; both
ends are ends of months, so that rows which know no day finer than the month count exactly.

Source: the duty, Social Services and Well-being (Wales) Act 2014, section 136, in force from 6 April
2016 (`statute`); what is counted here is our own default (`product`).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.guidance.route import REVIEWS
from models.monitoring.national.figures import MONTH, SIX_MONTHS
from models.monitoring.rows import DataSet, Month, ReviewRow
from models.monitoring.shares import Share, Spread, spread


@dataclass(frozen=True)
class Contribution:
    """A Board's figures of a financial year.

    Attributes:
        year: in which the financial year ends.
        as_of: the day of the export: the last of the year, or an earlier one while it runs.
        received, decided, completed, published: what happened within the year; *decided* by outcome.
        open_reviews: reviews that were not complete on the day, by how they stood.
        on_time, with_action_plan, months, over_six: of the reviews completed within the year.
        notified, clear: decisions notified within the year, and those with a clear rationale.
        otherwise: decisions within the year in which the Group departed from the criteria.
        forums_without: forums decided within the year of which no completion is on record.
        learning_points, reach, items_done, boards_acknowledged, agencies_acknowledged: of the
            reviews completed within the year, by the day of the export.
    """

    board: str
    year: int
    as_of: str
    known_on: str
    synthetic: bool
    received: int
    decided: dict[str, int]
    completed: int
    published: int
    open_reviews: dict[str, int]
    on_time: Share
    with_action_plan: Share
    months: Spread
    over_six: Share
    notified: int
    clear: Share
    otherwise: Share
    forums_without: Share
    learning_points: int
    reach: int
    items_done: Share
    boards_acknowledged: Share
    agencies_acknowledged: Share


def last_day(year: int) -> date:
    """Give the last day of the financial year that ends in *year*.

    >>> last_day(2015)
    datetime.date(2015, 3, 31)
    """
    return date(year, 3, 31)


def due_on(year: int) -> date:
    """Give the day before which the report on that year is due: 31 July.

    Source: Social Services and Well-being (Wales) Act 2014, section 136 (`statute`).
    """
    return date(year, 7, 31)


def contribution(data: DataSet, board: str, year: int) -> Contribution:
    """Count one Board's rows of a data set that was made as of the end of the year."""
    rows = [row for row in data.reviews if row.board == board]
    within = _Year(rows, year)
    decided = within.of("decided_in")
    reviews = [row for row in rows if row.decided in REVIEWS]
    completed = [row for row in within.of("completed_in") if row.decided in REVIEWS]
    notified = [row for row in within.of("notified_in") if row.quality is not None]
    forums = [row for row in decided if row.decided == "mapf"]
    days = Counter(row.elapsed for row in completed if row.elapsed is not None)
    return Contribution(
        board=board,
        year=year,
        as_of=data.as_of,
        known_on=data.known_on,
        synthetic=any(row.synthetic for row in rows),
        received=len(within.of("referred_in")),
        decided=_counted(row.decided for row in decided),
        completed=len(completed),
        published=len(within.of("published_in")),
        open_reviews=_counted(row.status for row in reviews if row.status in _OPEN),
        on_time=Share(sum(row.on_time == "yes" for row in completed), len(completed)),
        with_action_plan=Share(sum(row.with_action_plan == "yes" for row in completed), len(completed)),
        months=spread(days, MONTH),
        over_six=Share(sum(n for took, n in days.items() if took > SIX_MONTHS), days.total()),
        notified=len(within.of("notified_in")),
        clear=Share(sum(bool(row.quality_type and row.quality_rationale) for row in notified), len(notified)),
        otherwise=_otherwise(decided),
        forums_without=Share(sum(row.forum != "completed" for row in forums), len(forums)),
        learning_points=_sum(completed, "learning_points"),
        reach=_sum(completed, "reach"),
        items_done=Share(_sum(completed, "plan_items_done"), _sum(completed, "plan_items")),
        boards_acknowledged=Share(_sum(completed, "boards_acknowledged"), _sum(completed, "boards_told")),
        agencies_acknowledged=Share(
            _sum(completed, "agencies_acknowledged"), _sum(completed, "agencies_told")
        ),
    )


_OPEN = ("in_progress", "overdue", "held")


class _Year:
    """Rows, and which of them had something happen within a financial year."""

    def __init__(self, rows: Sequence[ReviewRow], year: int) -> None:
        self._rows = rows
        self._first: Month = f"{year - 1}-04"
        self._last: Month = f"{year}-03"

    def of(self, month: str) -> list[ReviewRow]:
        """Give the rows whose *month*, one of their fields, lies within the year."""
        return [row for row in self._rows if self._first <= (getattr(row, month) or "") <= self._last]


def _otherwise(decided: Iterable[ReviewRow]) -> Share:
    advised = [row for row in decided if row.advice and row.recommended]
    return Share(sum(row.advice != row.recommended for row in advised), len(advised))


def _counted(codes: Iterable[str | None]) -> dict[str, int]:
    return dict(sorted(Counter(code for code in codes if code).items()))


def _sum(rows: Iterable[ReviewRow], name: str) -> int:
    return sum(getattr(row, name) for row in rows)
