"""Parallel processes beside a review, the holds that they bring, and what delays are put down to."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from models.guidance.holds import CAUSES, PROCESSES, SCOPES
from models.guidance.processes import CONTACT_ROLES
from models.records.base import SHORT_TEXT, Fact, one_of


class ParallelProcess(Fact, table=True):
    """A trial, an inquest or another process that runs beside the review.

    ``constrains`` lists the scopes that it bears on; empty says none, and nothing that nobody
    said. Its end may come by an answer of its own, ``ended_milestone_id``, or with the row.
    """

    __table_args__ = (
        one_of("kind", PROCESSES),
        one_of("contact_role", CONTACT_ROLES),
        CheckConstraint("ended_on IS NULL OR began_on IS NULL OR ended_on >= began_on", name="dates"),
        CheckConstraint("ended_on IS NOT NULL OR expected_end_on >= began_on", name="expected"),
    )

    kind: str
    contact_role: str | None = None
    began_on: date | None = None
    expected_end_on: date | None = None
    ended_on: date | None = None
    constrains: list[str] | None = Field(default=None, sa_type=JSONB(none_as_null=True))
    ended_milestone_id: int | None = Field(default=None, foreign_key="milestone.id")


class Hold(Fact, table=True):
    """Stages stopped at somebody's request, until it is ended; looked at again on a day that was agreed.

    ``ends_with_process`` says that it ends of itself with the process that is its cause.
    """

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
    ends_with_process: bool = False
    ended_on: date | None = None
    ended_milestone_id: int | None = Field(default=None, foreign_key="milestone.id")


class HoldReview(Fact, table=True):
    """A look at a hold that let it go on, until the next look on *review_on*."""

    hold_id: int = Field(foreign_key="hold.id", index=True)
    review_on: date


class DelayAttribution(Fact, table=True):
    """Days that a person put down to a cause: from *since* until *until*, that day left out."""

    __table_args__ = (one_of("cause", CAUSES), CheckConstraint("until > since", name="dates"))

    cause: str
    since: date
    until: date
    reason: str = Field(max_length=SHORT_TEXT)
