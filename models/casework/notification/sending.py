"""The notification as a letter: meant to those who read for Welsh Government, or to be sent by hand.

The letter's own facts are codes: its texts are read from the notification when it first
goes. That nobody at Welsh Government is on the list of people is never silence: the
notification then waits to be sent by hand, and says so wherever it is shown.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from models.casework import letters
from models.casework.answering import enter_milestone, fingerprint
from models.casework.asked import Facts
from models.casework.entering import AtReview, Office
from models.casework.people import holding
from models.casework.standing import facts as facts_of
from models.casework.standing import milestones, review_deadlines, stand
from models.casework.understanding import check_people
from models.guidance.errors import GuidanceError, OutOfOrder, Refused
from models.guidance.letter_kinds import NOTIFICATION_LETTER
from models.guidance.packs import MilestoneKey
from models.guidance.route import NOTIFICATION
from models.guidance.stages import Stage
from models.records import Letter, Milestone, Notification, Person, Review

BY_HAND: MilestoneKey = (Stage.S05, "sent_by_hand")
"""The milestone of a notification that somebody sent; it stands beside the route."""

ACKNOWLEDGED: MilestoneKey = (Stage.S05, "acknowledged")
"""The milestone of Welsh Government's answer to a notification; beside the route, too."""

_NOT_GONE = frozenset({"withdrawn", "bounced", "expired"})


def readers(session: Session, board: str, on: date) -> Sequence[Person]:
    """Give those who read a Board's notifications for Welsh Government on a day."""
    return holding(session, board, "welsh_government", on)


def send(office: Office, review: Review, row: Notification) -> list[Letter]:
    """Mean the letter to everybody who reads for Welsh Government, once; else tell the coordinator.

    Gives the letters to Welsh Government.
    """
    before = meant_letters(office.session, row)
    has_it = {each.recipient for each in before if each.state not in _NOT_GONE}
    to = readers(office.session, review.board_code, office.today)
    if not to:
        _tell_coordinator(office, review, row)
    meant = []
    for each in to:
        if each.code not in has_it:
            # One that came back today stands for today: another goes from tomorrow.
            failed = [one.due_on + timedelta(days=1) for one in before if one.recipient == each.code]
            meant += _mean(office, review, row, each, max([office.today, *failed]))
    return meant


def _mean(office: Office, review: Review, row: Notification, to: Person, due_on: date) -> list[Letter]:
    return letters.mean(
        office,
        NOTIFICATION_LETTER,
        [to],
        board=review.board_code,
        review=review,
        due_on=due_on,
        sequence=row.key,
        notification=row.key,
    )


def _tell_coordinator(office: Office, review: Review, row: Notification) -> None:
    """Say that it is to be sent by hand: who answered in Prefect’s form sees no other word of it."""
    letters.mean(
        office,
        "notification_by_hand",
        holding(office.session, review.board_code, "coordinator", office.today),
        board=review.board_code,
        review=review,
        sequence=row.key,
        **_deadline(office.session, review),
    )


def _deadline(session: Session, review: Review) -> dict[str, Any]:
    """Give by when the notification is due, and who says so."""
    due = review_deadlines(session, review, stand(session, review)).get(NOTIFICATION)
    if due is None:
        return {}
    return {
        "answer_by": due.due.isoformat(),
        "source": due.source.text,
        "provenance": due.source.provenance.value,
    }


def send_again(office: Office, review: Review) -> int:
    """Mean the letter to whoever is on the list and has not had it; gives how many they are.

    Raises:
        OutOfOrder: nothing has been notified yet.
        GuidanceError: there is nobody on the list, or nobody confirmed its texts.
    """
    row = standing_row(office.session, review)
    if row.scan_confirmed_by is None:
        raise GuidanceError("notification_not_confirmed", reference=review.reference)
    if not readers(office.session, review.board_code, office.today):
        raise GuidanceError("nobody_reads_notifications", reference=review.reference)
    return len(send(office, review, row))


def enter_by_hand(office: Office, review: Review, facts: Facts) -> Milestone:
    """Enter that somebody sent the notification: by hand, or from a mail program of their own.

    The same said twice changes nothing.

    Raises:
        OutOfOrder: nothing has been notified yet.
        Refused: the day has not come, or lies before the notification.
    """
    return enter_after(office, review, BY_HAND, facts)


def enter_after(office: Office, review: Review, key: MilestoneKey, facts: Facts) -> Milestone:
    """Enter something that happened to a notification, whether or not the review has ended.

    Raises:
        OutOfOrder: nothing has been notified yet.
        Refused: the day has not come, or lies before the notification.
    """
    row = standing_row(office.session, review)
    notified_on = office.session.get_one(Milestone, row.milestone_id).happened_on
    if facts.happened_on > office.today:
        raise Refused((GuidanceError("day_to_come", field="happened_on"),))
    if facts.happened_on < notified_on:
        before = GuidanceError("day_before_what_it_stands_on", field="happened_on", before=notified_on)
        raise Refused((before,))
    check_people(office.session, facts)
    for each in of_notification(office.session, review, key):
        if each.facts_sha256 == fingerprint(facts):
            return each
    return enter_milestone(AtReview(office, review, stand(office.session, review)), key, facts)


def standing_row(session: Session, review: Review) -> Notification:
    """Give the notification that stands.

    Raises:
        OutOfOrder: nothing has been notified yet.
    """
    rows = facts_of(session, Notification, review)
    if not rows:
        raise OutOfOrder("nothing_notified_yet", reference=review.reference)
    return rows[-1]


def of_notification(session: Session, review: Review, key: MilestoneKey) -> list[Milestone]:
    """Give what happened to a notification under a milestone's name."""
    return [each for each in milestones(session, review) if (Stage(each.stage), each.milestone) == key]


def meant_letters(session: Session, row: Notification) -> Sequence[Letter]:
    """Give the letters of a notification, the oldest first."""
    meant = select(Letter).where(
        Letter.review_id == row.review_id,
        Letter.letter == NOTIFICATION_LETTER,
        Letter.sequence == row.key,
    )
    return session.exec(meant.order_by(col(Letter.id))).all()


def delivery(session: Session, review: Review) -> str:
    """Say how the sending of the notification stands: a code of the vocabulary ``delivery``."""
    if not facts_of(session, Notification, review):
        return "not_yet"
    if of_notification(session, review, ACKNOWLEDGED):
        return "acknowledged"
    row = standing_row(session, review)
    # Before texts were confirmed and mailed from here, to answer S05 was to say that it had been sent.
    if of_notification(session, review, BY_HAND) or row.scan_confirmed_by is None:
        return "sent_by_hand"
    return _of_letters({each.state for each in meant_letters(session, row)})


def _of_letters(states: set[str]) -> str:
    """Say how the sending stands by its letters; what was taken back was never meant."""
    wanted = states - {"withdrawn"}
    if not wanted:
        return "by_hand"
    if wanted <= _NOT_GONE:
        return "did_not_arrive"
    if "accepted" in wanted:
        return "sent"
    return "in_doubt" if "unknown" in wanted else "waits"
