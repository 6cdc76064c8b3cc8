"""Who must not be invited to, or written to about, a review: asked before anything is meant or sent.

A withdrawal is of a person, not of a row: whoever has one of the withdrawn person's
addresses, as their own or as another from which they write, is that person.
"""

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.casework.entering import Office
from models.guidance.errors import GuidanceError, Refused
from models.records import Alias, Invitation, Letter, Meeting, Person, Review, Withdrawal, audit
from models.records.meetings import REASONS

STILL_GOES = frozenset({"invitation_cancelled"})
"""What a withdrawn person still gets: without it the meeting would stay in the diary."""


def is_withdrawn(session: Session, review_id: int | None, person_code: str) -> str | None:
    """Say for which reason a person is kept out of a review; nothing if they are not.

    >>> is_withdrawn(None, None, "anyone")  # what is about no review
    """
    stand = withdrawals(session, review_id) if review_id is not None else []
    for each in stand:
        if each.person_code == person_code or same_address(session, each.person_code, person_code):
            return each.reason
    return None


def is_withdrawn_address(session: Session, review_id: int, e_mail: str) -> str | None:
    """Say for which reason nobody at an address may be written to about a review."""
    for each in withdrawals(session, review_id):
        if box(e_mail) in _boxes(session, each.person_code):
            return each.reason
    return None


def kept_from(session: Session, letter: Letter) -> str | None:
    """Say why a letter must not go to whom it is meant for; the sender asks this at its first claim."""
    if letter.letter in STILL_GOES:
        return None
    return is_withdrawn(session, letter.review_id, letter.recipient)


def withdrawals(session: Session, review_id: int) -> list[Withdrawal]:
    """Give the withdrawals from a review that stand."""
    wanted = select(Withdrawal).where(Withdrawal.review_id == review_id, col(Withdrawal.ended_on).is_(None))
    return list(session.exec(wanted.order_by(col(Withdrawal.id))))


def same_address(session: Session, one: str, other: str) -> bool:
    """Say whether two people, by their codes, share a mailbox."""
    return not _boxes(session, one).isdisjoint(_boxes(session, other))


def box(e_mail: str) -> str:
    """Give the mailbox that an address leads to: neither case nor what follows a plus makes another.

    >>> box("Ann.Example+cpr@Health.example.test")
    'ann.example@health.example.test'
    """
    local, _, domain = e_mail.strip().casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _boxes(session: Session, person_code: str) -> set[str]:
    own = session.exec(select(Person.e_mail).where(Person.code == person_code))
    others = session.exec(select(Alias.e_mail).where(Alias.person_code == person_code))
    return {box(each) for each in (*own, *others)}


def withdraw_person(office: Office, review: Review, person: Person, reason: str) -> Withdrawal:
    """Keep a person out of a review from now on: uninvited, and what has not gone to them never goes.

    The reason stays here: the audit keeps for ever, and says only that it happened. The
    same person withdrawn twice is withdrawn once, for the reason given last.

    Raises:
        Refused: the reason is none of the list.
    """
    if reason not in REASONS:
        raise Refused((GuidanceError("field_not_a_choice", field="reason", choices=", ".join(REASONS)),))
    row = _withdrawal(office.session, review, person)
    if row is None or row.ended_on is not None:
        row = row or Withdrawal(
            review_id=review.key, person_code=person.code, reason=reason, since=office.today
        )
        row.since, row.ended_on = office.today, None
        _note(office, review, person, "person_withdrawn")
    row.reason = reason
    office.session.add(row)
    office.session.flush()
    _uninvite(office, review)
    _take_back_letters(office, review)
    _hand_over(office, review)
    _plan_again(office, review)
    return row


def admit_again(office: Office, review: Review, person: Person) -> None:
    """Let a withdrawn person take part again: to be invited anew, for nothing is sent by this alone (R64).

    Raises:
        GuidanceError: they are not withdrawn.
    """
    row = _withdrawal(office.session, review, person)
    if row is None or row.ended_on is not None:
        raise GuidanceError("person_not_withdrawn")
    row.ended_on = office.today
    office.session.flush()
    _note(office, review, person, "person_admitted_again")


def _withdrawal(session: Session, review: Review, person: Person) -> Withdrawal | None:
    wanted = select(Withdrawal).where(
        Withdrawal.review_id == review.id, Withdrawal.person_code == person.code
    )
    return session.exec(wanted).first()


def _note(office: Office, review: Review, person: Person, what: str) -> None:
    audit.write(office.session, what, by=office.by, reference=review.reference, person=person.code)


def _uninvite(office: Office, review: Review) -> None:
    # Not above: whoever invites asks this module first.
    from models.casework import invitations

    standing = (
        select(Invitation)
        .join(Meeting, col(Meeting.id) == Invitation.meeting_id)
        .where(Meeting.review_id == review.id, col(Meeting.state).in_(("pencilled", "planned")))
        .where(Invitation.state != "uninvited")
    )
    for each in office.session.exec(standing).all():
        if is_withdrawn(office.session, review.id, each.person_code):
            invitations.uninvite(office, each)


def _take_back_letters(office: Office, review: Review) -> None:
    """Take back what has not gone; one statement, so that what a sender takes now is left to it."""
    waiting = (
        col(Letter.review_id) == review.id,
        col(Letter.state).in_(("pending", "proposed")),
        col(Letter.letter).not_in(STILL_GOES),
    )
    recipients = office.session.exec(select(Letter.recipient).where(*waiting).distinct()).all()
    kept_out = [each for each in recipients if is_withdrawn(office.session, review.id, each)]
    office.session.exec(
        update(Letter)
        .where(*waiting, col(Letter.recipient).in_(kept_out))
        .values(state="withdrawn", reason="person_withdrawn", settled_at=office.now)
    )


def _plan_again(office: Office, review: Review) -> None:
    # A programme leaves out who is withdrawn: it asks this module first.
    from models.casework import programmes

    programmes.replan_at_once(office, review, "replaced")


def _hand_over(office: Office, review: Review) -> None:
    # A lead may have been withdrawn: what waited for them must not go unheralded.
    from models.casework import lead_first

    meeting = lead_first.learning_event(office.session, review)
    if meeting is not None:
        lead_first.hand_over(office, meeting)
