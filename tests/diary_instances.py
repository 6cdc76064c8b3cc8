"""Made-up problems for the planner, the same again from the same seed: people, diaries, a review's meetings.

A diary has meetings that come every week, some that come once, leave, a few that stand only
perhaps; one in ten is read only for part of the weeks. Nothing of it is anybody's.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle, islice
from math import ceil

import numpy as np

from models.diaries.problem import Calendar, Meeting, Minutes, Person, Problem, Spans
from models.diaries.slots.span_rows import SpanRows
from models.guidance.calendar_dates import LONDON
from models.guidance.working_days import bank_holidays

FIRST = date(2026, 1, 5)
"""A Monday; the clocks change twelve weeks later."""
AGENCIES = ("health", "police", "education", "social", "probation", "housing", "ambulance", "youth")
BOARD, PLACE, OTHER_PLACE = "north", "county-hall", "library"
_LENGTHS = {"panel-1": 120, "panel-2": 120, "family": 60, "learning": 240, "report": 90, "board": 60}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_HOURS = (9, 10, 11, 12, 13, 14, 15, 16)
_LONG = (30, 45, 60, 60, 60, 90, 120)

Rng = np.random.Generator


def at(day: date, hour: time) -> Minutes:
    """The minute of UTC of an hour in London."""
    return (datetime.combine(day, hour, LONDON) - _EPOCH) // timedelta(minutes=1)


def local(minute: Minutes) -> datetime:
    """The hour in London of a minute of UTC."""
    return (_EPOCH + timedelta(minutes=minute)).astimezone(LONDON)


def calendar(*, first: date = FIRST, weeks: int = 26) -> Calendar:
    """A calendar of whole weeks with the bank holidays of Wales, two Boards' closures and school holidays."""
    last = first + timedelta(weeks=weeks) - _DAY
    holidays = {row.on for year in range(first.year, last.year + 1) for row in bank_holidays(year)}
    school = {first + (40 + n) * _DAY for n in range(5)} | {first + (88 + n) * _DAY for n in range(12)}
    closures = {BOARD: frozenset({first + 17 * _DAY}), "south": frozenset({first + 31 * _DAY})}
    return Calendar(
        first=first,
        last=last,
        bank_holidays=frozenset(holidays),
        closures=closures,
        school_holidays=frozenset(school),
    )


