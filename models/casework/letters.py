"""Letters that a change causes: meant here, in the change's own transaction; rendered and sent later."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select

from models.casework.entering import Office
from models.casework.people import agency_leads, holding
from models.records import Action, Letter, Person, Review


def _post(  # noqa: PLR0913 - what makes a letter one letter
    office: Office,
    review: Review,
    letter: str,
    to: Iterable[Person],
    *,
    due_on: date | None = None,
    sequence: int = 0,
    action: Action | None = None,
    **facts: Any,  # noqa: ANN401 - whatever the letter's template asks for, in codes and dates
) -> None:
    """Mean a letter to each person, once: the same letter for the same day again changes nothing."""
    for person in dict.fromkeys(each.code for each in to):
        row = Letter(
            review_id=review.key,
            letter=letter,
            recipient=person,
            due_on=due_on or office.today,
            sequence=sequence,
            facts={"reference": review.reference, "board": review.board_code, **facts},
            action_id=action.id if action else None,
            written_at=office.now,
        )
        if not _is_meant(office, row):
            office.session.add(row)
            office.session.flush()


def _is_meant(office: Office, row: Letter) -> bool:
    meant = select(Letter.id).where(
        Letter.review_id == row.review_id,
        Letter.letter == row.letter,
        Letter.recipient == row.recipient,
        Letter.due_on == row.due_on,
        Letter.sequence == row.sequence,
    )
    return office.session.exec(meant).first() is not None


def referral_received(office: Office, review: Review, agency: str) -> None:
    """Give the referring agency a receipt (R45)."""
    leads = agency_leads(office.session, review.board_code, agency, office.today)
    _post(office, review, "referral_received", leads)


def action_waiting(office: Office, review: Review, action: Action, to: Person) -> None:
    """Tell a person what waits for them, by when, and which source says so."""
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
    )


def withdraw(office: Office, action: Action, reason: str) -> None:
    """Take back the letters of an action that no longer waits, as far as they have not gone.

    One statement, so that a letter which a sender takes at this moment is left to it.
    """
    office.session.exec(
        update(Letter)
        .where(col(Letter.action_id) == action.id, col(Letter.state) == "pending")
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
