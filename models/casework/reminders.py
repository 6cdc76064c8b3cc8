"""Reminders: who is reminded of what on a day, who is not and why; and the sweep that writes the letters.

``Action.remind_on`` is the day on which an action's ladder is looked at next. What could
not go (a hold, nobody in the role, an address that bounced) keeps its day and is looked
at again each working day; then the newest rung alone goes.

The letters' facts are codes, dates and numbers:

- ``reminder``: as ``action_waiting``, and ``rung`` (before, due, overdue_1, overdue_2),
  ``days`` (working days left before the deadline or, of the overdue rungs, since it; never
  below none) and ``passed_over`` (rungs that never went, after an outage).
- ``escalation``: as ``reminder`` (``rung`` is overdue_2 or chair), with ``late_role``,
  ``late_agency`` (codes) and ``to`` (lead or chair; to the chair it is meant *proposed*).
- ``invitation_reminder``: as the ``invitation`` that stands, and ``answer_by``, ``rung``
  (before, due, overdue_1), ``days`` and ``passed_over``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.casework import letters
from models.casework.entering import Office
from models.casework.hearers import GOES, Hearer, ReviewOn, hearer
from models.casework.standing import lock
from models.casework.unanswered import STAGE_OF_MEETING, Asking, asked_in, reviews_spared, reviews_to_look_at
from models.guidance import ladders
from models.guidance.ladders import Look
from models.guidance.working_days import is_working_day, last_working_day_on_or_before, working_days_between
from models.records import Action, Letter, Meeting, Review

KINDS = ("reminder", "escalation", "invitation_reminder")
"""The letters that ladders write."""

PASSES = GOES | {"not_released", "own_action"}
"""The reasons after which a rung is done with; for any other it is looked at again."""


@dataclass(frozen=True)
class Decision:
    """What is decided about one rung on a day: which letter goes to whom, or why none does.

    ``what`` is *action* or *invitation*, ``number`` its row's. ``days`` are the working days
    left until it should be answered, negative after that. ``reason`` is a code of the
    vocabulary ``reminder_reason``; ``goes`` says whether a letter leaves without anybody's
    further say.
    """

    what: str
    number: int
    reference: str
    stage: str
    milestone: str
    subject: str
    rung: str
    act_by: date
    days: int
    letter: str
    to: str
    person: str | None
    goes: bool
    reason: str


def to_look_at(session: Session, on: date) -> list[int]:
    """Give the reviews, by their numbers, of which something is to be looked at on a day."""
    return sorted(reviews_to_look_at(session, on))


def due(office: Office, on: date) -> list[Decision]:
    """Say who gets what on a day and why, and who does not and why not; nothing is written.

    For a day to come it is supposed that the sweeps until then are made: what falls due
    before it goes on its own day.
    """
    reviews = reviews_to_look_at(office.session, on) | reviews_spared(office.session, on)
    looked_at = [
        _look(office, asking, on)
        for key in sorted(reviews)
        for asking in asked_in(office.session, office.session.get_one(Review, key), on)
    ]
    return [*_written_already(office, on), *(line for each in looked_at for line in each.decisions(on))]


def _written_already(office: Office, on: date) -> list[Decision]:
    """Give what a sweep of that day has written: it is not written again."""
    wanted = select(Letter).where(col(Letter.letter).in_(KINDS), Letter.due_on == on)
    return [_already(each, on) for each in office.session.exec(wanted.order_by(col(Letter.id))).all()]


def _already(letter: Letter, on: date) -> Decision:
    facts, invited = letter.facts, letter.invitation_id is not None
    act_by = date.fromisoformat(facts["answer_by" if invited else "act_by"])
    return Decision(
        what="invitation" if invited else "action",
        number=letter.sequence,
        reference=facts["reference"],
        stage=STAGE_OF_MEETING[facts["kind"]].value if invited else facts["stage"],
        milestone="invite" if invited else facts["milestone"],
        subject=f"{facts['kind']}:{facts['number']}" if invited else facts["subject"],
        rung=facts["rung"],
        act_by=act_by,
        days=working_days_between(on, last_working_day_on_or_before(act_by)),
        letter=letter.letter,
        to=facts.get("to", "owner"),
        person=letter.recipient,
        goes=False,
        reason="already",
    )


def sweep(office: Office, reviews: Iterable[int] | None = None) -> list[Decision]:
    """Write what is due today, of some reviews or of all; the same day again writes nothing.

    Each review is taken for this transaction, in the order of their numbers: an answer that
    comes at the same moment comes before or after, and no two sweeps write the same.
    """
    keys = to_look_at(office.session, office.today) if reviews is None else sorted(reviews)
    decided: list[Decision] = []
    for key in keys:
        review = lock(office.session, key)
        for asking in asked_in(office.session, review, office.today):
            if asking.settled is None:
                decided += _carry_out(office, _look(office, asking, office.today))
    return decided


@dataclass(frozen=True)
class _Looked:
    """What a look at something that waits has found: the rung that is due, and who hears of it."""

    asking: Asking
    found: Look
    hearer: Hearer

    @property
    def reason(self) -> str:
        """Say why the letter goes, or does not."""
        rung = self.found.rung
        above = rung is not None and rung.to == "board_chair"
        return "not_released" if above and self.hearer.reason in GOES else self.hearer.reason

    @property
    def letter(self) -> str:
        """Give which letter it is."""
        if not isinstance(self.asking.row, Action):
            return "invitation_reminder"
        return "reminder" if self.hearer.to == "owner" else "escalation"

    def days(self, on: date) -> int:
        """Count the working days until it should be answered; after that they are negative."""
        return working_days_between(on, last_working_day_on_or_before(self.asking.act_by))

    def decisions(self, on: date) -> list[Decision]:
        """Give what is decided: one line for the rung that is due, one for each passed over."""
        if self.found.rung is None:
            return []
        older = [self._decision(rung.name, "superseded", on) for rung in self.found.passed_over]
        return [*older, self._decision(self.found.rung.name, self.reason, on)]

    def _decision(self, rung: str, reason: str, on: date) -> Decision:
        asking, person = self.asking, self.hearer.person
        return Decision(
            what="action" if isinstance(asking.row, Action) else "invitation",
            number=asking.row.key,
            reference=asking.review.reference,
            stage=asking.stage.value,
            milestone=asking.milestone,
            subject=asking.subject,
            rung=rung,
            act_by=asking.act_by,
            days=self.days(on),
            letter=self.letter,
            to=self.hearer.to,
            person=person.code if person else None,
            goes=reason in GOES,
            reason=reason,
        )


def _look(office: Office, asking: Asking, on: date) -> _Looked:
    """Look at the ladder of something that waits; on a day to come, at that day alone."""
    since = on if on > office.today or asking.settled else asking.since
    found = ladders.look(asking.ladder, asking.act_by, asked_on=asking.asked_on, since=since, on=on)
    return _Looked(asking, found, _hearer(office.session, asking, found, on))


def _hearer(session: Session, asking: Asking, found: Look, on: date) -> Hearer:
    for stopped, reason in (
        (found.rung is None, "nothing_due"),
        (asking.settled, asking.settled or ""),
        (not is_working_day(on), "office_closed"),
        (asking.held, "held"),
    ):
        if stopped:
            return Hearer(asking.person, reason)
    assert found.rung is not None
    at = ReviewOn(session, asking.review, on)
    return hearer(at, asking.person, asking.role, found.rung)


def _carry_out(office: Office, looked: _Looked) -> list[Decision]:
    """Write the letter, if one goes or is proposed, and set the day of the next look."""
    if looked.reason in GOES | {"not_released"}:
        _withdraw_older(office, looked)
        _write(office, looked)
    row = looked.asking.row
    if isinstance(row, Action) and (looked.found.rung is None or looked.reason in PASSES):
        row.remind_on = looked.found.remind_on
    office.session.flush()
    return looked.decisions(office.today)


def _write(office: Office, looked: _Looked) -> None:
    asking, rung, person = looked.asking, looked.found.rung, looked.hearer.person
    assert rung is not None
    assert person is not None
    days = looked.days(office.today)
    # Said on the day itself only: a day later "today" would be wrong.
    said = "overdue_1" if rung.name == "due" and days < 0 else rung.name
    facts = {
        **asking.facts,
        "rung": said,
        "days": abs(days),
        "passed_over": [each.name for each in looked.found.passed_over],
    }
    if looked.letter == "escalation":
        late = asking.person.agency_code if asking.person else ""
        facts |= {"late_role": asking.role, "late_agency": late, "to": looked.hearer.to}
    row = asking.row
    invitation = None if isinstance(row, Action) else row
    letters.mean(
        office,
        looked.letter,
        [person],
        board=asking.review.board_code,
        review=asking.review,
        sequence=row.key,
        action=row if isinstance(row, Action) else None,
        invitation=invitation,
        meeting=office.session.get(Meeting, invitation.meeting_id) if invitation else None,
        proposed=rung.to == "board_chair",
        **{name: fact for name, fact in facts.items() if name not in ("reference", "board")},
    )


def _withdraw_older(office: Office, looked: _Looked) -> None:
    """Take back older reminders of the same thing that have not gone: the mail server was away."""
    row = looked.asking.row
    same = Letter.action_id if isinstance(row, Action) else Letter.invitation_id
    office.session.exec(
        update(Letter)
        .where(col(same) == row.id, col(Letter.state) == "pending", col(Letter.due_on) < office.today)
        .where(col(Letter.letter).in_(KINDS))
        .values(state="withdrawn", reason="superseded", settled_at=office.now)
    )
