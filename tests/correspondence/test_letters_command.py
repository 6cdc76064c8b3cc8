"""``cpr letters``: what a coordinator sees of the outbox, and decides."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from outgoing import NOW, SENDER, MailServer, Record, unhurried
from sqlmodel import col, select

from deployments import console
from models.records import Entry, Installation
from models.records.engine import engine
from tasks import office
from tasks.correspondence.post import send_due


@pytest.fixture
def cpr(
    record: Record, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Give the command on this record: its exit code, and what it said on both streams."""
    url = record.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv(office.DATABASE, url)
    monkeypatch.delenv("CPR_MAIL_URL", raising=False)
    monkeypatch.setattr("deployments.settings.installation", lambda: None)
    monkeypatch.setattr("deployments.settings.enter", lambda _: None)
    with record.desk() as at:
        at.session.merge(Installation(kind="demo", office_time=NOW))

    def run(*arguments: str) -> tuple[int, str]:
        code = console.run(["letters", *arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    yield run  # type: ignore[misc]  # a fixture that ends by closing what it opened
    engine(url).dispose()


def _in_doubt(record: Record, mail: MailServer) -> int:
    [number] = record.mean(sequence=7)
    mail.hang_up = True
    send_due(record.desk, mail.channel, SENDER, pace=unhurried())
    return number


def test_what_waits_and_what_is_in_doubt_is_listed_by_codes(
    record: Record, mail: MailServer, cpr: Callable[..., tuple[int, str]]
) -> None:
    """Seen to fail with the person's name among what is said."""
    number = _in_doubt(record, mail)
    record.mean(sequence=8, state="proposed")

    code, said = cpr("list", "--json")

    assert code == 0, said
    rows = json.loads(said)
    assert code == 0, said
    assert [(row["state"], row["reason"], row["to"]) for row in rows] == [
        ("unknown", "unknown_at_data", "lead-1"),
        ("proposed", None, "lead-1"),
    ]
    assert "Arweinydd" not in said
    assert "ysgol.example.test" not in said
    assert "in doubt" in cpr("show", str(number))[1]
    assert cpr("list", "--state", "proposed")[1].count("\n") == 1
    assert cpr("show", str(number), "--eml")[1].encode() == mail.seen[0][1]


def test_a_proposed_letter_is_released_and_one_in_doubt_settled_with_who_did_it_in_the_audit(
    record: Record, mail: MailServer, cpr: Callable[..., tuple[int, str]]
) -> None:
    doubtful = _in_doubt(record, mail)
    [proposed] = record.mean(sequence=8, state="proposed")
    [unwanted] = record.mean(sequence=9)

    codes = [
        cpr("release", str(proposed))[0],
        cpr("settle", str(doubtful), "--again")[0],
        cpr("withdraw", str(unwanted))[0],
    ]

    assert codes == [0, 0, 0], cpr("list")
    assert record.states() == ["pending", "pending", "withdrawn"]
    with record.desk() as at:
        assert [each.what for each in at.session.exec(select(Entry).order_by(col(Entry.number)))] == [
            "letter_released",
            "letter_again",
            "letter_withdrawn",
        ]
    assert cpr("settle", str(doubtful), "--arrived")[0] == 2
    assert cpr("settle", str(proposed))[0] == 2
    assert cpr("release", "999")[0] == 2
    assert cpr("release", str(proposed))[0] == 2
    assert cpr("show", str(proposed), "--eml")[0] == 2
    assert "taken back before" in cpr("show", str(unwanted), "--eml")[1]


def test_letters_go_from_the_console_and_a_dry_run_sends_none(
    record: Record,
    mail: MailServer,
    cpr: Callable[..., tuple[int, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record.mean(recipients=2)

    assert cpr("send")[0] == 2
    code, said = cpr("send", "--dry-run", "/proc/nope")
    assert (code, "/proc/nope" in said) == (2, True)
    assert cpr("send", "--dry-run", str(tmp_path / "out"))[0] == 0
    assert (len(list((tmp_path / "out").iterdir())), mail.seen) == (2, [])
    assert record.states() == ["pending"] * 2

    monkeypatch.setenv("CPR_MAIL_URL", f"boardmail://127.0.0.1:{mail.port}")
    assert "accepted 2" in cpr("send")[1]
    assert record.states() == ["accepted"] * 2
    monkeypatch.setenv("CPR_MAIL_URL", "boardmail://127.0.0.1:1")
    record.mean(sequence=5)
    assert cpr("send")[0] == 1


def test_outside_the_hours_it_is_said_how_many_letters_wait_for_them(
    record: Record, mail: MailServer, cpr: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    record.mean(recipients=2)
    monkeypatch.setenv("CPR_MAIL_URL", f"boardmail://127.0.0.1:{mail.port}")
    with record.desk() as at:
        at.session.get_one(Installation, 1).office_time = NOW.replace(hour=22)

    assert "Letters that wait: 2; they go on working days between 08:00 and 18:00." in cpr("send")[1]
