"""Migrations: tables and migrations agree, forwards from any release, whole after being killed anywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from conftest import Database, Server, _database
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from models.guidance.boards import all_boards
from models.records import (
    Agency,
    Board,
    Hold,
    Installation,
    Notification,
    ParallelProcess,
    metadata,
    migrate,
)
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
    "0006": {"holdreview"},
    "0007": {"notificationdraft"},
    "0008": {"monitoringrow", "monitoringsnapshot", "earliercount"},
    "0009": {"localprotocol"},
}
"""The tables that each migration after the first brought."""

COLUMNS_BROUGHT = {
    "0006": {
        "parallelprocess.contact_role",
        "parallelprocess.constrains",
        "parallelprocess.ended_milestone_id",
        "hold.ends_with_process",
    },
    "0007": {
        "notification.rationale_abuse",
        "notification.rationale_harm",
        "notification.rationale_window",
        "notification.rationale_not_met",
        "notification.scan_confirmed_by",
    },
    "0008": {"review.export_code"},
}
"""The columns that the last migrations brought to tables that stood already."""


def tables_at(revision: str | None) -> set[str]:
    """Give the tables that a database has after a migration."""
    if revision is None:
        return set()
    everything = {table.name for table in metadata.sorted_tables}
    return everything.difference(*(names for number, names in BROUGHT.items() if number > revision))


def columns_at(revision: str | None) -> set[str]:
    """Give which of the columns brought a database has after a migration."""
    return set().union(*(names for number, names in COLUMNS_BROUGHT.items() if number <= (revision or "")))


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


def columns_brought(owner_url: str) -> set[str]:
    """Give those of the columns brought that are there."""
    fresh = create_engine(owner_url)
    named = text(
        "SELECT table_name || '.' || column_name FROM information_schema.columns"
        " WHERE table_schema = 'public'"
    )
    with fresh.connect() as connection:
        there = set(connection.scalars(named))
    fresh.dispose()
    return there & set().union(*COLUMNS_BROUGHT.values())


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
@pytest.mark.parametrize("statement", [3, 60, 95, 140, 200, 240, 265, 311, 317, 322, 326, 338, 346])
def test_an_upgrade_that_is_killed_leaves_whole_migrations_and_is_run_again(
    server: Server, empty: Database, statement: int
) -> None:
    """Seen to fail with every statement of a migration in a transaction of its own.

    A migration of which no table has come, but columns have, is half there all the same.
    """
    with killed_at(server, empty, statement), pytest.raises(OperationalError):
        migrate.upgrade(empty.owner_url)
    stands_at, left = migrate.current(empty.owner_url), tables(empty.owner_url)
    assert left == tables_at(stands_at)
    assert columns_brought(empty.owner_url) == columns_at(stands_at)
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


OLD_ROWS = """
INSERT INTO board (code, name_cy, name_en, invented, telephone, website, support)
VALUES ('example', 'Enghraifft', 'Example', true, '', '', '');
INSERT INTO agency (code, name_cy, name_en) VALUES ('health', 'iechyd', 'health');
INSERT INTO person (code, name, e_mail, agency_code, language)
VALUES ('pat', 'Pat Example', 'pat@health.example.test', 'health', 'en');
INSERT INTO review (id, reference, slug, board_code, pack, completion_anchor, synthetic, opened_at,
                    generation)
VALUES (1, 'CPR EX 1/2025', 'cpr-ex-1-2025', 'example', 'susr-2024', 'referral', false, now(), 1);
INSERT INTO milestone (id, review_id, stage, milestone, subject, round, happened_on, decided_by, evidence,
                       entered_by, vouched, facts_sha256, synthetic, recorded_at)
SELECT n, 1, stage, milestone, '', 1, '2025-03-03', 'pat', 'form', 'pat', false, repeat('a', 64), false, now()
FROM (VALUES (1, 'S07', 'first_check'), (2, 'S07', 'held'), (3, 'S05', 'notification')) AS m
    (n, stage, milestone);
INSERT INTO parallelprocess (review_id, milestone_id, kind, began_on, expected_end_on)
VALUES (1, 1, 'criminal_trial', '2025-02-01', '2025-01-01');
INSERT INTO hold (review_id, milestone_id, scope, cause, requested_by, authority, from_on, review_on)
VALUES (1, 2, 'all', 'criminal_trial', 'police', 'written_request', '2025-03-03', '2025-06-02');
INSERT INTO notification (review_id, milestone_id, outcome, unanimous, rationale, outline)
VALUES (1, 3, 'concise', true, 'Both limbs.', 'How agencies shared.')
"""
"""What a release before processes had contacts and holds were looked at may have left on the record."""


def test_what_an_older_release_entered_stands_as_it_was_and_can_be_gone_on_with(empty: Database) -> None:
    """Seen to fail with the expected end checked of what has ended: an old process could never end."""
    config = migrate._config()
    with engine(empty.owner_url).connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        for statement in OLD_ROWS.split(";"):
            connection.execute(text(statement))
        connection.commit()
    migrate.upgrade(empty.owner_url)
    with Session(engine(empty.application_url)) as session, session.begin():
        [hold, trial, told] = (
            session.exec(select(kind)).one() for kind in (Hold, ParallelProcess, Notification)
        )
        assert (hold.ends_with_process, trial.constrains, told.scan_confirmed_by) == (False, None, None)
        trial.ended_on = date(2025, 4, 1)
        session.flush()
    engine(empty.application_url).dispose()
