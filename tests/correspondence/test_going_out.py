"""The post beside the letters: its pace, a server that hangs or is away, the dry run, notices."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socket import socket
from threading import Thread

import pytest
from outgoing import NOW, SENDER, MailServer, Record, unhurried

from models.guidance.words import Words
from tasks.correspondence import away
from tasks.correspondence.board_mail import channel
from tasks.correspondence.dry_run import write_out
from tasks.correspondence.errors import CorrespondenceError
from tasks.correspondence.notices import ALARM, Notice, Notices
from tasks.correspondence.pace import Pace
from tasks.correspondence.post import Sent, send_due


def _send(record: Record, mail: MailServer, pace: Pace | None = None) -> Sent:
    return send_due(record.desk, mail.channel, SENDER, pace=pace or unhurried())


class Clock:
    """A steady clock that moves when somebody sleeps."""

    def __init__(self) -> None:
        self.at = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


def test_no_more_letters_go_in_a_minute_than_are_allowed(record: Record, mail: MailServer) -> None:
    """Seen to fail without `wait`."""
    record.mean(recipients=5)
    clock = Clock()

    _send(record, mail, Pace(60, clock, clock.sleep))

    assert clock.slept[:4] == [1.0] * 4


def test_while_the_pace_is_kept_what_became_of_the_letter_before_is_on_record(
    record: Record, mail: MailServer
) -> None:
    """Seen to fail without `_settle` in `_get_ready`: a second's sleep was a second's doubt."""
    record.mean(recipients=2)
    clock, states = Clock(), []

    def sleep(seconds: float) -> None:
        states.append(record.states())
        clock.sleep(seconds)

    _send(record, mail, Pace(60, clock, sleep))

    assert states[0] == ["accepted", "pending"]


@pytest.fixture
def silent() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_a_server_that_hangs_is_away(record: Record, silent: int) -> None:
    """Without a time limit the sender would hang with it, and so would this test."""
    [number] = record.mean()
    opened = channel(f"boardmail://127.0.0.1:{silent}", SENDER)
    opened.seconds = 0.2

    assert send_due(record.desk, opened, SENDER) == Sent(server_away=True)
    assert record.letter(number).attempt == 0


def test_a_server_that_breaks_off_every_time_is_away_after_three_letters(
    record: Record, mail: MailServer
) -> None:
    """Seen to fail without `_PATIENCE`: every letter of the queue was in doubt."""
    record.mean(recipients=6)
    mail.hang_up = True

    assert _send(record, mail) == Sent(unknown=3, server_away=True)
    assert record.states() == ["unknown"] * 3 + ["pending"] * 3


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("at_mail", "550 5.7.1 Sender refused"),
        ("at_mail", "450 Quota"),
        ("at_rcpt", "421"),
        ("at_data", "452"),
    ],
)
def test_a_server_that_refuses_us_every_letter_is_away_until_it_takes_one(
    record: Record, mail: MailServer, where: str, answer: str
) -> None:
    """Seen to fail with only a server that cannot be reached away: nobody heard that no mail went out."""
    record.mean(recipients=5)
    getattr(mail, where).extend([answer] * 5)

    assert _send(record, mail) == Sent(postponed=5, server_away=True)
    with record.desk() as at:
        assert away.away_since(at) == NOW
    record.now = NOW + away.TELL_AFTER
    assert away.warn(record.desk, lambda _: True) is True

    record.let_time_pass()
    getattr(mail, where).extend([answer] * 4)
    assert _send(record, mail) == Sent(postponed=4, accepted=1)
    with record.desk() as at:
        assert away.away_since(at) is None


@pytest.mark.parametrize("answer", ["450 4.2.1 Mailbox busy", "550 5.1.1 No such mailbox"])
def test_a_mailbox_that_takes_no_letter_is_no_server_that_is_away(
    record: Record, mail: MailServer, answer: str
) -> None:
    """Seen to fail with every refusal taken for one of us."""
    record.mean()
    mail.at_rcpt.append(answer)

    assert _send(record, mail).server_away is False


def test_since_when_the_server_is_away_is_on_record_until_it_is_back(
    record: Record, mail: MailServer
) -> None:
    """Seen to fail with the instant of the last failure kept, not of the first."""
    record.mean()
    there, mail.port = mail.port, 1
    _send(record, mail)
    record.now = NOW + timedelta(hours=3)
    _send(record, mail)

    with record.desk() as at:
        outage = away.outage(at)
    assert (outage.since, outage.pending, outage.lasted) == (NOW, 1, timedelta(hours=3))
    assert "2026-02-13 09:30 (3 awr)" in outage.page
    assert "2026-02-13 09:30 (3 hours)" in outage.page

    mail.port = there
    _send(record, mail)
    with record.desk() as at:
        assert away.away_since(at) is None
        assert "The mail server answers" in away.outage(at).page


def test_somebody_is_told_once_and_again_only_where_nobody_heard(record: Record, mail: MailServer) -> None:
    record.mean()
    mail.port = 1
    _send(record, mail)
    said: list[Words] = []

    def hears(words: Words) -> bool:
        said.append(words)
        return len(said) > 1

    assert away.warn(record.desk, hears) is None  # it may be no more than a restart
    record.now = NOW + away.TELL_AFTER
    assert [away.warn(record.desk, hears) for _ in range(3)] == [False, True, None]
    assert len(said) == 2


def test_a_dry_run_writes_what_would_go_and_changes_nothing(
    record: Record, mail: MailServer, tmp_path: Path
) -> None:
    """Seen to fail without the rollback."""
    record.mean(recipients=2)
    record.mean(sequence=1)
    record.mean(sequence=2, state="proposed")
    before = record.letters()

    files = write_out(record.desk, SENDER, tmp_path / "out")

    assert [file.name for file in files] == ["0001-1.eml", "0002-2.eml", "0003-3.eml"]
    assert record.letters() == before
    assert _send(record, mail) == Sent(accepted=3)
    assert {content for _, content in mail.accepted} == {file.read_bytes() for file in files}
    assert files[0].stat().st_mode & 0o077 == 0


@pytest.fixture
def heard() -> Iterator[tuple[str, list[str]]]:
    """A channel that keeps what it is told: its Apprise URL, and what came."""
    came: list[str] = []

    class Hears(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            came.append(json.loads(body)["message"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Hears)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"json://127.0.0.1:{server.server_port}", came
    server.shutdown()
    thread.join()
    server.server_close()


def _notices(tmp_path: Path, text: str) -> Notices:
    file = tmp_path / "notices"
    file.write_text(text, encoding="utf-8")
    read = Notices.configured({"CPR_NOTICES": str(file)})
    assert read is not None
    return read


def test_a_notice_says_a_reference_and_nothing_else_to_whom_it_concerns(
    tmp_path: Path, heard: tuple[str, list[str]]
) -> None:
    """Seen to fail with all channels told: two notices came."""
    url, came = heard
    channels = _notices(tmp_path, f"board:example,role:agency_lead={url}\nalarm={url}\nboard:gwent={url}\n")

    assert channels.tell_of_actions([Notice("CPR EX 1/2026", "example", "agency_lead")] * 2) == 0

    assert came == ["Mae cam gweithredu yn aros: CPR EX 1/2026 / An action is waiting: CPR EX 1/2026"]


def test_a_notice_that_nobody_hears_says_so_and_tells_no_secret(
    tmp_path: Path, heard: tuple[str, list[str]], caplog: pytest.LogCaptureFixture
) -> None:
    """Seen to fail without `_silence`, for each of the two: a channel's secret is often its path."""
    caplog.set_level(logging.DEBUG)
    assert _notices(tmp_path, f"alarm={heard[0]}/cyfrinach\n").tell(Words("x", "x"), [ALARM])
    channels = _notices(tmp_path, "alarm=json://127.0.0.1:1/cyfrinach\n")

    assert not channels.tell(Words("x", "x"), [ALARM])
    assert not channels.tell(Words("x", "x"), ["board:example"])
    assert "cyfrinach" not in caplog.text

    with pytest.raises(CorrespondenceError) as refused:
        _notices(tmp_path, "alarm=nosuch://uned:cyfrinach@127.0.0.1\n")
    assert refused.value.code == "notices_unreadable"
    assert "cyfrinach" not in caplog.text + refused.value.words.both
    assert Notices.configured({}) is None


def test_the_letter_about_an_action_brings_its_notice_once_it_was_accepted(
    record: Record, mail: MailServer
) -> None:
    facts = {
        "stage": "S10",
        "milestone": "timelines",
        "subject": "education",
        "act_by": "2026-03-02",
        "source": "",
        "provenance": "product",
        "reference": "CPR EX 1/2026",
        "board": "example",
    }
    action = record.action("open")
    record.mean(letter="action_waiting", action_id=action, facts=facts)
    record.mean(letter="action_waiting", action_id=action, facts=facts, sequence=1, recipient="lead-1")
    mail.at_data += ["250 OK", "550 5.7.1 No"]

    sent = _send(record, mail)

    assert (sent.accepted, sent.bounced) == (1, 1)
    assert sent.notices == (Notice("CPR EX 1/2026", "example", "agency_lead"),)
