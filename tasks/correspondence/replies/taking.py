"""A message taken in: what it is, what came of it, and who is told. One transaction each."""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from sqlmodel import Session, col, func, or_, select

from models.casework import Office
from models.guidance.calendar_dates import LONDON
from models.records import Person, Received
from tasks.correspondence import outbox
from tasks.correspondence.itip.reading import Answered, Refused
from tasks.correspondence.replies import tree
from tasks.correspondence.replies.applying import KINDS, End, take_calendar, take_words
from tasks.correspondence.replies.mailbox import Found
from tasks.correspondence.replies.reading import Bounce, Mail, read, recipients
from tasks.correspondence.replies.who import Who, reported_on, tied_to, who
from tasks.correspondence.sender import Sender

_PROVEN = ("applied", "offered", "stale", "repeated", "refused")
"""What came of messages of which it was known whose they are."""


@dataclass(frozen=True)
class Taken:
    """What came of one message.

    Attributes:
        row: its number on the record.
        outcome: one of `models.records.replies.OUTCOMES`.
        review: the reference of a review whose action was answered.
        is_new: whether it was taken in now, and not before.
    """

    row: int
    outcome: str
    review: str | None = None
    is_new: bool = True


@dataclass(frozen=True)
class Intake:
    """The office at which messages are taken in."""

    office: Office
    sender: Sender
    authserv: str | None = None

    @property
    def session(self) -> Session:
        """The transaction."""
        return self.office.session

    def take(self, found: Found) -> Taken:
        """Take a message in; one that was taken in before is left as it stands."""
        self._wait_for_turn(found)
        known = _known(self.session, found)
        if known is not None:
            return Taken(known.key, known.outcome, is_new=False)
        row = self._row(found)
        try:
            end = self._what_becomes_of(row, _read(found))
        except tree.Broken as broken:
            self._tie(row, found)
            end = End("broken", "quarantined", broken.code)
        return self._keep(row, end)

    def give_up(self, found: Found, reason: str) -> Taken:
        """Put a message on record that our own program could not take in: a person must look at it."""
        self._wait_for_turn(found)
        row = self._row(found)
        self._tie(row, found)
        return self._keep(row, End("broken", "quarantined", reason))

    def _wait_for_turn(self, found: Found) -> None:
        # Two readers of one mailbox: the second sees what the first has done.
        self.session.exec(select(func.pg_advisory_xact_lock(func.hashtext(found.account))))

    def _row(self, found: Found) -> Received:
        return Received(
            account=found.account,
            folder=found.folder,
            uidvalidity=found.uidvalidity,
            uid=found.uid,
            sha256=sha256(found.message).hexdigest(),
            kind="mail",
            outcome="shown",
            received_on=self._came_on(found),
            recorded_at=self.office.now,
        )

    def _came_on(self, found: Found) -> date:
        """Give the day on which it came: never a day to come; on an invented clock, today."""
        if found.arrived_at is None or self.office.synthetic:
            return self.office.today
        return min(found.arrived_at.astimezone(LONDON).date(), self.office.today)

    def _keep(self, row: Received, end: End) -> Taken:
        row.kind, row.outcome, row.reason = end.kind, end.outcome, end.reason
        self.session.add(row)
        self.session.flush()
        return Taken(row.key, row.outcome, end.review)

    def _tie(self, row: Received, found: Found) -> None:
        """Say of a message that is not read to what it belongs, as far as its first lines tell."""
        first = found.message[: tree.LONGEST_HEADER].replace(b"\r", b"").replace(b"\0", b"")
        try:
            headers = tree.parse(first.split(b"\n\n")[0] + b"\n\n")
        except tree.Broken:
            return
        _tie(row, tied_to(self.session, recipients(headers), self.sender, self.office.today))

    def _what_becomes_of(self, row: Received, mail: Mail) -> End:
        """Say what a message is, and do what it asks."""
        row.message_id = mail.message_id
        if _came_before(self.session, row):
            return End("mail", "repeated")
        if mail.bounce is not None:
            return self._bounce(row, mail.to, mail.bounce)
        if isinstance(mail.calendar, Refused):
            _tie(row, tied_to(self.session, mail.to, self.sender, self.office.today))
            return End("broken", "quarantined", mail.calendar.reason.value)
        if mail.automatic and not _is_full_answer(mail):
            return End("automatic", "ignored")
        return self._answer(row, mail)

    def _answer(self, row: Received, mail: Mail) -> End:
        """Take an answer from whom it proves to be; a program's only by its token."""
        known = who(self.session, mail, self.sender, self.authserv, self.office.today)
        _tie(row, known)
        if mail.automatic and (known.reason or not known.by_token):
            return End("automatic", "ignored")
        if known.reason:
            kind = KINDS[mail.calendar.method] if isinstance(mail.calendar, Answered) else "mail"
            return End(kind, "quarantined" if known.reason == "forged" else "shown", known.reason)
        assert known.person is not None
        # What the answer changes names the message with which it came.
        self.session.add(row)
        self.session.flush()
        office = replace(self.office, by=known.person.code)
        if isinstance(mail.calendar, Answered):
            return take_calendar(office, row, known, mail.calendar)
        return take_words(office, row, known, mail)

    def _bounce(self, row: Received, to: tuple[str, ...], bounce: Bounce) -> End:
        """Mark the letter that came back: the one whose envelope said where the report has come.

        Anybody can write a report, and can work out a Message-ID; the envelope's address nobody can.
        """
        letter = reported_on(self.session, to, self.sender, self.office.today)
        if letter is None:
            return End("bounce", "shown", "bounce_unclear")
        row.letter_id, row.person_code = letter.id, letter.recipient
        address = self.session.get_one(Person, letter.recipient).e_mail.lower()
        if not bounce.is_report or address not in bounce.recipients:
            return End("bounce", "shown", "bounce_unclear")
        if bounce.code is None:
            return End("bounce", "ignored", "delayed")
        came_back = outbox.bounced(self.session, letter.message_id or "", bounce.code, self.office.today)
        return End("bounce", "applied" if came_back else "repeated")


def _read(found: Found) -> Mail:
    if found.too_large:
        raise tree.Broken("too_large")
    return read(found.message)


def _known(session: Session, found: Found) -> Received | None:
    wanted = select(Received).where(
        Received.account == found.account,
        Received.folder == found.folder,
        Received.uidvalidity == found.uidvalidity,
        Received.uid == found.uid,
    )
    return session.exec(wanted).first()


def _came_before(session: Session, row: Received) -> bool:
    """Say whether the same message was taken in before, from wherever it lay."""
    same = select(Received.id).where(
        or_(
            Received.sha256 == row.sha256,
            (col(Received.message_id) == row.message_id) & col(Received.outcome).in_(_PROVEN)
            if row.message_id
            else False,
        ),
    )
    return session.exec(same).first() is not None


def _is_full_answer(mail: Mail) -> bool:
    """Say whether a program's message is a whole calendar answer: Google's say that a program sent them."""
    found = mail.calendar
    return isinstance(found, Answered) and found.method != "REFRESH" and found.attendee is not None


def _tie(row: Received, known: Who) -> None:
    row.person_code = known.person.code if known.person else None
    row.invitation_id = known.invitation.id if known.invitation else None
    row.letter_id = known.letter.id if known.letter else None
