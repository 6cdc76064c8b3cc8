"""The one way to a database: PostgreSQL, by URL."""

from functools import cache

from sqlalchemy import Engine, create_engine, text
from sqlmodel import Session

from models.records.errors import RecordsError

_DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


@cache
def engine(url: str) -> Engine:
    """Open *url* (``postgresql+psycopg://``) with the time limits that every transaction of ours has.

    A statement may take 60 s, a wait for a lock 10 s: then it fails whole, and is tried again.
    """
    limits = "-c statement_timeout=60000 -c lock_timeout=10000 -c timezone=UTC"
    # An error's message would otherwise carry what somebody typed, into logs and Prefect's states.
    return create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args={"options": limits})


def check_durability(session: Session) -> None:
    """Refuse a server that could forget what it has acknowledged.

    Raises:
        RecordsError: one of the settings that keep commits is off.
    """
    for setting in _DURABLE:
        if session.scalar(text(f"SHOW {setting}")) == "off":
            raise RecordsError("not_durable", setting=setting)
