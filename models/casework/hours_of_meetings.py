"""How many hours of meetings people have in which month: of every Board's reviews, for a diary knows no Boards."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, time

from sqlmodel import Session, col, select

from models.guidance.calendar_dates import add_months
from models.guidance.meeting_kinds import day_of, instant
from models.records import Invitation, Meeting

STAYS_AWAY = ("declined", "uninvited", "delegated")
"""Whoever answered so does not come."""
_COUNT = ("pencilled", "planned", "held")


def months_from(on: date, count: int) -> tuple[date, ...]:
    """Give the first days of so many months, that of *on* the first.

    >>> [f"{each:%Y-%m}" for each in months_from(date(2026, 11, 23), 3)]
    ['2026-11', '2026-12', '2027-01']
    """
    return tuple(add_months(on.replace(day=1), number) for number in range(count))


def hours_by_month(
    session: Session, people: Collection[str], months: tuple[date, ...]
) -> Mapping[str, tuple[float, ...]]:
    """Give for each of *people* the hours of meetings in each of the *months*, which follow each other.

    A meeting counts for everybody who has not said that they do not come, pencilled or
    firm, held or to come; the way there does not.
    """
    place = {(month.year, month.month): number for number, month in enumerate(months)}
    begins, ends = instant(months[0], time(0)), instant(add_months(months[-1], 1), time(0))
    wanted = (
        select(Invitation.person_code, Meeting.starts_at, Meeting.ends_at)
        .join(Meeting, col(Meeting.id) == Invitation.meeting_id)
        .where(col(Invitation.person_code).in_(people), col(Invitation.state).not_in(STAYS_AWAY))
        .where(col(Meeting.state).in_(_COUNT), col(Meeting.ends_at).is_not(None))
        .where(col(Meeting.starts_at) >= begins, col(Meeting.starts_at) < ends)
    )
    found: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(months))
    for person, starts_at, ends_at in session.exec(wanted):
        assert starts_at is not None
        assert ends_at is not None
        on = day_of(starts_at)
        found[person][place[on.year, on.month]] += (ends_at - starts_at).total_seconds() / 3600
    return {person: tuple(found[person]) for person in people}
