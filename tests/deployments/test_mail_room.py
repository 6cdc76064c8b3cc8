"""The demonstration's mail server keeps what comes, as it came."""

import signal
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deployments.mail_room import letters, open_mail_room
from deployments.ports import free_port

LETTER = (
    b"Date: Fri, 13 Feb 2026 09:30:00 +0000\r\nTo: =?utf-8?q?Si=C3=A2n?= <sian@ysgol.example.test>\r\n"
    b"Subject: %s: Penderfyniad\r\n\r\n.\r\nHelo\r\n"
)


def _send(port: int, *references: str) -> None:
    with smtplib.SMTP("127.0.0.1", port, "localhost", timeout=10) as server:
        for each in references:
            server.sendmail("uned@bwrdd.example.test", "sian@ysgol.example.test", LETTER % each.encode())


def test_every_letter_is_kept_byte_for_byte_and_listed_in_order(tmp_path: Path) -> None:
    with open_mail_room(tmp_path) as port:
        _send(port, "CPR EX 1/2026", "CPR EX 2/2026")

    first, second = letters(tmp_path)
    assert first.file.read_bytes() == LETTER % b"CPR EX 1/2026"
    assert (first.date, first.to) == (
        datetime(2026, 2, 13, 9, 30, tzinfo=UTC),
        "Siân <sian@ysgol.example.test>",
    )
    assert second.subject == "CPR EX 2/2026: Penderfyniad"


# Seen to fail: with the Subject itself as the file's name.
@pytest.mark.parametrize(
    "subject", ["../../etc/passwd", "/etc/passwd", "..", "", "CPR EX 1/2026/../x", "\u0000"]
)
def test_no_subject_leaves_the_folder(tmp_path: Path, subject: str) -> None:
    with open_mail_room(tmp_path) as port:
        _send(port, "CPR EX 1/2026", subject)

    names = sorted(file.name for file in tmp_path.rglob("*") if file.is_file())
    assert names == ["000001-cpr-ex-1-2026.eml", "000002-letter.eml"]


def test_a_room_opened_again_goes_on_counting(tmp_path: Path) -> None:
    for _ in range(2):
        with open_mail_room(tmp_path) as port:
            _send(port, "CPR EX 1/2026")

    assert [each.file.name[:6] for each in letters(tmp_path)] == ["000001", "000002"]


# Seen to fail: without `except OSError`; the library then says 500, and the letter counts as bounced.
def test_a_letter_that_cannot_be_kept_is_to_be_sent_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError

    monkeypatch.setattr("os.fsync", fail)
    with open_mail_room(tmp_path) as port, pytest.raises(smtplib.SMTPDataError) as refused:
        _send(port, "CPR EX 1/2026")

    assert refused.value.smtp_code == 451
    assert letters(tmp_path) == []


@contextmanager
def _program(port: int, folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "deployments.mail_room", "--port", str(port), "--folder", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        try:
            yield program
        finally:
            program.kill()


def test_beside_us_it_runs_until_it_is_told_to_end(tmp_path: Path) -> None:
    port = free_port()
    with _program(port, tmp_path) as program:
        assert program.stdout is not None
        assert str(port) in program.stdout.readline()
        _send(port, "CPR EX 1/2026")
        program.send_signal(signal.SIGTERM)
        assert program.wait(10) == 0

    assert len(letters(tmp_path)) == 1
