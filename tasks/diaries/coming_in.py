"""Diaries coming in: one that somebody hands over, and each night again those that have an address.

Nothing is fetched or read while a transaction is open. What could not be read leaves what
was read before as it is.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from models.casework import diaries
from models.casework.diaries import Fetched
from models.casework.entering import Office
from models.diaries.read.readings import NotRead, Read
from models.guidance.errors import GuidanceError
from models.records import Person
from tasks.diaries.availability_form import looks_like_a_form, read_form
from tasks.diaries.caldav import on_server
from tasks.diaries.published import Brought, published
from tasks.diaries.reading import Wanted, read_calendar
from tasks.diaries.web import Web
from tasks.office import desk

SCHEMES = {
    "https": ("url", "https"),
    "http": ("url", "http"),
    "webcal": ("url", "https"),
    "webcals": ("url", "https"),
    "caldavs": ("caldav", "https"),
    "caldav": ("caldav", "http"),
}
"""What an address names: the sort of source, and how its server is spoken to."""
NO_TROUBLE = ("read", "unchanged")
"""What may come of reading a diary again; anything else is the code of the sentence that says it."""
_LONGEST_ADDRESS = 2000
_WHOLE_AGAIN = timedelta(days=7)
"""How often a diary is read whole though nothing in it is newer: the window moves on."""


@dataclass(frozen=True)
class Taken:
    """A diary that was taken in: from what sort of source, and what was read."""

    source: str
    read: Read


def is_address(written: str) -> bool:
    """Say whether this is an address and not the name of a file.

    >>> is_address("webcal://calendr.example/x.ics"), is_address("calendr.ics"), is_address("https://[x")
    (True, False, False)
    """
    try:
        return "://" in written and urlsplit(written).scheme.lower() in SCHEMES
    except ValueError:
        return False


def wanted_of(office: Office, person: Person, until: date | None = None) -> Wanted:
    """Say what is wanted of a person's diary today.

    Raises:
        GuidanceError: ``diary_until_past``: the day until which it is to be complete lies before today.
    """
    first, last = diaries.window(office.today)
    if until is not None and until < first:
        raise GuidanceError("diary_until_past")
    ours = diaries.our_own(office.session, person.code)
    return Wanted(first, last, until, ours, diaries.addresses(office.session, person))


def read_file(content: bytes, wanted: Wanted) -> tuple[str, Read | NotRead]:
    """Read what somebody hands over, a calendar or the form of availability, and say which it is."""
    if looks_like_a_form(content):
        return "form", read_form(content, wanted)
    return "file", read_calendar(content, wanted)


def take_in(code: str, content: bytes, until: date | None = None) -> Taken:
    """Take in a file of a person's, in place of the one before.

    Raises:
        GuidanceError: nobody has this code, or why the file cannot be read.
    """
    with desk() as at:
        wanted = wanted_of(at, diaries.person_of(at.session, code), until)
    source, result = read_file(content, wanted)
    read = _or_raise(result)
    with desk() as at:
        diaries.keep(at, diaries.person_of(at.session, code), source, read)
    return Taken(source, read)


def take_in_address(
    code: str, address: str, environment: Mapping[str, str], until: date | None = None
) -> Taken:
    """Read a person's diary at an address for the first time; from then on it is read again each night.

    Raises:
        GuidanceError: nobody has this code, or why the diary cannot be read.
    """
    if len(address) > _LONGEST_ADDRESS or not is_address(address):
        raise GuidanceError("diary_address_unknown")
    with desk() as at:
        wanted = wanted_of(at, diaries.person_of(at.session, code), until)
    source, _ = SCHEMES[urlsplit(address).scheme.lower()]
    brought = _bring(Web.configured(environment), address, wanted)
    assert brought.result is not None
    read = _or_raise(brought.result)
    with desk() as at:
        person = diaries.person_of(at.session, code)
        diaries.keep(at, person, source, read, url=address, etag=brought.etag)
    return Taken(source, read)


def refresh(environment: Mapping[str, str], code: str | None = None) -> Counter[str]:
    """Read again every diary that has an address, or one person's; count what came of it by code."""
    web = Web.configured(environment)
    with desk() as at:
        if code is not None:
            diaries.person_of(at.session, code)
        waiting = diaries.to_fetch(at.session, code)
    return Counter(_again(web, each) for each in waiting)


def forget_old() -> tuple[int, int]:
    """Delete what is kept no longer; give how many diaries and how many stretches of time."""
    with desk() as at:
        return diaries.forget_old(at)


def _again(web: Web, each: Fetched) -> str:
    with desk() as at:
        wanted = wanted_of(at, at.session.get_one(Person, each.person))
        recent = each.read_at is not None and each.read_at > at.now - _WHOLE_AGAIN
    brought = _bring(web, each.url, wanted, each.etag if recent else "")
    with desk() as at:
        match brought.result:
            case None:
                diaries.unchanged(at, each.diary, each.url)
                return "unchanged"
            case NotRead():
                diaries.failed(at, each.diary, each.url, brought.result)
                return brought.result.code
            case Read():
                kept = diaries.keep_again(at, each.diary, each.url, brought.result, brought.etag)
                return "read" if kept else "unchanged"


def _bring(web: Web, address: str, wanted: Wanted, etag: str = "") -> Brought:
    parts = urlsplit(address)
    source, scheme = SCHEMES[parts.scheme.lower()]
    url = parts._replace(scheme=scheme).geturl()
    return on_server(web, url, wanted) if source == "caldav" else published(web, url, wanted, etag)


def _or_raise(result: Read | NotRead) -> Read:
    if isinstance(result, Read):
        return result
    facts: dict[str, Any] = {} if result.line is None else {"line": result.line}
    raise GuidanceError(result.code, **facts)
