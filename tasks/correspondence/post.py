"""The sender: what is due goes out, one letter at a time, each certain or visibly not.

The connection stands before a letter is taken in hand, so that a server that is away
touches none; *sending* is committed before the wire is touched, so that a sender that
dies leaves its one letter in sight; what the server answered is committed at once.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlmodel import Session

from tasks.correspondence import outbox
from tasks.correspondence.board_mail import NotifyBoardMail
from tasks.correspondence.errors import ServerAwayError
from tasks.correspondence.outbox import Claim
from tasks.correspondence.sender import Sender
from tasks.correspondence.wire import Wire


class Desk(Protocol):
    """One transaction of the office, with its clock."""

    @property
    def session(self) -> Session:
        """The transaction."""

    @property
    def now(self) -> datetime:
        """The office's instant."""

    @property
    def today(self) -> date:
        """The office's day."""


OpenDesk = Callable[[], AbstractContextManager[Desk]]
"""Opens a desk: commits at the end, rolls back on an exception."""


@dataclass(frozen=True)
class Sent:
    """What became of the letters of one round, counted.

    Attributes:
        accepted: by the mail server.
        postponed: refused for now; tried again later with the same bytes.
        bounced: refused for good.
        unknown: perhaps accepted, perhaps not: parked for a person.
        expired: refused for now so often that it is given up.
        withdrawn: no longer wanted when its turn came.
        not_rendered: could not be written; waits until that is put right.
        overtaken: settled by somebody else meanwhile; our result changed nothing.
        server_away: whether the round ended because there was no server to be had.
    """

    accepted: int = 0
    postponed: int = 0
    bounced: int = 0
    unknown: int = 0
    expired: int = 0
    withdrawn: int = 0
    not_rendered: int = 0
    overtaken: int = 0
    server_away: bool = False


def send_due(open_desk: OpenDesk, channel: NotifyBoardMail, sender: Sender, *, limit: int = 1000) -> Sent:
    """Send what is due, at most *limit* letters; any number of senders may do so at once."""
    counts: Counter[str] = Counter()
    with open_desk() as at:
        counts["unknown"] += outbox.give_up_abandoned(at.session)
        if outbox.next_due(at.session, at.today) is None:
            return _sent(counts)
    with channel.wire() as wire:
        try:
            for _ in range(limit):
                wire.open()
                became = _send_one(open_desk, wire, sender)
                if became is None:
                    break
                counts[became] += 1
        except ServerAwayError:
            return _sent(counts, server_away=True)
    return _sent(counts)


def _send_one(open_desk: OpenDesk, wire: Wire, sender: Sender) -> str | None:
    """Send the next letter that is due and say what became of it; None where none is due."""
    with open_desk() as at:
        letter = outbox.next_due(at.session, at.today)
        if letter is None:
            return None
        taken = outbox.claim(at.session, letter, sender, at.now)
    if not isinstance(taken, Claim):
        return taken
    answer = wire.deliver(taken.recipient, taken.message)
    with open_desk() as at:
        return outbox.settle(at.session, taken, answer)


def _sent(counts: Counter[str], *, server_away: bool = False) -> Sent:
    columns: dict[str, Any] = {**counts, "server_away": server_away}
    return Sent(**columns)
