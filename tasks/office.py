"""The desk: one transaction, one clock, one outbox.

Everything that reads the time of day reads it here. A demonstration's clock is
a row of its own database; every other installation has the machine's.
"""

import getpass
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from models import casework
from models.casework.planned_days import filled_in
from models.casework.understanding import is_text, understand
from models.guidance.calendar_dates import LONDON
from models.guidance.errors import GuidanceError
from models.guidance.packs import MilestoneKey
from models.guidance.route import REFERRAL, STEPS, Standing
from models.records import Action, Installation, Review
from models.records.engine import check_durability, engine
from models.records.errors import RecordsError

DATABASE = "CPR_DATABASE_URL"
"""The environment's name for our database, as the application's role reaches it."""


@contextmanager
def desk(
    *, by: str | None = None, vouched: bool = False, synthetic: bool | None = None
) -> Iterator[casework.Office]:
    """Sit down at the desk: one transaction, kept whole when the work is done and not at all if it fails.

    On a clock that was moved every day entered counts as *synthetic*, unless it is said not to be.

    Raises:
        RecordsError: no database is named, or the server could forget what it has acknowledged.
    """
    url = os.environ.get(DATABASE)
    if not url:
        raise RecordsError("no_database", variable=DATABASE)
    with Session(engine(url), expire_on_commit=False) as session, session.begin():
        _check_once(url, session)
        moved_to = _moved_clock(session)
        now = moved_to or datetime.now(UTC)  # noqa: TID251 - the one clock
        yield casework.Office(
            session=session,
            now=now,
            today=now.astimezone(LONDON).date(),
            by=by or getpass.getuser(),
            vouched=vouched,
            synthetic=moved_to is not None if synthetic is None else synthetic,
        )


_checked: set[str] = set()


def _check_once(url: str, session: Session) -> None:
    """Refuse a forgetful server when it is first met; that it stays as it was is the installation's care."""
    if url not in _checked:
        check_durability(session)
        _checked.add(url)


def _moved_clock(session: Session) -> datetime | None:
    installation = session.get(Installation, True)
    return installation.office_time if installation else None


def set_clock(to: datetime) -> None:
    """Move the clock of a demonstration; the database refuses it anywhere else."""
    with desk() as at:
        installation = at.session.get(Installation, True)
        assert installation is not None
        installation.kind, installation.office_time = "demo", to


@dataclass(frozen=True)
class Waiting:
    """An action that waits for its answer, as whoever asks needs it."""

    action: int
    reference: str
    slug: str
    board: str
    step: MilestoneKey
    subject: str
    attempt: int
    due_on: date | None
    act_by: date | None
    source: str
    provenance: str
    held: bool
    draft: Mapping[str, Any]
    refusals: tuple[Mapping[str, Any], ...]


def awaited(reference: str, step: MilestoneKey) -> Waiting | None:
    """Give what a step waits for; nothing if it is on the record, or not asked for.

    A step that later ones do not wait for while a hold stops it is not waited for here either.
    """
    with desk() as at:
        review = casework.review_by(at.session, reference)
        standing = casework.stand(at.session, review)
        if STEPS[step].passed_while_held and step[0] in standing.held:
            return None
        open_ones = [
            each for each in casework.open_actions(at.session, review) if casework.step_key(each) == step
        ]
        return _waiting(at.session, review, standing, open_ones[0]) if open_ones else None


def _waiting(session: Session, review: Review, standing: Standing, action: Action) -> Waiting:
    step = casework.step_key(action)
    facts = casework.answers[step].facts
    draft = {**filled_in(session, review, action), **(action.draft or {})}
    return Waiting(
        action=action.key,
        reference=review.reference,
        slug=review.slug,
        board=review.board_code,
        step=step,
        subject=action.subject,
        attempt=action.attempt,
        due_on=action.due_on,
        act_by=action.act_by,
        source=action.source,
        provenance=action.provenance,
        held=step[0] in standing.held,
        draft={name: value for name, value in draft.items() if not is_text(facts, name)},
        refusals=tuple(action.refusal or ()),
    )


def next_attempt(action: int) -> int:
    """Count one more time that a run suspends on an action."""
    with desk() as at:
        row = at.session.get_one(Action, action)
        row.attempt += 1
        return row.attempt


def record(
    action: int, given: object, *, by: str | None = None, synthetic: bool | None = None
) -> GuidanceError | None:
    """Enter an answer, or keep with the action why it was refused; either is committed whole.

    Gives the refusal, so that it can be said; nothing if the answer is on the record.
    """
    with desk(by=by, synthetic=synthetic) as at:
        row = at.session.get_one(Action, action)
        if casework.step_key(row) == REFERRAL and isinstance(given, Mapping):
            # A referral is completed: what its draft had already need not be given again.
            given = {**(row.draft or {}), **given}
        try:
            facts = understand(casework.answers[casework.step_key(row)].facts, given)
            casework.answer(at, row, facts)
        except GuidanceError as error:
            if row.state == "open":
                casework.refuse(at, row, given, error)
            return error
    return None
