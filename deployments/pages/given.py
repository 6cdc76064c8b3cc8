"""What somebody sent by a form: bounded before it is read, and read into plain text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Self
from urllib.parse import parse_qsl

from deployments.pages.sheets import DAY_PARTS
from models.guidance.calendar_dates import LONDON

LARGEST = 16 * 1024
"""Bytes of a whole answer: a list of sixty practitioners has six thousand."""

_MOST_FIELDS = 200
"""A diary of thirteen weeks has a hundred and forty boxes."""
_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?", re.ASCII)
_UNWANTED = dict.fromkeys([*range(32), 127])
del _UNWANTED[10]


@dataclass(frozen=True)
class Given:
    """The fields of a form as they were filled in, and the files that came with it."""

    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()

    @classmethod
    def read(cls, body: bytes) -> Self:
        """Read a form's body; what is no form is a form with nothing filled in."""
        try:
            pairs = parse_qsl(body.decode("ascii"), errors="strict", max_num_fields=_MOST_FIELDS)
        except ValueError:
            return cls()
        return cls.of(pairs)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]], files: Iterable[tuple[str, bytes]] = ()) -> Self:
        """Take fields as plain text, and files as they are."""
        return cls(tuple((name, _plain(text)) for name, text in pairs), tuple(files))

    def __getitem__(self, name: str) -> str:
        """Give what stands in a field; nothing if it was left empty."""
        return next((text for each, text in self.fields if each == name), "")

    def file(self, name: str) -> bytes:
        """Give what a file holds; nothing if none was chosen."""
        return next((content for each, content in self.files if each == name), b"")

    def several(self, name: str) -> list[str]:
        """Give everything that was ticked."""
        return [text for each, text in self.fields if each == name]

    def day(self, name: str) -> date | None:
        """Give a day that was filled in in three parts; None if it is none."""
        parts = [self[f"{name}-{part}"] for part in DAY_PARTS]
        if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in parts):
            return None
        day, month, year = map(int, parts)
        try:
            return date(year, month, day)
        except ValueError:
            return None

    def hour(self, name: str) -> time | None:
        """Give a time of day.

        >>> Given((("start", "9"),)).hour("start"), Given((("start", "25:00"),)).hour("start")
        (datetime.time(9, 0), None)
        """
        found = _HOUR.fullmatch(self[name])
        try:
            return time(int(found[1]), int(found[2] or 0)) if found else None
        except ValueError:
            return None


def instant(on: date, at: time) -> datetime | None:
    """Give an instant by London's clock; None in the hour of spring that it leaves out.

    In the hour of autumn that it shows twice the first is meant.

    >>> instant(date(2026, 3, 29), time(1, 30)) is None
    True
    >>> instant(date(2026, 10, 25), time(1, 30))
    datetime.datetime(2026, 10, 25, 0, 30, tzinfo=datetime.timezone.utc)
    """
    found = datetime.combine(on, at, LONDON).astimezone(UTC)
    return found if found.astimezone(LONDON).time() == at else None


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_UNWANTED).strip()
