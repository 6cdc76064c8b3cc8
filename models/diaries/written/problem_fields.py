"""The fields of a problem as a file has them: words, numbers, days, hours, spans; each refused by its place.

A place is told by position (``people[2].busy[1]``), because names in a file are whatever
somebody typed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeAlias, TypeVar

from models.diaries.problem import Minutes, Spans
from models.diaries.slots.grid import minute_of
from models.diaries.slots.span_rows import SpanRows
from models.guidance.calendar_dates import LONDON, YEARS
from models.guidance.errors import GuidanceError

A_DAY: Minutes = 1_440
MOST_ENTRIES = 20_000
"""Entries of one list: more than anybody's diary has in three years."""
MOST_STRETCHES, LONGEST_STRETCH = 400, 1_100
"""Stretches of days in one list, and the days of one."""
LONGEST_NAME = 80

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_HOUR = re.compile(r"\d{2}:\d{2}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:00)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)

Given: TypeAlias = Any
"""Whatever a file holds: mappings, lists, words, numbers, true, false and nothing."""
_Each = TypeVar("_Each")


def whole(first: date, last: date) -> tuple[Minutes, Minutes]:
    """The span from the beginning of *first* to the end of *last*."""
    return minute_of(first, time()), minute_of(last + _DAY, time())


def written_instant(minute: Minutes) -> str:
    """A minute as London writes it, with its offset.

    >>> written_instant(0), written_instant(29_688_480)
    ('1970-01-01T01:00+01:00', '2026-06-13T01:00+01:00')
    """
    return (_EPOCH + minute * _MINUTE).astimezone(LONDON).isoformat(timespec="minutes")


def written_spans(spans: Spans) -> list[str]:
    """Spans as :func:`span` reads them."""
    return [f"{written_instant(since)}/{written_instant(until)}" for since, until in spans]


def instant(given: Given, at: str) -> Minutes:
    """Read ``2026-05-12T10:00``, in London unless it ends in an offset or Z.

    An hour that the clocks skip or repeat is taken as the first of the two readings.

    Raises:
        GuidanceError: ``plan_not_an_instant``.
    """
    try:
        if isinstance(given, str) and _INSTANT.fullmatch(given):
            read = datetime.fromisoformat(given)
            _year(read.date())
            zoned = read if read.tzinfo else read.replace(tzinfo=LONDON)
            return (zoned - _EPOCH) // _MINUTE
    except (ValueError, OverflowError):
        pass
    raise GuidanceError("plan_not_an_instant", field=at)


def day(given: Given, at: str) -> date:
    """Read a day.

    Raises:
        GuidanceError: ``plan_not_a_day``.
    """
    try:
        if isinstance(given, str) and _DATE.fullmatch(given):
            return _year(date.fromisoformat(given))
    except ValueError:
        pass
    raise GuidanceError("plan_not_a_day", field=at)


def _year(read: date) -> date:
    if read.year not in YEARS:
        raise ValueError
    return read


def hour(given: Given, at: str) -> time:
    """Read an hour of the day, such as ``09:00``.

    Raises:
        GuidanceError: ``plan_not_an_hour``.
    """
    try:
        if isinstance(given, str) and _HOUR.fullmatch(given):
            return time.fromisoformat(given)
    except ValueError:
        pass
    raise GuidanceError("plan_not_an_hour", field=at)


def number(given: Given, at: str, most: int = 10_000) -> int:
    """Read a whole number up to *most*, as such or in digits.

    Raises:
        GuidanceError: ``plan_not_a_number``.
    """
    written = str(given) if isinstance(given, int) and not isinstance(given, bool) else given
    if isinstance(written, str) and _NUMBER.fullmatch(written) and int(written) <= most:
        return int(written)
    raise GuidanceError("plan_not_a_number", field=at, most=most)


def name(given: Given, at: str) -> str:
    """Read a code: some characters on one line.

    Raises:
        GuidanceError: ``plan_not_a_name``.
    """
    if (
        isinstance(given, str)
        and given.strip() == given
        and 0 < len(given) <= LONGEST_NAME
        and given.isprintable()
    ):
        return given
    raise GuidanceError("plan_not_a_name", field=at)


def span(given: Given, at: str) -> tuple[Minutes, Minutes]:
    """Read ``start/end``: two instants, the end left out, or two days, both of them whole; or one day.

    Raises:
        GuidanceError: ``plan_not_a_span``, ``plan_span_reversed``.
    """
    ends = given.split("/") if isinstance(given, str) else []
    try:
        if len(ends) == 2 and "T" in ends[0]:  # noqa: PLR2004 - a start and an end
            found = (instant(ends[0], at), instant(ends[1], at))
        elif 1 <= len(ends) <= 2:  # noqa: PLR2004 - as above
            found = whole(day(ends[0], at), day(ends[-1], at))
        else:
            found = None
    except GuidanceError:
        found = None
    if found is None:
        raise GuidanceError("plan_not_a_span", field=at)
    if found[1] < found[0]:
        raise GuidanceError("plan_span_reversed", field=at)
    return found


def days(given: Given, at: str) -> frozenset[date]:
    """Read a list of days and of stretches of days, both ends of each counted.

    Raises:
        GuidanceError: ``plan_not_a_list``, ``plan_not_a_day``, ``plan_span_reversed``.
    """
    found: set[date] = set()
    for place, entry in few(entries(given, at), at, MOST_STRETCHES):
        ends = entry.split("/") if isinstance(entry, str) else [entry]
        first, last = day(ends[0], place), day(ends[-1], place)
        if len(ends) > 2 or not 0 <= (last - first).days < LONGEST_STRETCH:  # noqa: PLR2004 - a first and a last
            raise GuidanceError("plan_span_reversed", field=place)
        found.update(first + n * _DAY for n in range((last - first).days + 1))
    return frozenset(found)


def few(found: list[_Each], at: str, most: int) -> list[_Each]:
    """A list that has no more than *most* entries.

    Raises:
        GuidanceError: ``plan_too_many``.
    """
    if len(found) > most:
        raise GuidanceError("plan_too_many", field=at, most=most)
    return found


def entries(given: Given, at: str) -> list[tuple[str, Given]]:
    """The entries of a list, each with its place; nothing at all is an empty list.

    Raises:
        GuidanceError: ``plan_not_a_list``, ``plan_too_many``.
    """
    if given is None:
        return []
    if not isinstance(given, list | tuple):
        raise GuidanceError("plan_not_a_list", field=at)
    return few([(f"{at}[{place}]", each) for place, each in enumerate(given, start=1)], at, MOST_ENTRIES)


def spans(given: Given, at: str) -> SpanRows:
    """Read a list of spans."""
    return SpanRows.of([span(entry, place) for place, entry in entries(given, at)])


def names(given: Given, at: str) -> tuple[str, ...]:
    """Read a list of codes."""
    return tuple(name(entry, place) for place, entry in entries(given, at))


def rows(given: Given, at: str) -> list[tuple[str, str, Given]]:
    """What stands under codes, as code, place and value; places count from 1.

    Raises:
        GuidanceError: ``plan_not_fields``, ``plan_too_many``, ``plan_not_a_name``.
    """
    if given is None:
        return []
    if not isinstance(given, Mapping):
        raise GuidanceError("plan_not_fields", field=at)
    few([*given], at, MOST_ENTRIES)
    places = [f"{at}[{place}]" for place in range(1, len(given) + 1)]
    return [
        (name(code, place), place, value) for place, (code, value) in zip(places, given.items(), strict=True)
    ]


@dataclass(frozen=True)
class Entry:
    """A part of a file with fields by name."""

    given: Mapping[str, Given]
    at: str

    def __contains__(self, field: str) -> bool:
        """Whether a field is there and is not blank."""
        return self.given.get(field) is not None

    def place(self, field: str) -> str:
        """Where a field stands."""
        return f"{self.at}.{field}" if self.at else field

    def asked(self, field: str) -> tuple[Given, str]:
        """What a field holds, and its place, as the readers above take it."""
        return self.given.get(field), self.place(field)

    def needed(self, field: str) -> tuple[Given, str]:
        """The same of one that has to be there.

        Raises:
            GuidanceError: ``plan_field_missing``.
        """
        if field not in self:
            raise GuidanceError("plan_field_missing", field=self.place(field))
        return self.asked(field)


def entry(given: Given, at: str, fields: tuple[str, ...]) -> Entry:
    """Take a part of a file that has none but these *fields*.

    Raises:
        GuidanceError: ``plan_not_fields``, ``plan_field_unknown``.
    """
    if not isinstance(given, Mapping):
        raise GuidanceError("plan_not_fields", field=at or "-")
    if any(field not in fields for field in given):
        raise GuidanceError("plan_field_unknown", field=at or "-", known=", ".join(fields))
    return Entry(given, at)
