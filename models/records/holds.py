"""Parallel processes beside a review, the holds that they bring, and what delays are put down to."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from models.guidance.holds import CAUSES, PROCESSES, SCOPES
from models.records.base import SHORT_TEXT, Fact, one_of


class ParallelProcess(Fact, table=True):
    """A trial, an inquest or another process that runs beside the review."""

    __table_args__ = (
        one_of("kind", PROCESSES),
        CheckConstraint("ended_on IS NULL OR began_on IS NULL OR ended_on >= began_on", name="dates"),
    )

    kind: str
    began_on: date | None = None
    expected_end_on: date | None = None
    ended_on: date | None = None


class Hold(Fact, table=True):
    """Stages stopped at somebody's request, until a day that was agreed or until it is ended."""

    __table_args__ = (
        one_of("scope", SCOPES),
        CheckConstraint("ended_on IS NULL OR ended_on >= from_on", name="dates"),
        CheckConstraint("review_on > from_on", name="review_on"),
    )

    scope: str
    cause: str
    requested_by: str
    authority: str
    from_on: date
    review_on: date
    ended_on: date | None = None
    ended_milestone_id: int | None = Field(default=None, foreign_key="milestone.id")


class DelayAttribution(Fact, table=True):
    """Days that a person put down to a cause: from *since* until *until*, that day left out."""

    __table_args__ = (one_of("cause", CAUSES), CheckConstraint("until > since", name="dates"))

    cause: str
    since: date
    until: date
    reason: str = Field(max_length=SHORT_TEXT)
