"""Some hundreds of reviews read together: one query a kind of row, when the first of them asks for it."""

from collections import defaultdict, namedtuple
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from typing import cast as typed

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Table,
    Text,
    any_,
    bindparam,
    cast,
    or_,
    select,
)
from sqlmodel import Session, SQLModel

from models.casework.on_record.as_then import AS_THEN, PARENTS, SINCE, Then
from models.casework.on_record.happened import Happened
from models.guidance.route import CLOSURE, THEMES
from models.records import Action, Fact, Milestone

_ENDS = {(CLOSURE[0].value, CLOSURE[1]), (THEMES[0].value, THEMES[1])}


class Chunk:
    """The rows of some reviews, as they stood and were known then; by review, in the order entered.

    Those that are closed and those under way are read apart: of what is closed less is asked.
    """

    def __init__(self, session: Session, keys: Sequence[int], then: Then) -> None:
        """Read what happened; every other kind of row waits until it is asked for."""
        # What is still to be written would not be read otherwise: these are no queries of mapped classes.
        session.flush()
        self._session = session
        self.then = then
        self.happened: Mapping[int, tuple[Happened, ...]] = _by_review(
            map(Happened._make, session.execute(_happened(then), {"keys": list(keys)}).all())
        )
        self._closed = {
            key
            for key, rows in self.happened.items()
            if any((each.stage, each.milestone) in _ENDS for each in rows)
        }
        self._keys = {
            True: [key for key in keys if key in self._closed],
            False: [key for key in keys if key not in self._closed],
        }
        self._known = frozenset(each.id for rows in self.happened.values() for each in rows)
        self._rows: dict[tuple[type, bool], Mapping[int, tuple[Any, ...]]] = {}

    def rows(self, kind: type[SQLModel], review: int) -> tuple[Any, ...]:
        """Give a review's rows of a kind."""
        wanted = kind, review in self._closed
        if wanted not in self._rows:
            self._rows[wanted] = _by_review(self._stood(*wanted))
        return self._rows[wanted].get(review, ())

    def _stood(self, kind: type[SQLModel], closed: bool) -> Iterator[Any]:
        """Give the rows that had begun and were known, without what was filled in later."""
        as_then, since = AS_THEN.get(kind), SINCE.get(kind)
        for row in self._read(kind, self._keys[closed]):
            if since and getattr(row, since) > self.then.as_of:
                continue
            yield as_then(row, self.then, self._known) if as_then else row

    def _read(self, kind: type[SQLModel], keys: list[int]) -> Iterable[Any]:
        found = map(_row(kind)._make, self._session.execute(_selection(kind), {"keys": keys}).all())
        if issubclass(kind, Fact):
            return (row for row in found if row.milestone_id in self._known)
        if kind in PARENTS:
            parent, column = PARENTS[kind]
            stand = {row.id for key in keys for row in self.rows(parent, key)}
            return (row for row in found if getattr(row, column) in stand)
        return found


def _by_review(rows: Iterable[Any]) -> Mapping[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.review_id].append(row)
    return {key: tuple(each) for key, each in found.items()}


def _known_then(milestone: Table, then: Then) -> Iterator[ColumnElement[bool]]:
    """Say in SQL which milestones had happened, and stood on the record as it was known."""
    superseded_at = milestone.c.superseded_at
    yield milestone.c.happened_on <= then.as_of
    if (before := then.known_before) is None:
        yield superseded_at.is_(None)
    else:
        yield milestone.c.recorded_at < before
        yield or_(superseded_at.is_(None), superseded_at >= before)


def _happened(then: Then) -> Select[Any]:
    """Select what happened; what an answer coded is left as text, which few readers have to take apart."""
    milestone, action = _table(Milestone), _table(Action)
    columns = [milestone.c[name] for name in Happened._fields[:-2]]
    return (
        select(*columns, cast(milestone.c.coded, Text), action.c.due_on)
        .outerjoin_from(milestone, action, action.c.id == milestone.c.action_id)
        .where(_among(milestone.c.review_id), *_known_then(milestone, then))
        .order_by(milestone.c.id)
    )


def _among(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Say that a column holds one of the numbers given as ``keys``: one parameter, however many they are."""
    return column == any_(bindparam("keys", type_=ARRAY(Integer)))


def _table(kind: type[SQLModel]) -> Table:
    return typed("Table", kind.__table__)  # type: ignore[attr-defined]


@cache
def _row(kind: type[SQLModel]) -> Any:  # noqa: ANN401 - a class made from the table's columns
    """Make the plain row of a kind: its columns, and the review where another row names that."""
    names = [column.name for column in _table(kind).columns]
    return namedtuple(kind.__name__, names if "review_id" in names else [*names, "review_id"])  # noqa: PYI024


@cache
def _selection(kind: type[SQLModel]) -> Select[Any]:
    """Select the rows of a kind that belong to the reviews, directly or through other rows; made once."""
    table = _table(kind)
    if "review_id" in table.columns:
        return select(table).where(_among(table.c.review_id)).order_by(table.c.id)
    joined: FromClause = table
    owner, below = table, kind
    while "review_id" not in owner.columns:
        parent, column = PARENTS[below]
        above = _table(typed("type[SQLModel]", parent))
        joined = joined.join(above, owner.columns[column] == above.c.id)
        owner, below = above, typed("type[SQLModel]", parent)
    reviews = owner.c.review_id
    return select(table, reviews).select_from(joined).where(_among(reviews)).order_by(table.c.id)
