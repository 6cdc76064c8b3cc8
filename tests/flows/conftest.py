"""One Prefect server for the flow tests, in this process, with what they do not need left out."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from answers import PEOPLE
from prefect.events.worker import EventsWorker
from prefect.testing.utilities import prefect_test_harness

from models.casework.people import enter_people, read_people
from tasks import office

FROM = datetime(2020, 3, 2, 10, tzinfo=UTC)


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=120):
        yield
        # Prefect itself waits for its events without end, and now and then that end never comes.
        EventsWorker.drain_all(timeout=20)


@pytest.fixture
def desk(own_database, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Let the desk stand on a database of the test's own, with its people, on a clock that can be moved."""
    monkeypatch.setenv(office.DATABASE, own_database.application_url)
    office.set_clock(FROM)
    with office.desk() as at:
        enter_people(at.session, read_people(PEOPLE))
