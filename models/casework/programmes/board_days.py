"""A Board's own calendar: when it sits, when it is closed, when schools are; and where its meetings may be."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from io import StringIO

from sqlmodel import Session, col, delete, select

from models.casework.boards_office import office_of
from models.casework.entering import Office
from models.casework.places import problems_with_place
from models.guidance.errors import GuidanceError, Refused
from models.guidance.meeting_kinds import instant, kind
from models.guidance.words import vocabulary
from models.guidance.working_days import is_working_day
from models.records import BoardDay, Venue, audit
from models.records.diaries import BOARD_DAYS

COLUMNS = ("kind", "since", "until", "starts", "ends")
_LONGEST = timedelta(days=366)
_LONGEST_WAY = 240
"""As many minutes as the record takes for the way to a place."""


@dataclass(frozen=True)
class Days:
    """One line of a Board's calendar; both days count, and without hours it is the whole day."""

    kind: str
    since: date
    until: date
    starts: time | None = None
    ends: time | None = None

    @property
    def each(self) -> Iterator[date]:
        """Give its days, in order."""
        return (self.since + timedelta(days=n) for n in range((self.until - self.since).days + 1))


def read(text: str) -> list[Days]:
    """Read a calendar: CSV with a heading line; kinds are written in Welsh, in English or as codes.

    ``until`` may be left blank where it is one day, ``starts`` and ``ends`` where it is the whole.

    Raises:
        Refused: its columns are others, it has no line, or lines that cannot be read, by number.
    """
    reader = csv.DictReader(StringIO(text.lstrip("\ufeff")))
    try:
        names, rows = set(reader.fieldnames or ()), list(reader)
    except csv.Error:
        raise Refused((_columns(),)) from None
    if not {"kind", "since"} <= names <= set(COLUMNS):
        raise Refused((_columns(),))
    found: list[Days] = []
    problems = []
    for line, row in enumerate(rows, start=2):
        written = {name: (value or "").strip() for name, value in row.items() if name}
        wrong = _oddities(written)
        if wrong:
            problems.append(GuidanceError("board_days_line", line=line, fields=", ".join(wrong)))
        else:
            found.append(_days(written))
            problems += _not_known(found[-1])
    if problems or not found:
        raise Refused(tuple(problems) or (_columns(),))
    return found


def _not_known(days: Days) -> list[GuidanceError]:
    """Say of a sitting that nobody knows which days are working days then: nothing could be planned with it."""
    try:
        list(_sittings(days) if days.kind == "sits" else ())
    except GuidanceError as error:
        return [error]
    return []


def _columns() -> GuidanceError:
    return GuidanceError("board_days_columns", columns=", ".join(COLUMNS))


def _oddities(row: Mapping[str, str]) -> list[str]:
    wrong = [] if _kind(row["kind"]) else ["kind"]
    wrong += [name for name in ("since", "until") if not _reads(date, row.get(name, ""), name != "since")]
    wrong += [name for name in ("starts", "ends") if not _reads(time, row.get(name, ""), may_lack=True)]
    if wrong:
        return wrong
    days = _days(row)
    if not timedelta() <= days.until - days.since <= _LONGEST:
        return ["until"]
    if (days.starts is None) != (days.ends is None) or (
        days.starts and days.ends and days.starts >= days.ends
    ):
        return ["ends"]
    return []


def _reads(sort: type[date] | type[time], written: str, may_lack: bool) -> bool:
    try:
        found = sort.fromisoformat(written) if written else None
    except ValueError:
        return False
    # An hour is London's: one with a zone of its own is another.
    return may_lack if found is None else not (isinstance(found, time) and found.tzinfo)


def _days(row: Mapping[str, str]) -> Days:
    starts, ends = (time.fromisoformat(row[name]) if row.get(name) else None for name in ("starts", "ends"))
    since = date.fromisoformat(row["since"])
    until = date.fromisoformat(row["until"]) if row.get("until") else since
    return Days(str(_kind(row["kind"])), since, until, starts, ends)


def _kind(written: str) -> str | None:
    """Give the code of a kind of day, however it is written.

    >>> _kind("Ar gau"), _kind("school holiday"), _kind("sits"), _kind("perhaps")
    ('closed', 'school_holiday', 'sits', None)
    """
    said = " ".join(written.casefold().replace("_", " ").split())
    for code, words in vocabulary("board_day").items():
        if said in (code.replace("_", " "), words.cy.casefold(), words.en.casefold()):
            return code
    return None


