"""The flow that reads diaries again each night: it forgets what is old, and tells nothing of anybody's."""

import logging
from datetime import UTC, datetime

import pytest
from answers import PEOPLE
from conftest import Database
from diary_calendars import calendar, event
from diary_server import publishing

from flows.diaries import diaries
from models.casework.people import enter_people, read_people
from models.records.engine import engine
from tasks import office
from tasks.diaries import coming_in, web

DIARY = calendar(event("DTSTART:20260511T100000", "DURATION:PT1H"))


@pytest.mark.usefixtures("prefect")
def test_diaries_are_read_again_and_forgotten_and_only_numbers_are_logged(
    own_database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Seen to fail with nothing deleted, and with the address in the log."""
    monkeypatch.setenv(office.DATABASE, own_database.application_url)
    office.set_clock(datetime(2026, 3, 2, 10, tzinfo=UTC))
    with office.desk() as at:
        enter_people(at.session, read_people(PEOPLE))
    with publishing() as server:
        server.content = DIARY
        monkeypatch.setenv(web.HOSTS, server.host)
        coming_in.take_in_address("carys", server.url, {web.HOSTS: server.host})
        coming_in.take_in("nia", DIARY)
        office.set_clock(datetime(2026, 4, 10, 10, tzinfo=UTC))
        caplog.set_level(logging.DEBUG)
        diaries()
    engine(own_database.application_url).dispose()

    assert "Diaries, read: 1" in caplog.text
    assert "Deleted: 1 diaries" in caplog.text
    assert "secret-4711" not in caplog.text
