"""The pages for answers, on a real record: one for each test, or one for all that only look."""

from collections.abc import Iterator

import pytest
from answer_pages import KEY, Pages, peopled
from conftest import Database, Server, _database
from starlette.testclient import TestClient

from deployments.pages.application import application
from models.records.engine import engine
from tasks import office


@pytest.fixture
def pages(own_database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    monkeypatch.setenv(office.DATABASE, own_database.application_url)
    with TestClient(application(KEY), follow_redirects=False) as client:
        yield peopled(client)
    engine(own_database.application_url).dispose()


@pytest.fixture(scope="module")
def lasting(server: Server, template: Database) -> Iterator[Pages]:
    """The pages for all tests of a module: for those that only look."""
    with _database(server, template.name) as copy, pytest.MonkeyPatch.context() as patch:
        patch.setenv(office.DATABASE, copy.application_url)
        with TestClient(application(KEY), follow_redirects=False) as client:
            yield peopled(client)
        engine(copy.application_url).dispose()
