"""A form with a file: taken apart at its own boundary in one pass, nothing nested, nothing decoded."""

import re

from deployments.pages.given import Given

LARGEST = 5 * 1024 * 1024
"""Bytes of a form with a calendar file (product): years of a full calendar, without its attachments."""

_MOST_PARTS = 10
_LONGEST_HEAD, _LONGEST_FIELD = 1000, 4096
_BOUNDARY = re.compile(
    r'multipart/form-data\s*;.*?boundary="?([0-9A-Za-z\'()+_,./:=?-]{1,70})"?\s*(?:;|$)', re.IGNORECASE
)
_NAME = re.compile(r'\bform-data\b.*?;\s*name="([^"]{1,40})"', re.IGNORECASE)
_FILE = re.compile(r";\s*filename\*?=", re.IGNORECASE)


def is_upload(content_type: str) -> bool:
    """Say whether a body of this type may hold a file.

    >>> is_upload("multipart/form-data; boundary=x"), is_upload("application/x-www-form-urlencoded")
    (True, False)
    """
    return _BOUNDARY.match(content_type) is not None


def read(body: bytes, content_type: str) -> Given:
    r"""Read a form that may hold files; what is no such form has nothing filled in.

    The name that a file has where it comes from is not looked at, and is not kept.

    >>> body = b'--x\r\nContent-Disposition: form-data; name="form"\r\n\r\nfile\r\n--x--\r\n'
    >>> read(body, "multipart/form-data; boundary=x")["form"]
    'file'
    """
    found = _BOUNDARY.match(content_type)
    if found is None:
        return Given()
    _, *parts = (b"\r\n" + body).split(b"\r\n--" + found[1].encode(), _MOST_PARTS + 1)
    fields: list[tuple[str, str]] = []
    files: list[tuple[str, bytes]] = []
    for part in parts:
        if part.startswith(b"--"):
            return Given.of(fields, files)
        head, _, content = part.partition(b"\r\n\r\n")
        if len(head) > _LONGEST_HEAD:
            continue
        said = head.decode("utf-8", "replace")
        name = _NAME.search(said)
        if name and _FILE.search(said):
            files.append((name[1], content))
        elif name and len(content) <= _LONGEST_FIELD:
            fields.append((name[1], content.decode("utf-8", "replace")))
    return Given()  # it has no end: some of it is missing
