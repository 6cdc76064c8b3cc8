"""What is kept beside the invitations of a Learning Event, so that nobody is unprepared or forgotten."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from models.records.base import Record, one_of
from models.records.meetings import REASONS

ROUTES = ("written", "spoken", "none")
"""How somebody who cannot come to a Learning Event has their say: *none* has a reason."""


class AgencyTold(Record, table=True):
    """The lead of an agency said that the agency's people know of which child the Learning Event is."""

    __table_args__ = (UniqueConstraint("meeting_id", "agency_code"),)

    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    agency_code: str = Field(foreign_key="agency.code")
    told_on: date


class Contribution(Record, table=True):
    """How a person who will not be at a Learning Event contributes otherwise, or why not."""

    __table_args__ = (
        UniqueConstraint("meeting_id", "person_code"),
        one_of("route", ROUTES),
        one_of("reason", REASONS),
        CheckConstraint("route <> 'none' OR reason IS NOT NULL", name="none_has_a_reason"),
    )

    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    person_code: str = Field(foreign_key="person.code")
    route: str
    reason: str | None = None
    recorded_on: date
