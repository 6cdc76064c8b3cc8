"""Bring a database up to this code, forwards only, one transaction a migration."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlmodel import Session

from models.guidance import boards
from models.guidance.words import vocabulary
from models.records.desk import Installation
from models.records.engine import engine
from models.records.errors import RecordsError
from models.records.people import Agency, Board

_LOCK = 0x4350524D
"""PostgreSQL's advisory lock of this number: one migration at a time."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def head() -> str:
    """Give the number of the newest migration that this code knows."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def current(url: str) -> str | None:
    """Give the number of the migration that the database stands at; None if it is empty."""
    with engine(url).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(owner_url: str) -> None:
    """Apply what is missing, as the owner of the tables, then enter what the guidance itself gives.

    Killed at any statement, it leaves whole migrations only; run again, it goes on from there.

    Raises:
        RecordsError: the database is newer than this code.
    """
    owner = engine(owner_url)
    stands_at = current(owner_url)
    known = {revision.revision for revision in ScriptDirectory.from_config(_config()).walk_revisions()}
    if stands_at is not None and stands_at not in known:
        raise RecordsError("database_is_newer", stands_at=stands_at, head=head())
    config = _config()
    with owner.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        connection.commit()
        try:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
            connection.commit()
    _enter_given(owner)


def _enter_given(owner: Engine) -> None:
    """Enter the Boards, the kinds of agency and the installation's one row, where they are not yet."""
    with Session(owner) as session, session.begin():
        for given in boards.all_boards():
            # What the office says of itself, its telephone and the like, is not ours to overwrite.
            board = session.get(Board, given.code) or Board(code=given.code, name_cy="", name_en="")
            board.name_cy, board.name_en, board.invented = given.name.cy, given.name.en, given.invented
            session.add(board)
        for code, name in vocabulary("agency").items():
            session.merge(Agency(code=code, name_cy=name.cy, name_en=name.en))
        if session.get(Installation, True) is None:
            session.add(Installation())
