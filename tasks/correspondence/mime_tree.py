"""A letter's MIME tree.

    multipart/alternative               without a calendar part: this alone
      text/plain                        our own text, links written out
      text/html                         one column, real headings, each half with its ``lang``

    multipart/mixed                     with one
      multipart/alternative
        text/plain
        text/html
        text/calendar; method=...       no disposition: what shows Accept and Decline
      application/ics; invite.ics       the same bytes, for clients that look for a file

Source: RFC 6047 section 2.4, and what clients were found to need.
"""

from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy


class _Policy(EmailPolicy):
    """Folds a Subject so that readers see it as it was written.

    The library's own folding puts a space on both sides of a line's end, or before
    the first word: some readers show them.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """Give the header as it goes over the wire."""
        if name != "Subject":
            return super().fold_binary(name, value)
        charset = "us-ascii" if value.isascii() else "utf-8"
        folded = Header(value, charset, header_name=name).encode(linesep=self.linesep)
        return f"{name}: {folded}{self.linesep}".encode("ascii")


# 7 bits: every server takes them, and nobody re-encodes them on the way.
POLICY = _Policy(linesep="\r\n", cte_type="7bit")


@dataclass(frozen=True)
class Parts:
    """What a letter consists of: both texts, and the calendar part with its method where there is one."""

    plain: str
    page: str
    calendar: bytes | None = None
    method: str | None = None


def fill(message: EmailMessage, parts: Parts, boundary: str) -> None:
    """Put the parts in; the boundaries are made of *boundary*, for the generator would draw them by lot."""
    message.set_content(parts.plain, cte="quoted-printable")
    message.add_alternative(parts.page, subtype="html", cte="quoted-printable")
    if parts.calendar is None:
        message.set_boundary(f"=_{boundary}")
        return
    message.add_alternative(
        parts.calendar.decode(),
        subtype="calendar",
        cte="base64",  # each byte as it is: a line end changed on the way would spoil it
        params={"method": parts.method or ""},
    )
    message.set_boundary(f"=_{boundary}_1")
    message.add_attachment(parts.calendar, maintype="application", subtype="ics", filename="invite.ics")
    message.set_boundary(f"=_{boundary}")
