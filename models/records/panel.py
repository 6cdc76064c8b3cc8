"""Stages S06-S10: the Panel, its reviewers, agencies' timelines, the family."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from models.records.base import SHORT_TEXT, Fact, Record, one_of

FAMILY = ("offered", "accepted", "declined", "embargoed", "not_appropriate")


class PanelMember(Fact, table=True):
    """A member of the Review Panel for an agency; one of them is its Chair."""

    __table_args__ = (
        Index("uq_panelmember_chair", "milestone_id", unique=True, postgresql_where=text("chairs")),
        UniqueConstraint("milestone_id", "person_code"),
    )

    person_code: str = Field(foreign_key="person.code")
    agency_code: str = Field(foreign_key="agency.code")
    chairs: bool = False


class Appointment(Fact, table=True):
    """A reviewer, trained, who has declared independence of the case and of its management."""

    __table_args__ = (
        UniqueConstraint("milestone_id", "person_code"),
        CheckConstraint("independent", name="independent"),
    )

    person_code: str = Field(foreign_key="person.code")
    trained_on: date
    independent: bool


class DocumentRequest(Record, table=True):
    """A timeline asked of an agency, and the milestone with which it came or was given up."""

    __table_args__ = (UniqueConstraint("review_id", "agency_code"),)

    review_id: int = Field(foreign_key="review.id", index=True)
    agency_code: str = Field(foreign_key="agency.code")
    asked_on: date
    period_from: date | None = None
    period_to: date | None = None
    milestone_id: int | None = Field(default=None, foreign_key="milestone.id")
    missing_reason: str | None = Field(default=None, max_length=SHORT_TEXT)


class FamilyContact(Fact, table=True):
    """Where contact with the family, or with a child, stands; held by a named professional."""

    __table_args__ = (
        one_of("party", ("family", "child")),
        one_of("state", FAMILY),
        one_of("language", ("cy", "en", "other", "unknown")),
    )

    party: str = "family"
    state: str
    language: str = "unknown"
    contact_via: str | None = Field(default=None, foreign_key="person.code")
