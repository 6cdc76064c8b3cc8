"""What makes a form good for one page as it stood, and for nothing else."""

import hmac
from base64 import b32encode
from hashlib import sha256

_LENGTH = 24
"""Characters: 120 bits."""


def seal_form(key: bytes, link: str, stands: str) -> str:
    """Seal a form for a *link* and what *stands* there.

    A page elsewhere can send no answer: it would have to know the link, which is the secret,
    and no cookie sends it along. The seal keeps out the rest: a program that posts to every
    address it comes upon, a form that was opened before the meeting moved or before a newer
    answer came, the same form sent twice, the form of somebody else's page.
    """
    content = f"form\n{link.strip().lower()}\n{stands}".encode()
    return b32encode(hmac.new(key, content, sha256).digest()).decode().lower()[:_LENGTH]


def is_sealed(key: bytes, link: str, stands: str, given: str) -> bool:
    """Say whether a form is the one that was sealed for this link as it stands."""
    return given.isascii() and hmac.compare_digest(given, seal_form(key, link, stands))
