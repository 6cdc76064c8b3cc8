"""Audit entries: who did what to which review and when, each chained to the one before."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, Session, SQLModel, col

from models.records.base import instant

FIRST = "0" * 64
"""What the first entry is chained to."""

_LOCK = 0x43505241
"""One writer at a time holds the end of the chain: PostgreSQL's advisory lock of this number."""


class Entry(SQLModel, table=True):
    """One line of the audit: codes and numbers only; the database refuses to change or delete it."""

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    written_at: datetime = instant()
    reference: str | None = Field(default=None, index=True)
    by: str
    what: str
    details: dict[str, Any] = Field(sa_type=JSONB)
    previous: str
    sha256: str = Field(unique=True)

    def fingerprint(self) -> str:
        """Compute what this entry's hash must be."""
        content = [
            self.number,
            self.written_at.timestamp(),
            self.reference,
            self.by,
            self.what,
            self.details,
            self.previous,
        ]
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def write(session: Session, what: str, *, by: str, reference: str | None = None, **details: Any) -> Entry:  # noqa: ANN401 - any JSON
    """Append an entry in the transaction of *session*; the stamp is PostgreSQL's clock."""
    session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    last = session.scalars(select(Entry).order_by(col(Entry.number).desc()).limit(1)).first()
    entry = Entry(
        number=last.number + 1 if last else 1,
        written_at=session.scalars(select(func.clock_timestamp())).one(),
        reference=reference,
        by=by,
        what=what,
        details=json.loads(json.dumps(details, default=str)),
        previous=last.sha256 if last else FIRST,
        sha256="",
    )
    entry.sha256 = entry.fingerprint()
    session.add(entry)
    session.flush()
    return entry


def first_break(entries: Iterable[Entry]) -> int | None:
    """Give the number of the first entry that was altered, cut out or re-ordered; None if all hold."""
    previous, expected = FIRST, 1
    for entry in entries:
        if (entry.number, entry.previous, entry.sha256) != (expected, previous, entry.fingerprint()):
            return expected
        previous, expected = entry.sha256, expected + 1
    return None


def verify(session: Session) -> tuple[int, str, int | None]:
    """Walk the whole chain: how many entries, the head's hash, and where it breaks if it does."""
    entries = session.scalars(
        select(Entry).order_by(col(Entry.number)).execution_options(yield_per=1000, populate_existing=True)
    )
    count, head = 0, FIRST

    def counted() -> Iterable[Entry]:
        nonlocal count, head
        for entry in entries:
            count, head = count + 1, entry.sha256
            yield entry

    broken = first_break(counted())
    return count, head, broken
