"""An office with a meeting and its invitations, and the mailbox into which answers fall."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from office_days import OfficeDays
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models import casework
from models.casework import meetings
from models.records import Action, Invitation, Letter, Meeting, Offer, Person, Received, Reply, Review
from tasks.correspondence.replies.intake import Counts, read_replies
from tasks.correspondence.replies.mailbox import place
from tasks.correspondence.replies.maildir import Maildir
from tasks.correspondence.sender import Sender
from tasks.correspondence.tokens import Purpose

TODAY = date(2026, 3, 2)
NOW = datetime.combine(TODAY, time(10), UTC)
STARTS_AT = datetime(2026, 5, 12, 9, tzinfo=UTC)
SENDER = Sender("uned@bwrdd.example.test", "atebion@bwrdd.example.test", key=b"k" * 32)
BARE = "atebion@bwrdd.example.test"
"""The replies mailbox without a token."""
OURS = "mx.bwrdd.example.test"
"""How our own mail server calls itself."""


def stamped(at: datetime) -> str:
    """Write an instant as calendars do."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


@dataclass
class RepliesOffice:
    """The office, its replies mailbox, and what people put into it."""

    engine: Engine
    maildir: Path
    today: date = TODAY
    posted: int = field(default=0)

    @contextmanager
    def desk(self) -> Iterator[casework.Office]:
        """Sit down: committed at the end, rolled back on an exception."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield casework.Office(
                session=session, now=datetime.combine(self.today, time(10), UTC), today=self.today, by="nia"
            )

    def begins(self, until: str = "S10 timelines", **said: Any) -> None:  # noqa: ANN401
        """Take a review to a step; *said* gives answers that are otherwise than usual, by milestone."""
        with self.desk() as at:
            days = OfficeDays(at.session, self.today).with_people()
            review = days.opens()
            days.through(review, until, **said)

    def plans(self, starts_at: datetime = STARTS_AT, *, number: int = 2) -> None:
        """Plan a further Panel meeting, or move it; its letters have gone."""
        with self.desk() as at:
            review = at.session.exec(select(Review)).one()
            ends_at = starts_at + timedelta(hours=2)
            meetings.plan(at, review, "panel", starts_at=starts_at, ends_at=ends_at, number=number)
        self.all_letters_go()

    def all_letters_go(self) -> None:
        """Let everything that waits have gone, with a Message-ID each."""
        with self.desk() as at:
            for letter in at.session.exec(select(Letter).where(Letter.state == "pending")):
                letter.message_id = f"<letter-{letter.key}@bwrdd.example.test>"
                letter.message = b"To: somebody"
                letter.state = "accepted"

    @contextmanager
    def record(self) -> Iterator[Session]:
        """Look at the record."""
        with Session(self.engine) as session:
            yield session

    def invitation(self, person: str, number: int = 2) -> Invitation:
        """Give somebody's invitation to the Panel meeting as it stands."""
        with self.record() as session:
            wanted = select(Invitation).join(Meeting, col(Meeting.id) == Invitation.meeting_id)
            wanted = wanted.where(Invitation.person_code == person, Meeting.kind == "panel")
            return session.exec(wanted.where(Meeting.number == number)).one()

    def meeting(self, number: int = 2) -> Meeting:
        """Give the Panel meeting."""
        with self.record() as session:
            wanted = select(Meeting).where(Meeting.kind == "panel", Meeting.number == number)
            return session.exec(wanted).one()

    def person(self, code: str) -> Person:
        """Give somebody on the list."""
        with self.record() as session:
            return session.get_one(Person, code)

    def letter(self, letter: str, person: str, **facts: str) -> Letter:
        """Give the last letter of a kind to a person, that has some facts."""
        with self.record() as session:
            wanted = select(Letter).where(Letter.letter == letter, Letter.recipient == person)
            for name, value in facts.items():
                wanted = wanted.where(col(Letter.facts)[name].as_string() == value)
            found = session.exec(wanted.order_by(col(Letter.id).desc())).first()
            assert found is not None, f"no {letter} to {person}"
            return found

    def letters(self, letter: str) -> list[Letter]:
        """Give every letter of a kind."""
        with self.record() as session:
            return list(session.exec(select(Letter).where(Letter.letter == letter).order_by(col(Letter.id))))

    def action(self, stage: str, subject: str = "") -> Action:
        """Give the last action of a stage."""
        with self.record() as session:
            wanted = select(Action).where(Action.stage == stage, Action.subject == subject)
            found = session.exec(wanted.order_by(col(Action.id).desc())).first()
            assert found is not None
            return found

    def rows(self, kind: type[Any]) -> list[Any]:
        """Give every row of a kind, oldest first."""
        with self.record() as session:
            return list(session.exec(select(kind).order_by(*kind.__table__.primary_key)))

    @property
    def received(self) -> list[Received]:
        return self.rows(Received)

    @property
    def replies(self) -> list[Reply]:
        return self.rows(Reply)

    @property
    def offers(self) -> list[Offer]:
        return self.rows(Offer)

    def outcomes(self) -> list[tuple[str, str, str | None]]:
        """Give what came of each message: its kind, the outcome, and why."""
        return [(each.kind, each.outcome, each.reason) for each in self.received]

    # What people send.

    def of_invitation(self, person: str, number: int = 2) -> str:
        """Give the address at which an invitation is answered."""
        return SENDER.reply_address(Purpose.INVITATION, self.invitation(person, number).key)

    def of_letter(self, letter: str, person: str, **facts: str) -> str:
        """Give the address at which a letter is answered."""
        return SENDER.reply_address(Purpose.LETTER, self.letter(letter, person, **facts).key)

    def ics(self, person: str, answer: str = "ACCEPTED", *, number: int = 2, **more: Any) -> bytes:  # noqa: ANN401
        """Write the calendar part with which somebody answers; *more* says what is otherwise than usual."""
        meeting = self.meeting(number)
        said = {
            "method": "REPLY",
            "uid": str(meeting.uid),
            "attendee": self.person(person).e_mail,
            "sequence": meeting.sequence,
            "stamp": NOW - timedelta(hours=1),
            "lines": (),
            **more,
        }
        attendee = [f"ATTENDEE;PARTSTAT={answer}:mailto:{said['attendee']}"] if said["attendee"] else []
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Example//Diary//EN",
            f"METHOD:{said['method']}",
            "BEGIN:VEVENT",
            f"UID:{said['uid']}",
            f"DTSTAMP:{stamped(said['stamp'])}",
            f"SEQUENCE:{said['sequence']}",
            *attendee,
            *said["lines"],
            "END:VEVENT",
            "END:VCALENDAR",
        ]
        return "\r\n".join([*lines, ""]).encode()

    def mail(  # noqa: PLR0913 - what a mail is made of
        self,
        person: str,
        to: str,
        text: str = "",
        *,
        calendar: bytes | None = None,
        sender: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> bytes:
        """Write a mail as a person's program would."""
        mail = EmailMessage()
        mail["From"] = sender or self.person(person).e_mail
        mail["To"] = to
        mail["Message-ID"] = f"<{self.posted}.{person}@mail.example.test>"
        mail["Date"] = "Mon, 02 Mar 2026 09:30:00 +0000"
        for name, value in (headers or {}).items():
            mail[name] = value
        mail.set_content(text)
        if calendar is not None:
            mail.add_alternative(calendar, "text", "calendar")
            part = mail.get_payload()[-1]  # type: ignore[index]
            part.set_param("method", "REPLY")  # type: ignore[union-attr]
        self.posted += 1
        return mail.as_bytes()

    def falls_in(self, *messages: bytes) -> None:
        """Let messages fall into the mailbox, in this order."""
        new = self.maildir / "new"
        for each in ("new", "cur", "tmp"):
            (self.maildir / each).mkdir(parents=True, exist_ok=True)
        for message in messages:
            self.posted += 1
            (new / f"{self.posted:08}.example").write_bytes(message)

    @property
    def mailbox(self) -> Maildir:
        return Maildir(place(f"maildir://{self.maildir}"))

    def reads(self, *messages: bytes, authserv: str | None = None) -> Counts:
        """Let messages fall in, and read all."""
        self.falls_in(*messages)
        return read_replies(self.desk, self.mailbox, SENDER, authserv)

    def lie_in(self, folder: str) -> int:
        """Count what lies in a folder; the inbox is an empty name."""
        at = self.maildir / folder
        return sum(1 for part in ("new", "cur") for _ in (at / part).glob("*"))
