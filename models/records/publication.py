"""Stages S18-S22: submission, publication, and who has acknowledged the learning."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.records.base import Fact, Record, one_of


class Submission(Fact, table=True):
    """What Welsh Government answered to the final report: it may comment, never approve."""

    __table_args__ = (one_of("further_action", ("none", "inspectorates_drawn_in")),)

    further_action: str


class Publication(Fact, table=True):
    """The published report: cleared, the family told first, in Welsh and in English."""

    legal_clearance_on: date
    family_told_on: date | None = None


class Channel(Fact, table=True):
    """One way in which an agency passed the learning on, and how many it reached."""

    __table_args__ = (
        one_of("channel", ("briefing", "workshop", "newsletter", "training", "team_meeting", "other")),
    )

    agency_code: str = Field(foreign_key="agency.code")
    channel: str
    reach: int = 0


class Acknowledgement(Record, table=True):
    """A Board or agency that was sent the learning: what it answered, or that it never did."""

    __table_args__ = (
        one_of("addressee_kind", ("board", "agency")),
        one_of("state", ("asked", "acknowledged", "missing")),
        UniqueConstraint("review_id", "addressee_kind", "addressee"),
    )

    review_id: int = Field(foreign_key="review.id", index=True)
    addressee_kind: str
    addressee: str
    asked_on: date
    state: str = "asked"
    chased_on: date | None = None
    chased_again_on: date | None = None
    settled_on: date | None = None
