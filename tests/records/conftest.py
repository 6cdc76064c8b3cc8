"""What the record's tests share: the owner of the tables, on a database of its own."""

from collections.abc import Iterator

import pytest
from conftest import Database
from sqlalchemy import Engine, create_engine


@pytest.fixture
def server_owner(own_database: Database) -> Iterator[Engine]:
    """The owner of the tables."""
    engine = create_engine(own_database.owner_url)
    yield engine
    engine.dispose()
