"""Diaries on a CalDAV server: a real one, Radicale, on the loopback address."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from diary_calendars import FIRST, LAST, OWN, calendar, event
from diary_server import Published

from deployments.ports import free_port
from models.diaries.read.readings import NotRead, Read, instant_of
from models.guidance.calendar_dates import LONDON
from tasks.correspondence.itip.zone import VTIMEZONE
from tasks.diaries import caldav
from tasks.diaries.caldav import on_server
from tasks.diaries.reading import Wanted, read_calendar
from tasks.diaries.web import Answer, Ask, Web

WANTED = Wanted(FIRST, LAST, addresses=frozenset({OWN}))
ENTRIES = {
    "weekly": ("DTSTART;TZID=Europe/London:20260105T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"),
    "perhaps": ("DTSTART:20260512T120000Z", "DTEND:20260512T140000Z", "STATUS:TENTATIVE"),
    "leave": ("DTSTART;VALUE=DATE:20260601", "DTEND;VALUE=DATE:20260606"),
    "free": ("DTSTART:20260513T120000Z", "DTEND:20260513T140000Z", "TRANSP:TRANSPARENT"),
    "over": ("DTSTART:20250513T120000Z", "DTEND:20250513T140000Z"),
}
OFFICE = range(9, 17)


def in_office_hours(read: Read) -> set[tuple[datetime, str]]:
    """Give the quarters of an hour that are taken while an office is open.

    A server knows no London: a whole day is one of UTC to it, an hour out in summer.
    """
    return {
        (at, each.kind)
        for each in read.blocks
        for quarter in range(each.starts, each.ends, 15)
        if (at := instant_of(quarter).astimezone(LONDON)).hour in OFFICE
    }


@dataclass(frozen=True)
class Radicale:
    """A server with one person's calendars on it."""

    port: int

    def url(self, name: str, password: str = "hunter2") -> str:  # noqa: S107 - of a throw-away server
        """Say where a calendar is."""
        return f"http://carys:{password}@127.0.0.1:{self.port}/carys/{name}/"

    def makes(self, name: str, *entries: str) -> None:
        """Make a calendar with some entries."""
        httpx.request("MKCALENDAR", self.url(name)).raise_for_status()
        for each in entries:
            written = calendar(
                VTIMEZONE.strip(), event(f"UID:{each}", "DTSTAMP:20260101T000000Z", *ENTRIES[each])
            )
            httpx.put(self.url(name) + f"{each}.ics", content=written).raise_for_status()


@pytest.fixture(scope="module")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    folder, port = tmp_path_factory.mktemp("radicale"), free_port()
    (folder / "people").write_text("carys:hunter2\n", encoding="utf-8")
    settings = {
        "server-hosts": f"127.0.0.1:{port}",
        "storage-filesystem-folder": f"{folder}",
        "auth-type": "htpasswd",
        "auth-htpasswd-filename": f"{folder / 'people'}",
        "auth-htpasswd-encryption": "plain",
        "auth-delay": "0",
    }
    command = [sys.executable, "-m", "radicale", "--config", "", *(f"--{k}={v}" for k, v in settings.items())]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as running:
        try:
            _wait(port, running, folder / "log")
            made = Radicale(port)
            made.makes("full", *ENTRIES)
            made.makes("empty")
            yield made
        finally:
            running.terminate()


def _wait(port: int, running: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(600):
        assert running.poll() is None, log.read_text("utf-8")
        try:
            httpx.get(f"http://127.0.0.1:{port}/")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("Radicale did not start")


class NoFreeBusy(Web):
    """A way to servers that know no query for busy time."""

    def ask(self, what: Ask) -> Answer | NotRead:
        """Refuse that query, and pass the others on."""
        return Answer(501, b"") if b"free-busy-query" in what.body else super().ask(what)


@pytest.mark.parametrize("way", [Web, NoFreeBusy])
def test_a_calendar_on_a_server_comes_to_the_same_busy_time_either_way(
    way: type[Web], radicale: Radicale
) -> None:
    """Seen to fail with only the first part of an answer read."""
    web = way(frozenset({f"127.0.0.1:{radicale.port}"}))
    result = on_server(web, radicale.url("full"), WANTED).result
    assert isinstance(result, Read), result
    lines = [event(*each) for each in ENTRIES.values()]
    expected = read_calendar(calendar(*lines), WANTED)
    assert isinstance(expected, Read)
    assert in_office_hours(result) == in_office_hours(expected)
    assert {each.kind for each in result.blocks} == {"busy", "tentative"}
    # The server was asked for the whole window.
    assert (result.known_from, result.known_until) == (FIRST, LAST)


@pytest.mark.parametrize("way", [Web, NoFreeBusy])
def test_a_calendar_that_nobody_keeps_is_complete_for_no_day(way: type[Web], radicale: Radicale) -> None:
    web = way(frozenset({"127.0.0.1"}))
    assert on_server(web, radicale.url("empty"), WANTED).result == Read()


def test_a_wrong_password_and_a_wrong_name_are_told_apart(radicale: Radicale) -> None:
    web = Web(frozenset({"127.0.0.1"}))
    refused = on_server(web, radicale.url("full", "wrong"), WANTED).result
    assert refused == NotRead("diary_access_refused")
    gone = on_server(web, radicale.url("nothing"), WANTED).result
    assert gone == NotRead("diary_gone")


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;">]>'
    b'<D:multistatus xmlns:D="DAV:">&c;</D:multistatus>'
)


def test_an_answer_of_very_many_elements_is_not_taken_apart() -> None:
    """Seen to fail with its length alone bounded: 10 MB took five seconds and 460 MB of our own program."""
    many = b"<a>" * 300_000 + b"</a>" * 300_000
    assert caldav._calendars(many) == NotRead("diary_too_complex")


@pytest.mark.parametrize("content", [BOMB, BOMB.decode().encode("utf-16"), b"<a", b"", b"<!-- x --><a/>"])
def test_an_answer_that_defines_words_of_its_own_is_not_read(content: bytes, diary_server: Published) -> None:
    # Seen to fail with the look at what stands before the first element left out.
    diary_server.status, diary_server.content = 207, content
    web = Web(frozenset({diary_server.host}))
    assert on_server(web, diary_server.url, WANTED).result == NotRead("diary_not_a_calendar")
