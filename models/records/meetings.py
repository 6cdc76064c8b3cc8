"""Meetings of a review, who is invited to them, and every answer that came."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from models.records.base import SHORT_TEXT, Record, instant, one_of

MEETINGS = ("panel", "family", "learning_event", "board", "forum")
PARTS = ("chair", "required", "optional")
ANSWERS = ("accepted", "tentative", "declined", "delegated", "countered")
STANDS = ("needs_action", "accepted", "tentative", "declined", "delegated", "uninvited")
REASONS = (
    "diary",
    "leave",
    "sickness",
    "left_post",
    "disciplinary_advice",
    "police_advice",
    "affected_by_the_case",
    "other",
)
"""Why somebody cannot come, or must not be asked to."""
VIA = ("mail", "first_line", "page", "telephone")


class Meeting(Record, table=True):
    """A meeting of a review: pencilled, planned, held or cancelled; one row a meeting for ever.

    ``planned_on`` is its day in London; ``starts_at`` and ``ends_at`` stand once it has a
    time. ``sequence`` counts as RFC 5546 section 2.1.4 asks. ``new_date_asked_on`` is the
    day on which an acceptance that the quorum needs was withdrawn.
    """

    __table_args__ = (
        one_of("kind", MEETINGS),
        one_of("state", ("pencilled", "planned", "held", "cancelled")),
        UniqueConstraint("review_id", "kind", "number"),
        CheckConstraint("sequence >= 0", name="sequence"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_at"),
    )

    review_id: int = Field(foreign_key="review.id", index=True)
    kind: str
    number: int = 1
    uid: UUID = Field(unique=True)
    sequence: int = 0
    state: str = "planned"
    planned_on: date | None = None
    starts_at: datetime | None = instant(default=None)
    ends_at: datetime | None = instant(default=None)
    place: str = Field(default="", max_length=SHORT_TEXT)
    online_url: str = Field(default="", max_length=SHORT_TEXT)
    new_date_asked_on: date | None = None


class Invitation(Record, table=True):
    """A person's invitation to a meeting, and the answer that stands.

    ``answered_sequence`` and ``answered_stamp`` order answers: the newest wins, never the
    last to arrive. ``stands_in_for`` is the invited person whose deputy this one is.
    ``briefed_on`` is the day on which the agency said that the person was prepared.
    """

    __table_args__ = (
        one_of("part", PARTS),
        one_of("state", STANDS),
        UniqueConstraint("meeting_id", "person_code"),
    )

    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    person_code: str = Field(foreign_key="person.code", index=True)
    agency_code: str = Field(foreign_key="agency.code")
    part: str = "required"
    key_person: bool = False
    stands_in_for: str | None = Field(default=None, foreign_key="person.code")
    state: str = "needs_action"
    reason: str | None = None
    invited_on: date
    answered_on: date | None = None
    answered_sequence: int = Field(default=-1, sa_type=BigInteger)
    answered_stamp: datetime | None = instant(default=None)
    briefed_on: date | None = None


class Reply(Record, table=True):
    """One answer to an invitation, as it came; never changed, and not every one counts.

    ``outcome`` says what came of it: *applied*, *stale* (an older one, or to a date since
    moved), *repeated* (seen before), *shown* (a person must decide, such as a counter-proposal).
    """

    __table_args__ = (
        one_of("answer", ANSWERS),
        one_of("via", VIA),
        one_of("outcome", ("applied", "stale", "repeated", "shown")),
    )

    invitation_id: int = Field(foreign_key="invitation.id", index=True)
    answer: str
    reason: str | None = None
    deputy_code: str | None = Field(default=None, foreign_key="person.code")
    proposed_start: datetime | None = instant(default=None)
    proposed_end: datetime | None = instant(default=None)
    sequence: int = Field(sa_type=BigInteger)
    stamp: datetime = instant()
    via: str
    outcome: str
    entered_by: str
    received_id: int | None = Field(default=None, foreign_key="received.id")
    recorded_at: datetime = instant()


class MeetingOption(Record, table=True):
    """A time that is offered for a meeting before it has one: people say who could come."""

    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    number: int
    starts_at: datetime = instant()
    ends_at: datetime = instant()
    withdrawn: bool = False


class Availability(Record, table=True):
    """Whether a person could come at a time that was offered; no row: not known, never free."""

    __table_args__ = (UniqueConstraint("option_id", "person_code"), one_of("can", ("yes", "no")))

    option_id: int = Field(foreign_key="meetingoption.id", index=True)
    person_code: str = Field(foreign_key="person.code")
    can: str
    answered_on: date


class Withdrawal(Record, table=True):
    """A person who must not be invited to, or written to about, a review: for a coded reason."""

    __table_args__ = (UniqueConstraint("review_id", "person_code"), one_of("reason", REASONS))

    review_id: int = Field(foreign_key="review.id", index=True)
    person_code: str = Field(foreign_key="person.code")
    reason: str
    since: date
    ended_on: date | None = None


class Feedback(Record, table=True):
    """What somebody who took part said of a Learning Event; nobody is named."""

    __table_args__ = (
        CheckConstraint("helpful BETWEEN 1 AND 5", name="helpful"),
        one_of("prepared", ("yes", "no")),
    )

    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    helpful: int
    prepared: str
    given_on: date
