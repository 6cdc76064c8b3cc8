"""Read reviews from the record, some hundreds at a time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session, col

from models.casework.on_record.as_then import Then
from models.casework.on_record.chunk import Chunk
from models.casework.on_record.record import OnRecord
from models.guidance.meeting_kinds import day_of
from models.guidance.route import REFERRAL
from models.records import Review

AT_ONCE = 500
"""How many reviews are read together: enough that queries do not count, few enough for memory."""


def read(
    session: Session,
    *,
    reviews: Iterable[int] | None = None,
    board: str | None = None,
    as_of: date,
    known_on: date | None = None,
) -> Iterator[OnRecord]:
    """Give the reviews as their record stood, in the order of their numbers.

    Args:
        session: its transaction stays open while the reviews are looked at: what they are
            asked for is read then.
        reviews: the numbers of the only ones wanted; all if none are named.
        board: the code of the Board whose reviews are wanted; every Board's if none is named.
        as_of: the last day that counts; what happened later is left out.
        known_on: the day by whose end something had been entered, and had not been
            superseded yet; left out, all that is known now.
    """
    then = Then(as_of, known_on)
    for some in _by_hundreds(session, reviews, board):
        chunk = Chunk(session, [each.id for each in some], then)
        for each in some:
            found = _record(each, chunk)
            if found.milestones or day_of(each.opened_at) <= min(as_of, known_on or as_of):
                yield found


def one(session: Session, review: Review, *, as_of: date, known_on: date | None = None) -> OnRecord:
    """Give one review as its record stood, whether or not there was anything on it yet."""
    then = Then(as_of, known_on)
    return _record(review, Chunk(session, [review.key], then))


def _by_hundreds(
    session: Session, reviews: Iterable[int] | None, board: str | None
) -> Iterator[Sequence[Any]]:
    """Give the rows of the reviews, so many at a time."""
    wanted = select(Review.__table__).order_by(col(Review.id))  # type: ignore[attr-defined]
    if board is not None:
        wanted = wanted.where(col(Review.board_code) == board)
    if reviews is None:
        yield from _page_by_page(session, wanted)
    else:
        keys = iter(sorted(set(reviews)))
        while some := list(islice(keys, AT_ONCE)):
            yield session.execute(wanted.where(col(Review.id).in_(some))).all()


def _page_by_page(session: Session, wanted: Select[Any]) -> Iterator[Sequence[Any]]:
    last = 0
    while some := session.execute(wanted.where(col(Review.id) > last).limit(AT_ONCE)).all():
        yield some
        last = some[-1].id


def _record(review: Any, chunk: Chunk) -> OnRecord:  # noqa: ANN401 - a review, or a plain row of one
    happened = chunk.happened.get(review.id, ())
    referred = any(each.step == REFERRAL for each in happened)
    return OnRecord(
        key=review.id,
        reference=review.reference,
        board_code=review.board_code,
        pack=review.pack if referred else None,
        completion_anchor=review.completion_anchor,
        export_code=review.export_code,
        synthetic=review.synthetic or any(each.synthetic for each in happened),
        as_of=chunk.then.as_of,
        known_on=chunk.then.known_on,
        milestones=happened,
        _chunk=chunk,
    )
