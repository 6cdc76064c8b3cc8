"""The figures of each night: only reviews that are open, or were changed since, are read again.

A review's rows are kept with it. They stand until something is entered or corrected, and for a
review that has ended no day to come changes them.
"""

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Text, and_, cast, func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from models.casework.entering import Office
from models.casework.monitoring.data_set import Rows, gathered, rows_of
from models.casework.on_record import read
from models.monitoring import national
from models.monitoring.checks import Check, added, earlier_checks, row_checks, totals
from models.monitoring.rows import (
    VERSION,
    DataSet,
    DelayRow,
    DocumentRow,
    ProcessRow,
    ReviewRow,
    StepRow,
)
from models.records import Milestone, MonitoringRow, MonitoringSnapshot, Review, metadata

AT_ONCE = 500
"""How many reviews' rows are written together."""


@dataclass(frozen=True)
class Refreshed:
    """What a night did: as of which day, of how many reviews, how many were read anew, and what ties."""

    as_of: date
    reviews: int
    read: int
    checks: tuple[Check, ...]

    @property
    def broken(self) -> Check | None:
        """Give the first check that does not tie."""
        return next((each for each in self.checks if not each.ties), None)


class _Mark(NamedTuple):
    """By what it is known that a review's record has not changed."""

    last_milestone: int
    superseded: int


def refresh(office: Office) -> Refreshed:
    """Bring the rows up to date, make the figures of today, and keep both."""
    with _nothing_collected():
        return _refresh(office)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Let no garbage be looked for: millions of plain rows are made, none of them in a circle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _refresh(office: Office) -> Refreshed:
    anew, of_rows = _read_anew(office)
    found, steps = _kept_data(office)
    counted = (*totals(found), *of_rows, *earlier_checks(found.earlier))
    values = {
        "as_of": office.today,
        "taken_at": office.now,
        "version": VERSION,
        "reviews": len(found.reviews),
        "ties": all(each.ties for each in counted),
        "figures": national.plain(national.picture(found, steps=steps)),
    }
    _put(office.session, MonitoringSnapshot, [values], key="as_of")
    return Refreshed(office.today, len(found.reviews), anew, counted)


def _kept_data(office: Office) -> tuple[DataSet, Counter[national.StepKey]]:
    """Give the data set of the rows as they were last read, and its deadlines counted.

    There are millions of those, of some thousand kinds, and figures only count them: no rows are made of them.
    """
    steps: Counter[national.StepKey] = Counter()
    rows = list(_kept_rows(office.session, steps))
    boards = {each.review.board for each in rows}
    found = gathered(office.session, rows, boards=boards, as_of=office.today, known_on=office.today)
    return found, steps


def _read_anew(office: Office) -> tuple[int, tuple[Check, ...]]:
    """Read again what is open or was changed; give how many that were, and what ties in their rows.

    What does not tie is read again every night, so that the figures go on saying so.
    """
    marks = _changed(office.session)
    counted: list[Check] = []
    rows = map(rows_of, read(office.session, reviews=marks, as_of=office.today))
    while some := list(islice(rows, AT_ONCE)):
        found = row_checks(_among_themselves(some, office.today))
        ties = all(each.ties for each in found)
        kept = [{**_kept(each, marks[each.key], office.today), "ended": each.ended and ties} for each in some]
        _put(office.session, MonitoringRow, kept, key="review_id")
        counted += found
    return len(marks), added(counted)


def _among_themselves(some: Sequence[Rows], on: date) -> DataSet:
    """Put some reviews' rows together, with nothing beside them."""
    beside: dict[str, Any] = {
        name: tuple(row for each in some for row in getattr(each, name)) for name in _BESIDE
    }
    reviews = tuple(each.review for each in some)
    boards = tuple(sorted({row.board for row in reviews}))
    return DataSet(VERSION, on.isoformat(), on.isoformat(), boards, reviews, **beside)


def _changed(session: Session) -> dict[int, _Mark]:
    """Give the marks of the reviews whose kept rows do not stand.

    None are kept, or the review has not ended, or the mark is another one: a correction
    supersedes a milestone, anything else enters one.
    """
    entered = (
        select(
            col(Milestone.review_id),
            func.max(Milestone.id).label("last"),
            func.count(col(Milestone.superseded_at)).label("superseded"),
        )
        .group_by(col(Milestone.review_id))
        .subquery()
    )
    last = func.coalesce(entered.c.last, 0)
    superseded = func.coalesce(entered.c.superseded, 0)
    stands = and_(
        col(MonitoringRow.review_id) == Review.id,
        col(MonitoringRow.ended),
        col(MonitoringRow.version) == VERSION,
        col(MonitoringRow.last_milestone) == last,
        col(MonitoringRow.superseded) == superseded,
    )
    wanted = (
        select(col(Review.id), last, superseded)
        .outerjoin(entered, entered.c.review_id == Review.id)
        .outerjoin(MonitoringRow, stands)
        .where(col(MonitoringRow.id).is_(None))
    )
    return {key or 0: _Mark(*mark) for key, *mark in session.execute(wanted)}


def _put(session: Session, kind: type[Any], rows: list[dict[str, Any]], *, key: str) -> None:
    """Write rows that replace those of the same key."""
    statement = insert(kind)
    changed = {name: statement.excluded[name] for name in rows[0] if name != key}
    session.execute(statement.on_conflict_do_update(index_elements=[key], set_=changed), rows)


def _kept(rows: Rows, mark: _Mark, as_of: date) -> dict[str, Any]:
    return {
        "review_id": rows.key,
        "board_code": rows.review.board,
        "version": VERSION,
        "as_of": as_of,
        "ended": rows.ended,
        **mark._asdict(),
        "rows": _plain(rows),
    }


_BESIDE = {"delays": DelayRow, "steps": StepRow, "documents": DocumentRow, "processes": ProcessRow}
_NAMES = {kind: tuple(each.name for each in fields(kind)) for kind in (ReviewRow, *_BESIDE.values())}
_OWN = 2
"""Rows beside a review begin with its Board and code, which are kept once."""


def _plain(rows: Rows) -> dict[str, Any]:
    """Put rows into lists of values, in the order of their fields."""
    plain: dict[str, Any] = {"review": [getattr(rows.review, name) for name in _NAMES[ReviewRow]]}
    for name, kind in _BESIDE.items():
        own = _NAMES[kind][_OWN:]
        plain[name] = [[getattr(row, field) for field in own] for row in getattr(rows, name)]
    return plain


def _kept_rows(session: Session, steps: Counter[national.StepKey]) -> Iterator[Rows]:
    """Give every review's rows as they are kept, its deadlines only counted; all are of this version."""
    # The table's own columns: what goes through the mapped class takes twice as long.
    kept = metadata.tables[str(MonitoringRow.__tablename__)].columns
    text = select(kept.review_id, kept.ended, cast(kept.rows, Text))
    for key, ended, written in session.execute(text.execution_options(yield_per=2000)):
        plain = orjson.loads(written)
        steps.update(map(tuple, plain["steps"]))
        yield _rows(key, ended, plain)


def _rows(key: int, ended: bool, plain: dict[str, Any]) -> Rows:
    """Make rows of what is kept, but for the deadlines."""
    review = ReviewRow(*plain["review"])
    beside: dict[str, Any] = {
        name: tuple([kind(review.board, review.row, *values) for values in plain[name]])
        for name, kind in _BESIDE.items()
        if kind is not StepRow
    }
    return Rows(key, ended, review, steps=(), **beside)
