"""Letters that a change causes: meant here, in the change's own transaction; rendered and sent later."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select

from models.casework.entering import Office
from models.casework.people import agency_leads, holding
from models.guidance.holds import PROCESSES
from models.guidance.letter_kinds import goes_at_once
from models.records import Action, Invitation, Letter, Meeting, Person, Review


def mean(  # noqa: PLR0913 - what makes a letter one letter, and what it hangs on
    office: Office,
    letter: str,
    to: Iterable[Person],
    /,
    *,
    board: str,
    review: Review | None = None,
    due_on: date | None = None,
    sequence: int = 0,
    action: Action | None = None,
    meeting: Meeting | None = None,
    invitation: Invitation | None = None,
    method: str | None = None,
    after: Letter | None = None,
    proposed: bool = False,
    **facts: Any,  # noqa: ANN401 - whatever the letter's template asks for, in codes and dates
) -> list[Letter]:
    """Mean a letter to each person, once: the same letter for the same day again changes nothing.

    Args:
        office: the desk, with its day.
        letter: one of `models.guidance.letter_kinds.KINDS`.
        to: who gets it; one row each.
        board: the Board that writes.
        review: what it is about, if it is about one.
        due_on: the day from which it goes; today by default.
        sequence: tells letters of one kind for one day apart: an action's number, or how often.
        action: without which it is not wanted any more.
        meeting: which it is about.
        invitation: which it is about; an answer to the letter is an answer to that.
        method: of the calendar part, for letters that carry one.
        after: a letter that must have been accepted before this one goes.
        proposed: the coordinator has to release it first.
        facts: coded; dates in ISO form.

    Gives the rows as they stand on record, also those that were meant before.
    """
    rows = []
    for person in dict.fromkeys(each.code for each in to):
        row = Letter(
            review_id=review.key if review else None,
            letter=letter,
            recipient=person,
            due_on=due_on or office.today,
            sequence=sequence,
            facts={**({"reference": review.reference} if review else {}), "board": board, **facts},
            urgent=goes_at_once(letter),
            action_id=action.id if action else None,
            meeting_id=meeting.id if meeting else None,
            invitation_id=invitation.id if invitation else None,
            after_id=after.id if after else None,
            method=method,
            state="proposed" if proposed else "pending",
            written_at=office.now,
        )
        known = _meant(office, row)
        if known is None:
            office.session.add(row)
            office.session.flush()
        rows.append(known or row)
    return rows


def _meant(office: Office, row: Letter) -> Letter | None:
    meant = select(Letter).where(
        col(Letter.review_id).is_not_distinct_from(row.review_id),
        Letter.letter == row.letter,
        Letter.recipient == row.recipient,
        Letter.due_on == row.due_on,
        Letter.sequence == row.sequence,
    )
    return office.session.exec(meant).first()


def _post(
    office: Office,
    review: Review,
    letter: str,
    to: Iterable[Person],
    **more: Any,  # noqa: ANN401 - as `mean`
) -> list[Letter]:
    return mean(office, letter, to, board=review.board_code, review=review, **more)


def referral_received(office: Office, review: Review, agency: str) -> None:
    """Give the referring agency a receipt (R45)."""
    leads = agency_leads(office.session, review.board_code, agency, office.today)
    _post(office, review, "referral_received", leads)


def action_waiting(
    office: Office,
    review: Review,
    action: Action,
    to: Person,
    **about: Any,  # noqa: ANN401 - as `mean`
) -> None:
    """Tell a person what waits for them, by when, and which source says so.

    *about* may hold ``processes`` (kinds that go on) or ``hold`` (``scope``, ``cause``, ``from_on``,
    and the review's days: ``gross``, and ``net`` of holds of the whole review).
    """
    _post(
        office,
        review,
        "action_waiting",
        [to],
        sequence=action.key,
        action=action,
        stage=action.stage,
        milestone=action.milestone,
        subject=action.subject,
        act_by=action.act_by.isoformat() if action.act_by else None,
        source=action.source,
        provenance=action.provenance,
        **about,
    )


def withdraw(office: Office, action: Action, reason: str) -> None:
    """Take back the letters of an action that no longer waits, as far as they have not gone.

    One statement, so that a letter which a sender takes at this moment is left to it. What
    was proposed and never released is taken back too.
    """
    office.session.exec(
        update(Letter)
        .where(col(Letter.action_id) == action.id, col(Letter.state).in_(("pending", "proposed")))
        .values(state="withdrawn", reason=reason, settled_at=office.now)
    )


def decision_made(office: Office, review: Review, outcome: str, agencies: Iterable[str]) -> None:
    """Tell every agency involved, the referring one among them, what was decided."""
    people = [
        lead
        for agency in agencies
        for lead in agency_leads(office.session, review.board_code, agency, office.today)
    ]
    _post(office, review, "decision_made", people, outcome=outcome)


def process_ended(
    office: Office,
    review: Review,
    to: Iterable[Person],
    *,
    kind: str,
    **facts: Any,  # noqa: ANN401 - as `mean`
) -> None:
    """Tell the coordinators what the end of a parallel process let go on, and whom they may ask again (R64).

    Two that end on one day are told apart by their kinds.
    """
    _post(office, review, "process_ended", to, sequence=PROCESSES.index(kind), kind=kind, **facts)


def learning_shared(office: Office, review: Review, addressee: str, *, sequence: int) -> None:
    """Send the learning to another Board or to an agency, and ask it to say that it came (R110).

    ``sequence`` is 0 the first time, 1 and 2 when it is asked again.
    """
    kind, _, code = addressee.partition(":")
    if kind == "board":
        people = list(holding(office.session, code, "coordinator", office.today))
    else:
        people = agency_leads(office.session, review.board_code, code, office.today)
    _post(office, review, "learning_shared", people, sequence=sequence, addressee=addressee)
