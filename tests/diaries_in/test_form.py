"""The plain form of availability, as spreadsheets save it, in either language."""

from datetime import UTC, date, datetime

import pytest
from diary_calendars import FIRST, LAST

from deployments.settings import CHECKOUT
from models.diaries.read.readings import Block, NotRead, Read, minutes_of
from tasks.diaries.availability_form import MOST_LINES, looks_like_a_form
from tasks.diaries.coming_in import read_file
from tasks.diaries.reading import Wanted

WANTED = Wanted(FIRST, LAST)


def block(since: str, until: str, kind: str = "busy") -> Block:
    starts, ends = (minutes_of(datetime.fromisoformat(each).replace(tzinfo=UTC)) for each in (since, until))
    return Block(starts, ends, kind)  # type: ignore[arg-type]


def read(written: str, encoding: str = "utf-8") -> Read | NotRead:
    source, result = read_file(written.encode(encoding), WANTED)
    assert source == "form"
    return result


EXPECTED = Read(
    (
        block("2026-05-05 23:00", "2026-05-06 12:00"),
        block("2026-05-11 09:00", "2026-05-11 11:30"),
        block("2026-05-12 11:00", "2026-05-12 23:00", "tentative"),
        block("2026-05-31 23:00", "2026-06-02 23:00", "away"),
    ),
    date(2026, 5, 1),
    date(2026, 7, 31),
)

WELSH = """\
Cwmpas;01/05/2026;31/07/2026
Diwrnod;Rhan;O;Hyd;Math;Nodyn
06/05/2026;bore;;;;gyda Siân
11/05/2026;;10.00;12:30;prysur;
12/05/2026;prynhawn;;;Efallai;

1/6/2026;diwrnod;;;i ffwrdd;
2/6/2026;;;;i ffwrdd;
"""


def test_the_example_says_what_it_is_meant_to() -> None:
    written = (CHECKOUT / "docs/examples/availability.csv").read_text("utf-8")
    assert read(written) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_spreadsheet_in_welsh_says_the_same(encoding: str) -> None:
    """Seen to fail with commas only, with ISO days only, and with UTF-8 only."""
    assert read(WELSH, encoding) == EXPECTED
    assert read(WELSH.replace(";", "\t")) == EXPECTED


def test_a_form_that_says_nothing_of_its_days_holds_from_the_first_to_the_last() -> None:
    result = read("day,from,until\n2026-05-11,10:00,12:00\n2026-05-04,10:00,12:00\n")
    assert isinstance(result, Read)
    assert (result.known_from, result.known_until) == (date(2026, 5, 4), date(2026, 5, 11))


def test_a_form_without_a_line_is_free_for_the_days_that_it_covers() -> None:
    assert read("covers,2026-05-01,2026-05-31\n") == Read((), date(2026, 5, 1), date(2026, 5, 31))


def test_days_that_are_not_looked_at_are_not_known() -> None:
    result = read("covers,2029-05-01,2029-07-31\nday\n2029-05-06\n")
    assert result == Read()


WRONG = {
    "a day that is none": ("day\n2026-02-30\n", 2),
    "no day at all": ("day,from,until\n,10:00,12:00\n", 2),
    "an end before its beginning": ("day,from,until\n2026-05-04,12:00,10:00\n", 2),
    "an end alone": ("day,from,until\n2026-05-04,,10:00\n", 2),
    "an hour that is none": ("day,from,until\n2026-05-04,25:00,26:00\n", 2),
    "both a part and hours": ("day,part,from,until\n2026-05-04,am,10:00,12:00\n", 2),
    "a kind that nobody knows": ("day,kind\n\n2026-05-04,free\n", 3),
    "a part that nobody knows": ("day,part\n2026-05-04,evening\n", 2),
    "days from late until early": ("covers,2026-05-31,2026-05-01\n", 1),
    "two spans": ("covers,2026-05-01,2026-05-31\ncovers,2026-06-01,2026-06-30\n", 2),
    "one heading twice": ("day,from,o\n", 1),
    "a cell without end": ('day,kind\n2026-05-04,"' + "x" * 200_000 + '"\n', 2),
    "the last day of all": ("day\n9999-12-31\n", 2),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_line_that_cannot_be_read_is_named_and_nothing_of_the_form_counts(name: str) -> None:
    """Seen to fail with such lines passed over: the day was free."""
    written, line = WRONG[name]
    result = read(written)
    assert isinstance(result, NotRead)
    assert result.code == "diary_form_line"
    assert result.line is not None
    assert line <= result.line + 1


def test_a_form_without_a_day_and_one_without_end_are_refused() -> None:
    assert read("day,from\n") == NotRead("diary_form_empty")
    assert read("day\n" + "2026-05-04\n" * (MOST_LINES + 1)) == NotRead("diary_too_large")


def test_what_begins_otherwise_is_no_form() -> None:
    assert not looks_like_a_form(b"BEGIN:VCALENDAR")
    assert not looks_like_a_form(b"")
    assert not looks_like_a_form(b"\0\xff" * 100)
    assert not looks_like_a_form(b'day\0,"')


def test_lines_may_end_as_old_spreadsheets_end_them() -> None:
    """Seen to fail with the text's lines as they came: the program ended there."""
    assert read("covers,2026-05-01,2026-07-31\rday\r2026-05-06\r") == read(
        "covers,2026-05-01,2026-07-31\nday\n2026-05-06\n"
    )
