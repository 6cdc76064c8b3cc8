"""A message read: what it is, whom it says it is to and from, and the answer that it carries.

Nothing here is believed yet; `who` establishes who wrote it. No text of the mail leaves
but the writer's own words, and those are read for a known word and then let go.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from tasks.correspondence.itip.reading import Answered, Reason, Refused, read_calendar
from tasks.correspondence.replies import tree
from tasks.correspondence.replies.own_words import own_words, text_of_page

_CALENDARS = frozenset({"text/calendar", "application/ics"})
_TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,300}@[!-;=?-~]{1,190}>")
_POSTMASTERS = frozenset({"mailer-daemon", "postmaster"})
_HARMLESS = frozenset({Reason.OWN_REQUEST, Reason.NOT_AN_ANSWER, Reason.NO_METHOD})
"""A calendar part that is no answer, such as our invitation forwarded: the mail's words count then."""


@dataclass(frozen=True)
class Bounce:
    """What a mail server says of one of our letters.

    Attributes:
        recipients: the addresses that it is about, in lower case.
        code: the three digits of SMTP, 550 where only "failed" is said; None: it is no failure for good.
        is_report: whether it is told as RFC 3464 has it, and not in a server's own words.
    """

    recipients: tuple[str, ...]
    code: int | None
    is_report: bool


@dataclass(frozen=True)
class Mail:
    """A message as it was read.

    Attributes:
        message_id: with its brackets, if it has a proper one.
        to: every address to which it came, in lower case.
        sender: the one address in From, in lower case; None: there is none, or several.
        answers_to: the Message-IDs that it says it answers.
        verdicts: the Authentication-Results headers, from the top.
        written_at: its own Date, in UTC.
        automatic: a program sent it.
        bounce: what became of a letter, if that is what it is about.
        calendar: the first calendar part that is an answer, else why the first was refused.
        words: the writer's own words.
    """

    message_id: str | None
    to: tuple[str, ...]
    sender: str | None
    answers_to: tuple[str, ...]
    verdicts: tuple[str, ...]
    written_at: datetime | None
    automatic: bool
    bounce: Bounce | None
    calendar: Answered | Refused | None
    words: str


def read(message: bytes) -> Mail:
    """Read a message.

    Raises:
        Broken: it is hostile or broken, and why: a code.
    """
    parsed = tree.parse(message)
    sender = tree.only_address(tree.headers(parsed, "From"))
    bounce = _bounce(parsed, sender)
    parts = [] if bounce else list(tree.own_parts(parsed))
    return Mail(
        message_id=_first_id(tree.header(parsed, "Message-ID")),
        to=recipients(parsed),
        sender=sender,
        answers_to=_answered_letters(parsed),
        verdicts=tuple(tree.headers(parsed, "Authentication-Results")),
        written_at=_written_at(tree.header(parsed, "Date")),
        automatic=_is_automatic(parsed),
        bounce=bounce,
        calendar=_calendar(parts, sender),
        words=_words(parts),
    )


def recipients(parsed: Message) -> tuple[str, ...]:
    """Give every address to which a message came, the mail server's own notes among them."""
    return tree.addresses([value for name in _TO for value in tree.headers(parsed, name)])


def _first_id(written: str) -> str | None:
    found = _MESSAGE_ID.search(written)
    return found[0] if found else None


def _answered_letters(parsed: Message) -> tuple[str, ...]:
    written = [*tree.headers(parsed, "In-Reply-To"), *tree.headers(parsed, "References")]
    return tuple(dict.fromkeys(each for value in written for each in _MESSAGE_ID.findall(value)))


def _written_at(written: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(written)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if found.tzinfo is None:
        return None
    try:
        return found.astimezone(UTC)
    except OverflowError:
        return None


def _is_automatic(parsed: Message) -> bool:
    """Say whether a program sent it: an answer from a holiday, a list, a newsletter (RFC 3834)."""
    said = tree.header(parsed, "Auto-Submitted").partition(";")[0].strip().lower()
    bulk = tree.header(parsed, "Precedence").strip().lower() in _BULK
    return said not in ("", "no") or bulk or any(parsed.get(name) for name in ("X-Autoreply", "List-Id"))


def _calendar(parts: list[Message], sender: str | None) -> Answered | Refused | None:
    """Read the calendar parts in turn until one is an answer."""
    refused: list[Refused] = []
    for part in parts:
        if part.get_content_type() not in _CALENDARS:
            continue
        hint = part.get_param("method")
        found = read_calendar(
            tree.content(part),
            method_hint=hint if isinstance(hint, str) else None,
            replier=[sender] if sender else (),
        )
        if isinstance(found, Answered):
            return found
        refused.append(found)
    harmful = [each for each in refused if each.reason not in _HARMLESS]
    return harmful[0] if harmful else None


def _words(parts: list[Message]) -> str:
    """Give the writer's own words: of the plain text, or else of the page."""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
                written = tree.text(part)
                if own := own_words(text_of_page(written) if kind == "text/html" else written):
                    return own
    return ""


def _bounce(parsed: Message, sender: str | None) -> Bounce | None:
    """Read what a mail server says of a letter of ours (RFC 3464), or an older one in its own words."""
    is_report = parsed.get_content_type() == "multipart/report"
    told = is_report and str(parsed.get_param("report-type", "")).lower() == "delivery-status"
    empty = tree.header(parsed, "Return-Path") in ("<>", "")
    old = sender is not None and sender.partition("@")[0] in _POSTMASTERS and empty
    if not (told or old):
        return None
    parts = list(tree.every_part(parsed))[1:]
    reports = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    about = [
        value for report in reports for each in tree.every_part(report)
        for name in ("Final-Recipient", "Original-Recipient")
        for value in tree.headers(each, name)
    ]  # fmt: skip
    return Bounce(
        recipients=tree.addresses(about),
        code=_failed_for_good(reports),
        is_report=bool(reports),
    )


def _failed_for_good(reports: list[Message]) -> int | None:
    """Give SMTP's code if the letter has failed and will not be tried again."""
    for report in reports:
        for each in tree.every_part(report):
            if tree.header(each, "Action").lower() != "failed":
                continue
            if tree.header(each, "Status").startswith("4"):
                continue
            code = re.search(r"\b(5\d\d)\b", tree.header(each, "Diagnostic-Code"))
            return int(code[1]) if code else 550
    return None
