"""The desk: the installation's clock, and what is asked of whom."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from models.records.base import Record, instant, one_of


class Installation(SQLModel, table=True):
    """This installation; only a demonstration's clock may be moved.

    ``mail_away_since`` is when the mail server was first found away, ``mail_away_told_at``
    when somebody was told; both stand until it is back.
    """

    __table_args__ = (
        one_of("kind", ("live", "demo")),
        CheckConstraint("this_one", name="one_row"),
        CheckConstraint("kind = 'demo' OR office_time IS NULL", name="clock_moves_in_demonstrations_only"),
    )

    this_one: bool = Field(default=True, primary_key=True)
    kind: str = "live"
    office_time: datetime | None = instant(default=None)
    mail_away_since: datetime | None = instant(default=None)
    mail_away_told_at: datetime | None = instant(default=None)


class Action(Record, table=True):
    """What a person must do, by when, and which source says so.

    ``attempt`` counts how often a run has suspended on it; ``draft`` is what was
    refused, as far as it may be kept, and ``refusal`` why: codes and facts. ``remind_on``
    is the day on which its ladder of reminders is looked at next.
    """

    __table_args__ = (
        one_of("state", ("open", "answered", "withdrawn")),
        Index(
            "uq_action_open",
            "review_id",
            "stage",
            "milestone",
            "subject",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_action_due", "due_on", postgresql_where=text("state = 'open'")),
        Index("ix_action_remind", "remind_on", postgresql_where=text("state = 'open'")),
    )

    review_id: int = Field(foreign_key="review.id", index=True)
    stage: str
    milestone: str
    subject: str = ""
    round: int = 1
    role: str
    person_code: str | None = Field(default=None, foreign_key="person.code")
    due_on: date | None = None
    act_by: date | None = None
    remind_on: date | None = None
    source: str = ""
    provenance: str = ""
    state: str = "open"
    opened_at: datetime = instant()
    closed_at: datetime | None = instant(default=None)
    attempt: int = 0
    draft: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    refusal: list[dict[str, Any]] | None = Field(default=None, sa_type=JSONB)
