"""What a coordinator says of a meeting, in a command or a form: what they leave out stays, or is as usual."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlmodel import Session

from models.casework import actions, availability, counters, meetings
from models.casework.entering import Office
from models.casework.invited import invitation_of
from models.guidance.errors import GuidanceError
from models.guidance.meeting_kinds import day_of, instant, kind, local_time
from models.records import Invitation, Meeting, Review

_DONE = ("held", "cancelled")


@dataclass(frozen=True)
class Wanted:
    """A meeting as somebody wants it: None where they say nothing.

    Attributes:
        kind: one of `models.records.meetings.MEETINGS`.
        number: which of its kind.
        on: the day in London.
        starts: the hour in London.
        ends: the hour in London.
        pencilled: whether the date is uncertain.
        place: where people meet.
        online_url: where those join who are elsewhere.
        checked: whether a place that looks like an identifier was looked at.
    """

    kind: str
    number: int = 1
    on: date | None = None
    starts: time | None = None
    ends: time | None = None
    pencilled: bool | None = None
    place: str | None = None
    online_url: str | None = None
    checked: bool = False


def number_meant(session: Session, review: Review, kind: str) -> int:
    """Give which meeting of a kind is to be planned where nobody says: the first that is still to come.

    Once a first Panel meeting was held and none is to come it is a further one. Otherwise it
    is the first, cancelled or not: what hangs on the day of its kind hangs on that one.
    """
    known = _of_kind(session, review, kind)
    for each in known:
        if each.state not in _DONE:
            return each.number
    further = kind == "panel" and any(each.state == "held" for each in known)
    return known[-1].number + 1 if further else 1


def _of_kind(session: Session, review: Review, kind: str) -> list[Meeting]:
    known = [each for each in meetings.all_of(session, review) if each.kind == kind]
    return sorted(known, key=lambda each: each.number)


def named(session: Session, review: Review, kind: str, number: int | None = None) -> Meeting:
    """Give a meeting of a review; without a number the latest that is still to come, else the last.

    Raises:
        GuidanceError: there is none.
    """
    if number is None:
        known = _of_kind(session, review, kind)
        found = next(iter([each for each in known if each.state not in _DONE][-1:] or known[-1:]), None)
    else:
        found = meetings.find(session, review, kind, number)
    if found is None:
        raise GuidanceError("no_such_meeting", reference=review.reference)
    return found


def invitation(session: Session, review: Review, kind: str, number: int | None, person: str) -> Invitation:
    """Give somebody's invitation to a meeting of a review.

    Raises:
        GuidanceError: there is no such meeting, or they are not invited to it.
    """
    return invitation_of(session, named(session, review, kind, number), person)


def arrange(office: Office, review: Review, wanted: Wanted) -> Meeting:
    """Plan or move a meeting as it is wanted; the deadlines that hang on its day move with it.

    Raises:
        GuidanceError: it has no day yet and none is given, and whatever `meetings.plan` raises.
    """
    known = meetings.find(office.session, review, wanted.kind, wanted.number)
    starts_at, ends_at = _hours(wanted, known)
    pencilled = known is not None and known.state == "pencilled" and known.starts_at is not None
    meeting = meetings.plan(
        office,
        review,
        wanted.kind,
        number=wanted.number,
        starts_at=starts_at,
        ends_at=ends_at,
        pencilled=pencilled if wanted.pencilled is None else wanted.pencilled,
        place=_said(wanted.place, known.place if known else ""),
        online_url=_said(wanted.online_url, known.online_url if known else ""),
        checked=wanted.checked,
    )
    actions.settle(office, review)
    return meeting


def _said(wanted: str | None, known: str) -> str:
    return known if wanted is None else wanted.strip()


def _hours(wanted: Wanted, known: Meeting | None) -> tuple[datetime, datetime]:
    """Give beginning and end: as wanted, else as they stand, else as is usual for the kind."""
    usual = kind(wanted.kind)
    on, starts, ends = wanted.on, usual.starts, usual.ends
    if known and known.starts_at and known.ends_at:
        on = on or day_of(known.starts_at)
        starts, ends = local_time(known.starts_at), local_time(known.ends_at)
    if on is None:
        raise GuidanceError("meeting_has_no_time")
    return instant(on, wanted.starts or starts), instant(on, wanted.ends or ends)


def choose(office: Office, review: Review, meeting: Meeting, number: int) -> Meeting:
    """Plan a meeting at one of the times that were offered; deadlines move with it."""
    chosen = availability.choose(office, meeting, number)
    actions.settle(office, review)
    return chosen


def accept_counter(office: Office, review: Review, invitation: Invitation) -> Meeting:
    """Move a meeting to the time that somebody proposed; deadlines move with it."""
    moved = counters.accept_counter(office, invitation)
    actions.settle(office, review)
    return moved
