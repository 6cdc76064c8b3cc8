"""The journal: a mailbox that got a copy of every letter, where one in doubt can be looked for.

CPR_JOURNAL_URL says how to read it, ``imaps://name:password@host/INBOX``: over verified
TLS, or in clear from this machine itself. It is only looked into: nothing in it is changed.
"""

import imaplib
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol, Self
from urllib.parse import unquote, urlsplit

from tasks.correspondence.board_mail import is_here
from tasks.correspondence.errors import CorrespondenceError, JournalAwayError

_SECONDS = 30


class Journal(Protocol):
    """Where copies of letters can be looked for."""

    def holds(self, message_id: str) -> bool:
        """Say whether a copy of the letter with this Message-ID is there.

        Raises:
            JournalAwayError: it cannot be looked into now.
        """


@dataclass(frozen=True)
class ImapJournal:
    """A journal mailbox read by IMAP; its password is in no text of this object."""

    host: str
    port: int | None
    name: str
    password: str = field(repr=False)
    folder: str
    secure: bool

    @classmethod
    def configured(cls, environment: Mapping[str, str]) -> Self | None:
        """Read CPR_JOURNAL_URL out of the *environment*; None where it is not set.

        Raises:
            CorrespondenceError: ``journal_url_unknown``, ``journal_not_secure``.
        """
        url = environment.get("CPR_JOURNAL_URL")
        return cls.at(url) if url else None

    @classmethod
    def at(cls, url: str) -> Self:
        """Read a URL.

        >>> ImapJournal.at("imaps://uned:a%40b@imap.example.test").folder
        'INBOX'
        """
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise CorrespondenceError("journal_url_unknown") from None
        name, password = unquote(parts.username or ""), unquote(parts.password or "")
        if parts.scheme not in ("imap", "imaps") or not (parts.hostname and name and password):
            raise CorrespondenceError("journal_url_unknown")
        if parts.scheme == "imap" and not is_here(parts.hostname):
            raise CorrespondenceError("journal_not_secure")
        folder = unquote(parts.path.strip("/")) or "INBOX"
        return cls(parts.hostname, port, name, password, folder, secure=parts.scheme == "imaps")

    @contextmanager
    def open(self) -> Iterator[Journal]:
        """Give the mailbox for the length of a `with`, on one connection that is made at the first look."""
        looking = _Looking(self)
        try:
            yield looking
        finally:
            looking.close()

    def connect(self) -> imaplib.IMAP4:
        """Log in and open the mailbox to be read only."""
        port = self.port or (993 if self.secure else 143)
        server: imaplib.IMAP4
        if self.secure:
            verified = ssl.create_default_context()
            server = imaplib.IMAP4_SSL(self.host, port, ssl_context=verified, timeout=_SECONDS)
        else:
            server = imaplib.IMAP4(self.host, port, timeout=_SECONDS)
        try:
            # Not `login`, which knows no letter beyond ASCII.
            server.authenticate("PLAIN", lambda _: f"\0{self.name}\0{self.password}".encode())
            _check(server.select(_quoted(self.folder), readonly=True))
        except BaseException:
            with suppress(OSError, imaplib.IMAP4.error):
                server.shutdown()
            raise
        return server


class _Looking:
    """One connection to the mailbox, for as many looks as it holds."""

    def __init__(self, mailbox: ImapJournal) -> None:
        self._mailbox = mailbox
        self._server: imaplib.IMAP4 | None = None

    def holds(self, message_id: str) -> bool:
        """Look for a Message-ID among the copies that are there by now."""
        try:
            self._server = self._server or self._mailbox.connect()
            _check(self._server.noop())  # else a copy that has come since is not seen
            found = self._server.uid("SEARCH", "HEADER", "Message-ID", _quoted(message_id))
            return any(_check(found))
        except (OSError, imaplib.IMAP4.error) as cause:
            self.close()
            raise JournalAwayError("journal_away", cause=type(cause).__name__) from None

    def close(self) -> None:
        """Take leave of the server, if it still listens."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError, imaplib.IMAP4.error):
                server.logout()


def _check(answer: tuple[str, Sequence[object]]) -> Sequence[object]:
    said, found = answer
    if said != "OK":
        raise imaplib.IMAP4.error
    return found


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
