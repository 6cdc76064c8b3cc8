"""A letter's bytes: one MIME message, made once and never changed.

    multipart/alternative
      text/plain    our own text, links written out
      text/html     one column, real headings, each half with its ``lang``

Where a person's language is not known both halves go, Welsh first.
"""

import textwrap
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from models.guidance.words import Language
from models.records import Letter, Person
from tasks.correspondence import wording
from tasks.correspondence.errors import NotRenderedError
from tasks.correspondence.sender import Sender

FOLDER = Path(__file__).parent / "letters"
"""One folder a letter; ``shared`` holds what they have in common."""

_WIDTH = 78
_BOTH: tuple[Language, ...] = ("cy", "en")


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
_POLICY = _Policy(linesep="\r\n", cte_type="7bit")

templates = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=select_autoescape((), disabled_extensions=("txt",), default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class Half:
    """A letter in one language."""

    language: Language
    subject: str
    text: str
    html: Markup


def render(letter: Letter, person: Person, sender: Sender, *, at: datetime, page: str | None = None) -> bytes:
    """Write a letter; the same arguments always give the same bytes.

    Args:
        letter: the outbox row: which letter, and its coded facts.
        person: who gets it, greeted by name, in the language preferred.
        sender: who it comes from.
        at: the office's instant, which becomes the letter's Date.
        page: the page of the review's run, for those who work there.

    Raises:
        NotRenderedError: a template, a fact or the person's address is at fault.
    """
    try:
        halves = [_half(letter, person, sender, language, page) for language in languages(person)]
        return _message(letter, person, sender, halves, at).as_bytes()
    except Exception as cause:  # whatever it is, one letter must not hold up all the others
        raise NotRenderedError("not_rendered", letter=letter.letter, cause=type(cause).__name__) from cause


def languages(person: Person) -> tuple[Language, ...]:
    """Give the languages to write in: the person's own, or both, Welsh first."""
    return tuple(each for each in _BOTH if person.language in (each, "unknown"))


def key(letter: Letter) -> UUID:
    """Give a letter's identity, from what makes its row unique.

    By the Board's reference, not by our row's number: a record that is made anew
    counts from one again, and mail servers drop what bears a Message-ID that they have seen.
    """
    parts = (
        letter.facts["reference"],
        letter.letter,
        letter.recipient,
        letter.due_on.isoformat(),
        letter.sequence,
    )
    return uuid5(NAMESPACE_URL, "\n".join(map(str, parts)))


def message_id(letter: Letter, sender: Sender) -> str:
    """Give the one Message-ID that a letter ever has."""
    return f"<{key(letter)}@{sender.domain}>"


def _half(letter: Letter, person: Person, sender: Sender, language: Language, page: str | None) -> Half:
    said = {
        **wording.facts(letter, language),
        "name": _one_line(person.name),
        "reply_to": sender.reply_to,
        "page": page,
    }
    folder = f"{letter.letter}/{language}"
    return Half(
        language,
        subject=templates.get_template(f"{folder}/subject.txt").render(said),
        text=_filled(templates.get_template(f"{folder}/letter.txt").render(said)),
        html=Markup(templates.get_template(f"{folder}/letter.html").render(said)),  # noqa: S704 - escaped by Jinja
    )


def _message(
    letter: Letter, person: Person, sender: Sender, halves: list[Half], at: datetime
) -> EmailMessage:
    subject = f"{letter.facts['reference']}: {' / '.join(half.subject for half in halves)}"
    message = EmailMessage(_POLICY)
    message["Message-ID"] = message_id(letter, sender)
    message["Date"] = at
    message["From"] = Address(wording.board_name(letter).both, addr_spec=sender.address)
    message["Reply-To"] = Address(addr_spec=sender.reply_to)
    message["To"] = _recipient(person)
    message["Subject"] = subject
    message["Auto-Submitted"] = "auto-generated"
    page: dict[str, object] = {"halves": halves, "subject": subject}
    message.set_content(_page("txt", page), cte="quoted-printable")
    message.add_alternative(_page("html", page), subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{key(letter).hex}")  # else the generator draws one by lot
    # Last: setting the content drops every Content- header that stands before it.
    message["Content-Language"] = ", ".join(half.language for half in halves)
    return message


def _recipient(person: Person) -> Address:
    if not person.e_mail.isascii():
        raise ValueError  # the envelope could not name it
    return Address(_one_line(person.name), addr_spec=person.e_mail)


def _page(kind: str, page: dict[str, object]) -> str:
    return templates.get_template(f"shared/page.{kind}").render(page)


def _one_line(name: str) -> str:
    return " ".join(name.split())


def _filled(text: str) -> str:
    """Break long lines between words, never inside an address."""
    return "\n".join(
        textwrap.fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False)
        for line in text.splitlines()
    )
