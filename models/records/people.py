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
    "practitioner",
    "board_member",
    "welsh_government",
)


class Board(SQLModel, table=True):
    """A Safeguarding Board that this installation serves or writes to.

    ``telephone`` is its office's, ``website`` where anybody can check that a letter is
    the Board's, ``support`` where somebody affected finds support: a letter says them.
    """

    code: str = Field(primary_key=True)
    name_cy: str
    name_en: str
    invented: bool = False
    telephone: str = ""
    website: str = ""
    support: str = ""


class Agency(SQLModel, table=True):
    """A kind of agency that takes part in reviews (R9)."""

    code: str = Field(primary_key=True)
    name_cy: str
    name_en: str


class Person(SQLModel, table=True):
    """Somebody who works on reviews: never a child, never a relative.

    ``bounced_on`` is the day on which a mail server said that the address does not exist.
    """

    __table_args__ = (one_of("language", LANGUAGES),)

    code: str = Field(primary_key=True)
    name: str
    e_mail: str = Field(unique=True)
    agency_code: str = Field(foreign_key="agency.code")
    language: str = "unknown"
    trained_on: date | None = None
    bounced_on: date | None = None


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


class Alias(Record, table=True):
    """Another address from which a person writes."""

    e_mail: str = Field(unique=True)
    person_code: str = Field(foreign_key="person.code", index=True)


class Absence(Record, table=True):
    """Days on which a person is away, both included: reminders go to the deputy meanwhile."""

    __table_args__ = (CheckConstraint("until >= since", name="dates"),)

    person_code: str = Field(foreign_key="person.code", index=True)
    since: date
    until: date
