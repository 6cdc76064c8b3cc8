"""The way to the database: durable, and never waiting for ever."""

import pytest
from conftest import Database
from sqlalchemy import text
from sqlmodel import Session

from models.records.engine import check_durability, engine
from models.records.errors import RecordsError


class Forgetful:
    """A server on which one setting is off, as ``SHOW`` would say it."""

    def __init__(self, off: str) -> None:
        self.off = off

    def scalar(self, asked: object) -> str:
        return "off" if str(asked) == f"SHOW {self.off}" else "on"


@pytest.mark.guarantee
@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit", "full_page_writes"])
def test_a_server_that_could_forget_is_refused(setting: str) -> None:
    """G4: seen to fail with each setting taken out of the list.

    Two of them belong to a whole server: an own one for each would take seconds, so
    what ``SHOW`` says is put into its mouth here; the next test asks a real one.
    """
    with pytest.raises(RecordsError) as refused:
        check_durability(Forgetful(setting))  # type: ignore[arg-type]
    assert refused.value.code == "not_durable"
    assert setting in refused.value.words.cy


def test_a_real_server_is_asked(session: Session) -> None:
    check_durability(session)
    session.execute(text("SET LOCAL synchronous_commit = off"))
    with pytest.raises(RecordsError):
        check_durability(session)


def test_no_statement_and_no_wait_for_a_lock_lasts_for_ever(shared_database: Database) -> None:
    """Seen to fail with the limits left out of the address."""
    with engine(shared_database.application_url).connect() as connection:
        limits = [connection.scalar(text(f"SHOW {name}")) for name in ("statement_timeout", "lock_timeout")]
        assert limits == ["1min", "10s"]
        assert connection.scalar(text("SHOW timezone")) == "UTC"
    engine(shared_database.application_url).dispose()
