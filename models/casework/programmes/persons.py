"""People as a planner is told of them: what their diaries, absences and other reviews' meetings say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from models.casework import diaries
from models.diaries.problem import Minutes, Person
from models.guidance.meeting_kinds import instant
from models.records import Absence, Invitation, Meeting
from models.records import Person as PersonRecord

_TO_COME = ("pencilled", "planned")
_STAYS_AWAY = ("declined", "uninvited", "delegated")
"""Whoever answered so does not come; with *delegated* somebody else does."""

_NOT_THEN = ("declined", "delegated")
"""Whoever answered so, or sends a deputy, is not asked for the same time again."""
_COMES = ("accepted",)

_Spans = Mapping[str, list[tuple[Minutes, Minutes]]]


@dataclass(frozen=True)
class Stretch:
    """The days for which a planner asks, both counted."""

    first: date
    last: date

    @property
    def starts_at(self) -> datetime:
        """Give its first instant."""
        return instant(self.first, time(0))

    @property
    def ends_at(self) -> datetime:
        """Give the instant that comes after it."""
        return instant(self.last + timedelta(days=1), time(0))


def minutes(at: datetime) -> Minutes:
    """Give an instant as a planner counts it.

    >>> minutes(datetime.fromisoformat("1970-01-02T00:01:00+00:00"))
    1441
    """
    return int(at.timestamp()) // 60


def span_of(meeting: Meeting) -> tuple[Minutes, Minutes]:
    """Give the span of a meeting that has a time."""
    assert meeting.starts_at is not None
    assert meeting.ends_at is not None
    return minutes(meeting.starts_at), minutes(meeting.ends_at)


def persons(
    session: Session,
    codes: Iterable[str],
    stretch: Stretch,
    planned: Sequence[Meeting],
    ways: Mapping[str, Minutes],
) -> dict[str, Person]:
    """Give people by code, with everything that keeps them from coming, each read with one question.

    Args:
        session: the record.
        codes: of whom.
        stretch: for which days.
        planned: the meetings of this review that stand and are planned anew: they keep nobody from anything.
        ways: minutes to each place.
    """
    wanted = sorted(set(codes))
    known = diaries.spans(session, wanted, stretch.first, stretch.last)
    away, elsewhere = _away(session, wanted, stretch), _elsewhere(session, wanted, stretch, planned)
    refused, accepted = (_answered(session, planned, *states) for states in (_NOT_THEN, _COMES))
    own = {span_of(each) for each in planned}
    return {
        each.code: Person(
            code=each.code,
            agency=each.agency_code,
            busy=(
                *_not_ours(known[each.code].busy, own, accepted.get(each.code, ())),
                *refused.get(each.code, ()),
            ),
            tentative=_not_ours(known[each.code].tentative, own, accepted.get(each.code, ())),
            away=(*known[each.code].away, *away.get(each.code, ())),
            other_meetings=tuple(elsewhere.get(each.code, ())),
            known=tuple(known[each.code].known),
            travel=dict(ways),
        )
        for each in session.exec(select(PersonRecord).where(col(PersonRecord.code).in_(wanted)))
    }


def _not_ours(
    spans: Iterable[tuple[Minutes, Minutes]],
    own: set[tuple[Minutes, Minutes]],
    accepted: Iterable[tuple[Minutes, Minutes]],
) -> tuple[tuple[Minutes, Minutes], ...]:
    """Leave out what is our own meeting as it stands in the diary: to the minute, for anything else is theirs.

    Whoever has *accepted* one comes to it: where their diary is full then it has our meeting
    beside others, and many calendars tell them as one.
    """
    found = [each for each in spans if each not in own]
    for since, until in accepted:
        pieces = (each for a, b in found for each in ((a, min(b, since)), (max(a, until), b)))
        found = [(starts, ends) for starts, ends in pieces if starts < ends]
    return tuple(found)


def _away(session: Session, codes: Sequence[str], stretch: Stretch) -> _Spans:
    wanted = select(Absence).where(
        col(Absence.person_code).in_(codes),
        col(Absence.until) >= stretch.first,
        col(Absence.since) <= stretch.last,
    )
    found: dict[str, list[tuple[Minutes, Minutes]]] = defaultdict(list)
    for each in session.exec(wanted):
        days = Stretch(each.since, each.until)
        found[each.person_code].append((minutes(days.starts_at), minutes(days.ends_at)))
    return found


def _elsewhere(
    session: Session, codes: Sequence[str], stretch: Stretch, planned: Sequence[Meeting]
) -> _Spans:
    """Give when people are in other meetings: of other reviews, and of this one if they are not planned now."""
    wanted = (
        select(Invitation.person_code, Meeting)
        .join(Meeting, col(Meeting.id) == Invitation.meeting_id)
        .where(col(Invitation.person_code).in_(codes), col(Invitation.state).not_in(_STAYS_AWAY))
        .where(col(Meeting.state).in_(_TO_COME), col(Meeting.id).not_in([each.key for each in planned]))
        .where(col(Meeting.ends_at) > stretch.starts_at, col(Meeting.starts_at) < stretch.ends_at)
    )
    found: dict[str, list[tuple[Minutes, Minutes]]] = defaultdict(list)
    for person, meeting in session.exec(wanted):
        found[person].append(span_of(meeting))
    return found


def _answered(session: Session, planned: Sequence[Meeting], *states: str) -> _Spans:
    """Give the times of this review's meetings to which people have given such an answer."""
    by_id = {each.key: each for each in planned if each.starts_at}
    wanted = select(Invitation).where(
        col(Invitation.meeting_id).in_(by_id), col(Invitation.state).in_(states)
    )
    found: dict[str, list[tuple[Minutes, Minutes]]] = defaultdict(list)
    for each in session.exec(wanted):
        found[each.person_code].append(span_of(by_id[each.meeting_id]))
    return found
