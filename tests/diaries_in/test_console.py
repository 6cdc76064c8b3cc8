"""``cpr diary``, on a record of its own."""

import io
import json
import logging
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Database
from diary_calendars import calendar, event
from diary_server import Published
from office_days import OfficeDays
from sqlalchemy import text

from deployments.console.diaries import diary as command
from deployments.console.edge import Console
from models.guidance.errors import GuidanceError
from models.guidance.words import Language
from models.records.engine import engine
from tasks.diaries import web
from tasks.office import desk, set_clock

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
DIARY = calendar(
    event("DTSTART:20260311T100000", "DURATION:PT2H", "SUMMARY:Zebedeus"),
    event("DTSTART:20260511T100000", "DURATION:PT1H", "STATUS:TENTATIVE", "SUMMARY:Zebedeus"),
)
Cpr = Callable[..., str]


@pytest.fixture
def cpr(
    own_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Cpr]:
    """The command, where everybody is on the list of people."""
    monkeypatch.setenv("CPR_DATABASE_URL", own_database.application_url)
    set_clock(NOW)
    with desk(by="nia") as at:
        OfficeDays(at.session).with_people()

    def run(*arguments: str, language: Language = "en") -> str:
        command.main(list(arguments), standalone_mode=False, obj=Console(language))
        return capsys.readouterr().out

    yield run
    engine(own_database.application_url).dispose()


@pytest.fixture
def ics(tmp_path: Path) -> str:
    path = tmp_path / "diary.ics"
    path.write_bytes(DIARY)
    return str(path)


def test_a_file_is_taken_in_shown_and_forgotten_and_its_words_are_nowhere(cpr: Cpr, ics: str) -> None:
    """R50. Seen to fail with what an entry is about kept."""
    said = cpr("import", "carys", ics)
    assert said == (
        "The diary of carys is read (calendar file): 2 busy times; "
        "it is complete from 2 March 2026 until 11 May 2026.\n"
    )
    told = cpr("show", "carys")
    assert "calendar file: read on 2 March 2026." in told
    assert "Week of 9 March 2026: 2.0 busy hours." in told
    [row] = json.loads(cpr("show", "carys", "--json"))
    assert (row["known_from"], row["known_until"], row["problem"]) == ("2026-03-02", "2026-05-11", None)
    assert row["busy_hours"] == {"2026-03-09": 2.0, "2026-05-11": 1.0}
    with desk() as at:
        names = at.session.connection().execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname='public'")
        )
        rows = [
            f"{each}"
            for name in names.scalars().all()
            for each in at.session.connection().execute(text(f'SELECT t::text FROM "{name}" t'))  # noqa: S608
        ]
    assert "Zebedeus" not in told + "".join(rows)
    assert cpr("forget", "carys") == (
        "All that was known of the diary of carys is deleted. Number of sources: 1.\n"
    )
    assert cpr("show", "carys").startswith("No diary of carys is on record")


def test_it_is_said_in_welsh(cpr: Cpr, ics: str) -> None:
    said = cpr("import", "carys", ics, "--until", "2026-07-31", language="cy")
    assert "Darllenwyd dyddiadur carys (ffeil calendr): 2 cyfnod prysur" in said
    assert "hyd 31 Gorffennaf 2026" in said
    assert "Wythnos 9 Mawrth 2026: 2.0 awr yn brysur." in cpr("show", "carys", language="cy")


def test_a_form_is_taken_in(cpr: Cpr, tmp_path: Path) -> None:
    form = tmp_path / "form.csv"
    form.write_text("covers,2026-05-01,2026-05-31\nday,part\n2026-05-06,am\n", encoding="utf-8")
    assert "availability form" in cpr("import", "carys", str(form))


def test_what_cannot_be_read_is_one_sentence_and_leaves_everything_as_it_was(
    cpr: Cpr, ics: str, tmp_path: Path
) -> None:
    cpr("import", "carys", ics)
    page = tmp_path / "page.ics"
    page.write_text("<html>Sign in</html>", encoding="utf-8")
    form = tmp_path / "form.csv"
    form.write_text("day,part\n2026-05-06,evening\n", encoding="utf-8")
    for arguments, said in (
        (("import", "carys", str(page)), "This is no calendar"),
        (("import", "carys", str(form)), "Line 2 of the form"),
        (("import", "carys", str(tmp_path / "none.ics")), "cannot be opened"),
        (("import", "nobody", ics), "nobody with this code"),
        (("import", "carys", ics, "--until", "2026-02-01"), "is past"),
        (("show", "nobody"), "nobody with this code"),
        (("refresh", "nobody"), "nobody with this code"),
    ):
        with pytest.raises(GuidanceError, match=said):
            cpr(*arguments)
    assert "until 11 May 2026" in cpr("show", "carys")


def test_an_address_is_read_again_and_told_nowhere(
    cpr: Cpr,
    diary_server: Published,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Seen to fail with the address shown beside its problem."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv(web.HOSTS, diary_server.host)
    diary_server.content, diary_server.headers = DIARY, {"ETag": '"7"'}
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{diary_server.url}\n".encode())))
    told = cpr("import", "carys", "-")
    assert cpr("refresh") == "Diaries read: 0. Unchanged: 1. Not read: 0.\n"
    set_clock(datetime(2026, 3, 10, 10, tzinfo=UTC))
    # A week later it is read whole, for the window has moved on.
    assert cpr("refresh", "carys") == "Diaries read: 1. Unchanged: 0. Not read: 0.\n"
    assert [headers.get("If-None-Match") for _, headers in diary_server.asked] == [None, '"7"', None]

    diary_server.status, diary_server.headers = 404, {}
    assert command.main(["refresh"], standalone_mode=False, obj=Console()) == 1
    spoken = capsys.readouterr()
    told += spoken.out + spoken.err + cpr("show", "carys") + cpr("show", "carys", "--json")
    assert "There is no calendar at this address any more" in told
    assert "published calendar: read on 10 March 2026." in told
    assert "secret-4711" not in told + caplog.text
