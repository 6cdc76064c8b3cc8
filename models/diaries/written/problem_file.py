"""A problem as a file has it, read and written; the format stands in docs/formats/plan.md."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

from models.diaries.problem import Calendar, Meeting, Person, Prices, Problem, Spans
from models.diaries.written import problem_fields as read_as
from models.diaries.written.problem_fields import Entry, Given
from models.guidance.errors import GuidanceError, Refused
from models.guidance.working_days import bank_holidays

MOST_DAYS = 1_100
"""Days of a calendar: three years."""
MOST_PEOPLE, MOST_MEETINGS, MOST_BOARDS = 500, 24, 50
MOST_PRICE = 100
"""Days that one thing may cost."""
EVERYTHING = "all"
"""What stands for ``known`` where a diary is complete for the whole calendar."""

_PARTS = ("calendar", "people", "meetings", "places", "prices")
_CALENDAR = ("first", "last", "opens", "closes", "slot", "bank_holidays", "closures", "school_holidays")
_HOURS: Mapping[str, Callable[[Given, str], Any]] = {
    "opens": read_as.hour,
    "closes": read_as.hour,
    "slot": read_as.number,
}
_SPANS = ("busy", "tentative", "away", "other_meetings", "barred")
_PERSON = ("agency", *_SPANS, "known", "travel")
_MEETING = tuple(field.name for field in fields(Meeting))
_PRICES = tuple(field.name for field in fields(Prices))

_Part = TypeVar("_Part")


def read(given: Mapping[str, Given]) -> Problem:
    """Read a problem from plain mappings, lists and words, as YAML or JSON gives them.

    Raises:
        Refused: with what is wrong in each part, each person, each meeting; every one by its place.

    >>> found = read({
    ...     "calendar": {"first": "2026-05-04", "last": "2026-05-29"},
    ...     "people": {"chair": {"agency": "board", "known": "all", "busy": ["2026-05-04"]}},
    ...     "meetings": [{"key": "panel-1", "length": 120, "required": ["chair"]}],
    ... })
    >>> found.meetings[0].latest, len(found.people["chair"].busy)
    (datetime.date(2026, 5, 29), 1)
    """
    problems: list[GuidanceError] = []
    parts = _tried(problems, lambda: read_as.entry(given, "", _PARTS))
    calendar = parts and _tried(problems, lambda: _calendar(parts))
    if not parts or not calendar:
        raise Refused(tuple(problems))
    people = _people(parts, calendar, problems)
    meetings = _meetings(parts, calendar, people, problems)
    places = _tried(problems, lambda: _places(parts))
    prices = _tried(problems, lambda: _prices(parts))
    if problems or places is None or prices is None:
        raise Refused(tuple(problems))
    known = {code: person for code, person in people.items() if person}
    return Problem(known, tuple(each for each in meetings if each), calendar, places, prices)


def _tried(problems: list[GuidanceError], reading: Callable[[], _Part]) -> _Part | None:
    """What was read; or what was wrong with it, added to the others."""
    with _kept(problems):
        return reading()
    return None


@contextmanager
def _kept(problems: list[GuidanceError]) -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        problems.extend(refused.problems)
    except GuidanceError as error:
        problems.append(error)


def _calendar(parts: Entry) -> Calendar:
    given = read_as.entry(*parts.needed("calendar"), _CALENDAR)
    first, last = read_as.day(*given.needed("first")), read_as.day(*given.needed("last"))
    if not 0 <= (last - first).days < MOST_DAYS:
        raise GuidanceError("plan_calendar_too_long", field=given.place("last"), most=MOST_DAYS)
    hours = {field: read(*given.asked(field)) for field, read in _HOURS.items() if field in given}
    return replace(
        Calendar(first, last),
        **hours,
        bank_holidays=_bank_holidays(given, first, last),
        closures={
            board: read_as.days(value, place)
            for board, place, value in read_as.few(
                read_as.rows(*given.asked("closures")), "calendar.closures", MOST_BOARDS
            )
        },
        school_holidays=read_as.days(*given.asked("school_holidays")),
    )


def _bank_holidays(given: Entry, first: date, last: date) -> frozenset[date]:
    """Those that the file names, none where it names none; left out: those of Wales."""
    if "bank_holidays" in given:
        return read_as.days(*given.asked("bank_holidays"))
    years = range(first.year, last.year + 1)
    return frozenset(holiday.on for year in years for holiday in bank_holidays(year))


def _people(parts: Entry, calendar: Calendar, problems: list[GuidanceError]) -> dict[str, Person | None]:
    """Everybody by code; None where what the file says of them is wrong."""
    rows = (
        _tried(problems, lambda: read_as.few(read_as.rows(*parts.needed("people")), "people", MOST_PEOPLE))
        or []
    )
    return {code: _tried(problems, partial(_person, code, at, value, calendar)) for code, at, value in rows}


def _person(code: str, at: str, value: Given, calendar: Calendar) -> Person:
    given = read_as.entry({} if value is None else value, at, _PERSON)
    travel = read_as.rows(*given.asked("travel"))
    return Person(
        code=code,
        agency=read_as.name(*given.asked("agency")) if "agency" in given else "",
        **{kind: read_as.spans(*given.asked(kind)) for kind in _SPANS},
        known=_known(given, calendar),
        travel={place: read_as.number(minutes, at, read_as.A_DAY) for place, at, minutes in travel},
    )


def _known(given: Entry, calendar: Calendar) -> Spans:
    value, at = given.asked("known")
    if value == EVERYTHING:
        return (read_as.whole(calendar.first, calendar.last),)
    return read_as.spans(value, at)


def _meetings(
    parts: Entry, calendar: Calendar, people: Mapping[str, object], problems: list[GuidanceError]
) -> list[Meeting | None]:
    rows = _tried(
        problems,
        lambda: read_as.few(read_as.entries(*parts.needed("meetings")), "meetings", MOST_MEETINGS),
    )
    return [_tried(problems, partial(_meeting, at, value, calendar, people)) for at, value in rows or []]


def _meeting(at: str, value: Given, calendar: Calendar, people: Mapping[str, object]) -> Meeting:
    given = read_as.entry(value, at, _MEETING)
    found: dict[str, Any] = {
        "key": read_as.name(*given.needed("key")),
        "length": read_as.number(*given.needed("length"), read_as.A_DAY),
        "earliest": calendar.first,
        "latest": calendar.last,
        **{field: reader(*given.asked(field)) for field, reader in _READERS.items() if field in given},
    }
    meeting = Meeting(**found)
    _all_known(meeting, at, people)
    return meeting


def _all_known(meeting: Meeting, at: str, people: Mapping[str, object]) -> None:
    """Refuse a code that nobody has, by its place."""
    lists = {
        "required": meeting.required,
        "optional": meeting.optional,
        "stand_ins": (*meeting.stand_ins, *(code for codes in meeting.stand_ins.values() for code in codes)),
        "agencies": tuple(code for codes in meeting.agencies.values() for code in codes),
    }
    for field, codes in lists.items():
        if any(code not in people for code in codes):
            raise GuidanceError("plan_person_unknown", field=f"{at}.{field}")


def _by_code(given: Given, at: str) -> dict[str, tuple[str, ...]]:
    return {code: read_as.names(value, place) for code, place, value in read_as.rows(given, at)}


def _gap(given: Given, at: str) -> tuple[int, int | None]:
    """The fewest days, or the fewest and the most."""
    if not isinstance(given, list | tuple):
        return (read_as.number(given, at), None)
    ends = [
        None if each is None else read_as.number(each, place) for place, each in read_as.entries(given, at)
    ]
    if len(ends) not in (1, 2) or ends[0] is None:
        raise GuidanceError("plan_not_a_gap", field=at)
    return (ends[0], ends[1] if len(ends) == 2 else None)  # noqa: PLR2004 - the fewest and the most


_READERS: Mapping[str, Callable[[Given, str], object]] = {
    "earliest": read_as.day,
    "latest": read_as.day,
    "required": read_as.names,
    "stand_ins": _by_code,
    "agencies": _by_code,
    "optional": read_as.names,
    "target": read_as.day,
    "due": read_as.day,
    "gap": _gap,
    "only": read_as.spans,
    "fixed": read_as.instant,
    "either_order": read_as.name,
    "places": read_as.names,
    "board": read_as.name,
}


def _places(parts: Entry) -> dict[str, Spans]:
    return {code: read_as.spans(value, place) for code, place, value in read_as.rows(*parts.asked("places"))}


def _prices(parts: Entry) -> Prices:
    value, at = parts.asked("prices")
    given = read_as.entry({} if value is None else value, at, _PRICES)
    return Prices(
        **{field: read_as.number(*given.asked(field), MOST_PRICE) for field in _PRICES if field in given}
    )


def written(problem: Problem) -> dict[str, Any]:
    """Write a problem as :func:`read` takes it, everything said and nothing left to a default."""
    return {
        "calendar": _written_calendar(problem.calendar),
        "people": {code: _written_person(person) for code, person in problem.people.items()},
        "meetings": [_written_meeting(meeting) for meeting in problem.meetings],
        "places": {code: read_as.written_spans(taken) for code, taken in problem.places.items()},
        "prices": asdict(problem.prices),
    }


def _written_days(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]


def _written_calendar(calendar: Calendar) -> dict[str, Any]:
    return {
        "first": calendar.first.isoformat(),
        "last": calendar.last.isoformat(),
        "opens": calendar.opens.isoformat("minutes"),
        "closes": calendar.closes.isoformat("minutes"),
        "slot": calendar.slot,
        "bank_holidays": _written_days(calendar.bank_holidays),
        "closures": {board: _written_days(days) for board, days in calendar.closures.items()},
        "school_holidays": _written_days(calendar.school_holidays),
    }


def _written_person(person: Person) -> dict[str, Any]:
    spans = {kind: read_as.written_spans(getattr(person, kind)) for kind in (*_SPANS, "known")}
    return {"agency": person.agency, **spans, "travel": dict(person.travel)}


def _written_meeting(meeting: Meeting) -> dict[str, Any]:
    found: dict[str, Any] = {
        field: value for field in _MEETING if (value := getattr(meeting, field)) not in (None, "", ())
    }
    for field in ("earliest", "latest", "target", "due"):
        if field in found:
            found[field] = found[field].isoformat()
    if meeting.only is not None:
        found["only"] = read_as.written_spans(meeting.only)
    if meeting.fixed is not None:
        found["fixed"] = read_as.written_instant(meeting.fixed)
    return found | {
        "gap": list(meeting.gap),
        "stand_ins": {code: list(those) for code, those in meeting.stand_ins.items()},
        "agencies": {code: list(those) for code, those in meeting.agencies.items()},
        **{field: list(getattr(meeting, field)) for field in ("required", "optional", "places")},
    }
