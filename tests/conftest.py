"""Databases for the tests: one server a session, every test rolled back.

The server is embedded unless CPR_TEST_DATABASE_URL names another one, meant for tests
alone: there a database is made for the session, and dropped with our roles afterwards.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import disk_usage
from tempfile import mkdtemp
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Engine, create_engine, make_url
from sqlmodel import Session

from deployments import databases
from deployments.databases import APPLICATION, OWNER
from deployments.postgres import Cluster

_PASSWORDS = dict.fromkeys(databases.ROLES, "for-tests-only")
_SESSIONS = 0x43505354
"""PostgreSQL's advisory lock of this number, held by every session of tests on an external server."""
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
"""Where a server has no disk to wait for; tests of what survives have servers of their own."""
_ENOUGH_BYTES = 2 * 1024**3


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what talks to PostgreSQL, so that it can be run again on another server."""
    for item in items:
        if "server" in getattr(item, "fixturenames", ()):
            item.add_marker("record")


def pytest_terminal_summary(terminalreporter: Any) -> None:  # noqa: ANN401 - pytest exports no type for it
    """Print the figure that each guarantee gave, whichever worker ran it."""
    told = {
        line
        for reports in terminalreporter.stats.values()
        for report in reports
        for name, line in getattr(report, "user_properties", ())
        if name == "figure"
    }
    for line in sorted(told):
        terminalreporter.write_line(line)


@dataclass(frozen=True)
class Server:
    """A running server with our roles: where tests make databases."""

    admin_url: str
    passwords: dict[str, str]
    thrown_away: bool

    def url(self, role: str, database: str) -> str:
        """Give SQLAlchemy's URL of *database* for *role*."""
        own = make_url(self.admin_url).set(
            drivername="postgresql+psycopg", username=role, password=self.passwords[role], database=database
        )
        return own.render_as_string(hide_password=False)

    def admin(self) -> psycopg.Connection[Any]:
        """Connect as the superuser, in autocommit."""
        return psycopg.connect(self.admin_url, autocommit=True)


@dataclass(frozen=True)
class Database:
    """A migrated database of ours, as its owner and as the application reach it."""

    name: str
    owner_url: str
    application_url: str


def _has_room(folder: Path) -> bool:
    return folder.is_dir() and disk_usage(folder).free > _ENOUGH_BYTES


@contextmanager
def _embedded() -> Iterator[Server]:
    # Not pytest's own folder: an account that root lends could not pass into it.
    in_memory = _has_room(_MEMORY)
    home = Path(mkdtemp(prefix="cpr-tests-", dir=_MEMORY if in_memory else None))
    home.chmod(0o711)
    cluster = Cluster(home / "postgres")
    try:
        cluster.create()
        cluster.start()
        passwords = {role: cluster.password(role) for role in databases.ROLES}
        admin_url = cluster.url("postgres", "postgres").replace("+psycopg", "")
        yield Server(admin_url, passwords, thrown_away=not in_memory)
    finally:
        cluster.remove()
        home.rmdir()


@contextmanager
def _external(admin_url: str) -> Iterator[Server]:
    server = Server(admin_url, _PASSWORDS, thrown_away=False)
    with server.admin() as admin:
        # Several sessions may share the server: whoever ends last takes the roles away.
        admin.execute("SELECT pg_advisory_lock_shared(%s)", (_SESSIONS,))
        databases.create_roles(admin, _PASSWORDS)
        try:
            yield server
        finally:
            admin.execute("SELECT pg_advisory_unlock_shared(%s)", (_SESSIONS,))
            last = admin.execute("SELECT pg_try_advisory_lock(%s)", (_SESSIONS,)).fetchone()
            for role in databases.ROLES if last == (True,) else ():
                # Something of somebody else's may still be theirs.
                with suppress(psycopg.errors.DependentObjectsStillExist):
                    admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


@contextmanager
def _database(server: Server, template: str | None = None) -> Iterator[Database]:
    name = f"cpr_test_{uuid4().hex[:12]}"
    with server.admin() as admin:
        databases.create_ours(admin, name, template or "template0")
        try:
            yield Database(name, server.url(OWNER, name), server.url(APPLICATION, name))
        finally:
            # Dropping waits for the disk; a server that is deleted as a whole need not.
            if not server.thrown_away:
                databases.drop(admin, name)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One PostgreSQL server for all tests."""
    external = os.environ.get("CPR_TEST_DATABASE_URL")
    with _external(external) if external else _embedded() as running:
        yield running


@pytest.fixture(scope="session")
def template(server: Server) -> Iterator[Database]:
    """A database with every migration and no row; nobody stays connected to it."""
    from models.records import migrate

    with _database(server) as empty:
        migrate.upgrade(empty.owner_url)
        # A pool of connections may be left over, and nobody copies a database that is in use.
        with server.admin() as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (empty.name,)
            )
        yield empty


@pytest.fixture(scope="session")
def shared_database(server: Server, template: Database) -> Iterator[Database]:
    """The database of all tests that are rolled back."""
    with _database(server, template.name) as copy:
        yield copy


@pytest.fixture(scope="session")
def engine(shared_database: Database) -> Iterator[Engine]:
    """The application's engine on the shared database."""
    engine = create_engine(shared_database.application_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session whose commits are savepoints; after the test nothing is left."""
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        outer.rollback()


@pytest.fixture
def own_database(server: Server, template: Database) -> Iterator[Database]:
    """A migrated database for one test that really commits, from several programs perhaps."""
    with _database(server, template.name) as copy:
        yield copy
