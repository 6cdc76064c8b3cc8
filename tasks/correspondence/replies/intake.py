"""The round of the replies mailbox: each message taken in, then moved; one that breaks stops no other.

What is on the record is committed before the message is moved. A program that dies in between
finds the message again, knows it by where it lies, and only moves it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from sqlalchemy import update
from sqlalchemy.exc import InternalError, OperationalError, ProgrammingError
from sqlmodel import col

from models.casework import Office
from models.records import Received
from tasks.correspondence.replies import imap, told
from tasks.correspondence.replies.mailbox import Found, Mailbox, MailboxError, Place, Put, configured
from tasks.correspondence.replies.maildir import Maildir
from tasks.correspondence.replies.taking import Intake, Taken
from tasks.correspondence.sender import Sender

AUTHSERV = "CPR_AUTHSERV_ID"
"""The environment's name for how our own mail server calls itself in Authentication-Results."""

OpenDesk = Callable[[], AbstractContextManager[Office]]


@dataclass
class Counts:
    """What one round brought: messages by outcome, and the reviews whose runs are to be woken.

    ``trouble`` says what the mailbox refused: what was taken in stands all the same.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    reviews: dict[str, None] = field(default_factory=dict)
    trouble: MailboxError | None = None

    def add(self, taken: Taken) -> None:
        """Count one message."""
        if taken.is_new:
            self.outcomes[taken.outcome] += 1
        if taken.review:
            self.reviews[taken.review] = None

    def __str__(self) -> str:
        """Say the numbers, and nothing else.

        >>> str(Counts(Counter(applied=2, shown=1)))
        '2 applied, 1 shown'
        """
        return ", ".join(f"{count} {name}" for name, count in sorted(self.outcomes.items())) or "nothing"


@contextmanager
def opened(at: Place) -> Iterator[Mailbox]:
    """Open the replies mailbox, whichever kind it is.

    Raises:
        MailboxError: it is not to be had.
    """
    if at.scheme == "maildir":
        yield Maildir(at)
    else:
        with imap.opened(at) as mailbox:
            yield mailbox


def read_replies(
    open_desk: OpenDesk, mailbox: Mailbox, sender: Sender, authserv: str | None = None
) -> Counts:
    """Take in all that lies in the mailbox, and tell the coordinators what a person must read.

    Args:
        open_desk: opens a transaction of the office.
        mailbox: where answers come.
        sender: the installation, with its key.
        authserv: how our own mail server calls itself; None: no sender is believed without a token.

    A message that cannot be moved lies there the next time, and is known then: it stops no other.
    """
    room = _Round(open_desk, sender, authserv)
    try:
        room.read_all(mailbox)
    finally:
        with open_desk() as at:
            room.mark(at)
    with open_desk() as at:
        told.tell_coordinators(at)
    return room.counts


def read_configured(open_desk: OpenDesk, environment: Mapping[str, str]) -> Counts | None:
    """Read the mailbox that the *environment* names; None where it names none.

    Raises:
        CorrespondenceError: what it says cannot be understood, or the mailbox is not to be had.
    """
    at = configured(environment)
    if at is None:
        return None
    sender, authserv = Sender.configured(environment), environment.get(AUTHSERV) or None
    with opened(at) as mailbox:
        return read_replies(open_desk, mailbox, sender, authserv)


@dataclass
class _Round:
    """One round: what it has brought so far, and what was moved and is not marked as such yet."""

    open_desk: OpenDesk
    sender: Sender
    authserv: str | None
    counts: Counts = field(default_factory=Counts)
    moved: list[int] = field(default_factory=list)

    def read_all(self, mailbox: Mailbox) -> None:
        """Take in and move one message after the other; what the mailbox refuses is kept for the end."""
        try:
            for found in mailbox.unread():
                self._put_away(mailbox, found, self.take(found))
        except MailboxError as error:
            self.counts.trouble = error

    def _put_away(self, mailbox: Mailbox, found: Found, taken: Taken) -> None:
        try:
            mailbox.move(found, _folder(taken.outcome))
        except MailboxError as error:
            self.counts.trouble = error
        else:
            self.moved.append(taken.row)

    def take(self, found: Found) -> Taken:
        """Take one message in, in a transaction of its own; whatever it breaks, it breaks alone."""
        try:
            with self.open_desk() as at:
                taken = Intake(at, self.sender, self.authserv).take(found)
                self.mark(at)
        except (OperationalError, ProgrammingError, InternalError):
            # The database is away or not the one that this program knows: no message's fault.
            raise
        except Exception:  # noqa: BLE001 - the next message must not wait for this one's cause to be found
            with self.open_desk() as at:
                taken = Intake(at, self.sender, self.authserv).give_up(found, "unexpected")
        self.counts.add(taken)
        return taken

    def mark(self, at: Office) -> None:
        """Mark what was moved since the last transaction: one of its own would double what a round takes."""
        if self.moved:
            at.session.exec(update(Received).where(col(Received.id).in_(self.moved)).values(moved=True))
            self.moved.clear()


def _folder(outcome: str) -> Put:
    return "Quarantine" if outcome == "quarantined" else "Processed"
