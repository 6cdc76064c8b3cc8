"""Letters written for the tests, in usual surroundings, for everything that can be asked, and read again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache, cached_property
from html.parser import HTMLParser
from typing import Any

from correspondence_samples import BARE, METHODS, REFERENCE, SAMPLES

from models.casework import answers
from models.casework.notification.told import Told
from models.guidance.packs import pack
from models.guidance.provenance import Provenance, Source
from models.guidance.stages import Stage
from models.guidance.words import vocabulary
from models.records import Letter, Person
from models.records.meetings import MEETINGS, REASONS
from tasks.correspondence.occasion import Expected, Occasion
from tasks.correspondence.rendering import render
from tasks.correspondence.sender import Sender

DAY = date(2026, 2, 13)
NOW = datetime(2026, 2, 13, 9, 30, tzinfo=UTC)
KEY = b"k" * 32
SENDER = Sender(
    "uned@bwrdd.example.test",
    "atebion@bwrdd.example.test",
    "https://adolygiadau.example.test",
    answers="https://atebion.example.test",
    key=KEY,
)
PAGE = SENDER.page("0197")

HEADERS = [
    *("Message-ID", "Date", "From", "Reply-To", "To", "Subject", "Auto-Submitted"),
    *("MIME-Version", "Content-Type", "Content-Language"),
]
"""A letter's own headers, in their order."""

AROUND = Occasion(
    signed_by="Mair Enghraifft",
    telephone="01000 000000",
    website="https://bwrdd.example.test/",
    support="01000 111111",
    roles=frozenset({"practitioner"}),
    lead="Gwen Enghraifft",
    names={"sian": "Siân Prŷs", "gwen": "Gwen Enghraifft", "huw": "Huw Enghraifft"},
)

TOLD = Told(
    board="example",
    reference=REFERENCE,
    synthetic=True,
    outcome="concise",
    decided_on=DAY,
    recommended="extended",
    advice="concise",
    override_reason="The days on the register lie before the six months.",
    group_rationale="Both limbs of the criteria were considered.",
    votes=(("health", False), ("police", True)),
    limbs={"abuse": "Neglect was suspected by two agencies before the event."},
    outline="How agencies shared what they knew before the event.",
)
"""A notification with everything that one may say, and two limbs left out."""

_ABOUT_INVITATIONS = ("invitation_reminder", "joining_note", "event_follow_up", "event_feedback")
_WITHOUT_REVIEW = ("digest", "weekly", "monthly", "mail_to_read")


def row(letter: str, facts: dict[str, Any], *, sequence: int = 0) -> Letter:
    """Give a letter of the outbox."""
    about = {} if letter in _WITHOUT_REVIEW else {"reference": REFERENCE}
    return Letter(
        id=41,
        review_id=None if letter in _WITHOUT_REVIEW else 1,
        letter=letter,
        recipient="sian",
        due_on=DAY,
        sequence=sequence,
        facts={"board": "example", **about, **facts},
        method=METHODS.get(letter),
        invitation_id=7 if letter in METHODS or letter in _ABOUT_INVITATIONS else None,
    )


def person(language: str = "en", name: str = "Siân Prŷs", e_mail: str = "sian@ysgol.example.test") -> Person:
    """Give who is written to."""
    return Person(code="sian", name=name, e_mail=e_mail, agency_code="education", language=language)


def around(letter: str, **changed: Any) -> Occasion:  # noqa: ANN401 - any of its attributes
    """Give the surroundings that a letter usually has."""
    given: dict[str, Any] = vars(AROUND) | changed
    if letter in ("digest", "weekly"):
        folded = (row("event_feedback", SAMPLES["event_feedback"]), row("reminder", SAMPLES["reminder"]))
        given = {"folded": folded} | {key: given[key] for key in given if key != "folded"}
    if letter == "notification":
        given = {"told": TOLD} | {key: given[key] for key in given if key != "told" or given[key]}
    if letter in ("referral_received", "decision_made"):
        source = Source("Our default", Provenance.PRODUCT)
        given |= {"expected": given["expected"] or Expected((Stage.S04, "decision"), DAY, source)}
    return Occasion(**given)


