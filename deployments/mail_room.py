"""The demonstration's mail server: it takes every letter and keeps it, and sends nothing on.

What is addressed to a name with a ``+`` in it is an answer to a letter: it is put into the
replies mailbox, a Maildir beside the letters, and nowhere else.

It listens on the loopback address alone. Each letter is one ``.eml`` file, byte for byte
as it came, in a folder laid out as a Maildir is: written under ``tmp``, moved to ``new``
when it is whole, and only then acknowledged. Run beside us it is
``python -m deployments.mail_room --port PORT --folder FOLDER``.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from mailbox import Maildir, MaildirMessage
from pathlib import Path

import click
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from deployments.ports import free_port
from models.guidance.errors import GuidanceError
from models.guidance.references import reference, slug

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Kept:
    """A letter that came: its Date, whom it is to, what about, and where it is kept."""

    date: datetime
    to: str
    subject: str
    file: Path


class MailRoom:
    """Keeps what comes; the numbers in the files' names are the order in which it came."""

    def __init__(self, folder: Path) -> None:
        self._replies = Maildir(replies_in(folder), create=True)
        self._unfinished, self._new = folder / "tmp", folder / "new"
        for each in (self._unfinished, self._new):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._count = max((int(file.name[:6]) for file in self._new.glob("*.eml")), default=0)

    async def handle_DATA(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep one letter; say yes only when it is on the disk."""
        del server, session
        try:
            letter = envelope.content if isinstance(envelope.content, bytes) else b""
            if any("+" in recipient for recipient in envelope.rcpt_tos):
                self._replies.add(MaildirMessage(_parse(letter)))
            else:
                self._keep(letter)
        except OSError:
            return "451 4.3.0 The letter could not be kept"
        return "250 2.0.0 Kept"

    def _keep(self, letter: bytes) -> None:
        self._count += 1
        name = f"{self._count:06d}-{_slug(letter)}.eml"
        unfinished = self._unfinished / name
        with unfinished.open("wb") as file:
            file.write(letter)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(self._new / name)


def replies_in(folder: Path) -> Path:
    """Give the Maildir of the answers that come to letters kept in a folder."""
    return folder.parent / "replies"


@contextmanager
def open_mail_room(folder: Path, port: int | None = None) -> Iterator[int]:
    """Run the mail server for the length of a `with`; give the port it listens on.

    Args:
        folder: where the letters are kept.
        port: on the loopback address; a free one by default.
    """
    listening = port or free_port()
    # Named, because aiosmtpd would ask the network what this machine is called.
    server = Controller(
        MailRoom(folder), hostname=HOST, port=listening, server_hostname="localhost", ident="Mail room"
    )
    server.start()
    try:
        yield listening
    finally:
        server.stop()


def letters(folder: Path) -> list[Kept]:
    """Give the letters that were kept, in the order in which they came."""
    return [_read(file) for file in files(folder)]


def files(folder: Path) -> list[Path]:
    """Give where the letters are kept, in the order in which they came."""
    return sorted((folder / "new").glob("*.eml"))


def message(file: Path) -> EmailMessage:
    """Read one letter."""
    return _parse(file.read_bytes())


def _read(file: Path) -> Kept:
    read = message(file)
    return Kept(read["Date"].datetime, str(read["To"]), str(read["Subject"]), file)


def _parse(letter: bytes) -> EmailMessage:
    parsed = message_from_bytes(letter, policy=WIRE)
    assert isinstance(parsed, EmailMessage)
    return parsed


def _slug(letter: bytes) -> str:
    """Give the review's reference as it stands in file names; anything else is just a letter."""
    try:
        return slug(reference(str(_parse(letter)["Subject"]).partition(":")[0]))
    except GuidanceError:
        return "letter"


@click.command()
@click.option("--port", type=int, required=True, help="On the loopback address.")
@click.option("--folder", type=click.Path(path_type=Path), required=True, help="Where letters are kept.")
def main(port: int, folder: Path) -> None:
    """Keep every letter that comes, until told to end."""
    ends = {signal.SIGINT, signal.SIGTERM}
    # Before any thread starts: each inherits that these signals are for `sigwait`.
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    with open_mail_room(folder, port):
        click.echo(f"smtp://{HOST}:{port} -> {folder}")
        signal.sigwait(ends)


if __name__ == "__main__":
    main()
