"""A calendar read under limits: its bytes are looked at, then a program of its own reads them.

Whatever happens to that program, this one goes on: it gets a few plain values, or the code
of a sentence that says why not.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from signal import SIGKILL, SIGXCPU
from typing import Any

import dateutil  # type: ignore[import-untyped]

from models.diaries.problem import Minutes
from models.diaries.read.readings import Block, NotRead, Read, instant_of, minutes_of
from models.diaries.read.zone_names import ALIASES
from models.guidance.calendar_dates import LONDON
from tasks.diaries import child, scanning

LONGEST = 1.5
"""Seconds for the program, its start included: with what is before and after it, under two."""
AT_LEAST = timedelta(weeks=4)
"""How far a calendar with any entry at all is taken to be complete (product)."""

_WHERE = (str(Path(child.__file__).parents[2]), str(Path(dateutil.__file__).parents[1]))
"""The folders of what the program imports: it knows no others."""
_COMMAND = (sys.executable, "-I", "-S", child.__file__, *_WHERE)


@dataclass(frozen=True)
class Wanted:
    """What is wanted of a diary.

    Attributes:
        first: the first day that is read.
        last: the last one.
        until: the last day for which somebody says that it is complete; None: it has to show that itself.
        ours: the UIDs of our own meetings, which are left out.
        addresses: those under which its owner is invited, in lower case.
    """

    first: date
    last: date
    until: date | None = None
    ours: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()

    @property
    def window(self) -> tuple[Minutes, Minutes]:
        """Give the first minute, and the one after the last."""
        return _midnight(self.first), _midnight(self.last + timedelta(days=1))


@dataclass(frozen=True)
class Ended:
    """How the program ended that read a calendar.

    Attributes:
        written: what it wrote.
        code: its exit code; a signal that ended it is negative.
        out_of_time: whether we ended it.
    """

    written: bytes
    code: int
    out_of_time: bool = False


def read_calendar(content: bytes, wanted: Wanted) -> Read | NotRead:
    """Read a calendar's busy time; whatever the bytes are, the answer comes within two seconds.

    A calendar is complete from the first day on: until the day that somebody names, or else
    as it shows itself (product). An entry that begins on a day shows that the calendar was
    not cut off before it; a series shows nothing past its beginning. One without any entry is
    complete for no day. A table of busy time says for which whole days it is complete.
    """
    problem = scanning.problem_with(content)
    if problem is not None:
        return problem
    ended = run(_handed_in(scanning.bare(content), wanted))
    if ended.out_of_time or ended.code in {-SIGXCPU, -SIGKILL}:
        return NotRead("diary_took_too_long")
    return _understood(ended, wanted) if ended.code == 0 else NotRead("diary_too_complex")


def run(handed_in: bytes) -> Ended:
    """Let the program read what it is handed, and see how it ends."""
    with subprocess.Popen(  # noqa: S603 - our own program; it is told nothing by anybody else
        _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd="/", env={}
    ) as program:
        try:
            written, _ = program.communicate(handed_in, timeout=LONGEST)
        except subprocess.TimeoutExpired:
            program.kill()
            program.communicate()
            return Ended(b"", program.returncode, out_of_time=True)
        except BaseException:
            program.kill()
            raise
    return Ended(written, program.returncode)


def _handed_in(content: bytes, wanted: Wanted) -> bytes:
    asked = {
        "window": wanted.window,
        "here": LONDON.key,
        "aliases": ALIASES,
        "ours": sorted(wanted.ours),
        "addresses": sorted(wanted.addresses),
    }
    return json.dumps(asked).encode() + b"\n" + content


def _understood(ended: Ended, wanted: Wanted) -> Read | NotRead:
    told = json.loads(ended.written)
    if "code" in told:
        return NotRead(told["code"])
    blocks = tuple(Block(*each) for each in told["blocks"])
    since, until = _known(told, wanted, busy=bool(blocks))
    return Read(blocks, since, until, tuple(told["warnings"]))


def _known(told: Mapping[str, Any], wanted: Wanted, *, busy: bool) -> tuple[date | None, date | None]:
    """Say from which day until which a calendar is complete."""
    if wanted.until is not None:
        return wanted.first, min(wanted.until, wanted.last)
    if told["covers"]:
        # What lies outside the window was not read, whatever a table says of it.
        since, until = told["covers"]
        return _whole_days(max(since, wanted.window[0]), min(until, wanted.window[1]))
    last = date.fromisoformat(told["last_begins"]) if told["last_begins"] else date.min
    if not busy and last < wanted.first:
        return None, None
    return wanted.first, min(wanted.last, max(last, wanted.first + AT_LEAST - timedelta(days=1)))


def _whole_days(starts: Minutes, ends: Minutes) -> tuple[date | None, date | None]:
    """Give the days of London that lie in a time as a whole."""
    since = instant_of(starts).astimezone(LONDON)
    until = instant_of(ends).astimezone(LONDON).date() - timedelta(days=1)
    first = since.date() + timedelta(days=since.time() > time())
    return (first, until) if first <= until else (None, None)


def _midnight(day: date) -> Minutes:
    return minutes_of(datetime.combine(day, time(), LONDON))
