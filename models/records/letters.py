"""The outbox: letters meant, rendered once, sent, and what became of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from models.records.base import Record, instant, one_of

STATES = ("proposed", "pending", "sending", "accepted", "bounced", "unknown", "expired", "withdrawn")
METHODS = ("REQUEST", "CANCEL", "DECLINECOUNTER")


class Letter(Record, table=True):
    """A letter to one person.

    The intent is committed with the change that causes it. The sender renders
    the bytes once, at its first claim; from then they never change. *accepted*
    means accepted by the mail server, never delivered. *proposed* waits for the
    coordinator to release it. ``may_have_arrived`` stays true of one that was ever in
    doubt, whatever became of it since. ``after_id`` is a letter without which this one does
    not go; ``folded_into_id`` the digest that tells what this one would have said.
    """

    __table_args__ = (
        one_of("state", STATES),
        CheckConstraint(f"method IS NULL OR method IN {METHODS}", name="method"),
        UniqueConstraint(
            "review_id", "letter", "recipient", "due_on", "sequence", postgresql_nulls_not_distinct=True
        ),
        CheckConstraint(
            "state IN ('proposed', 'pending', 'withdrawn') OR message IS NOT NULL", name="rendered"
        ),
        Index("ix_letter_waiting", "due_on", "id", postgresql_where=text("state IN ('pending', 'sending')")),
        Index(
            "ix_letter_in_order", "recipient", "id", postgresql_where=text("state IN ('pending', 'sending')")
        ),
        Index("ix_letter_settled", "recipient", "settled_at"),
    )

    review_id: int | None = Field(default=None, foreign_key="review.id", index=True)
    letter: str
    recipient: str = Field(foreign_key="person.code")
    due_on: date
    sequence: int = 0
    facts: dict[str, Any] = Field(sa_type=JSONB)
    urgent: bool = False
    action_id: int | None = Field(default=None, foreign_key="action.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    invitation_id: int | None = Field(default=None, foreign_key="invitation.id", index=True)
    after_id: int | None = Field(default=None, foreign_key="letter.id")
    folded_into_id: int | None = Field(default=None, foreign_key="letter.id", index=True)
    method: str | None = None
    written_at: datetime = instant()
    state: str = "pending"
    reason: str | None = None
    attempt: int = 0
    may_have_arrived: bool = False
    claimed_at: datetime | None = instant(default=None)
    not_before: datetime | None = instant(default=None)
    message_id: str | None = Field(default=None, unique=True)
    message: bytes | None = None
    answer_code: int | None = None
    settled_at: datetime | None = instant(default=None)
    sent_on: date | None = None
