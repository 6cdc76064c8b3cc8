"""What one person gets in a week: three letters, and what exceeds them is told in the day's digest.

A letter that is folded is withdrawn, for it never goes; its row says into which digest.
Letters to one person are taken one after another, so what is counted here stands still.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import or_, update
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from models.casework.overtaken import overtaken
from models.casework.withdrawals import kept_from
from models.guidance.letter_kinds import KINDS, LETTERS_A_WEEK
from models.records import Action, Letter
from tasks.correspondence.desk import Desk
from tasks.correspondence.hours import next_office_day
from tasks.correspondence.turn import DIGESTS

_COUNTED = tuple(letter for letter, sort in KINDS.items() if sort == "letter")


def exceeds(at: Desk, letter: Letter) -> bool:
    """Say whether a letter is one too many for its person this week (Monday to Sunday).

    What was written once goes: a repeat is the same letter, and was counted then.
    """
    if letter.letter not in _COUNTED or letter.urgent or letter.message is not None:
        return False
    monday = at.today - timedelta(days=at.today.weekday())
    gone = (
        select(func.count())
        .select_from(Letter)
        .where(Letter.recipient == letter.recipient, col(Letter.letter).in_(_COUNTED))
        .where(col(Letter.urgent).is_(False), col(Letter.sent_on).between(monday, at.today))
    )
    return at.session.exec(gone).one() >= LETTERS_A_WEEK


def fold(at: Desk, letter: Letter) -> Letter:
    """Let a person's digest tell what a letter would have said, and give the digest."""
    digest = _waiting(at, letter) or _new(at, letter)
    _withdraw_into(at.session, digest, [letter.key])
    return digest


def gather(at: Desk, digest: Letter) -> bool:
    """Make one digest of all that wait for a person; True where this one is told in the weekly letter.

    After an outage several may be due on one day, and nobody gets more than one.
    """
    waiting = at.session.exec(
        _of(digest.recipient)
        .where(Letter.id != digest.id, col(Letter.due_on) <= at.today)
        .with_for_update(skip_locked=True)
    ).all()
    weekly = next((each for each in waiting if each.letter == "weekly"), None)
    others = [each.key for each in waiting if each.letter == "digest"]
    if weekly is None:
        _withdraw_into(at.session, digest, others)
    else:
        _withdraw_into(at.session, weekly, [digest.key, *others])
    return weekly is not None


def folded(session: Session, digest: Letter) -> Sequence[Letter]:
    """Give the letters that a digest, or a weekly letter, has to tell: those still wanted, oldest first."""
    told = (
        select(Letter)
        .outerjoin(Action, col(Action.id) == Letter.action_id)
        .where(Letter.folded_into_id == digest.id, col(Letter.letter).not_in(DIGESTS))
        .where(or_(col(Action.id).is_(None), col(Action.state) == "open"))
        .order_by(col(Letter.due_on), col(Letter.id))
    )
    return [each for each in session.exec(told) if not (kept_from(session, each) or overtaken(session, each))]


def _of(recipient: str) -> SelectOfScalar[Letter]:
    """Select a person's digests and weekly letters that nobody has written yet."""
    return (
        select(Letter)
        .where(Letter.recipient == recipient, col(Letter.letter).in_(("digest", "weekly")))
        .where(Letter.state == "pending", col(Letter.message).is_(None))
    )


def _waiting(at: Desk, letter: Letter) -> Letter | None:
    """Find the person's digest to come, locked: once a sender has written it, it tells no more."""
    weekly_due = (col(Letter.letter) == "weekly") & (col(Letter.due_on) <= at.today)
    found = (
        _of(letter.recipient)
        .where(or_(col(Letter.letter) == "digest", weekly_due))
        .order_by(weekly_due.desc(), col(Letter.due_on), col(Letter.id))
        .limit(1)
        .with_for_update()
    )
    return at.session.exec(found).first()


def _new(at: Desk, letter: Letter) -> Letter:
    """Mean a digest: today's, or the next working day's where today's has gone."""
    known = select(Letter).where(Letter.recipient == letter.recipient, Letter.letter == "digest")
    taken = {each.due_on for each in at.session.exec(known.where(col(Letter.due_on) >= at.today))}
    day = next_office_day(at.today) if _has_gone(at, letter.recipient) else at.today
    while day in taken:
        day = next_office_day(day)
    digest = _digest(at, letter, day)
    at.session.add(digest)
    at.session.flush()
    return digest


def _digest(at: Desk, letter: Letter, day: date) -> Letter:
    return Letter(
        letter="digest",
        recipient=letter.recipient,
        due_on=day,
        facts={"board": letter.facts["board"]},
        written_at=at.now,
    )


def _has_gone(at: Desk, recipient: str) -> bool:
    """Say whether a person has had a digest today, or one is on its way."""
    gone = (
        select(Letter.id)
        .where(Letter.recipient == recipient, col(Letter.letter).in_(DIGESTS))
        .where(or_(col(Letter.sent_on) == at.today, col(Letter.state) == "sending"))
    )
    return at.session.exec(gone).first() is not None


def _withdraw_into(session: Session, digest: Letter, letters: Sequence[int]) -> None:
    """Withdraw letters as told in *digest*, with what they had to tell themselves."""
    gone = {"state": "withdrawn", "reason": "folded", "folded_into_id": digest.id}
    statements = (
        update(Letter).where(col(Letter.folded_into_id).in_(letters)).values(folded_into_id=digest.id),
        update(Letter).where(col(Letter.id).in_(letters)).values(**gone, settled_at=func.clock_timestamp()),
    )
    for each in statements if letters else ():
        session.connection().execute(each)
