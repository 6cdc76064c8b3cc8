"""The channel: what its URL may say, and that nothing of a letter leaves in clear."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from apprise import Apprise
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from deployments.ports import free_port
from tasks.correspondence.board_mail import NotifyBoardMail, channel
from tasks.correspondence.errors import CorrespondenceError, ServerAwayError
from tasks.correspondence.sender import Sender
from tasks.correspondence.wire import Meaning

SENDER = Sender("uned@bwrdd.example.test")


# Seen to fail: with `is_here` saying yes to every host, and without `verify_certificate` in `secured`.
@pytest.mark.parametrize(
    "url",
    [
        "boardmail://smtp.example.test",
        "boardmail://10.0.0.1:25",
        "boardmail://localhost.example.test",
        "boardmail://127.0.0.1?smtp=smtp.example.test",
        "boardmails://smtp.example.test?mode=insecure",
        "boardmails://smtp.example.test?verify=no",
        "boardmails://127.0.0.1?mode=insecure",
        "boardmail://",
    ],
)
def test_a_url_by_which_a_letter_could_leave_in_clear_is_refused(url: str) -> None:
    """G12."""
    with pytest.raises(CorrespondenceError) as refused:
        channel(url, SENDER)

    assert refused.value.code == "mail_not_secure"


@pytest.mark.parametrize(
    "url", ["", "smtp.example.test", "mailto://a:b@example.test", "boardmails://a@b?mode=x"]
)
def test_a_url_that_is_not_ours_is_refused(url: str) -> None:
    with pytest.raises(CorrespondenceError) as refused:
        channel(url, SENDER)

    assert refused.value.code == "mail_url_unknown"
    assert refused.value.facts == {}


def test_apprise_itself_knows_the_channel() -> None:
    channel("boardmail://127.0.0.1:2525", SENDER)

    opened = Apprise.instantiate("boardmails://uned:gair@smtp.example.test?from=uned@bwrdd.example.test")

    assert isinstance(opened, NotifyBoardMail)
    assert opened.secure_mode == "starttls"
    assert "gair" not in opened.url(privacy=True)  # type: ignore[no-untyped-call]


class Listener:
    """Keeps every command and every letter that reaches it."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []

    async def handle_DATA(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        del server, session
        assert isinstance(envelope.content, bytes)
        self.letters.append(envelope.content)
        return "250 OK"


@contextmanager
def _listening(listener: Listener, **smtp: Any) -> Iterator[int]:  # noqa: ANN401 - aiosmtpd's own arguments
    port = free_port()
    server = Controller(listener, hostname="127.0.0.1", port=port, server_hostname="localhost", **smtp)
    server.start()
    try:
        yield port
    finally:
        server.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 with its key, which nobody trusts unless told to."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begun = datetime(2020, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begun)
        .not_valid_after(begun + timedelta(days=365 * 80))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def _send(url: str) -> Meaning:
    with channel(url, SENDER).wire() as wire:
        wire.open()
        letter = b"Subject: x\r\n\r\nHelo\r\n.\r\n"
        return wire.deliver("sian@ysgol.example.test", letter, envelope_from=SENDER.reply_to).meaning


# Seen to fail: with a context of our own that verifies nothing in `_connect`.
def test_a_certificate_that_nobody_vouches_for_ends_the_conversation(tls: ssl.SSLContext) -> None:
    """G12."""
    listener = Listener()
    with _listening(listener, tls_context=tls) as port, pytest.raises(ServerAwayError) as away:
        _send(f"boardmails://127.0.0.1:{port}")

    assert away.value.facts == {"cause": "SSLCertVerificationError"}
    assert listener.letters == []


# Seen to fail: with `starttls` tried only where the server offers it.
def test_a_server_without_tls_gets_nothing(start: Callable[..., Any], mail: Any) -> None:  # noqa: ANN401 - the conftest's own class
    """G12: 0 bytes of a letter leave in clear."""
    del start
    with pytest.raises(ServerAwayError) as away:
        _send(f"boardmails://127.0.0.1:{mail.port}")

    assert away.value.facts == {"cause": "SMTPNotSupportedError"}
    assert mail.seen == []


def test_a_letter_goes_over_verified_tls_byte_for_byte(
    tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    listener = Listener()

    with _listening(listener, tls_context=tls, require_starttls=True) as port:
        assert _send(f"boardmails://127.0.0.1:{port}") is Meaning.ACCEPTED

    assert listener.letters == [b"Subject: x\r\n\r\nHelo\r\n.\r\n"]
