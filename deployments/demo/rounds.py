"""The office's round on a day of the replay: what is due goes out, people answer, answers are taken in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlmodel import col, select

from deployments.demo.cast import COORDINATOR
from deployments.demo.correspondents import Correspondents
from models import casework
from models.casework import counters, event_care, offers, reminders
from models.records import Invitation, Letter, Meeting, Offer, Person, Review
from tasks.correspondence.board_mail import NotifyBoardMail
from tasks.correspondence.post import send_due
from tasks.correspondence.replies.intake import opened, read_replies
from tasks.correspondence.replies.mailbox import Place
from tasks.correspondence.sender import Sender
from tasks.office import desk

_TURNS = 4
"""A letter, its answer, what the office answers to that, the answer to it: more bring nothing new."""


@dataclass(frozen=True)
class Went:
    """What a round moved: letters that went, answers that came back."""

    letters: int = 0
    answers: int = 0


@dataclass(frozen=True)
class OfficeRound:
    """What the scheduled flows do on a running installation, done at once on a clock that is moved."""

    mail: NotifyBoardMail
    sender: Sender
    replies: Place
    people: Correspondents

    def __call__(self) -> Went:
        """Do the morning's work, then send and take in until nothing more comes."""
        with desk(by=COORDINATOR) as at:
            event_care.look_over(at)
            reminders.sweep(at)
        letters = answers = 0
        for _ in range(_TURNS):
            letters += send_due(desk, self.mail, self.sender).accepted
            came = self._take_in()
            answers += came
            if not came:
                break
        return Went(letters, answers)

    def _take_in(self) -> int:
        with desk() as at:
            now = at.now
        came = self.people.answer(_known, now)
        with opened(self.replies) as mailbox:
            read_replies(desk, mailbox, self.sender)
        with desk(by=COORDINATOR) as at:
            _settle_offers(at)
            _settle_counters(at)
        return came


def _known(message_id: str) -> tuple[str, str]:
    with desk() as at:
        row = at.session.exec(select(Letter).where(Letter.message_id == message_id)).one()
        return row.letter, at.session.get_one(Person, row.recipient).agency_code


def _settle_offers(at: casework.Office) -> None:
    """Confirm the lists of people that the agencies sent."""
    waiting = select(Offer).where(Offer.state == "offered", Offer.kind == "practitioners")
    for offer in at.session.exec(waiting.order_by(col(Offer.id))).all():
        offers.confirm_offer(at, offer)


def _settle_counters(at: casework.Office) -> None:
    """Decline each counter-proposal: the day suits everybody else."""
    for invitation in _countered(at):
        counters.decline_counter(at, invitation)


def _countered(at: casework.Office) -> Iterator[Invitation]:
    ahead = (
        select(Invitation)
        .join(Meeting, col(Meeting.id) == Invitation.meeting_id)
        .join(Review, col(Review.id) == Meeting.review_id)
        .where(col(Meeting.state).in_(("pencilled", "planned")), Invitation.state != "uninvited")
    )
    yield from (each for each in at.session.exec(ahead).all() if counters.waiting_counter(at.session, each))


Round = Callable[[], Went]
