"""Diaries of the people who work on reviews: when they are busy, and nothing of why."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from models.records.base import SHORT_TEXT, Record, instant, one_of

SOURCES = ("file", "url", "caldav", "form")
BLOCKS = ("busy", "tentative", "away")
BOARD_DAYS = ("sits", "closed", "school_holiday")
OCCASIONS = ("decision", "panel", "hold", "quorum", "replaced", "diaries", "nightly", "asked")
"""Why a programme was proposed."""


class Diary(Record, table=True):
    """A source of somebody's busy time, and for which days it is complete; outside them it is not known.

    ``url`` is a secret as a password is: whoever has it reads the diary. ``problem`` says
    why the last reading failed (the code of a sentence); what was read before stands then.
    """

    __table_args__ = (
        one_of("source", SOURCES),
        UniqueConstraint("person_code", "source"),
        CheckConstraint("known_until >= known_from", name="known"),
    )

    person_code: str = Field(foreign_key="person.code", index=True)
    source: str
    url: str = Field(default="", max_length=2000)
    etag: str = Field(default="", max_length=SHORT_TEXT)
    known_from: date | None = None
    known_until: date | None = None
    read_at: datetime | None = instant(default=None)
    tried_at: datetime | None = instant(default=None)
    problem: str | None = None


class BusyBlock(Record, table=True):
    """A stretch of time at which somebody is busy; the last instant is left out."""

    __table_args__ = (one_of("kind", BLOCKS), CheckConstraint("ends_at > starts_at", name="ends_at"))

    diary_id: int = Field(foreign_key="diary.id", index=True)
    starts_at: datetime = instant()
    ends_at: datetime = instant(index=True)
    kind: str = "busy"


class BoardDay(Record, table=True):
    """A day of a Board's own calendar: it sits, it is closed, or schools in its area are."""

    __table_args__ = (
        one_of("kind", BOARD_DAYS),
        UniqueConstraint("board_code", "kind", "since"),
        CheckConstraint("until >= since", name="dates"),
        CheckConstraint("ends > starts", name="hours"),
    )

    board_code: str = Field(foreign_key="board.code", index=True)
    kind: str
    since: date
    until: date
    starts: time | None = None
    ends: time | None = None


class Venue(Record, table=True):
    """Where a Board's meetings may be, and how many minutes people travel there."""

    __table_args__ = (
        UniqueConstraint("board_code", "place"),
        CheckConstraint("travel_minutes BETWEEN 0 AND 240", name="travel_minutes"),
    )

    board_code: str = Field(foreign_key="board.code", index=True)
    place: str = Field(max_length=SHORT_TEXT)
    travel_minutes: int = 0


class ProposedProgramme(Record, table=True):
    """A whole programme of a review as it was proposed, one of up to three of the same round."""

    __table_args__ = (
        one_of("occasion", OCCASIONS),
        one_of("state", ("proposed", "chosen", "superseded")),
        UniqueConstraint("review_id", "round", "number"),
    )

    review_id: int = Field(foreign_key="review.id", index=True)
    round: int
    number: int
    occasion: str
    state: str = "proposed"
    made_on: date
    ends_on: date
    required_missing: int
    agencies_missing: int
    member_points: int
    days_cost: int
    chosen_on: date | None = None
    chosen_by: str | None = None


class ProposedMeeting(Record, table=True):
    """A meeting of a programme that was proposed, and who cannot come to it.

    ``absent`` has rows of person, part, cause, agency and stand-in: codes alone. A meeting
    that people have accepted stands in every programme as it is, and is *fixed*.
    """

    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_at"),)

    programme_id: int = Field(foreign_key="proposedprogramme.id", index=True)
    kind: str
    number: int = 1
    starts_at: datetime = instant()
    ends_at: datetime = instant()
    place: str = Field(default="", max_length=SHORT_TEXT)
    fixed: bool = False
    no_later_than: date | None = None
    absent: list[dict[str, str | None]] = Field(sa_type=JSONB)


class ForecastMade(Record, table=True):
    """When a review was expected to be complete, as forecast on a day: bounds of 80 and 50 %, the middle."""

    __table_args__ = (UniqueConstraint("review_id", "made_on"),)

    review_id: int = Field(foreign_key="review.id", index=True)
    made_on: date
    tenth: date
    quarter: date
    half: date
    three_quarters: date
    ninetieth: date
    reviews_known: int
