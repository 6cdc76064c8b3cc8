"""The replies mailbox: what lies in it, and where each message is put once it has been taken in.

| CPR_REPLIES_URL | |
|---|---|
| ``imaps://name:password@imap.example.test/INBOX`` | a mailbox at a mail server, the certificate verified |
| ``imap://name:password@127.0.0.1:1143/INBOX`` | the same in clear: on this machine alone |
| ``maildir:///srv/mail/replies`` | a Maildir, where the mail server delivers on this machine |

Nothing is deleted here, and nothing is marked as read before it is on the record.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from urllib.parse import unquote, urlsplit

from tasks.correspondence.errors import CorrespondenceError

MOST_BYTES = 5_000_000
"""A larger message is not fetched: only its first lines are, for the record."""
HEADER_BYTES = 64_000
"""How much of a message that is too large is fetched."""

Put = Literal["Processed", "Quarantine"]
"""The folders beside the inbox in which a message ends."""
FOLDERS: tuple[Put, ...] = ("Processed", "Quarantine")

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class MailboxError(CorrespondenceError):
    """The replies mailbox is not to be had: nothing has been taken in, and nothing is lost."""


@dataclass(frozen=True)
class Found:
    """A message where it lies.

    Attributes:
        account: whose mailbox, without its password.
        folder: the folder that was read.
        uidvalidity: which life of that folder its numbers belong to (RFC 3501 section 2.3.1.1).
        uid: its number or name there.
        message: its bytes; of one that is too large, the first.
        arrived_at: when the mail server took it in, if it says so.
        too_large: whether more bytes than MOST_BYTES lie there.
    """

    account: str
    folder: str
    uidvalidity: str
    uid: str
    message: bytes
    arrived_at: datetime | None
    too_large: bool = False


class Mailbox(Protocol):
    """A mailbox with an inbox and the two folders beside it."""

    def unread(self) -> Iterator[Found]:
        """Give what lies in the inbox, oldest first; fetched one by one, and left as it is."""
        ...

    def move(self, found: Found, put: Put) -> None:
        """Put a message into a folder; one that is not there any more stays where it is."""
        ...


@dataclass(frozen=True)
class Place:
    """Where the replies mailbox is.

    Attributes:
        scheme: imaps, imap or maildir.
        host, port, user, password: of the mail server.
        path: the Maildir's folder, or the name of the inbox.
    """

    scheme: str
    host: str
    port: int
    user: str
    password: str
    path: str

    @property
    def account(self) -> str:
        """Name the mailbox without its password."""
        return f"{self.user}@{self.host}" if self.host else "maildir"


_PORTS = {"imaps": 993, "imap": 143, "maildir": 0}


def place(url: str) -> Place:
    """Read where the mailbox is.

    Raises:
        MailboxError: ``replies_url_unknown``; ``replies_not_secure``: in clear to another machine.

    >>> place("imaps://atebion%40bwrdd.example:p%3Aw@imap.example/INBOX").user
    'atebion@bwrdd.example'
    >>> place("maildir:///srv/mail").path
    '/srv/mail'
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise MailboxError("replies_url_unknown") from None
    if parts.scheme not in _PORTS or not (parts.path if parts.scheme == "maildir" else parts.username):
        raise MailboxError("replies_url_unknown")
    host = parts.hostname or ""
    if parts.scheme == "imap" and host not in LOOPBACK:
        raise MailboxError("replies_not_secure")
    path = unquote(parts.path)
    return Place(
        scheme=parts.scheme,
        host=host,
        port=port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        path=path if parts.scheme == "maildir" else path.strip("/") or "INBOX",
    )


def configured(environment: Mapping[str, str]) -> Place | None:
    """Give the replies mailbox that the *environment* names; None: answers by mail are not read.

    Raises:
        MailboxError: as `place`.
    """
    url = environment.get("CPR_REPLIES_URL")
    return place(url) if url else None
