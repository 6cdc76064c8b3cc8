"""The program that reads a calendar is ended by its limits, and what started it goes on."""

import subprocess
import sys
from pathlib import Path
from signal import SIGXCPU

import pytest
from diary_calendars import FIRST, LAST, calendar, event

from models.diaries.read.readings import NotRead, Read
from tasks.diaries import reading
from tasks.diaries.reading import Wanted, read_calendar

WANTED = Wanted(FIRST, LAST)
NEVER = calendar(
    event("DTSTART:20260101T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
)
"""A day that never comes: whoever looks for it looks for ever."""


def stands() -> None:
    """See that a diary can be read as before."""
    result = read_calendar(calendar(event("DTSTART:20260511T100000", "DURATION:PT1H")), WANTED)
    assert isinstance(result, Read)


def test_reading_that_takes_too_long_is_ended_by_us() -> None:
    # Seen to fail with no time given to `communicate`: it went on until the kernel ended it.
    assert read_calendar(NEVER, WANTED) == NotRead("diary_took_too_long")
    ended = reading.run(reading._handed_in(NEVER, WANTED))
    assert ended.out_of_time
    assert ended.code < 0
    stands()


def test_the_kernel_ends_it_where_we_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    # Seen to fail with RLIMIT_CPU not set.
    monkeypatch.setattr(reading, "LONGEST", 60.0)
    ended = reading.run(reading._handed_in(NEVER, WANTED))
    assert not ended.out_of_time
    assert ended.code in {-SIGXCPU, -9}
    stands()


def test_it_has_no_more_memory_than_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen to fail with RLIMIT_AS not set: it read on until its time was over."""
    monkeypatch.setattr(reading, "LONGEST", 60.0)
    much = calendar(event("DTSTART:20260511T100000", "DESCRIPTION:" + "x" * 150_000_000, "DURATION:PT1H"))
    ended = reading.run(reading._handed_in(much, WANTED))
    # By itself, for want of memory, and not for want of time.
    assert (ended.code, ended.written, ended.out_of_time) == (1, b"", False)
    stands()


LIMITED = """
import resource
from tasks.diaries import child
child.limit()
print(*(resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[1] for name in ("FSIZE", "NPROC", "CORE")))
open("{file}", "w").write("x" * 100_000)
"""


def test_it_writes_no_file_starts_no_program_and_leaves_no_memory_behind(tmp_path: Path) -> None:
    # Seen to fail with each of the three limits left out.
    file = tmp_path / "written"
    command = [sys.executable, "-c", LIMITED.replace("{file}", str(file))]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.stdout.split() == ["0", "0", "0"]
    assert ended.returncode != 0
    assert file.stat().st_size == 0


SCANNED = {
    "a page to sign in": (b"<!DOCTYPE html><html>Sign in</html>", "diary_not_a_calendar"),
    "nothing": (b"", "diary_not_a_calendar"),
    "compressed": (b"\x1f\x8b\x08\x00BEGIN:VCALENDAR", "diary_not_a_calendar"),
    "sixteen bits a letter": (calendar().decode().encode("utf-16"), "diary_not_a_calendar"),
    "a nought": (calendar("X:\0"), "diary_not_a_calendar"),
    "cut off": (calendar(event("DTSTART:20260511T100000"))[:-20], "diary_cut_off"),
    "one long line": (calendar(event("X:" + "x" * 20_000_000)), "diary_too_large"),
    "a line that is long enough": (calendar(event("X:" + "x" * 300_000)), "diary_too_complex"),
    "many lines": (calendar(event(*["X:"] * 410_000)), "diary_too_complex"),
    "many components": (calendar(*["BEGIN:X\r\nEND:X"] * 51_000), "diary_too_complex"),
    "deep": (calendar("BEGIN:X\r\n" * 50 + "END:X\r\n" * 50), "diary_too_complex"),
}


@pytest.mark.parametrize("name", SCANNED)
def test_what_is_no_calendar_starts_no_program(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen to fail with each bound taken out, one at a time."""
    monkeypatch.setattr(reading, "run", lambda _: pytest.fail("a program was started"))
    content, code = SCANNED[name]
    assert read_calendar(content, WANTED) == NotRead(code)
