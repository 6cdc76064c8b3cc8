"""A letter's bytes: one MIME message, made once and never changed.

Where a person's language is not known both halves go, Welsh first. The tree of parts is
in ``mime_tree``, what a template is given in ``wording``, the layout of the plain half in ``plain_text``.
"""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from models.guidance.meeting_kinds import day_of
from models.guidance.route import NOTIFICATION
from models.guidance.spoken import choices, is_language
from models.guidance.words import Language, vocabulary
from models.records import Letter, Person
from tasks.correspondence import mime_tree, wording
from tasks.correspondence.errors import NotRenderedError
from tasks.correspondence.itip import calendar_part
from tasks.correspondence.mime_tree import Parts
from tasks.correspondence.occasion import NOTHING_KNOWN, Occasion
from tasks.correspondence.plain_text import aligned, filled
from tasks.correspondence.sender import Sender
from tasks.correspondence.tokens import Purpose
from tasks.correspondence.wording.meetings import summary
from tasks.correspondence.wording.saying import Facts
from tasks.correspondence.wording.steps import step_of

FOLDER = Path(__file__).parent / "letters"
"""One folder a letter; ``shared`` holds what they have in common."""

_BOTH: tuple[Language, ...] = ("cy", "en")

templates = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=select_autoescape((), disabled_extensions=("txt",), default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
templates.filters["aligned"] = aligned


@dataclass(frozen=True)
class Half:
    """A letter in one language."""

    language: Language
    subject: str
    text: str
    html: Markup


@dataclass(frozen=True)
class _Writing:
    """One letter being written, with all that its bytes depend on."""

    letter: Letter
    person: Person
    sender: Sender
    at: datetime
    page: str | None
    around: Occasion


def render(  # noqa: PLR0913 - all that the bytes depend on, and nothing else
    letter: Letter,
    person: Person,
    sender: Sender,
    *,
    at: datetime,
    page: str | None = None,
    around: Occasion = NOTHING_KNOWN,
) -> bytes:
    """Write a letter; the same arguments always give the same bytes.

    Args:
        letter: the outbox row: which letter, and its coded facts.
        person: who gets it, greeted by name, in the language preferred.
        sender: who it comes from.
        at: the office's instant, which becomes the letter's Date and its calendar part's DTSTAMP.
        page: the page of the review's run, for those who work there.
        around: what the record adds: who signs it, whether it is the person's first letter.

    Raises:
        NotRenderedError: a template, a fact, the calendar part or the person's address is at fault.
    """
    writing = _Writing(letter, person, sender, at, page, around)
    try:
        return _message(writing).as_bytes()
    except NotRenderedError as wrong:  # the calendar part's own check, which says what is wrong
        first = str(wrong.facts["wrong"]).partition(",")[0]
        raise NotRenderedError("not_rendered", letter=letter.letter, cause=f"calendar_{first}") from wrong
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
        letter.facts.get("reference") or letter.facts["board"],
        letter.letter,
        letter.recipient,
        letter.due_on.isoformat(),
        letter.sequence,
    )
    return uuid5(NAMESPACE_URL, "\n".join(map(str, parts)))


def message_id(letter: Letter, sender: Sender) -> str:
    """Give the one Message-ID that a letter ever has."""
    return f"<{key(letter)}@{sender.domain}>"


def subject_of(letter: Letter, around: Occasion, language: Language) -> str:
    """Give a letter's subject in one language, without the reference."""
    said = wording.facts(letter, around, language)
    return templates.get_template(f"{letter.letter}/{language}/subject.txt").render(said).strip()


def _message(of: _Writing) -> EmailMessage:
    halves = [_half(of, language) for language in languages(of.person)]
    subject = _subject(of.letter, halves)
    message = EmailMessage(mime_tree.POLICY)
    message["Message-ID"] = message_id(of.letter, of.sender)
    message["Date"] = of.at
    message["From"] = Address(wording.board_name(of.letter).both, addr_spec=of.sender.address)
    message["Reply-To"] = Address(addr_spec=_reply_to(of))
    message["To"] = _recipient(of.person)
    message["Subject"] = subject
    message["Auto-Submitted"] = "auto-generated"
    page: dict[str, object] = {"halves": halves, "subject": subject}
    parts = Parts(_page("txt", page), _page("html", page), _calendar(of), of.letter.method)
    mime_tree.fill(message, parts, key(of.letter).hex)
    # Last: setting the content drops every Content- header that stands before it.
    message["Content-Language"] = ", ".join(half.language for half in halves)
    return message


