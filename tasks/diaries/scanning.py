"""A look at a calendar's bytes before a program reads them: what is too much, or none, costs nothing.

Real diaries of many years have some 20,000 entries and a few megabytes. The bounds are ours
(product).
"""

import re

from models.diaries.read.readings import NotRead

LARGEST = 10 * 1024 * 1024
"""Octets."""
MOST_LINES = 400_000
LONGEST_LINE = 256 * 1024
"""Octets between two ends of lines."""
MOST_COMPONENTS = 50_000
DEEPEST = 5
"""Components in one another: a calendar, an entry, its alarm; a zone, its summer time; one to spare."""

_BOM = b"\xef\xbb\xbf"
_AROUND = b" \t\r\n\x1a"
_MARK = re.compile(rb"^(?:(BEGIN)|END):", re.MULTILINE | re.IGNORECASE)


def bare(content: bytes) -> bytes:
    """Take off what may stand around a calendar: a mark of its encoding, blanks, an old end of file."""
    return content.removeprefix(_BOM).strip(_AROUND)


def looks_like_a_calendar(content: bytes) -> bool:
    """Say whether it begins as one."""
    return bare(content[:200])[:15].upper() == b"BEGIN:VCALENDAR"


def problem_with(content: bytes) -> NotRead | None:
    r"""Say why no program is started for these bytes; None: one may read them.

    >>> problem_with(b"<!DOCTYPE html>Sign in").code
    'diary_not_a_calendar'
    >>> problem_with(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n") is None
    True
    """
    if len(content) > LARGEST:
        return NotRead("diary_too_large")
    if not looks_like_a_calendar(content) or b"\0" in content:
        return NotRead("diary_not_a_calendar")
    whole = bare(content)
    if whole[-13:].upper() != b"END:VCALENDAR":
        return NotRead("diary_cut_off")
    if _lines_exceed(whole) or _components_exceed(whole):
        return NotRead("diary_too_complex")
    return None


def _lines_exceed(whole: bytes) -> bool:
    if max(whole.count(b"\n"), whole.count(b"\r")) > MOST_LINES:
        return True
    ends = b"\n" if b"\n" in whole else b"\r"
    at = 0
    while (end := whole.find(ends, at)) >= 0:
        if end - at > LONGEST_LINE:
            return True
        at = end + 1
    return len(whole) - at > LONGEST_LINE


def _components_exceed(whole: bytes) -> bool:
    """Count by the lines alone; what is folded or not closed is found by the program that reads them."""
    depth = count = 0
    for found in _MARK.finditer(whole):
        depth += 1 if found[1] else -1
        count += found[1] is not None
        if depth > DEEPEST or count > MOST_COMPONENTS:
            return True
    return False
