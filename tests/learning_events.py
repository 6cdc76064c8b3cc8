"""A review whose Learning Event has a day, and what the tests of its care do to it."""

from office_days import OfficeDays, day
from sqlmodel import col, select

from models.casework import event_care, invitations, meetings
from models.casework.event_care import Proposed
from models.casework.invitations import Said
from models.guidance.meeting_kinds import kind
from models.records import Invitation, Letter, Person, Review

EVENT = "Fri 12 Jun 2026"
HEALTH = (
    Proposed("Ann Example", "ann@health.example.test", "en", key=True, agency="health"),
    Proposed("Siôn Example", "sion@health.example.test", "cy", agency="health"),
)
POLICE = (Proposed("Dai Example", "dai@police.example.test", agency="police"),)


class Event:
    """A review whose Learning Event has a day, and what the tests do to it."""

    def __init__(self, office: OfficeDays, review: Review) -> None:
        self.office = office
        self.review = review
        self.moves(EVENT)

    def moves(self, to: str) -> None:
        """Put the event on another day."""
        starts_at, ends_at = kind("learning_event").usual_hours(day(to))
        self.meeting = meetings.plan(
            self.office.at, self.review, "learning_event", starts_at=starts_at, ends_at=ends_at
        )

    def proposes(self, *lines: Proposed) -> event_care.Taken:
        """Let an agency propose its people."""
        return event_care.propose_participants(self.office.at, self.review, lines)

    def invitation(self, person: str) -> Invitation:
        """Find a person's invitation."""
        wanted = select(Invitation).where(
            Invitation.meeting_id == self.meeting.id, Invitation.person_code == person
        )
        return self.office.session.exec(wanted).one()

    def answers(self, person: str, answer: str, **more: str) -> None:
        """Let somebody answer their invitation."""
        invitations.take(self.office.at, self.invitation(person), Said(answer, "telephone", **more))

    def morning(self, today: str) -> int:
        """Look over what is due on a day."""
        return event_care.look_over(self.office.on(today).at)

    def letters(self, letter: str) -> list[Letter]:
        """Give the letters of a kind about the event that stand."""
        wanted = select(Letter).where(Letter.letter == letter, Letter.meeting_id == self.meeting.id)
        wanted = wanted.where(col(Letter.state) != "withdrawn").order_by(col(Letter.id))
        return list(self.office.session.exec(wanted))

    def to(self, letter: str) -> list[str]:
        """Give to whom they are."""
        return [each.recipient for each in self.letters(letter)]

    def sent(self) -> None:
        """Let every letter that may go be accepted by the mail server."""
        for each in self.office.session.exec(select(Letter).where(Letter.state == "pending")):
            each.state, each.message = "accepted", b"bytes"
        self.office.session.flush()

    def coverage(self) -> event_care.Coverage:
        """Give the view of the go/no-go."""
        return event_care.coverage(self.office.session, self.meeting)

    def person(self, code: str) -> Person:
        """Find somebody on the list of people."""
        return self.office.session.get_one(Person, code)
