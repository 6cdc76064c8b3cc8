"""What a Board has declared to do more strictly than the guidance: dated, reasoned, never rewritten."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from models.records.base import SHORT_TEXT, Record, instant


class LocalProtocol(Record, table=True):
    """A Board's own rule beside the guidance's, from a day until a day, the last one included.

    ``guidance`` and ``local`` are as `models.guidance.local_rules` writes them. ``until`` is filled in
    once, when it is known: what was in force on a day can always be told.
    """

    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="dates"),)

    board_code: str = Field(foreign_key="board.code", index=True)
    rule: str
    guidance: str
    local: str
    since: date
    until: date | None = None
    reason: str = Field(max_length=SHORT_TEXT)
    decided_by: str = Field(foreign_key="person.code")
    declared_on: date
    entered_by: str
    synthetic: bool = False
    recorded_at: datetime = instant()
