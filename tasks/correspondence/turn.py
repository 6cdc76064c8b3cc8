"""Whose turn it is: the one statement by which a sender takes the next letter that may go.

What it keeps in order: letters to one address go one after another, and while one of them
waits for another attempt so do those behind it. Three do not hold up the others: a digest,
which only waits for its hour; a letter that could not be written; and one that waits for
another letter, except for what is about the same review. For one invitation nothing
overtakes anything. Urgent letters wait for nothing but the letter that is in hand.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, exists, or_, select
from sqlmodel import col, func

from models.guidance.letter_kinds import KINDS
from models.records import Action, Letter, Person, Review, metadata
from tasks.correspondence.desk import Desk
from tasks.correspondence.hours import is_digest_hour, is_office_hour

DIGESTS = tuple(letter for letter, sort in KINDS.items() if sort == "digest")
"""Of these one person gets one a day."""

NOT_RENDERED = "not_rendered"
"""Begins the reason of a letter that could not be written."""

_NOW = func.clock_timestamp()


@dataclass(frozen=True)
class Turn:
    """A letter whose turn it is, locked, with what is asked before it goes.

    ``someone_is_out`` says that its review has people who must not be written to about it,
    ``gate_is_lost`` that what it waited for has not come and will not.
    """

    letter: Letter
    person: Person
    action: Action | None
    run_id: str | None
    someone_is_out: bool
    gate_is_lost: bool


def next_due(at: Desk) -> Turn | None:
    """Take the next letter that may go now, locked: no other sender then sees it."""
    found = at.session.execute(_NEXT, _bound(at)).first()
    return Turn(*found) if found else None


def _bound(at: Desk) -> dict[str, Any]:
    return {"today": at.today, "is_open": is_office_hour(at.now), "digest_hour": is_digest_hour(at.now)}


_LETTER, _withdrawal = metadata.tables["letter"], metadata.tables["withdrawal"]
_Row = FromClause

_gate, _told_in, _other, _first, _digest = map(_LETTER.alias, ("gate", "told_in", "other", "first", "digest"))
_today: ColumnElement[date] = bindparam("today")


def _gate_is_open(letter: _Row) -> ColumnElement[bool]:
    """Say that what a letter waits for was accepted, was told in an accepted digest, or is withdrawn."""
    told = or_(_gate.c.folded_into_id.is_(None), _told_in.c.state.in_(("accepted", "withdrawn")))
    passed = exists(
        select(_gate.c.id)
        .select_from(_gate.outerjoin(_told_in, _told_in.c.id == _gate.c.folded_into_id))
        .where(_gate.c.id == letter.c.after_id)
        .where(or_(_gate.c.state == "accepted", and_(_gate.c.state == "withdrawn", told)))
        .correlate(letter)
    )
    return or_(letter.c.after_id.is_(None), passed)


def _gate_is_lost(letter: _Row) -> ColumnElement[bool]:
    """Say that what a letter waits for never came: its turn comes, for the sender to withdraw it.

    Not so a lead's briefing, which lets nobody pass: another lead takes over what waits for it.
    """
    return exists(
        select(_gate.c.id)
        .where(_gate.c.id == letter.c.after_id, _gate.c.letter != "lead_briefing")
        .where(_gate.c.state.in_(("bounced", "expired")))
        .correlate(letter)
    )


def _is_earlier(one: _Row, other: _Row) -> ColumnElement[bool]:
    same_day = and_(one.c.due_on == other.c.due_on, one.c.id < other.c.id)
    return or_(one.c.due_on < other.c.due_on, same_day)


def _waits_for_another() -> ColumnElement[bool]:
    """Say that a letter waits for another, or stands behind one that does in the same review."""
    behind = and_(_first.c.review_id == _other.c.review_id, _is_earlier(_first, _other))
    return exists(
        select(_first.c.id)
        .where(_first.c.recipient == _other.c.recipient, _first.c.state == "pending")
        .where(or_(_first.c.id == _other.c.id, behind), ~_gate_is_open(_first), ~_gate_is_lost(_first))
        .correlate(_other)
    )


def _nothing_before_it() -> ColumnElement[bool]:
    """Say that no letter to the same address is in hand or holds this one up."""
    written = or_(_other.c.reason.is_(None), ~_other.c.reason.startswith(NOT_RENDERED))
    holds_up = and_(
        or_(_other.c.urgent, ~_LETTER.c.urgent),
        _other.c.letter.not_in(DIGESTS),
        written,
        or_(_other.c.review_id == _LETTER.c.review_id, ~_waits_for_another()),
    )
    waits = and_(
        _other.c.state == "pending",
        _is_earlier(_other, _LETTER),
        or_(_other.c.invitation_id == _LETTER.c.invitation_id, holds_up),
    )
    return ~exists(
        select(_other.c.id)
        .where(_other.c.recipient == _LETTER.c.recipient, _other.c.id != _LETTER.c.id)
        .where(or_(_other.c.state == "sending", waits))
        .correlate(_LETTER)
    )


def _in_its_hour() -> ColumnElement[bool]:
    """Say that a letter may go at this hour: a digest from the afternoon of its day, and one a day."""
    gone_today = exists(
        select(_digest.c.id)
        .where(_digest.c.recipient == _LETTER.c.recipient, _digest.c.letter.in_(DIGESTS))
        .where(_digest.c.sent_on == _today, _digest.c.id != _LETTER.c.id)
        .correlate(_LETTER)
    )
    ripe = or_(_LETTER.c.letter != "digest", _LETTER.c.due_on < _today, bindparam("digest_hour"))
    one_a_day = or_(_LETTER.c.letter.not_in(DIGESTS), ~gone_today)
    return or_(_LETTER.c.urgent, and_(bindparam("is_open"), ripe, one_a_day))


def _next() -> Select[Any]:
    out = _withdrawal.c.review_id == _LETTER.c.review_id, _withdrawal.c.ended_on.is_(None)
    someone_is_out = exists(select(_withdrawal.c.id).where(*out).correlate(_LETTER))
    is_lost = _gate_is_lost(_LETTER)
    return (
        select(Letter, Person, Action, col(Review.run_id), someone_is_out, is_lost)
        .join(Person, col(Person.code) == _LETTER.c.recipient)
        .outerjoin(Action, col(Action.id) == _LETTER.c.action_id)
        .outerjoin(Review, col(Review.id) == _LETTER.c.review_id)
        .where(_LETTER.c.state == "pending", _LETTER.c.due_on <= _today)
        .where(or_(_LETTER.c.not_before.is_(None), _LETTER.c.not_before <= _NOW))
        .where(_in_its_hour(), or_(_gate_is_open(_LETTER), is_lost), _nothing_before_it())
        .order_by(_LETTER.c.due_on, _LETTER.c.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=Letter)
        .execution_options(populate_existing=True)
    )


def count_kept_by_the_hour(at: Desk) -> int:
    """Count the letters that are due and wait for nothing but the office's hours; none while it is open."""
    if is_office_hour(at.now):
        return 0
    kept = (
        select(func.count())
        .select_from(_LETTER)
        .where(_LETTER.c.state == "pending", _LETTER.c.due_on <= at.today, ~_LETTER.c.urgent)
        .where(or_(_LETTER.c.not_before.is_(None), _LETTER.c.not_before <= _NOW), _gate_is_open(_LETTER))
    )
    return int(at.session.execute(kept).scalar_one())


_NEXT = _next()
"""Put together once: it is asked before every letter."""
