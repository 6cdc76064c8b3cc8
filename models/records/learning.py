"""Stages S13-S15, S21 and S23: learning, report, sign-off, action plan and its effect."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from models.records.base import SHORT_TEXT, Fact, one_of


class Attendance(Fact, table=True):
    """How many people of an agency came."""

    __table_args__ = (
        UniqueConstraint("milestone_id", "agency_code"),
        CheckConstraint("attended >= 0", name="attended"),
    )

    agency_code: str = Field(foreign_key="agency.code")
    attended: int


class LearningPoint(Fact, table=True):
    """One point of learning; it belongs to agencies together, never to a person."""

    __table_args__ = (UniqueConstraint("milestone_id", "number"),)

    number: int
    learning: str = Field(max_length=SHORT_TEXT)


class ReportVersion(Fact, table=True):
    """A version of the report or of the action plan, known by its fingerprint; no content is kept."""

    __table_args__ = (
        one_of("document", ("report", "action_plan")),
        one_of("state", ("draft", "final")),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
    )

    document: str
    state: str
    sha256: str | None = None


class SignOff(Fact, table=True):
    """What the Board said of the report: signed off, or returned with comments."""

    __table_args__ = (one_of("outcome", ("signed_off", "returned")),)

    outcome: str
    by_correspondence: bool = False
    comments: int = 0


class PlanItem(Fact, table=True):
    """Something that an agency will do, by when, and how its effect will be seen."""

    __table_args__ = (UniqueConstraint("milestone_id", "number"),)

    number: int
    agency_code: str = Field(foreign_key="agency.code")
    due_on: date
    action: str = Field(max_length=SHORT_TEXT)
    measure: str = Field(max_length=SHORT_TEXT)


class PlanProgress(Fact, table=True):
    """Where an item of the action plan stood at a check."""

    __table_args__ = (one_of("state", ("open", "done", "not_done")),)

    plan_item_id: int = Field(foreign_key="planitem.id", index=True)
    state: str
