"""Migrations: tables and migrations agree, forwards from any release, whole after being killed anywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from conftest import Database, Server, _database
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from models.guidance.boards import all_boards
from models.records import Agency, Board, Installation, metadata, migrate
from models.records.engine import engine
from models.records.errors import RecordsError

BROUGHT = {
    "0003": {
        "absence",
        "alias",
        "withdrawal",
        "feedback",
        "invitation",
        "meetingoption",
        "availability",
        "received",
        "offer",
        "reply",
        "agencytold",
        "contribution",
    },
    "0004": {"delayattribution"},
    "0005": {
        "diary",
        "busyblock",
        "boardday",
        "venue",
        "proposedprogramme",
        "proposedmeeting",
        "forecastmade",
    },
}
"""The tables that each migration after the first brought."""


def tables_at(revision: str | None) -> set[str]:
    """Give the tables that a database has after a migration."""
    if revision is None:
        return set()
    everything = {table.name for table in metadata.sorted_tables}
    return everything.difference(*(names for number, names in BROUGHT.items() if number > revision))


@pytest.fixture
def empty(server: Server) -> Iterator[Database]:
    """A database of ours that no migration has seen."""
    with _database(server) as database:
        yield database
        engine(database.owner_url).dispose()


@contextmanager
def killed_at(server: Server, database: Database, statement: int) -> Iterator[None]:
    """Let the server lose the connection at so many statements from now, as when the program is killed."""
    seen = 0

    def kill(connection: Connection, *_: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own event
        nonlocal seen
        seen += 1
        if seen == statement:
            pid = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
            with server.admin() as admin:
                admin.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))

    event.listen(engine(database.owner_url), "before_cursor_execute", kill)
    try:
        yield
    finally:
        event.remove(engine(database.owner_url), "before_cursor_execute", kill)


def tables(owner_url: str) -> set[str]:
    fresh = create_engine(owner_url)
    with fresh.connect() as connection:
        names = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
    fresh.dispose()
    return set(names) - {"alembic_version"}


def test_tables_and_migrations_agree(template: Database) -> None:
    """Seen to fail with a column added to a table and to no migration."""
    fresh = create_engine(template.owner_url)
    with fresh.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    fresh.dispose()
    assert differences == []


def test_the_guidances_own_boards_and_agencies_are_entered_once(
    session: Session, shared_database: Database
) -> None:
    migrate.upgrade(shared_database.owner_url)
    assert {each.code for each in session.exec(select(Board))} == {each.code for each in all_boards()}
    assert len(session.exec(select(Agency)).all()) == 9
    assert len(session.exec(select(Installation)).all()) == 1
    assert migrate.current(shared_database.owner_url) == migrate.head()


@pytest.mark.guarantee
@pytest.mark.parametrize("statement", [3, 60, 95, 140, 200, 240, 265])
def test_an_upgrade_that_is_killed_leaves_whole_migrations_and_is_run_again(
    server: Server, empty: Database, statement: int
) -> None:
    """Seen to fail with every statement of a migration in a transaction of its own."""
    with killed_at(server, empty, statement), pytest.raises(OperationalError):
        migrate.upgrade(empty.owner_url)
    stands_at, left = migrate.current(empty.owner_url), tables(empty.owner_url)
    assert left == tables_at(stands_at)
    migrate.upgrade(empty.owner_url)
    assert migrate.current(empty.owner_url) == migrate.head()
    assert tables(empty.owner_url) == {table.name for table in metadata.sorted_tables}


def test_a_database_that_is_newer_than_the_program_is_left_alone(
    own_database: Database, server_owner: Engine
) -> None:
    """Seen to fail without the look at what is known: alembic's own traceback came through."""
    with server_owner.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordsError) as newer:
        migrate.upgrade(own_database.owner_url)
    assert newer.value.code == "database_is_newer"
    assert "9999" in newer.value.words.cy
    assert migrate.current(own_database.owner_url) == "9999"
