"""The sender: what is due goes out, one letter at a time, each certain or visibly not.

The connection stands before a letter is taken in hand, so that a server that is away
touches none; *sending* is committed before the wire is touched, so that a sender that
dies leaves its one letter in sight. What the server answered is committed with the
claim on the next letter, in one transaction; alone where the next must wait its time.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tasks.correspondence import away, doubt, outbox
from tasks.correspondence.board_mail import NotifyBoardMail
from tasks.correspondence.desk import Desk, OpenDesk
from tasks.correspondence.errors import ServerAwayError
from tasks.correspondence.notices import Notice
from tasks.correspondence.occasion import Known
from tasks.correspondence.outbox import Claim
from tasks.correspondence.pace import Pace
from tasks.correspondence.sender import Sender
from tasks.correspondence.wire import Answer, Meaning, Wire

__all__ = ["Desk", "OpenDesk", "Sent", "send_due"]

_PATIENCE = 3
"""After so many conversations in a row that the server broke off, it counts as away."""

_CLOSING = 421
"""What a server says that takes nothing more from anybody. Source: RFC 5321 section 4.2.2."""


@dataclass(frozen=True)
class Sent:
    """What became of the letters of one round, counted.

    Attributes:
        accepted: by the mail server.
        postponed: refused for now; tried again later with the same bytes.
        bounced: refused for good.
        unknown: perhaps accepted, perhaps not: looked up in the journal, or parked for a person.
        expired: refused for now so often that it is given up.
        withdrawn: no longer wanted when its turn came.
        folded: one too many for its person this week: told in the day's digest.
        not_rendered: could not be written; waits until that is put right.
        overtaken: settled by somebody else meanwhile; our result changed nothing.
        server_away: whether there was no server to be had, or one that refused us every letter.
        notices: of the actions whose letters were accepted, for other channels.
    """

    accepted: int = 0
    postponed: int = 0
    bounced: int = 0
    unknown: int = 0
    expired: int = 0
    withdrawn: int = 0
    folded: int = 0
    not_rendered: int = 0
    overtaken: int = 0
    server_away: bool = False
    notices: tuple[Notice, ...] = field(default=(), compare=False)


def send_due(
    open_desk: OpenDesk,
    channel: NotifyBoardMail,
    sender: Sender,
    *,
    limit: int = 1000,
    pace: Pace | None = None,
) -> Sent:
    """Send what is due, at most *limit* letters; any number of senders may do so at once."""
    with open_desk() as at:
        abandoned = doubt.give_up_abandoned(at)
        was_away = away.away_since(at) is not None
        if outbox.next_due(at) is None:
            return Sent(unknown=abandoned)
    with channel.wire() as wire:
        sending = _Round(
            open_desk, wire, sender, pace or Pace(sender.per_minute), verified=channel.is_verified
        )
        is_away = sending.goes_out(limit) or sending.is_refused
    if is_away or (was_away and sending.counts["accepted"]):
        with open_desk() as at:
            away.note(at, away=is_away)
    counts: dict[str, Any] = sending.counts + Counter(unknown=abandoned)
    return Sent(**counts, server_away=is_away, notices=tuple(sending.notices))


class _Round:
    """One sender's round: the letter in hand, and what became of those before it."""

    def __init__(
        self, open_desk: OpenDesk, wire: Wire, sender: Sender, pace: Pace, *, verified: bool
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.notices: list[Notice] = []
        self._open_desk = open_desk
        self._wire = wire
        self._sender = sender
        self._pace = pace
        self._verified = verified
        self._known = Known()
        self._answered: tuple[Claim, Answer] | None = None
        self._broken_off = 0
        self._answers: list[Answer] = []

    @property
    def is_refused(self) -> bool:
        """Say whether the server answered and took nothing: it refuses us, whichever letter it is.

        One full mailbox is its reader's trouble; none of several letters taken is the server's.
        """
        if len(self._answers) >= _PATIENCE:
            return all(each.meaning is Meaning.POSTPONED for each in self._answers)
        return bool(self._answers) and all(_refuses_us(each) for each in self._answers)

    def goes_out(self, limit: int) -> bool:
        """Send letter after letter; give whether the round ended because the server is away."""
        try:
            while sum(self.counts.values()) + (self._answered is not None) < limit:
                if self._broken_off >= _PATIENCE:
                    return True
                self._get_ready()
                if (taken := self._take_next()) is None:
                    break
                if isinstance(taken, Claim):
                    self._deliver(taken)
        except ServerAwayError:
            return True
        finally:
            self._settle()
        return False

    def _get_ready(self) -> None:
        """Have a connection, and let the pace be kept; what is known already is committed meanwhile."""
        if self._pace.left:
            self._settle()
        self._pace.wait()
        self._wire.open()

    def _take_next(self) -> Claim | str | None:
        """Settle the letter before and take the next in hand: committed, as one, when this returns."""
        with self._open_desk() as at:
            became = self._enter(at)
            turn = outbox.next_due(at)
            taken = (
                outbox.claim(at, turn, self._sender, self._known, verified=self._verified) if turn else None
            )
        self._count(became)
        if isinstance(taken, str):
            self.counts[taken] += 1
        return taken

    def _deliver(self, taken: Claim) -> None:
        answer = self._wire.deliver(
            taken.recipient, taken.message, taken.journal, envelope_from=taken.envelope_from
        )
        self._broken_off = self._broken_off + 1 if answer.code is None else 0
        self._answers.append(answer)
        self._answered = taken, answer

    def _settle(self) -> None:
        if self._answered is not None:
            with self._open_desk() as at:
                became = self._enter(at)
            self._count(became)

    def _enter(self, at: Desk) -> str | None:
        return outbox.settle(at, *self._answered) if self._answered else None

    def _count(self, became: str | None) -> None:
        """Count what has been committed."""
        if became is None or self._answered is None:
            return
        (taken, answer), self._answered = self._answered, None
        self.counts[became] += 1
        if answer.meaning is Meaning.ACCEPTED and taken.notice is not None:
            self.notices.append(taken.notice)


def _refuses_us(answer: Answer) -> bool:
    """Say whether a server said no to whoever sends, and not to one letter or its reader."""
    return answer.meaning is Meaning.POSTPONED and (answer.to == "MAIL" or answer.code == _CLOSING)
