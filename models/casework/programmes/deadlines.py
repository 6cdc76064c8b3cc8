"""The deadline that a meeting is to keep: that of the stage which it serves."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.casework.meetings import all_of
from models.casework.programmes.ahead import TO_COME, key_of
from models.casework.standing import review_deadlines, stand
from models.guidance import route
from models.guidance.programme_rules import foreseen
from models.guidance.timescales import Deadline
from models.records import Meeting, Review


@dataclass(frozen=True)
class Arranged:
    """A meeting that is still to be, and the deadline of its stage; a meeting of no stage has none."""

    meeting: Meeting
    deadline: Deadline | None

    @property
    def late_on(self) -> date | None:
        """Give its day, if that is past the deadline."""
        on, due = self.meeting.planned_on, self.deadline
        return on if on and due and on > due.due else None


def arranged(session: Session, review: Review) -> list[Arranged]:
    """Give the meetings of a review that are arranged and not held, by day, each beside its deadline."""
    standing = stand(session, review)
    rows, due = foreseen(route.path(standing)), review_deadlines(session, review, standing)
    found = []
    for each in all_of(session, review):
        if each.state in TO_COME and each.planned_on is not None:
            row = rows.get(key_of(each))
            found.append(Arranged(each, due.get(row.due) if row and row.due else None))
    return sorted(found, key=lambda one: one.meeting.planned_on or date.max)


def arranged_as(session: Session, review: Review, meeting: Meeting) -> Arranged:
    """Give one of them."""
    return next(each for each in arranged(session, review) if each.meeting.id == meeting.id)
