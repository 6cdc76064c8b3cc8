"""The post's own workshop: a record with letters to send, and mail servers that answer as they are told."""

import asyncio
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import Engine, create_engine, text
from sqlmodel import Session, select

from deployments.ports import free_port
from models.records import Action, Agency, Board, Letter, Person, Review
from tasks.correspondence.board_mail import NotifyBoardMail, channel
from tasks.correspondence.pace import Pace
from tasks.correspondence.sender import Sender

TODAY = date(2026, 2, 13)
NOW = datetime(2026, 2, 13, 9, 30, tzinfo=UTC)
"""A Friday, in office hours."""
REFERENCE = "CPR EX 1/2026"
SENDER = Sender("uned@bwrdd.example.test", "atebion@bwrdd.example.test")
JOURNAL = "dyddlyfr@bwrdd.example.test"

LEAD = {"reference": REFERENCE, "board": "example"}


def unhurried() -> Pace:
    """Give a pace at which nothing is waited for, on a clock that only the pace itself moves."""
    return Pace(60_000_000)


@dataclass
class FakeDesk:
    """The desk as the sender needs it, at an instant that stands still."""

    session: Session
    now: datetime = NOW

    @property
    def today(self) -> date:
        """The day in London."""
        return self.now.astimezone(ZoneInfo("Europe/London")).date()


@dataclass
class Record:
    """A record of one review with letters in its outbox."""

    engine: Engine
    now: datetime = NOW

    @contextmanager
    def desk(self) -> Iterator[FakeDesk]:
        """Open a transaction: committed at the end, rolled back on an exception."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield FakeDesk(session, self.now)

    def at(self, *when: int) -> "Record":
        """Let it be another instant, in London's time."""
        self.now = datetime(*when, tzinfo=ZoneInfo("Europe/London"))  # type: ignore[misc, arg-type]
        return self

    def mean(self, *, recipients: int = 1, **columns: Any) -> list[int]:  # noqa: ANN401 - columns of many types
        """Write one letter to each of so many people; give the rows' numbers."""
        with self.desk() as at:
            rows = [self._letter(at.session, number, columns) for number in range(1, recipients + 1)]
            at.session.flush()
            return [row.key for row in rows]

    def _letter(self, session: Session, number: int, columns: dict[str, Any]) -> Letter:
        code = f"lead-{number}"
        session.merge(
            Person(
                code=code,
                name=f"Arweinydd {number}",
                e_mail=f"{code}@ysgol.example.test",
                agency_code="education",
            )
        )
        session.flush()
        written: dict[str, Any] = {
            "review_id": self.review,
            "letter": "referral_received",
            "recipient": code,
            "due_on": TODAY,
            "facts": LEAD,
            "written_at": NOW,
        }
        row = Letter(**(written | columns))
        session.add(row)
        return row

    @property
    def review(self) -> int:
        """Give the review's number."""
        with Session(self.engine) as session:
            return session.exec(select(Review).order_by(text("id"))).first().key  # type: ignore[union-attr]

    def action(self, state: str) -> int:
        """Write an action in a state."""
        with self.desk() as at:
            row = Action(
                review_id=self.review,
                stage="S10",
                milestone="timelines",
                role="agency_lead",
                subject="education",
                state=state,
                opened_at=NOW,
            )
            at.session.add(row)
            at.session.flush()
            return row.key

    def letter(self, number: int) -> Letter:
        """Read one row as it stands."""
        with Session(self.engine) as session:
            return session.get_one(Letter, number)

    def letters(self) -> list[Letter]:
        """Read every row, in order."""
        with Session(self.engine) as session:
            return list(session.exec(select(Letter).order_by(text("id"))))

    def states(self) -> list[str]:
        """Read every letter's state, in the order of their rows."""
        return [row.state for row in self.letters()]

    def let_time_pass(self) -> None:
        """End every pause and every lease, as PostgreSQL's clock would."""
        with self.engine.begin() as connection:
            past = "clock_timestamp() - interval '1 day'"
            connection.execute(text(f"UPDATE letter SET not_before = {past} WHERE not_before IS NOT NULL"))  # noqa: S608
            connection.execute(text(f"UPDATE letter SET claimed_at = {past} WHERE state = 'sending'"))  # noqa: S608


