"""Where the days went: causes of delay over many reviews, and how agencies answer requests."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from operator import attrgetter

from models.monitoring.national.figures import AgencyDays, CauseDays, Delays
from models.monitoring.rows import DelayRow, DocumentRow, ReviewRow
from models.monitoring.shares import spread


def delays(reviews: Iterable[ReviewRow], rows: Iterable[DelayRow]) -> Delays:
    """Add up the ledgers of these reviews; of *rows* only theirs count."""
    counted = [row for row in reviews if row.elapsed is not None]
    elapsed, working, attributed, unexplained, net = (
        sum(map(attrgetter(name), counted))
        for name in ("elapsed", "working", "attributed", "unexplained", "net")
    )
    causes = _causes({(row.board, row.row) for row in counted}, rows)
    return Delays(
        reviews=len(counted),
        elapsed=elapsed,
        working=working,
        attributed=attributed,
        unexplained=unexplained,
        net=net,
        shared=attributed - sum(each.exclusive for each in causes),
        causes=causes,
    )


def agencies(rows: Iterable[DocumentRow]) -> tuple[AgencyDays, ...]:
    """Say how agencies answer requests for their timelines: alphabetical, never ranked (R21)."""
    counted: defaultdict[str, Counter[tuple[str, int]]] = defaultdict(Counter)
    for row in rows:
        counted[row.agency][row.state, row.days] += 1
    return tuple(_agency(code, own) for code, own in sorted(counted.items()))


def _agency(code: str, own: Counter[tuple[str, int]]) -> AgencyDays:
    days: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for (state, took), n in own.items():
        days[state][took] += n
    return AgencyDays(
        agency=code,
        came=spread(days["came"]),
        given_up=days["given_up"].total(),
        waiting=days["waiting"].total(),
        longest_waiting=max(days["waiting"], default=0),
    )


def _causes(reviews: Collection[tuple[str, str]], rows: Iterable[DelayRow]) -> tuple[CauseDays, ...]:
    """Add up each cause's days, the most first."""
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows:
        if (row.board, row.row) in reviews:
            own = sums[row.cause]
            own[0] += row.any
            own[1] += row.exclusive
            own[2] += row.shared
            own[3] += 1
    return tuple(
        CauseDays(cause, *sums[cause]) for cause in sorted(sums, key=lambda one: (-sums[one][0], one))
    )
