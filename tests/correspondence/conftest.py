"""A record with letters to send, and a mail server that answers as a test tells it to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from sqlalchemy import Engine, create_engine, text
from sqlmodel import Session, select

from deployments.ports import free_port
from models.records import Action, Agency, Board, Letter, Person, Review
from tasks.correspondence.board_mail import NotifyBoardMail, channel
from tasks.correspondence.sender import Sender

TODAY = date(2026, 2, 13)
NOW = datetime(2026, 2, 13, 9, 30, tzinfo=UTC)
REFERENCE = "CPR EX 1/2026"
SENDER = Sender("uned@bwrdd.example.test", "atebion@bwrdd.example.test")

LEAD = {"reference": REFERENCE, "board": "example"}


@dataclass
class FakeDesk:
    """The desk as the sender needs it, on a day that stands still."""

    session: Session
    now: datetime = NOW
    today: date = TODAY


@dataclass
class Record:
    """A record of one review with letters in its outbox."""

    engine: Engine

    @contextmanager
    def desk(self) -> Iterator[FakeDesk]:
        """Open a transaction: committed at the end, rolled back on an exception."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield FakeDesk(session)

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
            "letter": "referral_received",
            "due_on": TODAY,
            "facts": LEAD,
            "written_at": NOW,
        }
        row = Letter(review_id=self.review, recipient=code, **(written | columns))
        session.add(row)
        return row

    @property
    def review(self) -> int:
        """Give the review's number."""
        with Session(self.engine) as session:
            return session.exec(select(Review)).one().key

    def action(self, state: str) -> int:
        """Write an action in a state."""
        with self.desk() as at:
            row = Action(
                review_id=self.review,
                stage="S10",
                milestone="timelines",
                role="agency_lead",
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

    def states(self) -> list[str]:
        """Read every letter's state, in the order of their rows."""
        with Session(self.engine) as session:
            return [row.state for row in session.exec(select(Letter).order_by(text("id")))]

    def let_time_pass(self) -> None:
        """End every pause and every lease, as PostgreSQL's clock would."""
        with self.engine.begin() as connection:
            past = "clock_timestamp() - interval '1 day'"
            connection.execute(text(f"UPDATE letter SET not_before = {past} WHERE not_before IS NOT NULL"))  # noqa: S608
            connection.execute(text(f"UPDATE letter SET claimed_at = {past} WHERE state = 'sending'"))  # noqa: S608


@pytest.fixture
def record(own_database: Any) -> Iterator[Record]:  # noqa: ANN401 - the root conftest's own class
    engine = create_engine(own_database.application_url)
    with Session(engine) as session, session.begin():
        session.merge(
            Board(code="example", name_cy="Bwrdd Enghraifft", name_en="Example Board", invented=True)
        )
        session.merge(Agency(code="education", name_cy="addysg", name_en="education"))
        session.flush()
        session.add(Review(reference=REFERENCE, slug="cpr-ex-1-2026", board_code="example", opened_at=NOW))
    yield Record(engine)
    engine.dispose()


@dataclass
class MailServer:
    """A mail server that says what it is told to say, and keeps what it has accepted.

    ``at_rcpt`` and ``at_data`` hold the next answers; when none is left it says yes.
    ``hang_up`` closes the connection once a letter's bytes have come: it keeps them.
    """

    port: int = field(default_factory=free_port)
    at_mail: list[str] = field(default_factory=list)
    at_rcpt: list[str] = field(default_factory=list)
    at_data: list[str] = field(default_factory=list)
    hang_up: bool = False
    seen: list[tuple[str, bytes]] = field(default_factory=list)
    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    connections: int = 0

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's own name
        self,
        server: SMTP,
        session: SmtpSession,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        del server, envelope
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: SmtpSession, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if self.at_mail:
            return self.at_mail.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: SmtpSession, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        answer = self.at_rcpt.pop(0) if self.at_rcpt else "250 OK"
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: SmtpSession, envelope: Envelope
    ) -> str:
        del session
        assert isinstance(envelope.content, bytes)
        letters = [(recipient, envelope.content) for recipient in envelope.rcpt_tos]
        self.seen += letters
        answer = self.at_data.pop(0) if self.at_data else "250 OK"
        if answer.startswith("2"):
            self.accepted += letters
        if self.hang_up:
            assert server.transport is not None
            server.transport.close()
        return answer

    @property
    def channel(self) -> NotifyBoardMail:
        """The channel to it."""
        return channel(f"boardmail://127.0.0.1:{self.port}", SENDER)


@pytest.fixture
def start() -> Iterator[Callable[[MailServer], MailServer]]:
    running: list[Controller] = []

    def run(server: MailServer) -> MailServer:
        controller = Controller(server, hostname="127.0.0.1", port=server.port, server_hostname="localhost")
        controller.start()
        running.append(controller)
        return server

    yield run
    for each in running:
        each.stop()


@pytest.fixture
def mail(start: Callable[[MailServer], MailServer]) -> MailServer:
    """A mail server that says yes to everything until told otherwise."""
    return start(MailServer())
