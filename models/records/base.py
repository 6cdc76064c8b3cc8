"""What every table shares: naming, time, short text, and belonging to a milestone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, MetaData
from sqlmodel import Field, SQLModel

SHORT_TEXT = 500
"""The most characters that a text of somebody's own may have."""

metadata: MetaData = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def one_of(column: str, codes: Iterable[str]) -> CheckConstraint:
    """Let *column* hold nothing but these codes."""
    listed = ", ".join(f"'{code}'" for code in codes)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def instant(**kwargs: Any) -> Any:  # noqa: ANN401 - as SQLModel's own Field
    """Give a column for an instant: stored in UTC, with its zone."""
    return Field(sa_type=DateTime(timezone=True), **kwargs)


class Record(SQLModel):
    """A row with a number of its own."""

    id: int | None = Field(default=None, primary_key=True)

    @property
    def key(self) -> int:
        """Give the number of a row that has been written."""
        assert self.id is not None
        return self.id


class Fact(Record):
    """A row that a milestone gave: true for as long as that milestone stands."""

    review_id: int = Field(foreign_key="review.id", index=True)
    milestone_id: int = Field(foreign_key="milestone.id", index=True)


class Superseded(Record):
    """A row that is never changed, only superseded by a later one."""

    superseded_at: datetime | None = instant(default=None)
