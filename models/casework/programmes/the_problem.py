"""A review's programme as a question to the planner: built from the record, and from nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models.casework.entering import Office
from models.casework.programmes.ahead import TO_COME, Ahead, ahead, may_swap
from models.casework.programmes.board_days import BoardCalendar, board_calendar, venues
from models.casework.programmes.persons import Stretch, persons, span_of
from models.diaries import problem as asked
from models.diaries.problem import Calendar, Minutes, Problem, Spans
from models.guidance import route
from models.guidance.errors import GuidanceError
from models.guidance.meeting_kinds import day_of
from models.guidance.programme_rules import Foreseen, horizon, hours
from models.guidance.working_days import bank_holidays
from models.records import Meeting, Review, Venue


def problem_of(  # noqa: PLR0913 - what a programme may be asked with
    office: Office,
    review: Review,
    *,
    first: date | None = None,
    last: date | None = None,
    moving: frozenset[str] = frozenset(),
    replaced: Mapping[str, str] | None = None,
) -> Problem:
    """Give what a review's programme is planned from.

    Every meeting that has a time stays where it is, accepted or not, unless it is *moving*.

    Args:
        office: the desk; its day is the day from which people are given notice.
        review: whose meetings are planned.
        first: the first day that may be proposed; as soon as people can be told in time by default.
        last: the last one; the completion date by default, and where that is over the horizon.
        moving: keys of meetings that may be moved.
        replaced: by a person's code the code of whoever takes their place.
    """
    return problem_ahead(ahead(office, review, replaced), first=first, last=last, moving=moving)


def problem_ahead(
    at: Ahead,
    *,
    first: date | None = None,
    last: date | None = None,
    through: date | None = None,
    moving: frozenset[str] = frozenset(),
) -> Problem:
    """Give what the meetings *ahead* are planned from; the arguments are those of `problem_of`.

    With *through* the calendar goes on to that day, although nothing may be proposed after
    the last one: so it can be seen what a few days more would do.
    """
    session, board, today = at.office.session, at.review.board_code, at.office.today
    until = last or latest(at)
    stretch, places = _stretch(at, max(until, through or until)), venues(session, board)
    own = board_calendar(session, board)
    rules = _Rules(at, first or today, until, moving, own, tuple(each.place for each in places))
    planned = list(at.planned.values())
    everybody = {code for seats in at.seats.values() for code in seats.everybody}
    ways = {each.place: each.travel_minutes for each in places}
    opens, closes = hours()
    return Problem(
        people=persons(session, everybody, stretch, planned, ways),
        meetings=rules.meetings(),
        calendar=Calendar(
            first=stretch.first,
            last=stretch.last,
            opens=opens,
            closes=closes,
            bank_holidays=_bank_holidays(stretch),
            closures={board: own.closed},
            school_holidays=own.school_holidays,
        ),
        places=_taken(session, places, stretch, planned),
    )


def latest(at: Ahead) -> date:
    """Give the last day that may be proposed: the completion date, unless that is over or there is none."""
    complete_by = at.complete_by
    return complete_by if complete_by and complete_by > at.office.today else furthest(at.office.today)


def furthest(today: date) -> date:
    """Give the last day that can be looked at: the horizon, or the last one whose bank holidays are known."""
    until = horizon(today)
    while not _is_known(until.year):
        until = date(until.year - 1, 12, 31)
    return until


def _is_known(year: int) -> bool:
    try:
        return bool(bank_holidays(year))
    except GuidanceError:
        return False


def _stretch(at: Ahead, last: date) -> Stretch:
    """Give all days that matter: from today until the last that may be proposed, or has a meeting already."""
    planned = [day_of(span) for each in at.planned.values() if (span := each.starts_at)]
    return Stretch(at.office.today, max([last, at.office.today, *planned]))


def _bank_holidays(stretch: Stretch) -> frozenset[date]:
    years = range(stretch.first.year, stretch.last.year + 1)
    return frozenset(each.on for year in years for each in bank_holidays(year))


@dataclass(frozen=True)
class _Rules:
    """What holds for all meetings of one programme."""

    at: Ahead
    first: date
    last: date
    moving: frozenset[str]
    board: BoardCalendar
    venues: tuple[str, ...]

    def meetings(self) -> tuple[asked.Meeting, ...]:
        """Give the meetings in the order in which they follow."""
        rows = self.at.rows
        return tuple(
            self._meeting(row, before, after)
            for before, row, after in zip((None, *rows), rows, (*rows[1:], None), strict=False)
        )

    def _meeting(self, row: Foreseen, before: Foreseen | None, after: Foreseen | None) -> asked.Meeting:
        seats, planned = self.at.seats[row.key], self.at.planned.get(row.key)
        deadline = self.at.deadlines.get(row.due) if row.due else None
        wished = None if row.as_early_as_may_be or deadline is None else deadline.act_by
        sits = self.board.sits if row.at_boards_sittings else None
        return asked.Meeting(
            key=row.key,
            length=_length(row, planned, sits),
            earliest=self._earliest(row),
            latest=self.last,
            required=tuple(seats.required),
            stand_ins=seats.stand_ins,
            agencies=seats.agencies,
            optional=tuple(seats.optional),
            target=self.at.kept.get(row.key, wished),
            due=deadline.due if deadline else None,
            gap=(1, None) if before and may_swap(before, row) else row.gap,
            only=sits,
            fixed=span_of(planned)[0] if planned and row.key not in self.moving else None,
            either_order=after.key if after and may_swap(row, after) else None,
            places=self._places(row, planned),
            board=self.at.review.board_code,
        )

    def _earliest(self, row: Foreseen) -> date:
        """Give the first day on which a meeting may be: in time to be told, after what it follows, not held."""
        days = [row.not_before(self.at.office.today), self.first, self.at.held_until(row.stage)]
        if row.key in self.at.over:
            days.append(self.at.over[row.key] + timedelta(days=row.gap[0]))
        if row.after and not route.is_done(row.after, self.at.standing) and row.after in self.at.deadlines:
            days.append(self.at.deadlines[row.after].due)
        return max(day for day in days if day is not None)

    def _places(self, row: Foreseen, planned: Meeting | None) -> tuple[str, ...]:
        if planned is not None and planned.place and row.key not in self.moving:
            return tuple(each for each in self.venues if each == planned.place)
        return self.venues if row.at_a_venue else ()


def _length(row: Foreseen, planned: Meeting | None, sits: Spans | None) -> Minutes:
    """Give how long a meeting is: as people have planned it, else as usual, but no longer than the Board sits."""
    if planned is not None:
        starts, ends = span_of(planned)
        return ends - starts
    return min(row.minutes, max(ends - starts for starts, ends in sits)) if sits else row.minutes


def _taken(
    session: Session, places: Sequence[Venue], stretch: Stretch, planned: Sequence[Meeting]
) -> dict[str, Spans]:
    """Give when each place is taken by a meeting that is not planned now, whichever review it is of."""
    wanted = (
        select(Meeting)
        .where(col(Meeting.place).in_([each.place for each in places]), col(Meeting.state).in_(TO_COME))
        .where(col(Meeting.ends_at) > stretch.starts_at, col(Meeting.starts_at) < stretch.ends_at)
        .where(col(Meeting.id).not_in([each.key for each in planned]))
    )
    found: dict[str, list[tuple[Minutes, Minutes]]] = {each.place: [] for each in places}
    for meeting in session.exec(wanted) if places else ():
        found[meeting.place].append(span_of(meeting))
    return {place: tuple(spans) for place, spans in found.items()}
