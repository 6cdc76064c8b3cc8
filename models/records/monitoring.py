"""What the data set keeps: reviews' rows as last read, the figures of each night, counts of earlier years."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from models.records.base import SHORT_TEXT, Record, instant


class MonitoringRow(Record, table=True):
    """A review's rows of the data set as they were when it was last read, so that it need not be read again.

    ``ended`` says that no day to come changes them; ``last_milestone`` and ``superseded`` that
    nothing was entered or corrected since; ``version`` that the tables have had their shape since.
    """

    __table_args__ = (UniqueConstraint("review_id"),)

    review_id: int = Field(foreign_key="review.id")
    board_code: str = Field(foreign_key="board.code", index=True)
    version: str
    as_of: date
    ended: bool
    last_milestone: int
    superseded: int
    rows: dict[str, Any] = Field(sa_type=JSON)


class MonitoringSnapshot(Record, table=True):
    """The national figures of a day, made of the rows as they were known then; one a day, the last taken."""

    __table_args__ = (UniqueConstraint("as_of"),)

    as_of: date
    taken_at: datetime = instant()
    version: str
    reviews: int
    ties: bool
    figures: dict[str, Any] = Field(sa_type=JSONB)


class EarlierCount(Record, table=True):
    """A count of earlier years as it was printed; no value: not known. Without a Board it is of all."""

    __table_args__ = (UniqueConstraint("period", "board_code", "measure"),)

    period: str
    board_code: str = ""
    measure: str
    value: int | None = None
    source: str = Field(max_length=SHORT_TEXT)