def enter(office: Office, board: str, days: Sequence[Days]) -> int:
    """Enter a Board's calendar: of each kind that is given, these are all its days from the first one on.

    What was before stays. The same calendar entered twice changes nothing.

    Gives how many lines the Board's calendar has now.

    Raises:
        RecordsError: ``no_such_board``.
        Refused: two lines of a kind begin on the same day.
    """
    office_of(office.session, board)
    begins = [(each.kind, each.since) for each in days]
    if len(set(begins)) != len(begins):
        raise Refused((GuidanceError("board_days_begin_twice"),))
    if set(days) != _from_first(calendar(office.session, board), days):
        _take_out(office.session, board, days)
        office.session.add_all(BoardDay(board_code=board, **vars(each)) for each in days)
        office.session.flush()
        audit.write(office.session, "board_days_entered", by=office.by, board=board, lines=len(days))
    return len(calendar(office.session, board))


def _from_first(known: Sequence[Days], days: Sequence[Days]) -> set[Days]:
    firsts = _firsts(days)
    return {each for each in known if each.kind in firsts and each.since >= firsts[each.kind]}


def _firsts(days: Sequence[Days]) -> dict[str, date]:
    return {
        code: min(each.since for each in days if each.kind == code)
        for code in BOARD_DAYS
        if any(each.kind == code for each in days)
    }


def _take_out(session: Session, board: str, days: Sequence[Days]) -> None:
    for code, first in _firsts(days).items():
        gone = delete(BoardDay).where(
            col(BoardDay.board_code) == board, col(BoardDay.kind) == code, col(BoardDay.since) >= first
        )
        session.exec(gone)


def calendar(session: Session, board: str) -> list[Days]:
    """Give a Board's calendar, by day."""
    rows = (
        select(BoardDay).where(BoardDay.board_code == board).order_by(col(BoardDay.since), col(BoardDay.kind))
    )
    return [Days(row.kind, row.since, row.until, row.starts, row.ends) for row in session.exec(rows)]


@dataclass(frozen=True)
class BoardCalendar:
    """What a planner is told of a Board: days it is closed, days of school holidays, spans in which it sits.

    ``sits`` is None where nobody has entered when it does.
    """

    closed: frozenset[date]
    school_holidays: frozenset[date]
    sits: tuple[tuple[int, int], ...] | None


def board_calendar(session: Session, board: str) -> BoardCalendar:
    """Gather a Board's calendar for a planner; a sitting without hours has the usual ones."""
    known = calendar(session, board)
    sits = tuple(span for each in known if each.kind == "sits" for span in _sittings(each))
    return BoardCalendar(
        closed=_all_days(known, "closed"),
        school_holidays=_all_days(known, "school_holiday"),
        sits=sits or None,
    )


def _all_days(known: Sequence[Days], code: str) -> frozenset[date]:
    return frozenset(day for each in known if each.kind == code for day in each.each)


def _sittings(days: Days) -> Iterator[tuple[int, int]]:
    usual = kind("board")
    for day in days.each:
        if is_working_day(day):
            starts, ends = (instant(day, at) for at in (days.starts or usual.starts, days.ends or usual.ends))
            yield int(starts.timestamp()) // 60, int(ends.timestamp()) // 60


def enter_venue(office: Office, board: str, place: str, minutes: int, *, checked: bool = False) -> Venue:
    """Enter where a Board's meetings may be and how long people travel there; again corrects the minutes.

    *checked* says that a place which looks like an identifier was looked at, and is none.

    Raises:
        RecordsError: ``no_such_board``.
        Refused: the place or the minutes cannot be.
    """
    office_of(office.session, board)
    place = " ".join(place.split())
    problems = list(problems_with_place(place, "", checked=checked))
    if not place:
        problems.append(GuidanceError("field_missing", field="place"))
    if not 0 <= minutes <= _LONGEST_WAY:
        problems.append(GuidanceError("field_not_a_count", field="minutes"))
    if problems:
        raise Refused(tuple(problems))
    known = next((each for each in venues(office.session, board) if each.place == place), None)
    row = known or Venue(board_code=board, place=place)
    if known is None or row.travel_minutes != minutes:
        row.travel_minutes = minutes
        office.session.add(row)
        office.session.flush()
        audit.write(office.session, "venue_entered", by=office.by, board=board, minutes=minutes)
    return row


def venues(session: Session, board: str) -> Sequence[Venue]:
    """Give where a Board's meetings may be, the first choice first."""
    wanted = select(Venue).where(Venue.board_code == board).order_by(col(Venue.id))
    return session.exec(wanted).all()
