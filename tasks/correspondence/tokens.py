"""Tokens: what ties an answer, by mail or by a link, to the one thing that it may answer.

A token is derived from the installation's key, never stored: the same thing has the same
token for ever, and nobody without the key can make one. It is written in lower case with
nothing but letters, digits and dashes, because mail systems change the rest.
"""

import hmac
from base64 import b32encode
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

_LENGTH = 24
"""Characters of the seal: 120 bits."""
_EPOCH = date(2020, 1, 1)


class Purpose(StrEnum):
    """What a token may be used for; one for another is worth nothing."""

    INVITATION = "i"
    """Mail that answers an invitation: part of the organiser's address, so the same for ever."""
    LETTER = "l"
    """Mail that answers a letter."""
    BOUNCE = "b"
    """A mail server's report on a letter: where the envelope says that it goes."""
    INVITATION_PAGE = "pi"
    """The page on which an invitation is answered."""
    LETTER_PAGE = "pl"
    """The page on which what a letter asks is answered."""
    DIARY_PAGE = "pd"
    """The page on which somebody says when they are busy: of the letter that asked for it."""
    NOTIFICATION_PAGE = "pn"
    """The page on which the coordinator writes the notification: of the letter that asked for it."""


@dataclass(frozen=True)
class Token:
    """What a token is for: the purpose, the invitation’s or letter’s number, its last day if it has one."""

    purpose: Purpose
    number: int
    expires_on: date | None = None


def seal(key: bytes, token: Token) -> str:
    """Write a token.

    >>> seal(b"k" * 32, Token(Purpose.INVITATION, 7)).rpartition("-")[0]
    'i-7'
    >>> seal(b"k" * 32, Token(Purpose.LETTER_PAGE, 7, date(2026, 3, 2))).rpartition("-")[0]
    'pl-7-2252'
    """
    parts = [token.purpose.value, str(token.number)]
    if token.expires_on is not None:
        parts.append(str((token.expires_on - _EPOCH).days))
    content = "-".join(parts)
    return f"{content}-{_seal(key, content)}"


def read(key: bytes, written: str, purpose: Purpose, on: date) -> Token | None:
    """Read a token that somebody gave, for one purpose, on a day; None if it is not ours, or no longer good.

    >>> token = Token(Purpose.LETTER_PAGE, 7, date(2026, 3, 2))
    >>> read(b"k" * 32, seal(b"k" * 32, token).upper(), Purpose.LETTER_PAGE, date(2026, 3, 2)) == token
    True
    >>> read(b"k" * 32, seal(b"k" * 32, token), Purpose.LETTER_PAGE, date(2026, 3, 3)) is None
    True
    """
    content, _, given = written.strip().lower().rpartition("-")
    if not given.isascii() or not hmac.compare_digest(given, _seal(key, content)):
        return None
    kind, number, *rest = content.split("-")
    if kind != purpose:
        return None
    expires_on = date.fromordinal(_EPOCH.toordinal() + int(rest[0])) if rest else None
    if expires_on is not None and on > expires_on:
        return None
    return Token(purpose, int(number), expires_on)


def _seal(key: bytes, content: str) -> str:
    digest = hmac.new(key, content.encode(), sha256).digest()
    return b32encode(digest).decode().lower()[:_LENGTH]
