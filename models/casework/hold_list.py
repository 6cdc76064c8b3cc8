"""All holds of a review, with the days that they took and the next look; gross and net."""

from dataclasses import dataclass
from datetime import date

from models.casework import overview
from models.casework.entering import Office
from models.casework.standing import facts as facts_of
from models.casework.standing import next_look
from models.guidance.delays import Ledger
from models.records import Hold, HoldReview, Milestone, Review


@dataclass(frozen=True)
class Listed:
    """One hold.

    Attributes:
        hold: as it was opened.
        decided_by: the code of who decided it.
        next_on: the day of the next look; none once it has ended.
        looks: how often it was looked at and went on.
        days: calendar days from its first until its end, or until today.
    """

    hold: Hold
    decided_by: str
    next_on: date | None
    looks: int
    days: int


@dataclass(frozen=True)
class Holds:
    """The holds in the order of their first days, and the review's days: gross, and net of whole holds."""

    rows: tuple[Listed, ...]
    days: Ledger | None


def listed(office: Office, review: Review) -> Holds:
    """Give every hold of a review, those that have ended among them."""
    looks = [each.hold_id for each in facts_of(office.session, HoldReview, review)]
    rows = [_row(office, each, looks.count(each.key)) for each in facts_of(office.session, Hold, review)]
    return Holds(
        tuple(sorted(rows, key=lambda each: (each.hold.from_on, each.hold.key))),
        overview.ledger(office, review),
    )


def _row(office: Office, hold: Hold, looks: int) -> Listed:
    return Listed(
        hold,
        office.session.get_one(Milestone, hold.milestone_id).decided_by,
        next_look(office.session, hold) if hold.ended_on is None else None,
        looks,
        ((hold.ended_on or office.today) - hold.from_on).days,
    )
