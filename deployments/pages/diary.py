"""The page on which somebody says when they cannot come: by half-days, a calendar file, or its address."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from threading import BoundedSemaphore
from urllib.parse import urlsplit

from sqlmodel import Session, col, select

from deployments.pages.given import Given
from deployments.pages.sheets import DAY_PARTS, Box, DiarySheet, Field, GoneError, MistakenError, WeekOfDays
from deployments.pages.speaking import Say
from models.casework import Office, diaries, diaries_asked
from models.casework.withdrawals import is_withdrawn
from models.diaries.read import half_days
from models.diaries.read.half_days import HalfDay, Week
from models.diaries.read.readings import NotRead, minutes_of
from models.guidance.calendar_dates import LONDON
from models.guidance.errors import GuidanceError
from models.records import Board, BusyBlock, Diary, Letter, Person
from tasks.diaries import coming_in

_LONGEST_ADDRESS = 2000
_READING = BoundedSemaphore(2)
"""So many files are read at a time (product): each may take as much memory as any calendar."""


@dataclass(frozen=True)
class DiaryPage:
    """What is known of somebody's diary, as far as they gave it, and how they may give it."""

    person: Person
    board: Board
    today: date
    diaries: tuple[Diary, ...]
    ticked: frozenset[HalfDay]

    @classmethod
    def open(cls, office: Office, number: int) -> "DiaryPage":
        """Open the page of a letter that asked for a diary.

        Raises:
            GoneError: there is no such letter (404), or its reader has no part in the review any more (410).
        """
        session = office.session
        letter = session.get(Letter, number)
        board = session.get(Board, letter.facts["board"]) if letter else None
        if letter is None or board is None or letter.letter != diaries_asked.LETTER:
            raise GoneError
        if is_withdrawn(session, letter.review_id, letter.recipient):
            raise GoneError(410)
        known = tuple(diaries.of_person(session, letter.recipient))
        person = session.get_one(Person, letter.recipient)
        return cls(person, board, office.today, known, _ticked(session, known, office.today))

    def lock(self, office: Office) -> None:
        """Take the person for this transaction: one answer about their diary at a time."""
        diaries.person_of(office.session, self.person.code)

    @property
    def run_id(self) -> None:
        """No run waits for a diary."""
        return

    @property
    def standing(self) -> str:
        """The days that are shown and what was given until now: a form is good for that alone."""
        given = [(each.source, each.known_until, each.url) for each in self.diaries]
        return f"{half_days.span(self.today)} {given} {sorted(self.ticked)}"

    def sheet(self, say: Say) -> DiarySheet:
        """Give what the page shows."""
        weeks = tuple(_week(week, self.ticked, say) for week in half_days.weeks(self.today))
        until = Field("until", "day", say("diary_until"), say("diary_until_hint"))
        return DiarySheet(say("diary_title"), self._facts(say), tuple(self._stands(say)), (), weeks, until)

    def answer(self, office: Office, given: Given) -> str:
        """Take what was given; what was given before in the same way is replaced.

        Raises:
            MistakenError: it cannot be read; nothing is entered then.
        """
        take = _TAKERS.get(given["form"])
        if take is None:
            raise MistakenError({"halves": "problem_answer"})
        take(office, self.person, given)
        return "applied"

    def _facts(self, say: Say) -> tuple[tuple[str, str, str | None], ...]:
        since, until = half_days.span(self.today)
        shown = say("diary_from_to", since=say.day(since), until=say.day(until))
        kept = say("diary_deleted_is", days=diaries.KEPT.days)
        return (
            (say("diary_weeks"), shown, None),
            (say("diary_kept"), say("diary_kept_is"), None),
            (say("diary_seen"), say("diary_seen_is"), None),
            (say("diary_deleted"), kept, None),
        )

    def _stands(self, say: Say) -> Iterator[str]:
        if not self.diaries:
            yield say("stands_diary_none")
        for each in self.diaries:
            if each.problem:
                yield say("stands_diary_unread")
            elif each.known_until is None or each.read_at is None:
                yield say("stands_diary_waiting")
            else:
                on, until = say.day(each.read_at.astimezone(LONDON).date()), say.day(each.known_until)
                yield say(f"stands_diary_{each.source}", on=on, until=until, count=len(self.ticked))


