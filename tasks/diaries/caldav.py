"""A calendar on a CalDAV server (RFC 4791): asked for busy time alone, or else for what is in the window.

A server that knows the free-busy query tells us nothing more than we keep. One that does
not is asked for the entries; their words are dropped by the program that reads them.
"""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

from models.diaries.problem import Minutes
from models.diaries.read.readings import NotRead, Read, instant_of
from tasks.diaries.published import OK, Brought, no_answer
from tasks.diaries.reading import Wanted, read_calendar
from tasks.diaries.web import Answer, Ask, Web

_MULTISTATUS = 207
_NOT_KNOWN_THERE = {400, 403, 405, 409, 415, 422, 500, 501}
"""What servers answer that know no free-busy query, or do not let one ask it."""
_PROLOGUE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<[A-Za-z]")
"""What an answer begins with: nothing before its first element but a line that says that it is XML."""
_MOST_MARKS = 400_000
"""Beginnings and ends of elements (product): an answer for 20,000 entries has some 300,000."""
_DATA = "{urn:ietf:params:xml:ns:caldav}calendar-data"
_FREE_BUSY = """\
<?xml version="1.0" encoding="utf-8"?>
<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav"><C:time-range start="{since}" end="{until}"/>\
</C:free-busy-query>"""
_ENTRIES = """\
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">\
<D:prop><C:calendar-data/></D:prop>\
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">\
<C:time-range start="{since}" end="{until}"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"""


def on_server(web: Web, url: str, wanted: Wanted) -> Brought:
    """Read a calendar on a server; *url* is that of the calendar itself, its scheme http or https.

    The server was asked for the whole window, so that its answer is complete for it; but
    where it has nothing at all, it is more likely that nobody keeps this calendar.
    """
    answer = web.ask(_report(url, _FREE_BUSY, wanted))
    if isinstance(answer, Answer) and answer.status in _NOT_KNOWN_THERE:
        answer = web.ask(_report(url, _ENTRIES, wanted))
    if isinstance(answer, NotRead):
        return Brought(answer)
    if answer.status not in {OK, _MULTISTATUS}:
        return Brought(no_answer(answer))
    content = answer.content if answer.status == OK else _calendars(answer.content)
    if isinstance(content, NotRead):
        return Brought(content)
    result = read_calendar(content, wanted) if content else Read()
    return Brought(_complete(result, wanted))


def _report(url: str, query: str, wanted: Wanted) -> Ask:
    since, until = (_written(each) for each in wanted.window)
    body = query.format(since=since, until=until).encode()
    return Ask("REPORT", url, {"Depth": "1", "Content-Type": "application/xml; charset=utf-8"}, body)


def _written(minutes: Minutes) -> str:
    return f"{instant_of(minutes):%Y%m%dT%H%M%SZ}"


def _calendars(content: bytes) -> bytes | NotRead:
    """Take the calendars out of an answer of many parts, one after another."""
    if content.count(b"<") > _MOST_MARKS:
        return NotRead("diary_too_complex")
    try:
        text = content.decode("utf-8")
        if not _PROLOGUE.match(text):
            # Somebody may define words of their own there, which the parser would write out.
            return NotRead("diary_not_a_calendar")
        root = ET.fromstring(text)  # noqa: S314 - nothing can be defined in it, and its length is bounded
    except (UnicodeDecodeError, ET.ParseError, ValueError):
        return NotRead("diary_not_a_calendar")
    found = [each.text.strip() for each in root.iter(_DATA) if each.text]
    return "\r\n".join(found).encode()


def _complete(result: Read | NotRead, wanted: Wanted) -> Read | NotRead:
    if isinstance(result, NotRead):
        return result
    if not (result.blocks or wanted.until):
        return replace(result, known_from=None, known_until=None)
    return replace(result, known_from=wanted.first, known_until=min(wanted.until or wanted.last, wanted.last))
