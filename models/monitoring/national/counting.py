"""How many there are, and how they add up."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TypeVar

from models.monitoring.national.figures import Cell, Number
from models.monitoring.rows import ProcessRow, ReviewRow

REVIEWS = frozenset({"concise", "extended"})
"""The outcomes after which a review is held."""
NOT_DECIDED = "not_decided"
NOT_KNOWN = "not_known"

_Key = TypeVar("_Key", bound=Hashable)


def number(
    rows: Sequence[ReviewRow], reviews: Sequence[ReviewRow], processes: Iterable[ProcessRow]
) -> Number:
    """Count the referrals by Board, outcome and status; *reviews* are those of the rows that became one."""
    cells = Counter((row.board, row.decided or NOT_DECIDED, row.status) for row in rows)
    forums = (row.forum or NOT_KNOWN for row in rows if row.decided == "mapf")
    return Number(
        referrals=len(rows),
        cells=tuple(Cell(*key, n) for key, n in sorted(cells.items())),
        by_board=_added(cells, 0),
        by_outcome=_added(cells, 1),
        by_status=_added(cells, 2),
        by_year=in_order(Counter(row.referred_in[:4] for row in rows if row.referred_in)),
        reviews=len(reviews),
        reviews_by_status=in_order(Counter(map(attrgetter("status"), reviews))),
        published=sum(row.published_in is not None for row in reviews),
        closed=sum(row.closed_in is not None for row in reviews),
        notified=sum(row.notified for row in rows),
        forums=in_order(Counter(forums)),
        processes=in_order(Counter(map(attrgetter("kind"), processes))),
    )


def in_order(counted: Mapping[_Key, int]) -> dict[_Key, int]:
    """Give counts in the order of their codes, so that the same rows always give the same figures."""
    return dict(sorted(counted.items(), key=lambda each: str(each[0])))


def _added(cells: Mapping[tuple[str, str, str], int], place: int) -> dict[str, int]:
    added: Counter[str] = Counter()
    for key, n in cells.items():
        added[key[place]] += n
    return in_order(added)
