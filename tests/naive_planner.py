"""One meeting as anybody would first write it: every slot, every person, every row, with datetimes.

It shares nothing with the planner but the problem it is given and the words of the answer.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.diaries.problem import Meeting, Person, Problem, Spans
from models.diaries.results import Cost

LONDON = ZoneInfo("Europe/London")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Stretches = list[tuple[datetime, datetime]]


@dataclass(frozen=True)
class Diary:
    """Somebody's rows, as a database would give them."""

    busy: Stretches
    tentative: Stretches
    known: Stretches
    travel: Mapping[str, int]


def stretches(spans: Spans) -> Stretches:
    """Spans as instants."""
    return [(EPOCH + timedelta(minutes=a), EPOCH + timedelta(minutes=b)) for a, b in spans]


def diaries(people: Iterable[Person]) -> dict[str, Diary]:
    """Everybody's diary; whatever keeps somebody away for certain is busy here."""
    return {
        one.code: Diary(
            busy=stretches([*one.busy, *one.away, *one.other_meetings, *one.barred]),
            tentative=stretches(one.tentative),
            known=stretches(one.known),
            travel=one.travel,
        )
        for one in people
    }


def days(
    problem: Problem, meeting: Meeting, read: Mapping[str, Diary] | None = None
) -> dict[date, tuple[Cost, datetime]]:
    """For each day on which the meeting can be its least cost and the first hour that has it."""
    read = read if read is not None else diaries(problem.people.values())
    taken = {place: stretches(spans) for place, spans in problem.places.items()}
    only = None if meeting.only is None else stretches(meeting.only)
    best: dict[date, tuple[Cost, datetime]] = {}
    day = max(meeting.earliest, problem.calendar.first)
    while day <= min(meeting.latest, problem.calendar.last):
        if is_working(problem, meeting, day):
            for start in hours(problem, meeting, day):
                cost = cost_at(problem, meeting, start, day, read, taken, only)
                if cost is not None and (day not in best or cost < best[day][0]):
                    best[day] = cost, start
        day += timedelta(days=1)
    return best


def top(found: Mapping[date, tuple[Cost, datetime]], k: int = 5) -> list[tuple[datetime, Cost]]:
    """The best days, the first of equals first."""
    ordered = sorted(found.items(), key=lambda row: (row[1][0], row[0]))
    return [(start, cost) for _, (cost, start) in ordered[:k]]


def is_working(problem: Problem, meeting: Meeting, day: date) -> bool:
    """Whether anybody meets on that day."""
    calendar = problem.calendar
    closed = calendar.closures.get(meeting.board, frozenset())
    return day.weekday() < 5 and day not in calendar.bank_holidays and day not in closed


def hours(problem: Problem, meeting: Meeting, day: date) -> Iterator[datetime]:
    """Every hour at which it could begin."""
    calendar = problem.calendar
    start = datetime.combine(day, calendar.opens, LONDON)
    closes = datetime.combine(day, calendar.closes, LONDON)
    while start + timedelta(minutes=meeting.length) <= closes:
        yield start.astimezone(UTC)
        start += timedelta(minutes=calendar.slot)


def cost_at(  # noqa: PLR0913, PLR0917 - everything it depends on
    problem: Problem,
    meeting: Meeting,
    start: datetime,
    day: date,
    read: Mapping[str, Diary],
    taken: Mapping[str, Stretches],
    only: Stretches | None,
) -> Cost | None:
    """What it costs to begin there; nothing if it cannot be."""
    end = start + timedelta(minutes=meeting.length)
    if only is not None and not any(a <= start and end <= b for a, b in only):
        return None
    place, index = None, 0
    if meeting.places:
        free = [n for n, one in enumerate(meeting.places) if not overlaps(taken.get(one, []), start, end)]
        if not free:
            return None
        index = free[0]
        place = meeting.places[index]
    state = {code: state_of(read[code], start, end, place) for code in people_of(meeting)}
    return attendance(meeting, state, problem.prices.tentative).plus(
        Cost(days=position(problem, meeting, day) + problem.prices.second_place * index)
    )


def overlaps(rows: Stretches, start: datetime, end: datetime) -> bool:
    """Whether any row meets the stretch from *start* to *end*."""
    return any(a < end and b > start and a < b for a, b in rows)


def people_of(meeting: Meeting) -> set[str]:
    """Everybody named in it."""
    named = {*meeting.required, *meeting.optional}
    for one in meeting.required:
        named |= {*meeting.stand_ins.get(one, ())}
    for members in meeting.agencies.values():
        named |= {*members}
    return named


def state_of(diary: Diary, start: datetime, end: datetime, place: str | None) -> str:
    """Whether somebody is away, not known about, perhaps busy, or free."""
    travel = timedelta(minutes=diary.travel.get(place, 0) if place else 0)
    start, end = start - travel, end + travel
    if overlaps(diary.busy, start, end):
        return "hard"
    if not covered(diary.known, start, end):
        return "unknown"
    return "tentative" if overlaps(diary.tentative, start, end) else "free"


def covered(known: Stretches, start: datetime, end: datetime) -> bool:
    """Whether every minute is known."""
    for a, b in sorted(known):
        if a <= start < b:
            start = b
    return start >= end


def attendance(meeting: Meeting, state: Mapping[str, str], tentative: int) -> Cost:
    """What is lacking, seat by seat."""
    whole = Cost()
    for person in meeting.required:
        others = [state[one] for one in meeting.stand_ins.get(person, ())]
        whole = whole.plus(seat(state[person], others, Cost(required=1), tentative))
    for members in meeting.agencies.values():
        first, *others = [state[one] for one in members] or ["hard"]
        whole = whole.plus(seat(first, others, Cost(agencies=1), tentative))
    for person in meeting.optional:
        whole = whole.plus(seat(state[person], [], Cost(members=2), tentative))
    return whole


def seat(first: str, others: list[str], nobody: Cost, tentative: int) -> Cost:
    """The least that a seat can cost."""
    if first != "hard":
        return {"free": Cost(), "tentative": Cost(days=tentative), "unknown": Cost(members=1)}[first]
    prices = {
        "free": Cost(members=2),
        "tentative": Cost(members=2, days=tentative),
        "unknown": Cost(members=3),
    }
    return min([prices[one] for one in others if one != "hard"], default=nobody)


def position(problem: Problem, meeting: Meeting, day: date) -> int:
    """What the day costs by where it lies."""
    prices = problem.prices
    cost = prices.day_off_target * abs((day - (meeting.target or meeting.earliest)).days)
    if meeting.due is not None and day > meeting.due:
        cost += prices.day_late * (day - meeting.due).days
    if day in problem.calendar.school_holidays:
        cost += prices.school_holiday
    return cost


def midnight(day: date) -> int:
    """The minute of UTC at which a day begins in London."""
    return int((datetime.combine(day, time(), LONDON) - EPOCH) / timedelta(minutes=1))