def read(written: bytes) -> EmailMessage:
    """Read a letter's bytes as a mail program does."""
    message = message_from_bytes(written, policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message


def written(letter: str, language: str, facts: dict[str, Any] | None = None, **changed: Any) -> EmailMessage:  # noqa: ANN401 - as `around`
    """Write a sample and read it again."""
    given = SAMPLES[letter] if facts is None else facts
    return read(
        render(
            row(letter, given), person(language), SENDER, at=NOW, page=PAGE, around=around(letter, **changed)
        )
    )


def part(message: EmailMessage, kind: str) -> str:
    """Give the text of a letter's plain part, or of its page."""
    found = message.get_body((kind,))
    assert isinstance(found, EmailMessage)
    return str(found.get_content())


class Reader(HTMLParser):
    """Reads a page as people do: its words, and how it is built."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.languages: list[str] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.crossed: list[str] = []
        self._skipped = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, its language and where it leads."""
        self.tags.append(tag)
        self.languages += [value or "" for name, value in attrs if name == "lang"]
        self.links += [value or "" for name, value in attrs if name == "href"]
        self._skipped = tag if tag in {"style", "title"} else ""
        if tag not in {"meta", "br", "hr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note a tag that ends what was not begun last."""
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)
        self._skipped = ""

    def handle_data(self, data: str) -> None:
        """Take a text that is shown."""
        if not self._skipped:
            self.texts.append(data)


OUTCOMES = tuple(code for code in vocabulary("outcome") if code != "ask")
COORDINATOR = frozenset({"coordinator"})


def asked(stage: str, milestone: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - facts of many types
    return {**SAMPLES["action_waiting"], "subject": "", "stage": stage, "milestone": milestone, **more}


def _everything() -> Iterator[tuple[str, dict[str, Any], int]]:
    """Give every letter with every kind of facts that the casework gives it."""
    for table in (SAMPLES, BARE):
        yield from ((name, facts, 0) for name, facts in table.items())
    for stage, milestone in answers.by_step:
        yield "action_waiting", asked(stage.value, milestone), 0
    for source in {each.source for each in pack("cpr-2016").timescales}:
        sourced = {"source": source.text, "provenance": source.provenance.value}
        yield "action_waiting", asked("S05", "notification", **sourced), 0
    yield "action_waiting", asked("S02", "scoping", subject="2"), 0
    held = {"scope": "all", "cause": "inquest", "from_on": "2026-01-05", "gross": 90, "net": 51}
    yield "action_waiting", asked("S07", "hold_review", subject="all:inquest", hold=held), 0
    yield "action_waiting", asked("S07", "check", processes=["criminal_trial", "inquest"]), 0
    yield from (("decision_made", {"outcome": outcome}, 0) for outcome in OUTCOMES)
    for times in range(3):
        yield "learning_shared", {"addressee": "board:north_wales"}, times
    yield from _meetings()
    yield from _replies()
    for rung in ("before", "due", "overdue_1", "overdue_2"):
        yield "reminder", {**SAMPLES["reminder"], "rung": rung, "days": 2}, 0
    yield "escalation", {**SAMPLES["escalation"], "to": "chair", "rung": "chair"}, 0


def _meetings() -> Iterator[tuple[str, dict[str, Any], int]]:
    for kind in MEETINGS:
        yield "invitation", {**SAMPLES["invitation"], "kind": kind, "key_person": True}, 0
    for part_taken in ("chair", "required", "optional"):
        yield "invitation", {**SAMPLES["invitation"], "part": part_taken, "confirmed": False}, 0
    for answer in ("accepted", "tentative", "declined"):
        yield "invitation_changed", {**SAMPLES["invitation"], "answer": answer}, 0
    for reason in (*REASONS, "no_answer", "declined"):
        yield "quorum_lost", {**SAMPLES["quorum_lost"], "reason": reason}, 0


def _replies() -> Iterator[tuple[str, dict[str, Any], int]]:
    for reason in (*vocabulary("mail_reason"), "meeting_is_over"):
        yield "answer_refused", {**SAMPLES["answer_refused"], "reason": reason}, 0
    for detail in ("2026-12-01", [1, 3], "sickness", None):
        yield "answer_recorded", {"what": "expected_end", "detail": detail}, 0
    yield "answer_recorded", {"what": "offered", "detail": None}, 0
    yield "offer_waiting", {**SAMPLES["offer_waiting"], "stage": "S12", "milestone": "practitioners"}, 0


EVERYTHING = tuple(_everything())


@dataclass(frozen=True)
class Read:
    """A letter as it was written, and as it comes."""

    letter: str
    facts: dict[str, Any]
    message: EmailMessage
    plain: str
    html: str

    @cached_property
    def page(self) -> Reader:
        return Reader(self.html)


@cache
def everything(language: str, *, first: bool) -> tuple[Read, ...]:
    """Write everything that can be asked: a practitioner's first letters, or a coordinator's later ones."""
    found = []
    for letter, facts, sequence in EVERYTHING:
        meant = around(letter, first=first, **({} if first else {"roles": COORDINATOR}))
        row_ = row(letter, facts, sequence=sequence)
        message = read(render(row_, person(language), SENDER, at=NOW, page=PAGE, around=meant))
        found.append(Read(letter, facts, message, part(message, "plain"), part(message, "html")))
    return tuple(found)
