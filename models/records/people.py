"""Boards, agencies, people and what they are to a Board, by date."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from models.records.base import Record, one_of

LANGUAGES = ("cy", "en", "unknown")
ROLES = (
    "coordinator",
    "board_chair",
    "cprg_chair",
    "cprg_member",
    "panel_chair",
    "panel_member",
    "reviewer",
    "agency_lead",
    "welsh_government",
)


class Board(SQLModel, table=True):
    """A Safeguarding Board that this installation serves or writes to."""

    code: str = Field(primary_key=True)
    name_cy: str
    name_en: str
    invented: bool = False


class Agency(SQLModel, table=True):
    """A kind of agency that takes part in reviews (R9)."""

    code: str = Field(primary_key=True)
    name_cy: str
    name_en: str


class Person(SQLModel, table=True):
    """Somebody who works on reviews: never a child, never a relative."""

    __table_args__ = (one_of("language", LANGUAGES),)

    code: str = Field(primary_key=True)
    name: str
    e_mail: str = Field(unique=True)
    agency_code: str = Field(foreign_key="agency.code")
    language: str = "unknown"
    trained_on: date | None = None


class Role(Record, table=True):
    """What a person is to a Board, from a day until a day, and who stands in."""

    __table_args__ = (
        one_of("role", ROLES),
        CheckConstraint("until IS NULL OR until >= since", name="dates"),
        CheckConstraint("deputy_code IS NULL OR deputy_code <> person_code", name="deputy"),
    )

    person_code: str = Field(foreign_key="person.code", index=True)
    board_code: str = Field(foreign_key="board.code", index=True)
    role: str
    since: date
    until: date | None = None
    deputy_code: str | None = Field(default=None, foreign_key="person.code")
