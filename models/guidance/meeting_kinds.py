"""The kinds of meeting: whom each invites, its usual hours in London, and what its quorum needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from types import MappingProxyType
from typing import Literal

from models.guidance.calendar_dates import LONDON
from models.guidance.errors import GuidanceError
from models.guidance.packaged import table
from models.guidance.provenance import Provenance, Source
from models.guidance.working_days import is_working_day

Rule = Literal["one", "all", "most", "most_agencies", "every_agency", "key_people"]


@dataclass(frozen=True)
class Called:
    """A role that a meeting calls for, and the part that it takes: chair, required or optional.

    *must* says that without anybody in the role there is no such meeting.
    """

    role: str
    part: str
    must: bool = False


@dataclass(frozen=True)
class Need:
    """One thing that a quorum needs, of those in the roles *of*; of everybody where none is named."""

    rule: Rule
    of: frozenset[str]


@dataclass(frozen=True)
class MeetingKind:
    """What holds for a kind of meeting: local hours of the day, who is called, what the quorum needs."""

    code: str
    starts: time
    ends: time
    called: tuple[Called, ...]
    needs: tuple[Need, ...]
    source: Source

    def usual_hours(self, on: date) -> tuple[datetime, datetime]:
        """Give the usual beginning and end on a day, as instants in UTC.

        >>> kind("panel").usual_hours(date(2026, 7, 1))[0].isoformat()
        '2026-07-01T09:00:00+00:00'
        """
        return instant(on, self.starts), instant(on, self.ends)


def instant(on: date, at: time) -> datetime:
    """Give the instant of an hour in London, in UTC.

    >>> instant(date(2026, 1, 5), time(9, 30)).isoformat()
    '2026-01-05T09:30:00+00:00'
    """
    return datetime.combine(on, at, LONDON).astimezone(UTC)


def day_of(at: datetime) -> date:
    """Give the day in London on which an instant lies.

    >>> day_of(datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    datetime.date(2026, 7, 2)
    """
    return at.astimezone(LONDON).date()


def local_time(at: datetime) -> time:
    """Give the hour in London of an instant.

    >>> local_time(datetime(2026, 7, 1, 9, tzinfo=UTC))
    datetime.time(10, 0)
    """
    return at.astimezone(LONDON).time()


def problems_with(
    starts_at: datetime, ends_at: datetime, now: datetime, *, field: str = "starts_at"
) -> tuple[GuidanceError, ...]:
    """Say why no meeting can be at a time: it is past, ends before it begins, or offices are closed.

    >>> bank_holiday = instant(date(2026, 5, 4), time(10)), instant(date(2026, 5, 4), time(12))
    >>> [each.code for each in problems_with(*bank_holiday, now=datetime(2026, 3, 2, tzinfo=UTC))]
    ['meeting_on_no_working_day']
    """
    on = day_of(starts_at)
    found = []
    if starts_at <= now:
        found.append(GuidanceError("meeting_in_the_past", field=field))
    if not starts_at < ends_at or day_of(ends_at) != on:
        found.append(GuidanceError("meeting_ends_before_it_begins", field=field))
    if not is_working_day(on):
        found.append(GuidanceError("meeting_on_no_working_day", field=field, on=on))
    return tuple(found)


def kind(code: str) -> MeetingKind:
    """Give a kind of meeting.

    Raises:
        KeyError: there is none; a mistake in the program.
    """
    return kinds()[code]


@cache
def kinds() -> Mapping[str, MeetingKind]:
    """Give every kind of meeting by its code.

    >>> list(kinds())
    ['panel', 'family', 'learning_event', 'board', 'forum']
    """
    return MappingProxyType(
        {
            code: MeetingKind(
                code=code,
                starts=time.fromisoformat(row["hours"]["from"]),
                ends=time.fromisoformat(row["hours"]["until"]),
                called=tuple(Called(**each) for each in row["invites"]),
                needs=tuple(Need(each["rule"], frozenset(each.get("of", ()))) for each in row["quorum"]),
                source=Source(row["source"], Provenance(row["provenance"])),
            )
            for code, row in table("meetings").items()
        }
    )
