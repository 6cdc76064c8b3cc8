"""The channel: an Apprise plugin that sends a letter's bytes as they stand.

Apprise 1.13's own mail plugin builds each message itself, gives it a Message-ID of
its own, opens a connection a message and keeps one result for all recipients. Here
it reads the URL and nothing else.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

from apprise import Apprise
from apprise.manager_plugins import NotificationManager
from apprise.plugins.email.base import NotifyEmail
from apprise.plugins.email.common import SecureMailMode

from tasks.correspondence.errors import CorrespondenceError
from tasks.correspondence.sender import Sender
from tasks.correspondence.wire import Wire

SECONDS = 60
"""How long each answer of the server is waited for; a letter takes at most a handful of answers."""


class NotifyBoardMail(NotifyEmail):  # type: ignore[no-untyped-call] # Apprise annotates little
    """``boardmails://`` over verified TLS, or ``boardmail://`` to this machine alone.

    Each answer of the server is waited for ``seconds`` long. ``is_verified`` says that nothing
    goes but over TLS, to a server whose certificate was verified.
    """

    seconds: float = SECONDS

    service_name = "Board mail"
    protocol = "boardmail"
    secure_protocol = "boardmails"

    def __init__(self, **parsed: Any) -> None:  # noqa: ANN401 - whatever Apprise reads out of a URL
        super().__init__(**parsed)  # type: ignore[no-untyped-call]
        self.sender = str(self.from_addr[1])
        self.is_verified = self.secure_mode != SecureMailMode.INSECURE and self.verify_certificate
        if not self.is_verified and (
            parsed.get("schema") == self.secure_protocol or not is_here(self.smtp_host)
        ):
            raise CorrespondenceError("mail_not_secure")

    @contextmanager
    def wire(self) -> Iterator[Wire]:
        """Give one connection for many letters, opened when the first is ready."""
        wire = Wire(self._connect)
        try:
            yield wire
        finally:
            wire.close()

    def _connect(self) -> smtplib.SMTP:
        host, port, own_name = self.smtp_host.strip("[]"), int(self.port or 0), self.sender.rpartition("@")[2]
        verified = ssl.create_default_context()
        server: smtplib.SMTP
        if self.secure_mode == SecureMailMode.SSL:
            server = smtplib.SMTP_SSL(host, port, own_name, timeout=self.seconds, context=verified)
        else:
            server = smtplib.SMTP(host, port, own_name, timeout=self.seconds)
        try:
            self._introduce(server, verified)
        except BaseException:
            server.close()
            raise
        return server

    def _introduce(self, server: smtplib.SMTP, verified: ssl.SSLContext) -> None:
        if self.secure_mode == SecureMailMode.STARTTLS:
            server.starttls(context=verified)  # refuses to go on where the server has none
        if self.user and self.password:
            server.login(self.user, self.password)
        server.ehlo_or_helo_if_needed()


def channel(url: str, sender: Sender) -> NotifyBoardMail:
    """Open the channel that an Apprise URL names.

    Raises:
        CorrespondenceError: not a URL of ours, or one by which a letter could leave in clear.
    """
    _register()
    parsed = NotifyBoardMail.parse_url(url)  # type: ignore[no-untyped-call]
    if not parsed or parsed["schema"] not in (NotifyBoardMail.protocol, NotifyBoardMail.secure_protocol):
        raise CorrespondenceError("mail_url_unknown")
    parsed["from_addr"] = parsed["from_addr"] or sender.address
    try:
        opened = Apprise.instantiate(parsed, suppress_exceptions=False)
    except TypeError:
        raise CorrespondenceError("mail_url_unknown") from None
    if not isinstance(opened, NotifyBoardMail):
        raise CorrespondenceError("mail_url_unknown")
    return opened


def _register() -> None:
    plugins = NotificationManager()  # type: ignore[no-untyped-call]
    if NotifyBoardMail.protocol not in plugins:
        plugins.add(NotifyBoardMail)  # type: ignore[no-untyped-call]


def is_here(host: str) -> bool:
    """Say whether a host is this machine, without asking anybody what its name means."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