def _subject(letter: Letter, halves: list[Half]) -> str:
    subject = " / ".join(half.subject for half in halves)
    reference = letter.facts.get("reference")
    return f"{reference}: {subject}" if reference else subject


def _half(of: _Writing, language: Language) -> Half:
    subject = subject_of(of.letter, of.around, language)
    said = {**_said(of, language), "subject": subject}
    folder = f"{of.letter.letter}/{language}"
    return Half(
        language,
        subject=subject,
        text=filled(templates.get_template(f"{folder}/letter.txt").render(said)),
        html=Markup(templates.get_template(f"{folder}/letter.html").render(said)),  # noqa: S704 - escaped by Jinja
    )


def _said(of: _Writing, language: Language) -> Facts:
    """Give everything that a template may say."""
    return {
        **wording.facts(of.letter, of.around, language),
        **_answering(of, language),
        "name": _one_line(of.person.name),
        "reply_to": of.sender.reply_to,
        # Only the office works in the program's own pages.
        "page": of.page if "coordinator" in of.around.roles else None,
        "told": [_in_short(each, of.around, language) for each in of.around.folded],
    }


def _in_short(letter: Letter, around: Occasion, language: Language) -> list[str]:
    """Tell a letter in one row: the review, by when, what it would have been called."""
    answer_by = wording.facts(letter, around, language)["answer_by"]
    return [letter.facts.get("reference") or "-", answer_by or "-", subject_of(letter, around, language)]


def _answering(of: _Writing, language: Language) -> Facts:
    """Say how the letter can be answered: the words for a mail's first line, the page."""
    known = choices(of.letter.letter, step_of(of.letter))
    own = [each for each in known if not is_language(each)]
    return {
        "choices": [{"word": each.word.of(language), "means": each.means.of(language)} for each in own],
        "reasons": [each.of(language) for each in vocabulary("reply_reason").values()]
        if any(each.takes == "reason" for each in own)
        else [],
        "one_language": [each.word.of(language) for each in known if each.code in ("welsh", "english")]
        if of.person.language == "unknown"
        else [],
        "answer_page": _answer_page(of, {each.code for each in own}),
    }


def _answer_page(of: _Writing, codes: set[str]) -> str | None:
    """Give the page for answers: of a notification, a diary, an invitation, or of the letter itself."""
    on = day_of(of.at)
    if step_of(of.letter) == NOTIFICATION and "coordinator" in of.around.roles:
        return of.sender.answer_page(Purpose.NOTIFICATION_PAGE, of.letter.key, on)
    if of.letter.letter == "diary_asked":
        return of.sender.answer_page(Purpose.DIARY_PAGE, of.letter.key, on)
    if not codes:
        return None
    if of.letter.invitation_id is not None and "accept" in codes:
        return of.sender.answer_page(Purpose.INVITATION_PAGE, of.letter.invitation_id, on)
    return of.sender.answer_page(Purpose.LETTER_PAGE, of.letter.key, on)


def _reply_to(of: _Writing) -> str:
    """Give the address that ties an answer to what it answers."""
    if of.letter.method is not None and of.letter.invitation_id is not None:
        return of.sender.reply_address(Purpose.INVITATION, of.letter.invitation_id)
    return of.sender.reply_address(Purpose.LETTER, of.letter.key)


def _calendar(of: _Writing) -> bytes | None:
    """Write the calendar part, in the person's language; none for a letter that carries none."""
    if of.letter.method is None:
        return None
    spoken = languages(of.person)
    described = [
        templates.get_template(f"shared/{language}/calendar.txt").render(_said(of, language)).strip()
        for language in spoken
    ]
    return calendar_part(
        of.letter,
        of.person,
        of.sender,
        wording.board_name(of.letter).both,
        summary(of.letter, spoken),
        "\n\n".join(described),
        of.at,
    )


def _recipient(person: Person) -> Address:
    if not person.e_mail.isascii():
        raise ValueError  # the envelope could not name it
    return Address(_one_line(person.name), addr_spec=person.e_mail)


def _page(kind: str, page: dict[str, object]) -> str:
    return templates.get_template(f"shared/page.{kind}").render(page)


def _one_line(name: str) -> str:
    return " ".join(name.split())
