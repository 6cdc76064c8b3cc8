"""Where people meet: a place in a few words, a link for those who join from elsewhere."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from models.casework.understanding import kinds_in_words
from models.guidance.errors import GuidanceError
from models.guidance.identifiers import identifiers
from models.records.base import SHORT_TEXT


def problems_with_place(place: str, online_url: str, *, checked: bool = False) -> tuple[GuidanceError, ...]:
    """Say what is wrong with a place, which must identify nobody, or with a link, which must be https.

    *checked* says that somebody has looked: the postcode of an office identifies nobody.
    """
    return (*_of_place(place, checked=checked), *_of_link(online_url))


def _of_place(place: str, *, checked: bool) -> Iterator[GuidanceError]:
    if len(place) > SHORT_TEXT:
        yield GuidanceError("field_too_long", field="place", most=SHORT_TEXT)
    elif not place.isprintable():
        yield GuidanceError("field_not_valid", field="place")
    elif not checked and (found := identifiers(place)):
        yield GuidanceError("place_may_identify", field="place", kinds=kinds_in_words(found))


def _of_link(url: str) -> Iterator[GuidanceError]:
    if not url:
        return
    if len(url) > SHORT_TEXT:
        yield GuidanceError("field_too_long", field="online_url", most=SHORT_TEXT)
    elif not _is_https(url):
        yield GuidanceError("online_url_not_https", field="online_url")


def _is_https(url: str) -> bool:
    if not (url.isascii() and url.isprintable()) or " " in url:
        return False
    try:
        read = urlsplit(url)
        return read.scheme == "https" and bool(read.hostname) and read.username is None
    except ValueError:
        return False