def diary(rng: Rng, code: str, agency: str, within: Calendar) -> Person:
    """Somebody with a diary: about nine rows a week."""
    days = [within.first + n * _DAY for n in range((within.last - within.first).days + 1)]
    working = [day for day in days if day.weekday() < 5]
    weekly = [_weekly(rng, days) for _ in range(int(rng.integers(4, 7)))]
    once = [_once(rng, working) for _ in range(len(working) * 3 // 4)]
    tentative = [_once(rng, working) for _ in range(max(1, len(working) // 15))]
    leave = [_leave(rng, working) for _ in range(max(1, len(working) // 60))]
    place = int(rng.choice((0, 0, 15, 30, 45)))
    return Person(
        code=code,
        agency=agency,
        busy=tuple(sorted([row for rows_ in weekly for row in rows_] + once)),
        tentative=tuple(sorted(tentative)),
        away=tuple(sorted(leave)),
        known=_known(rng, within),
        travel={PLACE: place, OTHER_PLACE: 30} if place else {},
    )


def _weekly(rng: Rng, days: list[date]) -> list[tuple[Minutes, Minutes]]:
    """A meeting that comes every week (or every other) at one hour."""
    weekday, hour = int(rng.integers(0, 5)), time(int(rng.choice(_HOURS)), int(rng.choice((0, 0, 30))))
    length, step = int(rng.choice(_LONG)), int(rng.choice((1, 1, 2)))
    return [(at(day, hour), at(day, hour) + length) for day in days if day.weekday() == weekday][::step]


def _once(rng: Rng, working: list[date]) -> tuple[Minutes, Minutes]:
    """A meeting that comes once; sometimes it begins or ends outside the office's hours."""
    day = working[int(rng.integers(0, len(working)))]
    starts = at(day, time(int(rng.choice((8, *_HOURS))), int(rng.choice((0, 10, 30)))))
    return starts, starts + int(rng.choice(_LONG))


def _leave(rng: Rng, working: list[date]) -> tuple[Minutes, Minutes]:
    """Days away together, from midnight to midnight."""
    day = working[int(rng.integers(0, len(working)))]
    return at(day, time(0)), at(day + int(rng.integers(1, 11)) * _DAY, time(0))


def _known(rng: Rng, within: Calendar) -> Spans:
    """For nine in ten all of it, else only its beginning, or nothing."""
    end = within.last + _DAY
    if rng.random() < 0.1:
        end = within.first + (end - within.first) * int(rng.integers(0, 4)) // 4
    return ((at(within.first - _DAY, time(0)), at(end + _DAY, time(0))),) if end > within.first else ()


def rows(problem: Problem) -> list[tuple[str, str, Minutes, Minutes]]:
    """Every row of every diary: the person, the kind, from and until."""
    kinds = ("busy", "tentative", "away", "other_meetings", "barred")
    return [
        (code, kind, since, until)
        for code, person in problem.people.items()
        for kind in kinds
        for since, until in getattr(person, kind)
    ]


def chain(  # noqa: PLR0913 - what a chain is made of
    members: Mapping[str, tuple[str, ...]],
    required: tuple[str, ...],
    within: Calendar,
    *,
    meetings: int = 8,
    begins: date | None = None,
    weeks: int | None = None,
) -> tuple[Meeting, ...]:
    """The meetings of a review, evenly spaced from *begins* over *weeks*; the last is the Board's."""
    begins = begins or within.first
    weeks = weeks or ((within.last - begins).days + 1) // 7
    step = weeks * 7 // (meetings + 1)
    keys = [*_keys(meetings)]
    return tuple(
        _meeting(key, members, required, within, number=n, begins=begins, step=step, weeks=weeks, keys=keys)
        for n, key in enumerate(keys)
    )


def _keys(meetings: int) -> list[str]:
    """Panel meetings with the family, the Learning Event, the report and the Board where they belong."""
    order = ["panel-1", "family", "panel-2", "learning", "report", "board"]
    if meetings <= len(order):
        return ["panel-1", *order[len(order) - meetings + 1 :]] if meetings > 1 else ["panel-1"]
    more = [f"panel-{n}" for n in range(3, meetings - len(order) + 3)]
    return [*order[:3], *more, *order[3:]]


def _meeting(  # noqa: PLR0913 - a row of a table
    key: str,
    members: Mapping[str, tuple[str, ...]],
    required: tuple[str, ...],
    within: Calendar,
    *,
    number: int,
    begins: date,
    step: int,
    weeks: int,
    keys: list[str],
) -> Meeting:
    """One of them: its own people, a window of three steps about its target."""
    target = begins + step * (number + 1) * _DAY
    last = min(within.last, begins + timedelta(weeks=weeks) - _DAY)
    family, board = key == "family", key == "board"
    return Meeting(
        key=key,
        length=_LENGTHS.get(key, 120),
        earliest=max(begins, target - step * _DAY * 3 // 2),
        latest=min(last, target + step * _DAY * 3 // 2),
        required=required[1:] if family else required,
        stand_ins={} if family else {required[0]: (next(iter(members.values()))[-1],)},
        agencies={} if family else members,
        optional=() if family or not members else (list(members.values())[-1][-1],),
        target=None if key == "panel-1" else target,
        due=last - 7 * _DAY if board else target + step * _DAY,
        gap=(5 if family else 7, None if board else max(60, 2 * step)),
        only=_sittings(within) if board else None,
        either_order="panel-2" if family and "panel-2" in keys else None,
        places=(PLACE, OTHER_PLACE) if key == "learning" else (),
        board=BOARD,
    )


def _sittings(within: Calendar) -> Spans:
    """The Board sits every other Thursday in the morning, for three hours."""
    thursday = within.first + (3 - within.first.weekday()) % 7 * _DAY
    count = ((within.last - thursday).days // 14) + 1
    days = [thursday + n * 14 * _DAY for n in range(count)]
    return tuple((at(day, time(10)), at(day, time(13))) for day in days)


def _venues(rng: Rng, within: Calendar) -> Mapping[str, Spans]:
    """The hall is taken two days in five."""
    days = [within.first + n * _DAY for n in range((within.last - within.first).days + 1)]
    taken = [day for day in days if rng.random() < 0.4]
    return {PLACE: tuple((at(day, time(8)), at(day, time(18))) for day in taken), OTHER_PLACE: ()}


def instance(
    seed: int, *, people: int = 15, weeks: int = 26, meetings: int = 8, first: date = FIRST
) -> Problem:
    """One review: *people* of eight agencies, *weeks* from *first*, *meetings* that follow each other.

    Three are required (chair and reviewers), the others speak for an agency each or are its deputies.
    """
    rng = np.random.default_rng(seed)
    within = calendar(first=first, weeks=weeks)
    required = ("chair", "reviewer-1", "reviewer-2")[: max(1, min(3, people - 1))]
    seats = list(zip(cycle(AGENCIES), range(people - len(required)), strict=False))
    members: dict[str, tuple[str, ...]] = {}
    for agency, _ in seats:
        members[agency] = (*members.get(agency, ()), f"{agency}-{len(members.get(agency, ())) + 1}")
    codes = [(code, "board") for code in required]
    codes += [(code, agency) for agency, those in members.items() for code in those]
    known = {code: diary(rng, code, agency, within) for code, agency in codes}
    return Problem(
        people=known,
        meetings=chain(members, required, within, meetings=meetings),
        calendar=within,
        places=_venues(rng, within),
    )


def many(  # noqa: PLR0913 - how many of each
    seed: int, reviews: int = 60, people: int = 400, meetings: int = 8, *, weeks: int = 26, over: int = 26
) -> dict[str, Problem]:
    """*reviews* that share *people*, each of *weeks*, beginning within the first *over* weeks.

    A sixth of the people chair or review, the others belong to agencies; who sits on a Panel
    is the same object in each problem. All problems have one calendar.
    """
    rng = np.random.default_rng(seed)
    within = calendar(weeks=weeks + over)
    leading = max(3, people // 6)
    pool = {f"lead-{n}": diary(rng, f"lead-{n}", "board", within) for n in range(leading)}
    seats = islice(cycle(AGENCIES), people - leading)
    pool |= {f"{agency}-{n}": diary(rng, f"{agency}-{n}", agency, within) for n, agency in enumerate(seats)}
    places = _venues(rng, within)
    return {
        f"CPR {n + 1}": _review(rng, pool, leading, within, places, meetings=meetings, weeks=weeks, over=over)
        for n in range(reviews)
    }


def _review(  # noqa: PLR0913 - what all of them share
    rng: Rng,
    pool: Mapping[str, Person],
    leading: int,
    within: Calendar,
    places: Mapping[str, Spans],
    *,
    meetings: int,
    weeks: int,
    over: int,
) -> Problem:
    """One of many: three who lead, a member of each agency, deputies for some."""
    required = tuple(f"lead-{n}" for n in rng.choice(leading, 3, replace=False))
    members = {agency: _seats(rng, pool, agency) for agency in AGENCIES}
    begins = within.first + timedelta(weeks=int(rng.integers(0, over + 1)))
    codes = [*required, *(code for those in members.values() for code in those)]
    return Problem(
        people={code: pool[code] for code in codes},
        meetings=chain(members, required, within, meetings=meetings, begins=begins, weeks=weeks),
        calendar=within,
        places=places,
    )


def _seats(rng: Rng, pool: Mapping[str, Person], agency: str) -> tuple[str, ...]:
    """A member and, as often as not, a deputy."""
    those = [code for code, person in pool.items() if person.agency == agency]
    wanted = min(len(those), 1 + int(rng.random() < 0.5))
    return tuple(str(code) for code in rng.choice(those, wanted, replace=False))


def as_read(problem: Problem) -> Problem:
    """The same problem with the spans as they are made when diaries are read from the record."""
    kinds = ("busy", "tentative", "away", "other_meetings", "barred", "known")
    people = {
        code: replace(
            person, **{kind: SpanRows.of(spans) for kind in kinds if (spans := getattr(person, kind))}
        )
        for code, person in problem.people.items()
    }
    return replace(problem, people=people)


def cut(problem: Problem, meetings: int) -> Problem:
    """The first *meetings* of a problem alone."""
    return replace(problem, meetings=problem.meetings[:meetings])


def density(problem: Problem) -> int:
    """Rows of all diaries, to the next hundred: what a benchmark prints."""
    return ceil(len(rows(problem)) / 100) * 100
