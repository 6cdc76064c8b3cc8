"""Whether a problem can be planned from at all: everything that is wrong with it, said at once."""

from collections.abc import Iterable, Iterator
from datetime import time, timedelta
from itertools import chain
from typing import Final

import numpy as np

from models.diaries.meetings.costs import MOST
from models.diaries.meetings.seats import everybody, seats
from models.diaries.problem import Calendar, Meeting, Minutes, Person, Problem, Spans
from models.diaries.results import MISSING, NOT_KNOWN, Cost
from models.diaries.slots.grid import minute_of
from models.diaries.slots.person_rows import person_rows
from models.diaries.slots.span_rows import SpanRows
from models.guidance.errors import GuidanceError, Refused

LONGEST_CALENDAR: Final = 1500
"""Days: four years, which no review has taken."""
LONGEST_OPENING: Final[Minutes] = 20 * 60
"""A night must be left in which the clocks change."""
HIGHEST_PRICE: Final = 100
"""Days."""
LONGEST_TRAVEL: Final[Minutes] = 24 * 60

_DAY = timedelta(days=1)


def check(problem: Problem) -> None:
    """Let a sound problem pass.

    Diaries may overlap, be empty, or be busy for ever; a window may be empty: these have answers.

    Raises:
        Refused: with every fault found, each telling the person, the meeting or the place in
            its list: ``calendar_unusable``, ``price_out_of_range``, ``span_reversed``,
            ``travel_out_of_range``, ``person_code_differs``, ``meeting_twice``, ``meeting_too_long``,
            ``person_unknown_in_problem``, ``gap_reversed``, ``either_order_not_next``,
            ``fixed_outside_calendar``, ``problem_too_large``.
    """
    faults = tuple(
        chain(
            _calendar(problem.calendar),
            _prices(problem),
            _people(problem),
            _spans(problem),
            *(_meeting(problem, number) for number in range(len(problem.meetings))),
        )
    )
    if not faults and not _has_room(problem):
        faults = (GuidanceError("problem_too_large"),)
    if faults:
        raise Refused(faults)


def _calendar(calendar: Calendar) -> Iterator[GuidanceError]:
    days = (calendar.last - calendar.first).days + 1
    opening = _minutes(calendar.closes) - _minutes(calendar.opens)
    whole = calendar.slot > 0 and opening % calendar.slot == 0
    if not (0 < days <= LONGEST_CALENDAR and 0 < opening <= LONGEST_OPENING and whole):
        yield GuidanceError("calendar_unusable", field="calendar")


def _prices(problem: Problem) -> Iterator[GuidanceError]:
    if any(not 0 <= price <= HIGHEST_PRICE for price in vars(problem.prices).values()):
        yield GuidanceError("price_out_of_range", field="prices", most=HIGHEST_PRICE)


def _people(problem: Problem) -> Iterator[GuidanceError]:
    for code, person in problem.people.items():
        if person.code != code:
            yield GuidanceError("person_code_differs", person=code)
        if (
            person.travel
            and not 0 <= min(person.travel.values()) <= max(person.travel.values()) <= LONGEST_TRAVEL
        ):
            yield GuidanceError("travel_out_of_range", person=code)


def _spans(problem: Problem) -> Iterator[GuidanceError]:
    """Spans that end before they begin: all diaries at once first, since mostly there are none."""
    people = problem.people.values()
    if _any_reversed(rows for person in people for _, rows in person_rows(person)):
        for person in people:
            yield from _of_person(person)
    for place, taken in problem.places.items():
        yield from _reversed(taken, place, "taken")


def _any_reversed(every: Iterable[SpanRows]) -> bool:
    rows = [one.rows for one in every]
    if not rows:
        return False
    since, until = np.concatenate(rows, axis=1)
    return bool((since > until).any())


def _of_person(person: Person) -> Iterator[GuidanceError]:
    for kind, rows in person_rows(person):
        yield from _reversed(rows, person.code, kind)


def _reversed(spans: Spans, whose: str, kind: str) -> Iterator[GuidanceError]:
    """Each span that ends before it begins, told by its place in the list, the first being 1."""
    for number, (since, until) in enumerate(spans, 1):
        if since > until:
            yield GuidanceError("span_reversed", whose=whose, kind=kind, number=number)


def _meeting(problem: Problem, number: int) -> Iterator[GuidanceError]:
    meeting = problem.meetings[number]
    if any(other.key == meeting.key for other in problem.meetings[:number]):
        yield GuidanceError("meeting_twice", meeting=meeting.key)
    for person in everybody(seats(meeting)):
        if person not in problem.people:
            yield GuidanceError("person_unknown_in_problem", person=person, meeting=meeting.key)
    fewest, most = meeting.gap
    if fewest < 0 or (most is not None and most < fewest):
        yield GuidanceError("gap_reversed", meeting=meeting.key)
    after = problem.meetings[number + 1].key if number + 1 < len(problem.meetings) else None
    if meeting.either_order is not None and meeting.either_order != after:
        yield GuidanceError("either_order_not_next", meeting=meeting.key)
    yield from _reversed(meeting.only or (), meeting.key, "only")
    yield from _length(problem.calendar, meeting)


def _length(calendar: Calendar, meeting: Meeting) -> Iterator[GuidanceError]:
    """How long it is; people may have accepted a fixed one that is longer than a day is open."""
    opening = _minutes(calendar.closes) - _minutes(calendar.opens)
    if meeting.length <= 0 or (meeting.fixed is None and meeting.length > opening):
        yield GuidanceError("meeting_too_long", meeting=meeting.key, hours=opening // 60)
    since, until = (minute_of(day, time()) for day in (calendar.first, calendar.last + _DAY))
    if meeting.fixed is not None and not since <= meeting.fixed < until:
        yield GuidanceError("fixed_outside_calendar", meeting=meeting.key)


def _has_room(problem: Problem) -> bool:
    """Whether the worst that any programme could cost fits into a number (``costs.MOST``)."""
    whole = Cost()
    for meeting in problem.meetings:
        whole = whole.plus(_worst(problem, meeting))
    return all(part <= most for part, most in zip(whole, MOST, strict=True))


def _worst(problem: Problem, meeting: Meeting) -> Cost:
    prices, chairs = problem.prices, len(meeting.required) + len(meeting.agencies) + len(meeting.optional)
    calendar = problem.calendar
    marks = (meeting.target, meeting.due, meeting.earliest)
    far = max(abs((day - mark).days) for mark in marks if mark for day in (calendar.first, calendar.last))
    return Cost(
        required=len(meeting.required),
        agencies=len(meeting.agencies),
        members=(MISSING + NOT_KNOWN) * chairs,
        days=far * (prices.day_off_target + prices.day_late)
        + prices.school_holiday
        + prices.tentative * chairs
        + prices.second_place * len(meeting.places),
    )


def _minutes(hour: time) -> Minutes:
    return hour.hour * 60 + hour.minute
