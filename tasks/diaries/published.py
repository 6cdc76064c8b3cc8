"""A calendar that somebody publishes at an address of its own, sent again only where it is newer."""

from dataclasses import dataclass

from models.diaries.read.readings import NotRead, Read
from tasks.diaries.reading import Wanted, read_calendar
from tasks.diaries.web import Answer, Ask, Web

OK, UNCHANGED = 200, 304
_CODES = {401: "diary_access_refused", 403: "diary_access_refused", 404: "diary_gone", 410: "diary_gone"}


@dataclass(frozen=True)
class Brought:
    """What an address gave: what was read, why not, or None where there is nothing newer."""

    result: Read | NotRead | None
    etag: str = ""


def published(web: Web, url: str, wanted: Wanted, etag: str = "") -> Brought:
    """Read a published calendar, unless it is still the version called *etag*.

    A server that sends somebody to a page to sign in says 200 too: what it sends is no
    calendar then, and refused.
    """
    headers = {"Accept": "text/calendar", **({"If-None-Match": etag} if etag else {})}
    answer = web.ask(Ask("GET", url, headers))
    if isinstance(answer, NotRead):
        return Brought(answer)
    if etag and answer.status == UNCHANGED:
        return Brought(None, etag)
    if answer.status != OK:
        return Brought(no_answer(answer))
    return Brought(read_calendar(answer.content, wanted), answer.etag)


def no_answer(answer: Answer) -> NotRead:
    """Say what an answer without a calendar means."""
    return NotRead(_CODES.get(answer.status, "diary_server_away"))
