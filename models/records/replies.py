"""What came by mail: each message once, what it was and what came of it; its text is not kept."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from models.records.base import Record, instant, one_of

KINDS = ("reply", "counter", "refresh", "answer", "bounce", "automatic", "mail", "broken")
OUTCOMES = ("applied", "offered", "stale", "repeated", "refused", "shown", "ignored", "quarantined")


class Received(Record, table=True):
    """One message in the replies mailbox, known by where it lay, its Message-ID and its fingerprint.

    The message itself stays in the mailbox, under ``Processed`` or ``Quarantine``;
    ``moved`` says that it lies there. ``seen_by`` is who settled one that was shown.
    """

    __table_args__ = (
        one_of("kind", KINDS),
        one_of("outcome", OUTCOMES),
        UniqueConstraint("account", "folder", "uidvalidity", "uid"),
        Index("ix_received_message_id", "message_id"),
        Index("ix_received_sha256", "sha256"),
        Index("ix_received_shown", "id", postgresql_where=text("outcome = 'shown' AND seen_by IS NULL")),
    )

    account: str
    folder: str
    uidvalidity: str
    uid: str
    message_id: str | None = None
    sha256: str
    kind: str
    outcome: str
    reason: str | None = None
    person_code: str | None = Field(default=None, foreign_key="person.code")
    invitation_id: int | None = Field(default=None, foreign_key="invitation.id")
    letter_id: int | None = Field(default=None, foreign_key="letter.id")
    received_on: date
    recorded_at: datetime = instant()
    moved: bool = False
    seen_by: str | None = None


class Offer(Record, table=True):
    """An answer that came by mail and counts when the coordinator has confirmed it."""

    __table_args__ = (
        one_of("kind", ("action", "practitioners")),
        one_of("state", ("offered", "confirmed", "dismissed")),
        Index("ix_offer_open", "id", postgresql_where=text("state = 'offered'")),
    )

    kind: str
    review_id: int = Field(foreign_key="review.id", index=True)
    action_id: int | None = Field(default=None, foreign_key="action.id")
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    given: dict[str, Any] = Field(sa_type=JSONB)
    person_code: str = Field(foreign_key="person.code")
    received_id: int | None = Field(default=None, foreign_key="received.id")
    offered_on: date
    state: str = "offered"
    settled_by: str | None = None
    settled_on: date | None = None
