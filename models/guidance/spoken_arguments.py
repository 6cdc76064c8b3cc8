"""What may follow the word of an answer: a day, numbers, a reason, a person, and how each is read."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from models.guidance.packaged import table

LONGEST_LINE = 300
"""Characters of a line that are looked at."""
MOST_LINES = 60
"""How many lines of people one answer may have."""
END = " .,;:!"
"""What may stand after a word without changing it."""


@dataclass(frozen=True)
class Spoken:
    """An answer that was understood: which one, and what followed the word.

    ``problem`` is the code of what could not be read; then nothing else counts. ``at`` is
    London's clock. ``states`` gives numbers with *done*, *open* or *not_done*.
    """

    code: str
    on: date | None = None
    at: time | None = None
    numbers: tuple[int, ...] = ()
    states: tuple[tuple[int, str], ...] = ()
    lines: tuple[str, ...] = ()
    reason: str | None = None
    person: str | None = None
    helpful: int | None = None
    prepared: str | None = None
    problem: str | None = None


def plain(text: str) -> str:
    """Write a text without capitals, accents and curly quotes, each space once.

    >>> plain("  Wedi’i   wneud Sâl ")
    "wedi'i wneud sal"
    """
    apart = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return " ".join("".join(each for each in apart if not unicodedata.combining(each)).casefold().split())


_DATE = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.](\d{1,2})[/.](\d{4}))", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})", re.ASCII)
_BETWEEN_WORDS = re.compile(r"[^\w\s'’‘]")
_PERSON = re.compile(r"[a-z0-9][a-z0-9-]{0,39}|[^\s@<>,;]{1,64}@[^\s@<>,;]{1,190}")


def _day(written: str) -> date | None:
    found = _DATE.fullmatch(written)
    if found is None:
        return None
    year, month, day, other_day, other_month, other_year = found.groups()
    try:
        return date(int(year or other_year), int(month or other_month), int(day or other_day))
    except ValueError:
        return None


def _read_date(said: Spoken, given: str) -> Spoken:
    on = _day(given)
    return replace(said, on=on) if on else replace(said, problem="date_unreadable")


def _read_time(said: Spoken, given: str) -> Spoken:
    day, _, hour = given.replace(",", " ").partition(" ")
    on, found = _day(day), _TIME.fullmatch(hour.strip())
    if on is None or found is None or int(found[1]) > 23 or int(found[2]) > 59:  # noqa: PLR2004 - a clock's
        return replace(said, problem="time_unreadable")
    return replace(said, on=on, at=time(int(found[1]), int(found[2])))


def _read_numbers(said: Spoken, given: str) -> Spoken:
    parts = re.split(r"[\s,;]+", given)
    if not all(re.fullmatch(r"[0-9]{1,3}", each) for each in parts):
        return replace(said, problem="numbers_unreadable")
    return replace(said, numbers=tuple(dict.fromkeys(map(int, parts))))


def _read_reason(said: Spoken, given: str) -> Spoken:
    """Find the one reason that is named; several, or none, are not guessed."""
    asked = f" {plain(_BETWEEN_WORDS.sub(' ', given))} "
    found = {
        code
        for code, words in table("spoken")["reasons"].items()
        if code == given or any(f" {plain(word)} " in asked for word in words)
    }
    if len(found) != 1:
        return replace(said, problem="reason_unknown")
    return replace(said, reason=found.pop())


def _read_person(said: Spoken, given: str) -> Spoken:
    person = given.strip("<> ").casefold()
    if not _PERSON.fullmatch(person):
        return replace(said, problem="person_unreadable")
    return replace(said, person=person)


def _read_lines(said: Spoken, given: str) -> Spoken:
    lines = tuple(line.strip()[:LONGEST_LINE] for line in given.splitlines() if line.strip())
    if not 0 < len(lines) <= MOST_LINES:
        return replace(said, problem="lines_unreadable")
    return replace(said, lines=lines)


def _read_states(said: Spoken, given: str) -> Spoken:
    states: dict[int, str] = {}
    for part in filter(None, (each.strip(END) for each in re.split(r"[;,\n]", given))):
        number, _, written = part.partition(" ")
        state = _named("states", written)
        if not re.fullmatch(r"[0-9]{1,3}", number) or state is None or int(number) in states:
            return replace(said, problem="states_unreadable")
        states[int(number)] = state
    if not states:
        return replace(said, problem="states_unreadable")
    return replace(said, states=tuple(states.items()))


def _read_mark(said: Spoken, given: str) -> Spoken:
    mark, _, written = given.replace(",", " ").partition(" ")
    prepared = _named("prepared", written)
    if mark not in ("1", "2", "3", "4", "5") or prepared is None:
        return replace(said, problem="mark_unreadable")
    return replace(said, helpful=int(mark), prepared=prepared)


def _named(list_name: str, written: str) -> str | None:
    """Give the code of the list that a word stands for."""
    rows: Mapping[str, Any] = table("spoken")[list_name]
    asked = plain(written)
    return next((code for code, words in rows.items() if asked in map(plain, [code, *words])), None)


READERS: Mapping[str, Callable[[Spoken, str], Spoken]] = {
    "date": _read_date,
    "time": _read_time,
    "numbers": _read_numbers,
    "reason": _read_reason,
    "person": _read_person,
    "lines": _read_lines,
    "states": _read_states,
    "mark": _read_mark,
}
"""How what follows the word is read, for each thing that a choice takes."""
