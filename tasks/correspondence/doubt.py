"""Letters of which nobody knows whether the server took them: looked for, and sent again only then.

A copy of every letter goes to the journal mailbox in the same envelope. What is found
there was accepted. What is not, for as long as a copy may take (`outbox.GRACE`), is sent
again: the same bytes. Where no copy went, a letter with a calendar part is repeated, for a
diary knows it by its UID and SEQUENCE; any other waits for a person, as does one whose
journal nobody can read. Nothing is ever sent again *instead* of being looked for,
and no invitation once a newer one, or its cancellation, is meant.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, null, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.records import Letter
from tasks.correspondence.desk import Desk, OpenDesk
from tasks.correspondence.errors import JournalAwayError
from tasks.correspondence.journal import Journal
from tasks.correspondence.outbox import GRACE, LEASE

MOST_REPEATS = 3
"""How often a letter with a calendar part goes out at most where nobody can look it up."""

_NOW = func.clock_timestamp()


@dataclass(frozen=True)
class Swept:
    """What became of the letters in doubt, counted.

    Attributes:
        found: in the journal: accepted.
        again: to be sent again, the same bytes.
        waiting: not found yet; looked for again.
        parked: for a person, because no journal can answer.
        journal_away: whether the journal could not be looked into.
    """

    found: int = 0
    again: int = 0
    waiting: int = 0
    parked: int = 0
    journal_away: bool = False


@dataclass(frozen=True)
class _Doubtful:
    letter: int
    attempt: int
    message_id: str
    grace_is_over: bool


def sweep(open_desk: OpenDesk, journal: Journal | None) -> Swept:
    """Look for every letter in doubt; twice at once does no harm."""
    counts: Counter[str] = Counter()
    with open_desk() as at:
        give_up_abandoned(at)
        counts["again"] += _repeat_calendar(at.session, journal)
        # Whether the time is over is asked before the look: a copy that comes in between is found.
        doubtful = _doubtful(at.session)
    away = False
    for each in doubtful if journal else ():
        assert journal is not None
        try:
            holds = journal.holds(each.message_id)
        except JournalAwayError:
            away = True
            break
        with open_desk() as at:
            counts[_enter(at, each, holds=holds)] += 1
    with open_desk() as at:
        left = len(unsettled(at.session))
        alone = len(parked(at.session)) if journal else left
    return Swept(counts["found"], counts["again"], left - alone, alone, journal_away=away)


def give_up_abandoned(at: Desk) -> int:
    """Put in doubt what a worker took in hand and never settled: it may have been sent. Give how many."""
    abandoned = (col(Letter.state) == "sending", col(Letter.claimed_at) < _NOW - LEASE)
    looked_for = case((col(Letter.not_before).is_not(None), _NOW + GRACE), else_=null())
    return _change(
        at.session,
        *abandoned,
        state="unknown",
        may_have_arrived=True,
        reason="sender_gone",
        settled_at=_NOW,
        not_before=looked_for,
        sent_on=at.today,
    )


def unsettled(session: Session) -> Sequence[Letter]:
    """Give the letters of which nobody knows whether they arrived, oldest first."""
    return session.exec(select(Letter).where(Letter.state == "unknown").order_by(col(Letter.id))).all()


def parked(session: Session) -> Sequence[Letter]:
    """Give those of them that no journal can tell about: a person must find out."""
    return [each for each in unsettled(session) if each.not_before is None]


def settle_by_hand(session: Session, letter: Letter, *, arrived: bool) -> None:
    """Enter what a person found out about a letter in doubt; one that was replaced does not go again."""
    still = _still(letter.key, letter.attempt)
    if arrived:
        _change(session, *still, **_settled("arrived_as_told", arrived=True))
    else:
        _send_again(session, *still, reason="again_as_told")


def _repeat_calendar(session: Session, journal: Journal | None) -> int:
    over = col(Letter.not_before) <= _NOW
    alone = col(Letter.not_before).is_(None) if journal else or_(col(Letter.not_before).is_(None), over)
    return _send_again(
        session,
        col(Letter.state) == "unknown",
        col(Letter.method).is_not(None),
        col(Letter.attempt) < MOST_REPEATS,
        alone,
        reason="repeated",
    )


def _send_again(session: Session, *where: ColumnElement[bool], reason: str) -> int:
    """Let letters in doubt go again, but for those that a newer one replaces; give how many go."""
    gone = {"state": "withdrawn", "reason": "replaced", "settled_at": _NOW, "not_before": None}
    _change(session, *where, _is_replaced(), **gone)
    return _change(session, *where, **_settled(reason, arrived=False))


def _is_replaced() -> ColumnElement[bool]:
    """Say that something newer was meant for the diary that a letter is for, whatever became of it."""
    newer = aliased(Letter)
    return exists().where(
        col(newer.invitation_id) == col(Letter.invitation_id),
        col(newer.id) > col(Letter.id),
        col(newer.method).in_(("REQUEST", "CANCEL")),
        col(Letter.method).is_not(None),
    )


def _doubtful(session: Session) -> list[_Doubtful]:
    over = col(Letter.not_before) <= _NOW
    rows = select(Letter, over).where(Letter.state == "unknown", col(Letter.not_before).is_not(None))
    return [
        _Doubtful(letter.key, letter.attempt, letter.message_id or "", grace_is_over)
        for letter, grace_is_over in session.exec(rows.order_by(col(Letter.id)))
    ]


def _enter(at: Desk, each: _Doubtful, *, holds: bool) -> str:
    if not holds and not each.grace_is_over:
        return "waiting"
    still = _still(each.letter, each.attempt)
    if holds:
        found = _change(at.session, *still, **_settled("found_in_journal", arrived=True))
        return "found" if found else "overtaken"
    return "again" if _send_again(at.session, *still, reason="not_in_journal") else "overtaken"


def _still(letter: int, attempt: int) -> tuple[ColumnElement[bool], ...]:
    return col(Letter.id) == letter, col(Letter.attempt) == attempt, col(Letter.state) == "unknown"


def _settled(reason: str, *, arrived: bool) -> dict[str, Any]:
    if arrived:
        return {"state": "accepted", "reason": reason, "settled_at": _NOW, "not_before": None}
    return {"state": "pending", "reason": reason, "settled_at": None, "sent_on": None, "not_before": None}


def _change(session: Session, *where: ColumnElement[bool], **columns: Any) -> int:  # noqa: ANN401 - columns of many types
    return session.connection().execute(update(Letter).where(*where).values(**columns)).rowcount
