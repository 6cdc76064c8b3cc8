"""What must tie in the data set: each check counts one thing in two ways, and the two numbers are shown.

An export in which one of them does not tie is not written, and one that is read is refused
(R98). A percentage that is not computed from counts that tie would be worth nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from models.guidance.boards import all_boards
from models.guidance.errors import GuidanceError
from models.guidance.progress import STATUSES
from models.guidance.route import REVIEWS
from models.guidance.words import Words
from models.monitoring.dictionary import check_words
from models.monitoring.rows import DataSet, DelayRow, EarlierRow, ReviewRow

DRAFT = "draft"
ENDED_OTHERWISE = frozenset({"withdrawn", "transferred", "merged"})
"""Reviews that are neither completed nor to be."""

_KEPT = ("yes", "no", "not_yet")
_MONTHS = (
    (
        "referred_in",
        "decided_in",
        "first_panel_in",
        "completed_in",
        "submitted_in",
        "published_in",
        "closed_in",
    ),
    ("decided_in", "notified_in"),
)
"""What comes after what; a row that has left one out still has the others in order."""
_REVIEW = attrgetter("board", "row")
_IN_LINE = tuple(attrgetter(*names) for names in _MONTHS)
_PAST = attrgetter(*sorted({*_MONTHS[0], *_MONTHS[1], "action_plan_in"}))
"""The months of what has happened, or has not yet."""
_COUNTS = (
    ("plan_items_done", "plan_items"),
    ("boards_acknowledged", "boards_told"),
    ("agencies_acknowledged", "agencies_told"),
)
_PARTS = ("quality_type", "quality_votes", "quality_rationale", "quality_outline", "quality_order")


@dataclass(frozen=True)
class Check:
    """One thing counted in two ways."""

    code: str
    left: int
    right: int

    @property
    def ties(self) -> bool:
        """Whether both ways gave the same."""
        return self.left == self.right

    @property
    def words(self) -> Words:
        """What is held against what."""
        return check_words(self.code)


def goes_on(row: ReviewRow) -> bool:
    """Whether a review follows that is completed or still to be: what *on time* is asked of."""
    return row.decided in REVIEWS and row.status not in ENDED_OTHERWISE


def checks(found: DataSet) -> tuple[Check, ...]:
    """Count everything in two ways."""
    return (*totals(found), *row_checks(found), *earlier_checks(found.earlier))


def row_checks(found: DataSet) -> tuple[Check, ...]:
    """Count what must tie within each row, and in the rows beside it: whatever other rows there are."""
    return (*_of_rows(found.reviews), *_of_days(found), *_referring(found))


def added(counted: Iterable[Check]) -> tuple[Check, ...]:
    """Add up the same checks of several parts of a data set.

    >>> added([Check("days", 2, 2), Check("days", 3, 4)])
    (Check(code='days', left=5, right=6),)
    """
    sums: dict[str, tuple[int, int]] = {}
    for each in counted:
        left, right = sums.get(each.code, (0, 0))
        sums[each.code] = left + each.left, right + each.right
    return tuple(Check(code, left, right) for code, (left, right) in sums.items())


def tied(found: DataSet) -> tuple[Check, ...]:
    """Give the checks of a data set in which all of them tie.

    Raises:
        GuidanceError: ``export_does_not_tie``: which check, and the two numbers.
    """
    counted = checks(found)
    see_that_they_tie(counted)
    return counted


def see_that_they_tie(counted: Iterable[Check]) -> None:
    """Refuse figures that do not tie, naming the first of them.

    Raises:
        GuidanceError: ``export_does_not_tie``.
    """
    for each in counted:
        if not each.ties:
            raise GuidanceError("export_does_not_tie", check=each.words, left=each.left, right=each.right)


def totals(found: DataSet) -> Iterator[Check]:
    """Count the referrals by everything by which the figures count them."""
    rows, total = found.reviews, len(found.reviews)
    known = {each.code for each in all_boards()} & set(found.boards)
    boards = Counter(row.board for row in rows)
    invented = {each.code for each in all_boards() if each.invented}
    yield Check("by_board", sum(boards[each] for each in found.boards), total)
    yield Check("by_kind", sum(_kinds(rows).values()), total)
    yield Check("by_outcome", sum(row.decided in _OUTCOMES for row in rows), total)
    yield Check("by_status", sum(row.status in (*STATUSES, DRAFT) for row in rows), total)
    yield Check("known_boards", sum(row.board in known for row in rows), total)
    yield Check("unique_rows", len({(row.board, row.row) for row in rows}), total)
    yield Check("invented", sum(row.synthetic and row.board not in invented for row in rows), 0)


_OUTCOMES = (*sorted(REVIEWS), "mapf", "none", "deferred", None)


def _kinds(rows: Iterable[ReviewRow]) -> Counter[str]:
    """Count what became of the referrals; what has no kind is in none, and so is missed."""
    kinds = {**dict.fromkeys(REVIEWS, "review"), "mapf": "forum", "none": "none"}
    kinds |= {"deferred": "undecided", "": "undecided"}
    return Counter(kinds[row.decided or ""] for row in rows if (row.decided or "") in kinds)


def _of_rows(rows: tuple[ReviewRow, ...]) -> Iterator[Check]:
    going = [row for row in rows if goes_on(row)]
    planned = [row for row in rows if row.with_action_plan == "yes"]
    yield Check("on_time", sum(row.on_time in _KEPT for row in rows), len(going))
    yield Check("action_plan", sum(row.with_action_plan in _KEPT for row in rows), len(going))
    yield Check(
        "action_plan_month", len(planned), sum(bool(row.action_plan_in) for row in rows if goes_on(row))
    )
    yield _same(rows, "completed_month", lambda row: (row.status == "completed", bool(row.completed_in)))
    yield _same(rows, "forums", lambda row: (row.decided == "mapf", row.forum is not None))
    yield _same(rows, "notified", lambda row: (row.notified, bool(row.notified_in)))
    yield Check("months_in_order", sum(map(_in_order, rows)), len(rows))
    yield Check("plan_items", sum(map(_not_above, rows)), len(rows))
    yield _same(rows, "quality_parts", _quality)


def _same(rows: Iterable[ReviewRow], code: str, two: Callable[[ReviewRow], tuple[bool, bool]]) -> Check:
    """Hold two signs of the same thing together, row by row: rows with both, and rows with either."""
    signs = [two(row) for row in rows]
    return Check(code, sum(map(all, signs)), sum(map(any, signs)))


def _in_order(row: ReviewRow) -> bool:
    lines = ([month for month in months(row) if month] for months in _IN_LINE)
    return all(line == sorted(line) for line in lines)


def _not_above(row: ReviewRow) -> bool:
    return all(getattr(row, part) <= getattr(row, whole) for part, whole in _COUNTS)


def _quality(row: ReviewRow) -> tuple[bool, bool]:
    parts = [getattr(row, name) is not None for name in _PARTS]
    return row.quality is not None and all(parts), row.quality is not None or any(parts)


def _of_days(found: DataSet) -> Iterator[Check]:
    counted = [row for row in found.reviews if row.elapsed is not None]
    yield Check("days", sum(map(_days_tie, counted)), len(counted))
    yield Check("net_days", sum((row.net or 0) <= (row.elapsed or 0) for row in counted), len(counted))
    whole = sum(each.exclusive + each.shared == each.any for each in found.delays)
    yield Check("shared", whole, len(found.delays))
    causes: defaultdict[tuple[str, str], list[DelayRow]] = defaultdict(list)
    for each in found.delays:
        causes[each.board, each.row].append(each)
    right = sum(_covers(row.attributed or 0, causes[row.board, row.row]) for row in found.reviews)
    yield Check("attributed", right, len(found.reviews))
    different = len({(each.board, each.row, each.cause) for each in found.delays})
    yield Check("one_cause", different, len(found.delays))


def _days_tie(row: ReviewRow) -> bool:
    parts = (row.working, row.attributed, row.unexplained)
    return None not in parts and sum(part or 0 for part in parts) == row.elapsed


def _covers(attributed: int, causes: list[DelayRow]) -> bool:
    """Whether causes can account for the days: each within them, alone no more, together no fewer."""
    alone = sum(each.exclusive for each in causes)
    most = max((each.any for each in causes), default=0)
    return max(alone, most) <= attributed <= sum(each.any for each in causes)


def _referring(found: DataSet) -> Iterator[Check]:
    known = set(map(_REVIEW, found.reviews))
    for name in ("delays", "steps", "documents", "processes"):
        rows = getattr(found, name)
        yield Check(f"{name}_refer", sum(map(known.__contains__, map(_REVIEW, rows))), len(rows))
    month = found.as_of[: len("2026-03")]
    past = sum(all((each or month) <= month for each in _PAST(row)) for row in found.reviews)
    yield Check("months_past", past, len(found.reviews))


def earlier_checks(earlier: Sequence[EarlierRow]) -> Iterator[Check]:
    """Hold the counts of earlier years together, where all that a check needs is known."""
    for period in sorted({each.period for each in earlier}):
        of_all = {each.measure: each.value for each in earlier if each.period == period and not each.board}
        yield from _sums(of_all, "earlier_notifications", ("reviews", "forums", "no_review"), "notifications")
        yield from _sums(of_all, "earlier_reviews", ("concise", "extended"), "reviews")
        by_board = [each for each in earlier if each.period == period and each.board]
        values = [each.value for each in by_board if each.measure == "notifications"]
        total = of_all.get("notifications")
        if len(values) == _BOARDS and None not in values and total is not None:
            yield Check("earlier_boards", sum(value or 0 for value in values), total)


_BOARDS = sum(not each.invented for each in all_boards())
"""Of some of the Boards alone nothing can be added up."""


def _sums(known: dict[str, int | None], code: str, parts: tuple[str, ...], whole: str) -> Iterator[Check]:
    values = [known.get(each) for each in (*parts, whole)]
    if None not in values:
        *summed, total = (value or 0 for value in values)
        yield Check(code, sum(summed), total)