@contextmanager
def open_record(url: str) -> Iterator[Record]:
    """Fill an empty record with one Board, one agency and one review."""
    engine = create_engine(url, hide_parameters=True)
    with Session(engine) as session, session.begin():
        session.merge(
            Board(code="example", name_cy="Bwrdd Enghraifft", name_en="Example Board", invented=True)
        )
        session.merge(Agency(code="education", name_cy="addysg", name_en="education"))
        session.flush()
        session.add(Review(reference=REFERENCE, slug="cpr-ex-1-2026", board_code="example", opened_at=NOW))
    try:
        yield Record(engine)
    finally:
        engine.dispose()


@dataclass
class MailServer:
    """A mail server that says what it is told to say, and keeps what it has accepted.

    ``at_rcpt`` and ``at_data`` hold the next answers; when none is left it says yes.
    ``hang_up`` closes the connection once a letter's bytes have come: it keeps them.
    What comes for the journal mailbox is kept apart, and can be looked for as in a journal.
    """

    port: int = field(default_factory=free_port)
    at_mail: list[str] = field(default_factory=list)
    at_rcpt: list[str] = field(default_factory=list)
    at_journal: list[str] = field(default_factory=list)
    at_data: list[str] = field(default_factory=list)
    hang_up: bool = False
    senders: list[str] = field(default_factory=list)
    seen: list[tuple[str, bytes]] = field(default_factory=list)
    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    journal: list[bytes] = field(default_factory=list)
    connections: int = 0
    open: int = 0

    def settle_down(self) -> None:
        """Wait until nobody is connected: what came of a conversation then stands."""
        deadline = time.monotonic() + 30
        while self.open:
            assert time.monotonic() < deadline, "somebody stays connected"
            time.sleep(0.001)

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's own name
        self,
        server: SMTP,
        session: SmtpSession,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        """Count a conversation."""
        del server, envelope
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: SmtpSession, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Say whether we may send."""
        del server, session, options
        if self.at_mail:
            return self.at_mail.pop(0)
        envelope.mail_from = address
        self.senders.append(address)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: SmtpSession, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Say whether there is such a mailbox."""
        del server, session, options
        told = self.at_journal if address == JOURNAL else self.at_rcpt
        answer = told.pop(0) if told else "250 OK"
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: SmtpSession, envelope: Envelope
    ) -> str:
        """Take a letter, or not."""
        del session
        assert isinstance(envelope.content, bytes)
        letters = [(to, envelope.content) for to in envelope.rcpt_tos if to != JOURNAL]
        self.seen += letters
        answer = self.at_data.pop(0) if self.at_data else "250 OK"
        if answer.startswith("2"):
            self.accepted += letters
            self.journal += [envelope.content] if JOURNAL in envelope.rcpt_tos else []
        if self.hang_up:
            assert server.transport is not None
            server.transport.close()
        return answer

    def holds(self, message_id: str) -> bool:
        """Be a journal: say whether a copy with this Message-ID has come."""
        return any(message_from_bytes(copy)["Message-ID"] == message_id for copy in self.journal)

    @property
    def channel(self) -> NotifyBoardMail:
        """The channel to it."""
        return channel(f"boardmail://127.0.0.1:{self.port}", SENDER)


class _Counting(SMTP):
    """A conversation that its mail server knows the beginning and the end of."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(self.event_handler, MailServer):
            self.event_handler.open += 1
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        if isinstance(self.event_handler, MailServer):
            self.event_handler.open -= 1


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Counting(self.handler, **self.SMTP_kwargs)


@contextmanager
def running(server: Any, port: int, **smtp: Any) -> Iterator[None]:  # noqa: ANN401 - aiosmtpd's own arguments
    """Let a mail server listen on the loopback address."""
    controller = _Controller(server, hostname="127.0.0.1", port=port, server_hostname="localhost", **smtp)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def write_certificate(file: Path, host: str = "127.0.0.1") -> Path:
    """Write a certificate for an address with its key, which nobody trusts unless told to."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    begun = datetime(2020, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begun)
        .not_valid_after(begun + timedelta(days=365 * 80))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return file


def tls_context(certificate: Path) -> ssl.SSLContext:
    """Give what a server needs to speak TLS with a certificate."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context
