"""A mailbox at an IMAP server (RFC 3501) as the replies mailbox."""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from imaplib import IMAP4, IMAP4_SSL
from typing import Any

from tasks.correspondence.replies.mailbox import (
    FOLDERS,
    HEADER_BYTES,
    MOST_BYTES,
    Found,
    MailboxError,
    Place,
    Put,
)

_TIMEOUT = 30.0
"""Seconds that the server may take over one answer."""
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_ARRIVED = re.compile(rb'INTERNALDATE "([^"]{1,40})"')
_SHORTEST_ANSWER = 2


@contextmanager
def opened(at: Place, context: ssl.SSLContext | None = None) -> Iterator["Imap"]:
    """Open the mailbox and close it again.

    Args:
        at: where it is.
        context: how certificates are verified; as this machine does by default.

    Raises:
        MailboxError: ``replies_away`` with a coded cause, ``replies_login_refused``.
    """
    with _typed():
        connection = _connect(at, context)
    try:
        _log_in(connection, at)
        mailbox = Imap(connection, at)
        mailbox.enter()
        yield mailbox
    finally:
        with suppress(IMAP4.error, OSError):
            connection.logout()


@contextmanager
def _typed() -> Iterator[None]:
    """Turn what the wire can do into our own error; its texts are left out, they may repeat secrets."""
    try:
        yield
    except ssl.SSLError:
        raise MailboxError("replies_away", cause="tls") from None
    except TimeoutError:
        raise MailboxError("replies_away", cause="timeout") from None
    except (IMAP4.error, OSError):
        raise MailboxError("replies_away", cause="connection") from None


def _connect(at: Place, context: ssl.SSLContext | None) -> IMAP4:
    if at.scheme == "imap":
        return IMAP4(at.host, at.port, timeout=_TIMEOUT)
    return IMAP4_SSL(at.host, at.port, ssl_context=context or ssl.create_default_context(), timeout=_TIMEOUT)


def _log_in(connection: IMAP4, at: Place) -> None:
    """Log in; with PLAIN, because LOGIN knows no letter outside ASCII."""
    with _typed():
        try:
            if "AUTH=PLAIN" in connection.capabilities:
                secret = f"\0{at.user}\0{at.password}".encode()
                connection.authenticate("PLAIN", lambda _: secret)
            else:
                connection.login(at.user, at.password)
        except IMAP4.abort:
            raise
        except (IMAP4.error, UnicodeEncodeError):
            raise MailboxError("replies_login_refused") from None


class Imap:
    """An open connection, in its inbox."""

    def __init__(self, connection: IMAP4, at: Place) -> None:
        self._connection = connection
        self._at = at
        self._uidvalidity = ""
        self._prefix = ""
        self._can: frozenset[str] = frozenset()

    def enter(self) -> None:
        """Select the inbox and see that the folders beside it are there."""
        with _typed():
            # Asked again after the log-in: before it servers tell only the half.
            told = b" ".join(_bytes(_expect(self._connection.capability())))
            self._can = frozenset(told.decode("ascii", "replace").upper().split())
            self._find_namespace()
            for put in FOLDERS:
                # Refused where it exists; one that could not be made shows when something is moved.
                self._connection.create(self._folder(put))
            _expect(self._connection.select(_quoted(self._at.path)))
            _, answered = self._connection.response("UIDVALIDITY")
            self._uidvalidity = (answered[0] or b"").decode("ascii", "replace") if answered else ""

    def unread(self) -> Iterator[Found]:
        """Give what lies in the inbox and is not marked as deleted, by UID, oldest first, with PEEK."""
        with _typed():
            listed = b" ".join(_bytes(_expect(self._connection.uid("SEARCH", "UNDELETED"))))
        for uid in listed.split():
            with _typed():
                found = self._fetch(uid.decode("ascii"))
            if found is not None:
                yield found

    def _fetch(self, uid: str) -> Found | None:
        """Ask for the size first, so that nothing huge is ever sent to us."""
        known = b" ".join(_bytes(_expect(self._connection.uid("FETCH", uid, "(RFC822.SIZE INTERNALDATE)"))))
        size = _SIZE.search(known)
        if size is None:
            return None
        too_large = int(size[1]) > MOST_BYTES
        wanted = f"(BODY.PEEK[]<0.{HEADER_BYTES}>)" if too_large else "(BODY.PEEK[])"
        answer = _expect(self._connection.uid("FETCH", uid, wanted))
        message = next((each[1] for each in answer if isinstance(each, tuple)), None)
        if message is None:
            return None
        return Found(
            account=self._at.account,
            folder=self._at.path,
            uidvalidity=self._uidvalidity,
            uid=uid,
            message=message,
            arrived_at=_arrived(known),
            too_large=too_large,
        )

    def move(self, found: Found, put: Put) -> None:
        """Move one message: in one step where the server can (RFC 6851), else copied and then expunged."""
        folder = self._folder(put)
        with _typed():
            if "MOVE" in self._can:
                _expect(self._connection.uid("MOVE", found.uid, folder))
                return
            _expect(self._connection.uid("COPY", found.uid, folder))
            _expect(self._connection.uid("STORE", found.uid, "+FLAGS.SILENT", r"(\Deleted)"))
            # Without UIDPLUS an EXPUNGE would also take what others have marked: it is left marked.
            if "UIDPLUS" in self._can:
                _expect(self._connection.uid("EXPUNGE", found.uid))

    def _find_namespace(self) -> None:
        """Learn how the server names folders (RFC 2342): some keep all of them below the inbox."""
        if "NAMESPACE" not in self._can:
            return
        told = b" ".join(_bytes(self._connection.namespace()[1]))
        if found := re.match(rb'\(\("([^"]*)"', told):
            self._prefix = found[1].decode("ascii", "replace")

    def _folder(self, put: Put) -> str:
        return _quoted(f"{self._prefix}{put}")


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _expect(answer: tuple[str, list[Any]]) -> list[Any]:
    """Give what an answer holds.

    Raises:
        IMAP4.error: the server said no.
    """
    if answer[0] != "OK":
        raise IMAP4.error("refused")
    return answer[1]


def _bytes(answer: list[Any]) -> list[bytes]:
    return [part for each in answer for part in (each if isinstance(each, tuple) else (each,)) if part]


def _arrived(known: bytes) -> datetime | None:
    """Read INTERNALDATE; nothing if the server does not say."""
    found = _ARRIVED.search(known)
    try:
        told = parsedate_to_datetime(found[1].decode("ascii").strip().replace("-", " ", 2)) if found else None
    except (ValueError, TypeError, UnicodeDecodeError):
        told = None
    return told.astimezone(UTC) if told else None
