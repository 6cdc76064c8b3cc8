"""One SMTP conversation: letters over one connection, and what each answer means."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from tasks.correspondence.errors import ServerAwayError

Connect = Callable[[], smtplib.SMTP]

_YES = (250, 251)
_TO_COME_BACK = range(400, 500)
_FOR_GOOD = range(500, 600)
_CLOSING = 421


class Meaning(StrEnum):
    """What became of one letter to one recipient."""

    ACCEPTED = "accepted"
    """By the mail server; nobody can say delivered."""
    POSTPONED = "postponed"
    """Certainly not accepted, and worth another attempt."""
    BOUNCED = "bounced"
    """Certainly not accepted, and it never will be."""
    UNKNOWN = "unknown"
    """Accepted or not: nobody can tell."""


@dataclass(frozen=True)
class Answer:
    """What the server said to one letter, with its code where it gave one, and to which command.

    ``journalled`` says that the server took the journal mailbox as a recipient, too.
    """

    meaning: Meaning
    code: int | None
    to: str
    journalled: bool = False


class Wire:
    """A connection that is opened when it is needed and used for as long as it holds."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._server: smtplib.SMTP | None = None

    def open(self) -> None:
        """Be ready for a letter, before one is taken in hand.

        Raises:
            ServerAwayError: no connection, none that is safe, or it refuses us.
        """
        if self._server is not None:
            return
        try:
            self._server = self._connect()
        except (OSError, smtplib.SMTPException, ssl.SSLError) as cause:
            raise ServerAwayError("server_away", cause=type(cause).__name__) from cause

    def close(self) -> None:
        """Take leave of the server, if it still listens."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def deliver(
        self, recipient: str, message: bytes, journal: str | None = None, *, envelope_from: str
    ) -> Answer:
        """Send the bytes as they are to one recipient, with a copy to the journal mailbox.

        Reports of a failed delivery go to *envelope_from*.
        Never raises for what the server does. A journal that is refused keeps no letter back.
        """
        assert self._server is not None
        recipients = recipient, journal
        answer = self._converse(self._server, envelope_from, recipients, message)
        if answer.code is None or answer.code == _CLOSING:
            self._hang_up()
        elif answer.meaning is not Meaning.ACCEPTED:
            self._begin_again(self._server)
        return answer

    def _hang_up(self) -> None:
        # Who has not answered once need not be told good-bye and waited for once more.
        server, self._server = self._server, None
        if server is not None:
            server.close()

    def _converse(
        self, server: smtplib.SMTP, envelope_from: str, recipients: tuple[str, str | None], message: bytes
    ) -> Answer:
        recipient, journal = recipients
        # Until the server asks for the letter it cannot have it: whatever fails here is certain.
        try:
            code, _ = server.mail(envelope_from)
            if code != 250:  # noqa: PLR2004 - SMTP's own "ok"
                # It says no to us, not to this person: the letter has done nothing to bounce for.
                return Answer(Meaning.POSTPONED, code, "MAIL")
            code, _ = server.rcpt(recipient)
            if code not in _YES:
                return Answer(_refusal(code), code, "RCPT")
            copied, _ = server.rcpt(journal) if journal else (0, b"")
        except (OSError, smtplib.SMTPException):
            return Answer(Meaning.POSTPONED, None, "MAIL")
        if copied == _CLOSING:
            return Answer(Meaning.POSTPONED, copied, "RCPT")
        return _data(server, message, journalled=copied in _YES)

    def _begin_again(self, server: smtplib.SMTP) -> None:
        try:
            server.rset()
        except (OSError, smtplib.SMTPException):
            self._hang_up()


def _data(server: smtplib.SMTP, message: bytes, *, journalled: bool) -> Answer:
    try:
        code, _ = server.data(message)
    except smtplib.SMTPDataError as refused:
        return Answer(_refusal(refused.smtp_code), refused.smtp_code, "DATA")
    except (OSError, smtplib.SMTPException):
        return Answer(Meaning.UNKNOWN, None, "DATA", journalled)
    meaning = Meaning.ACCEPTED if code == 250 else _refusal(code)  # noqa: PLR2004 - as above
    return Answer(meaning, code, "DATA", journalled)


def _refusal(code: int) -> Meaning:
    """Say what an answer other than yes means; one that is neither 4xx nor 5xx means nothing certain."""
    if code in _TO_COME_BACK:
        return Meaning.POSTPONED
    return Meaning.BOUNCED if code in _FOR_GOOD else Meaning.UNKNOWN
