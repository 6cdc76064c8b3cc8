"""A message's MIME tree, walked by hand and bounded: what is hostile or broken is told, and never loops."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

MOST_LINES = 150_000
MOST_PARTS = 100
MOST_BOUNDARIES = 2_000
"""Lines that begin as a boundary does, or a signature."""
DEEPEST = 20
LONGEST_HEADER = 20_000
MOST_HEADERS = 20
"""Values of one name that are looked at, from the top."""
_LONGEST_FROM = 2_000

_CONTENT_TYPE = re.compile(rb"^content-type\s*:", re.IGNORECASE | re.MULTILINE)
_BOUNDARY = re.compile(rb"^--", re.MULTILINE)
_ADDRESS = re.compile(r"[^\s<>,;:\"'()\[\]\\]{1,200}@[^\s<>,;:\"'()\[\]\\]{1,190}")
_CHARSETS = re.compile(r"(utf-?8|us-ascii|ascii|iso-?8859-?\d{1,2}|(windows|cp)-?12\d\d)", re.IGNORECASE)


class Broken(Exception):  # noqa: N818 - what a message is
    """A message that is not read; its only argument is a code that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse(message: bytes) -> Message:
    """Parse a message of a bounded size, having counted what could take for ever.

    Raises:
        Broken: ``too_many_lines``, ``too_many_parts``, ``too_deep``, ``no_headers``, ``unreadable``.
    """
    if message.count(b"\n") > MOST_LINES:
        raise Broken("too_many_lines")
    for pattern, most in ((_CONTENT_TYPE, MOST_PARTS), (_BOUNDARY, MOST_BOUNDARIES)):
        if sum(1 for _ in pattern.finditer(message)) > most:
            raise Broken("too_many_parts")
    try:
        parsed = message_from_bytes(message, policy=compat32)
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError):
        raise Broken("unreadable") from None
    if not parsed.keys():
        raise Broken("no_headers")
    if any("\0" in str(value) for _, value in parsed.items()):
        raise Broken("nul_in_header")
    return parsed


def own_parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """Give the parts that hold something, in order; nothing out of a message inside this one.

    Raises:
        Broken: ``too_deep``.
    """
    if depth > DEEPEST:
        raise Broken("too_deep")
    if message.get_content_maintype() == "message":
        return
    if not message.is_multipart():
        yield message
        return
    for part in _inside(message):
        yield from own_parts(part, depth + 1)


def _inside(message: Message) -> list[Message]:
    inside = message.get_payload()
    return [each for each in inside if isinstance(each, Message)] if isinstance(inside, list) else []


def every_part(message: Message, depth: int = 0) -> Iterator[Message]:
    """Give every part, a container before what is in it.

    Raises:
        Broken: ``too_deep``.
    """
    if depth > DEEPEST:
        raise Broken("too_deep")
    yield message
    for part in _inside(message):
        yield from every_part(part, depth + 1)


def content(part: Message) -> bytes:
    """Give a part's bytes, the transfer encoding undone."""
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError):
        raise Broken("unreadable") from None
    return found if isinstance(found, bytes) else b""


def text(part: Message) -> str:
    """Give a part's text; a charset that is unknown, or wrong, costs letters and never the message."""
    named = str(part.get_param("charset", "utf-8") or "utf-8").strip("'\" ")
    charset = named if _CHARSETS.fullmatch(named) else "utf-8"
    try:
        return content(part).decode(charset, "replace")
    except LookupError:
        return content(part).decode("utf-8", "replace")


def header(message: Message, name: str) -> str:
    """Give a header's first value, unfolded and bounded; empty if there is none."""
    return headers(message, name)[0] if headers(message, name) else ""


def headers(message: Message, name: str) -> list[str]:
    """Give every value of a header, from the top."""
    return [
        " ".join(str(value)[:LONGEST_HEADER].split()) for value in message.get_all(name, [])[:MOST_HEADERS]
    ]


def addresses(values: list[str]) -> tuple[str, ...]:
    """Give every address that stands in some headers, in lower case.

    >>> addresses(['"x@y.example" <Ann@Z.example>, b@c.example'])
    ('x@y.example', 'ann@z.example', 'b@c.example')
    """
    looked_at = " ".join(values)[:LONGEST_HEADER]
    return tuple(dict.fromkeys(each.lower() for each in _ADDRESS.findall(looked_at)))


def only_address(values: list[str]) -> str | None:
    """Give the one address of a From header, in lower case; None where it is not exactly one.

    A name in quotes may say what it likes: it is left out before.

    >>> only_address(['"ann@police.example" <eve@elsewhere.example>'])
    'eve@elsewhere.example'
    >>> only_address(["a@b.example, c@d.example"]) is None
    True
    """
    if len(values) != 1:
        return None
    unquoted = re.sub(r'"(?:[^"\\]|\\.)*"', " ", values[0][:_LONGEST_FROM])
    unquoted = re.sub(r"\([^()]*\)", " ", unquoted)
    angled = re.findall(r"<([^<>]*)>", unquoted)
    found = addresses(angled or [unquoted])
    return found[0] if len(found) == 1 and len(angled) < 2 else None  # noqa: PLR2004 - two are not one
