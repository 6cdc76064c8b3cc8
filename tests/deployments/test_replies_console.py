"""``cpr replies``, on a record of its own."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Database
from replies_office import RepliesOffice
from sqlalchemy import create_engine

from deployments.console.edge import Console
from deployments.console.replies import replies as command
from models.guidance.errors import GuidanceError
from models.records import Decision
from models.records.engine import engine

Cpr = Callable[..., str]


@pytest.fixture
def office(own_database: Database, tmp_path: Path) -> Iterator[RepliesOffice]:
    own = create_engine(own_database.application_url)
    office = RepliesOffice(own, tmp_path / "replies")
    office.begins("S04")
    office.all_letters_go()
    yield office
    own.dispose()


@pytest.fixture
def cpr(
    own_database: Database,
    office: RepliesOffice,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Cpr]:
    """The command, where a mailbox is named."""
    key = tmp_path / "key"
    key.write_bytes(b"k" * 32)
    monkeypatch.setenv("CPR_DATABASE_URL", own_database.application_url)
    monkeypatch.setenv("CPR_REPLIES_URL", f"maildir://{office.maildir}")
    monkeypatch.setenv("CPR_MAIL_REPLY_TO", "atebion@bwrdd.example.test")
    monkeypatch.setenv("CPR_KEY_FILE", str(key))

    def run(*arguments: str, language: str = "en") -> str:
        command.main(list(arguments), standalone_mode=False, obj=Console(language))  # type: ignore[arg-type]
        return capsys.readouterr().out

    yield run
    engine(own_database.application_url).dispose()


def test_answers_are_read_shown_confirmed_and_settled(cpr: Cpr, office: RepliesOffice) -> None:
    to = office.of_letter("action_waiting", "carys")
    office.falls_in(office.mail("carys", to, "Cytuno"), office.mail("carys", to, "Zebedeus asks why"))

    assert cpr("read") == "2 messages read: 1 waits to be confirmed, 1 for a person to read.\n"
    assert cpr("read", language="cy") == "Nid oes dim i’w ddarllen.\n"

    [to_read] = json.loads(cpr("list", "--shown", "--json"))
    assert (to_read["person"], to_read["reason"]) == ("carys", "no_known_word")
    told = cpr("show", str(to_read["id"]))
    assert "Processed" in told
    assert "@mail.example.test" in told
    assert "Zebedeus" not in told + cpr("list")
    cpr("settle", str(to_read["id"]))
    assert cpr("list", "--shown") == "There is nothing to read.\n"

    [offer] = json.loads(cpr("offers", "--json"))
    assert (offer["person"], offer["given"]["outcome"]) == ("carys", "extended")
    assert cpr("confirm", str(offer["offer"])) == f"Answer {offer['offer']} is confirmed and on record.\n"
    assert cpr("offers") == "No answer waits to be confirmed.\n"
    assert len(office.rows(Decision)) == 1
    with pytest.raises(GuidanceError, match="confirmed or dismissed already"):
        cpr("dismiss", str(offer["offer"]))


def test_what_is_not_there_is_said_to_be_so(cpr: Cpr, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments, said in (
        (("show", "99"), "No message 99"),
        (("settle", "99"), "No message 99"),
        (("confirm", "99"), "No answer 99 waits"),
        (("dismiss", "99"), "No answer 99 waits"),
    ):
        with pytest.raises(GuidanceError, match=said):
            cpr(*arguments)
    monkeypatch.delenv("CPR_REPLIES_URL")
    with pytest.raises(GuidanceError, match="CPR_REPLIES_URL is not set"):
        cpr("read")
