"""The audit: appended to, never touched by the application nor the owner; what was touched is found."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from conftest import Database, Server, _database
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ProgrammingError
from sqlmodel import Session, col, select

from models.records import Entry, audit

ENTRIES = 5


@pytest.fixture
def written(session: Session) -> Session:
    """A session in which a chain of five entries stands."""
    for number in range(ENTRIES):
        audit.write(session, "answered", by="nia", reference="CPR EX 1/2026", stage=f"S0{number}")
    return session


@pytest.fixture(scope="module")
def audited(server: Server, template: Database) -> Iterator[Database]:
    """A database on which five entries are committed; its tests leave it as it is."""
    with _database(server, template.name) as database:
        with opened(database.owner_url) as session:
            for number in range(ENTRIES):
                audit.write(session, "answered", by="nia", stage=f"S0{number}")
            session.commit()
        yield database


@contextmanager
def opened(url: str) -> Iterator[Session]:
    """Give a session that is rolled back in the end."""
    engine = create_engine(url)
    with Session(engine) as session:
        yield session
        session.rollback()
    engine.dispose()


def test_each_entry_is_chained_to_the_one_before(written: Session) -> None:
    entries = written.exec(select(Entry).order_by(col(Entry.number))).all()
    assert [each.number for each in entries] == list(range(1, ENTRIES + 1))
    assert [each.previous for each in entries] == [audit.FIRST, *(each.sha256 for each in entries[:-1])]
    assert audit.verify(written) == (ENTRIES, entries[-1].sha256, None)


def test_an_audit_that_nobody_has_written_to_is_whole(session: Session) -> None:
    assert audit.verify(session) == (0, audit.FIRST, None)


@pytest.mark.guarantee
@pytest.mark.parametrize("touched", ["UPDATE entry SET by = 'x'", "DELETE FROM entry", "TRUNCATE entry"])
def test_the_application_cannot_touch_an_entry(written: Session, touched: str) -> None:
    """Seen to fail without the REVOKE and the triggers."""
    with pytest.raises(ProgrammingError, match="permission denied"), written.begin_nested():
        written.execute(text(touched))


@pytest.mark.guarantee
@pytest.mark.parametrize("touched", ["UPDATE entry SET by = 'x'", "DELETE FROM entry", "TRUNCATE entry"])
def test_nor_can_the_owner_of_the_tables(audited: Database, touched: str) -> None:
    """Seen to fail without each trigger in turn; the owner has every right that can be granted."""
    with (
        opened(audited.owner_url) as owner,
        pytest.raises(ProgrammingError, match="never changed or deleted"),
    ):
        owner.execute(text(touched))


@pytest.mark.guarantee
@pytest.mark.parametrize(
    ("touched", "broken"),
    [
        ("UPDATE entry SET by = 'rob' WHERE number = 3", 3),
        ("UPDATE entry SET details = jsonb_set(details, '{stage}', '\"S09\"') WHERE number = 2", 2),
        ("UPDATE entry SET written_at = written_at - interval '1 day' WHERE number = 4", 4),
        ("UPDATE entry SET reference = 'CPR EX 9/2026' WHERE number = 1", 1),
        ("DELETE FROM entry WHERE number = 3", 3),
        ("DELETE FROM entry WHERE number = 1", 1),
        ("UPDATE entry SET number = 5 - number WHERE number IN (2, 3)", 2),
    ],
)
def test_what_a_superuser_altered_cut_out_or_moved_is_found(
    server: Server, audited: Database, touched: str, broken: int
) -> None:
    """G13. Seen to fail with the fingerprint of ``first_break`` not computed anew.

    A superuser can pass by the triggers. Who also chains everything anew is found only
    by the head that left the machine.
    """
    own = make_url(server.admin_url).set(drivername="postgresql+psycopg", database=audited.name)
    with opened(own.render_as_string(hide_password=False)) as superuser:
        assert audit.verify(superuser)[2] is None
        superuser.execute(text("SET LOCAL session_replication_role = replica"))
        superuser.execute(text("ALTER TABLE entry DROP CONSTRAINT pk_entry"))
        superuser.execute(text(touched))
        assert audit.verify(superuser)[2] == broken
