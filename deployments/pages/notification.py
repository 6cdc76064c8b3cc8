"""The page on which the coordinator writes the notification: draft, score, what is read, the sending."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from deployments.pages.given import Given
from deployments.pages.sheets import GoneError, MistakenError, NotificationSheet, WrittenText
from deployments.pages.speaking import Say
from models import casework
from models.casework import Office
from models.casework.notification import NotificationFacts, drafts, scores
from models.casework.notification.sending import delivery, standing_row
from models.casework.notification.told import TEXTS, Told, told_by, would_tell
from models.casework.people import may_act_as
from models.casework.withdrawals import is_withdrawn
from models.guidance import notification as guidance
from models.guidance.errors import GuidanceError
from models.guidance.identifiers import identifiers
from models.guidance.route import NOTIFICATION
from models.records import Action, Board, Letter, Person, Review
from models.records.base import SHORT_TEXT
from tasks.correspondence.notified import as_sent, preview

LARGEST_NOTIFICATION = 64 * 1024
"""Bytes of a whole form: five texts of 500 characters, each written in up to nine bytes."""


@dataclass(frozen=True)
class NotificationPage:
    """A notification that waits for its texts, or that has been told."""

    office: Office
    action: Action
    review: Review
    person: Person
    board: Board

    @classmethod
    def open(cls, office: Office, number: int) -> "NotificationPage":
        """Open the page of a letter that says that a notification waits.

        Raises:
            GoneError: there is no such letter (404), or its reader is no coordinator any more (410).
        """
        session = office.session
        letter = session.get(Letter, number)
        action = session.get(Action, letter.action_id) if letter and letter.action_id else None
        if letter is None or action is None or casework.step_key(action) != NOTIFICATION:
            raise GoneError
        review, person = session.get_one(Review, action.review_id), session.get_one(Person, letter.recipient)
        acts = may_act_as(session, review.board_code, "coordinator", person.code, office.today)
        if not acts or is_withdrawn(session, review.key, person.code):
            raise GoneError(410)
        return cls(office, action, review, person, session.get_one(Board, review.board_code))

    def lock(self, office: Office) -> None:
        """Take the review for this transaction: one answer at a time."""
        casework.lock(office.session, self.review.key)

    @property
    def run_id(self) -> str | None:
        """The run that waits for the notification."""
        return self.review.run_id

    @property
    def is_open(self) -> bool:
        """Whether the notification still waits."""
        return self.action.state == "open"

    @property
    def standing(self) -> str:
        """Whether it waits, and for which decision.

        Drafts are no part of it: two who write at once each keep what they wrote, and the last save is shown.
        """
        return f"{self.action.key} {self.action.state}"

    @property
    def draft(self) -> dict[str, str]:
        """The texts as they were last saved."""
        return drafts.latest(self.office.session, self.review)

    @property
    def told(self) -> Told:
        """What has been notified, or would be with the draft as it is."""
        session = self.office.session
        if self.is_open:
            return would_tell(session, self.review, self.draft)
        return told_by(session, standing_row(session, self.review))

    def sheet(self, say: Say) -> NotificationSheet:
        """Give what the page shows."""
        told = self.told
        return NotificationSheet(
            say("notification_title"),
            tuple(_facts(told, say)),
            (self._stands(say),),
            texts=tuple(self._texts(told, say)) if self.is_open else (),
            score=tuple(each.of(say.language) for each in scores.sentences(told.quality)),
            letter=self._letter(told, say),
            found=partial(_found, told, self.draft, say),
        )

    def answer(self, office: Office, given: Given) -> str:
        """Keep the draft; if it is to be sent, enter the notification and mean its letter.

        Raises:
            MistakenError: something is wrong in it; nothing of it is kept then, and all of it is shown again.
        """
        if given["do"] not in ("save", "send"):
            raise MistakenError({"outline": "problem_answer"})
        texts = {name: given[name] for name in self._names}
        sends, checked = given["do"] == "send", given["checked"] == "yes"
        _check(texts, given, checked=checked, sends=sends)
        try:
            drafts.save(office, self.review, texts, checked=checked)
            if not sends:
                return "saved"
            casework.answer(office, self.action, self._facts_of(office, texts))
        except GuidanceError:
            raise MistakenError({"outline": "problem_not_taken"}) from None
        return "by_hand" if delivery(office.session, self.review) == "by_hand" else "notified"

    @property
    def _names(self) -> tuple[str, ...]:
        limbs = {f"rationale_{limb}" for limb in guidance.limbs_of(self.told.outcome)}
        return tuple(name for name in TEXTS if name in limbs or name == "outline")

    def _facts_of(self, office: Office, texts: Mapping[str, str]) -> NotificationFacts:
        return casework.understand(
            NotificationFacts,
            {
                "happened_on": office.today.isoformat(),
                "decided_by": self.person.code,
                "evidence": "form",
                "text_checked": "yes",
                "scan_confirmed": "yes",
                **{name: text for name, text in texts.items() if text},
            },
        )

    def _texts(self, told: Told, say: Say) -> Iterator[WrittenText]:
        limits = {"least": guidance.least_words(), "most": SHORT_TEXT}
        for name in self._names:
            title = NotificationFacts.model_fields[name].title or ""
            welsh, _, english = title.partition(" / ")
            hint = say("notification_text_hint", **limits)
            text = told.outline if name == "outline" else self.draft[name]
            yield WrittenText(name, welsh if say.language == "cy" else english, hint, text)

    def _stands(self, say: Say) -> str:
        if self.is_open:
            on = self.action.act_by
            return say("stands_open_by", on=say.day(on)) if on else say("stands_open")
        return say.word("delivery", delivery(self.office.session, self.review)) + "."

    def _letter(self, told: Told, say: Say) -> str:
        if not self.is_open:
            row = standing_row(self.office.session, self.review)
            sent = as_sent(self.office, row)
            if sent is not None:
                return sent
        return preview(self.office, self.review, told, say.language)


def _facts(told: Told, say: Say) -> Iterator[tuple[str, str, str | None]]:
    said = told.said(say.language)
    yield say("reference"), told.reference, None
    yield say("notification_type"), said["type_of_review"], None
    yield say("notification_decided_on"), said["decided_on"], None
    yield say("notification_recommended"), said["group_recommended"], None
    departs = say("notification_departs") if told.departs else ""
    yield say("notification_criteria"), f"{said['criteria_pointed_to']}{departs}", None
    votes = ", ".join(f"{agency}: {view}" for agency, view in said["votes"])
    yield say("notification_votes"), f"{said['agreement']} ({votes})", None
    yield say("notification_group"), told.group_rationale, None


def _found(
    told: Told, draft: Mapping[str, str], say: Say, given: Mapping[str, str] | None
) -> tuple[tuple[str, str, str], ...]:
    """Say of each text that seems to identify somebody which it is, and what it looks like.

    The Group's and the Chair's own words, which go with it, are among them. The first of
    the three is what the form carries back: a person has seen this.
    """
    texts = dict(draft) if given is None else {name: given[name] for name in TEXTS}
    texts |= {"group_rationale": told.group_rationale, "override_reason": told.override_reason or ""}
    return tuple(
        (f"{name}:{kind}", say.word("notified_text", name), say.word("identifier", kind).lower())
        for name, text in texts.items()
        for kind in identifiers(text[:SHORT_TEXT])
    )


def _check(texts: Mapping[str, str], given: Given, *, checked: bool, sends: bool) -> None:
    """See that every text can be kept, and that a person has seen what the scan found in it."""
    problems = {name: "problem_text_long" for name, text in texts.items() if len(text) > SHORT_TEXT}
    found = {f"{n}:{kind}": n for n, text in texts.items() for kind in identifiers(text[:SHORT_TEXT])}
    seen = set(given.several("seen")) if checked else set()
    problems |= {name: "problem_found" for code, name in found.items() if code not in seen}
    if sends and not texts["outline"]:
        problems["outline"] = "problem_outline"
    if sends and not checked:
        problems["checked"] = "problem_not_checked"
    if problems:
        raise MistakenError(problems)
