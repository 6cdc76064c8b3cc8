"""G6 and G12 for letters: a mail server that is away, or that cannot be trusted."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from socket import create_server, socket
from threading import Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from outgoing import (
    SENDER,
    TODAY,
    MailServer,
    Record,
    open_record,
    running,
    tls_context,
    unhurried,
    write_certificate,
)

from deployments.ports import free_port
from models.guidance.words import Words
from tasks.correspondence import away
from tasks.correspondence.board_mail import channel
from tasks.correspondence.pace import Pace
from tasks.correspondence.post import Sent, send_due

pytestmark = pytest.mark.guarantee

LONDON = ZoneInfo("Europe/London")
Say = Callable[[str], None]


@pytest.fixture
def record(own_database: Any) -> Iterator[Record]:  # noqa: ANN401 - the root conftest's own class
    with open_record(own_database.application_url) as opened:
        yield opened


class _Clock:
    """A steady clock that moves when somebody sleeps: how long the pace alone makes a queue take."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += seconds


@dataclass
class _Told:
    """Who is told that the server is away, and when."""

    record: Record
    at: list[datetime] = field(default_factory=list)

    def __call__(self, words: Words) -> bool:
        assert words.cy != words.en
        self.at.append(self.record.now)
        return True


def test_g6_three_days_without_a_mail_server_lose_nothing_and_are_told_once(
    record: Record, figure: Say, *, long_form: bool
) -> None:
    """G6: from a Monday morning to the Thursday, then a server that takes everything.

    Seen to fail with letters claimed before there is a connection, with
    the instant told not kept (told at every round), and with the digests not gathered.
    """
    begins = datetime(2026, 2, 9, 8, 0, tzinfo=LONDON)
    people, told, server = 100, _Told(record), MailServer()
    monday = begins.date()
    for sequence in range(3):
        record.mean(recipients=people, sequence=sequence, due_on=monday + timedelta(days=sequence))
    digests = [
        record.mean(letter="digest", review_id=None, facts={"board": "example"}, due_on=monday + each)[0]
        for each in (timedelta(days=day) for day in range(3))
    ]
    _fold_a_letter_into_each(record, digests)
    rounds = range(0, 72 * 60, 5 if long_form else 30)

    for minutes in rounds:
        record.now = begins + timedelta(minutes=minutes)
        send_due(record.desk, channel("boardmail://127.0.0.1:1", SENDER), SENDER, pace=unhurried())
        away.warn(record.desk, told)

    waiting = record.states().count("pending")
    assert (waiting, set(record.states())) == (people * 3 + 3, {"pending", "withdrawn"})
    assert len(told.at) == 1
    within = (told.at[0] - begins) // timedelta(minutes=1)
    assert within <= 60

    clock = _Clock()
    record.now = begins + timedelta(hours=72, minutes=5)
    with running(server, server.port):
        sent = send_due(record.desk, server.channel, SENDER, pace=Pace(600, clock, clock.sleep))

    left = record.states().count("pending")
    figure(
        f"G6 72 hours away, {waiting} letters waiting: {left} left after {clock.at / 60:.1f} minutes at 600 "
        f"a minute, 0 lost, 3 digests became 1, warned {len(told.at)} time, {within} minutes after it began"
    )
    assert sent.accepted == people * 3 + 1
    assert (left, clock.at <= 15 * 60) == (0, True)
    with record.desk() as at:
        assert away.away_since(at) is None


def _fold_a_letter_into_each(record: Record, digests: list[int]) -> None:
    for sequence, digest in enumerate(digests, start=50):
        record.mean(sequence=sequence, state="withdrawn", reason="folded", folded_into_id=digest)


@dataclass
class Untrusted:
    """A mail server that takes every letter it can get, and keeps every byte that reaches it."""

    tls: ssl.SSLContext | None = None
    offers: bool = True
    heard: bytearray = field(default_factory=bytearray)

    def serve(self, listening: socket) -> None:
        """Hold one conversation after another until the port is closed."""
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            connection.settimeout(5)
            try:
                with connection:
                    self._converse(connection)
            except OSError:
                continue

    def _converse(self, connection: socket) -> None:
        """Say yes to everything, before TLS and after it; all that a client says is kept."""
        connection.sendall(b"220 here\r\n")
        self._listen(connection)

    def _listen(self, connection: socket) -> None:
        while line := connection.recv(65536):
            self.heard += line
            verb = line[:4].upper()
            if verb == b"EHLO":
                connection.sendall(
                    b"250-here\r\n250-STARTTLS\r\n250 OK\r\n" if self.offers else b"250 OK\r\n"
                )
            elif verb == b"STAR" and self.tls:
                connection.sendall(b"220 go on\r\n")
                with self.tls.wrap_socket(connection, server_side=True) as secured:
                    self._listen(secured)
                return
            else:
                connection.sendall(
                    {b"STAR": b"454 not now\r\n", b"DATA": b"354 go on\r\n"}.get(verb, b"250 OK\r\n")
                )


@contextmanager
def _listening(server: Untrusted) -> Iterator[int]:
    with create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=server.serve, args=(listening,), daemon=True)
        thread.start()
        yield listening.getsockname()[1]


def test_g12_no_byte_of_a_letter_leaves_in_clear_or_to_a_stranger(
    record: Record, figure: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G12: no TLS, TLS refused, a certificate nobody vouches for, and one for another host.

    Seen to fail with STARTTLS tried only where it is offered, and with certificates not verified.
    """
    own, other = (
        write_certificate(tmp_path / "own.pem"),
        write_certificate(tmp_path / "other.pem", "127.0.0.2"),
    )
    stranger = write_certificate(tmp_path / "stranger.pem")
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(own.read_bytes() + other.read_bytes())
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    servers = {
        "no TLS": Untrusted(offers=False),
        "TLS refused": Untrusted(),
        "certificate unknown": Untrusted(tls_context(stranger)),
        "certificate of another host": Untrusted(tls_context(other)),
    }
    [number] = record.mean()

    for name, server in servers.items():
        with _listening(server) as port:
            sent = send_due(record.desk, channel(f"boardmails://127.0.0.1:{port}", SENDER), SENDER)
        assert sent == Sent(server_away=True), name
        verbs = {line[:4].upper() for line in bytes(server.heard).split(b"\r\n") if line.isascii()}
        assert not verbs & {b"MAIL", b"RCPT", b"DATA"}, name
        assert b"ysgol.example.test" not in server.heard, name
        assert (record.letter(number).state, record.letter(number).attempt) == ("pending", 0)
    figure(f"G12 {len(servers)} untrusted mail servers: 0 bytes of a letter left, the letter waits")

    good, port = MailServer(), free_port()
    with running(good, port, tls_context=tls_context(own), require_starttls=True):
        sent = send_due(record.desk, channel(f"boardmails://127.0.0.1:{port}", SENDER), SENDER)
    assert sent == Sent(accepted=1)
    assert record.letter(number).sent_on == TODAY