def _ticked(session: Session, known: tuple[Diary, ...], today: date) -> frozenset[HalfDay]:
    """Give what was ticked on this page before, as far as it is shown now; not what a calendar says."""
    form = [each.key for each in known if each.source == "form"]
    blocks = session.exec(select(BusyBlock).where(col(BusyBlock.diary_id).in_(form))).all()
    spans = [(minutes_of(each.starts_at), minutes_of(each.ends_at)) for each in blocks]
    return half_days.ticked(spans, [half for week in half_days.weeks(today) for half in week.halves])


def _week(week: Week, ticked: frozenset[HalfDay], say: Say) -> WeekOfDays:
    whole = Box(week.monday.isoformat(), say("diary_whole_week"))
    boxes = {each: Box(each.code, say(f"diary_{each.half}"), each in ticked) for each in week.halves}
    days = tuple(
        (say.day_of_week(on), tuple(box for each, box in boxes.items() if each.on == on)) for on in week.days
    )
    return WeekOfDays(say("diary_week", on=say.day(week.monday)), whole, days)


def _take_halves(office: Office, person: Person, given: Given) -> None:
    cannot, whole = set(given.several("cannot")), set(given.several("week"))
    chosen = [
        half
        for week in half_days.weeks(office.today)
        for half in week.halves
        if half.code in cannot or week.monday.isoformat() in whole
    ]
    diaries.keep(office, person, "form", half_days.read(chosen, office.today))


def _take_address(office: Office, person: Person, given: Given) -> None:
    """Keep the address for the office to read; nothing is fetched here: a page could be sent anywhere."""
    address = _address(given["address"])
    if address is None:
        raise MistakenError({"address": "problem_address"})
    known = diaries.of_person(office.session, person.code)
    if all(each.url != address for each in known):
        diaries.keep_address(office, person, address)


def _take_file(office: Office, person: Person, given: Given) -> None:
    """Read a calendar file in a child process, keep its busy hours and nothing else of it."""
    content = given.file("file")
    if not content:
        raise MistakenError({"file": "problem_file_missing"})
    until = given.day("until")
    if until is None and any(given[f"until-{part}"] for part in DAY_PARTS):
        raise MistakenError({"until": "problem_day"})
    try:
        wanted = coming_in.wanted_of(office, person, until)
    except GuidanceError:
        raise MistakenError({"until": "problem_until_past"}) from None
    with _READING:
        source, found = coming_in.read_file(content, wanted)
    if isinstance(found, NotRead):
        raise MistakenError({"file": "problem_file_unread"})
    if found.known_until is None:
        raise MistakenError({"file": "problem_file_empty"})
    diaries.keep(office, person, source, found)


def _address(written: str) -> str | None:
    """Give an address as it is asked for; None if it can be none.

    >>> _address("webcal://calendar.example/diary.ics"), _address("http://calendar.example/diary.ics")
    ('https://calendar.example/diary.ics', None)
    """
    if written.lower().startswith("webcal://"):
        written = f"https{written[len('webcal') :]}"
    try:
        parts = urlsplit(written)
        whole = parts.scheme == "https" and parts.hostname and not parts.username and parts.port != 0
    except ValueError:
        return None
    return written if whole and len(written) <= _LONGEST_ADDRESS and " " not in written else None


_TAKERS: dict[str, Callable[[Office, Person, Given], None]] = {
    "halves": _take_halves,
    "file": _take_file,
    "address": _take_address,
}
"""The three ways; each is a form of its own on the page."""
