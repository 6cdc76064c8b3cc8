"""Answers in a word, taken into the record: by mail, on the page or on the telephone, all the same way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.casework import actions, availability, dissemination, event_care, invitations, spoken_actions
from models.casework.answering import answer as enter
from models.casework.entering import Office
from models.casework.invitations import Said
from models.casework.invited import is_over
from models.casework.offers import confirm_offer, dismiss_offer, offer_answer, offer_practitioners
from models.casework.withdrawals import is_withdrawn
from models.guidance.calendar_dates import LONDON
from models.guidance.errors import AlreadyAnswered, GuidanceError, Refused
from models.guidance.packs import MilestoneKey
from models.guidance.route import ACKNOWLEDGEMENT
from models.guidance.spoken import Choice, Spoken, choices, is_language
from models.records import Action, Alias, Invitation, Letter, Meeting, Person, Received, Review

__all__ = ["Outcome", "answer", "choices_of", "confirm_offer", "dismiss_offer"]

Code = Literal["applied", "offered", "stale", "repeated", "shown", "refused"]


@dataclass(frozen=True)
class Outcome:
    """What came of an answer.

    Attributes:
        code: *applied*, *offered* (the coordinator confirms it), *stale* (an older one, or nothing asks
            for it any more), *repeated*, *shown* (the coordinator decides) or *refused*.
        reason: why it was refused or is stale: a code.
        offer: the number of the offer, if it is one.
        review: the reference of the review whose action was answered: its run is to be woken.
    """

    code: Code
    reason: str | None = None
    offer: int | None = None
    review: str | None = None


@dataclass(frozen=True)
class _Saying:
    """An answer on its way: to which letter, how it came, on which day and at which instant it was given."""

    office: Office
    letter: Letter
    spoken: Spoken
    via: str
    received: int | None
    stamp: datetime | None

    @property
    def session(self) -> Session:
        return self.office.session

    @property
    def person(self) -> Person:
        return self.session.get_one(Person, self.letter.recipient)

    @property
    def on(self) -> date:
        """Give the day on which it came."""
        row = self.session.get(Received, self.received) if self.received else None
        return row.received_on if row else self.office.today


def choices_of(session: Session, letter: Letter) -> tuple[Choice, ...]:
    """Give what may be answered to a letter: by its kind, and by the step of its action."""
    return choices(letter.letter, _step(session, letter))


def _step(session: Session, letter: Letter) -> MilestoneKey | None:
    action = session.get(Action, letter.action_id) if letter.action_id else None
    return actions.step_key(action) if action else None


def answer(  # noqa: PLR0913 - what makes an answer, and how it came
    office: Office,
    letter: Letter,
    spoken: Spoken,
    *,
    via: str,
    received: int | None = None,
    stamp: datetime | None = None,
) -> Outcome:
    """Take an answer to a letter; one that our rules refuse changes nothing and says why.

    Args:
        office: the desk.
        letter: what is answered; whoever it was written to is who answers.
        spoken: what they said.
        via: one of `models.records.meetings.VIA`.
        received: the number of the message with which it came.
        stamp: when it was given, if that is known better than "now".
    """
    if spoken.code not in {each.code for each in choices_of(office.session, letter)}:
        return Outcome("refused", "not_asked_for")
    if spoken.problem:
        return Outcome("refused", spoken.problem)
    saying = _Saying(office, letter, spoken, via, received, stamp)
    if is_language(spoken):
        return _set_language(saying)
    if is_withdrawn(office.session, letter.review_id, letter.recipient):
        return Outcome("stale", "person_withdrawn")
    return _taken(saying)


def _taken(saying: _Saying) -> Outcome:
    """Take it in whole, or say why not and leave nothing behind."""
    try:
        with saying.session.begin_nested():
            return _TAKEN_BY[saying.spoken.code](saying)
    except AlreadyAnswered:
        return Outcome("stale", "already_answered")
    except Refused as error:
        return Outcome("refused", error.problems[0].code)
    except GuidanceError as error:
        return Outcome("refused", error.code)


_LANGUAGES = {"welsh": "cy", "english": "en", "both": "unknown"}


def _set_language(saying: _Saying) -> Outcome:
    """Set in which language a person is written to; both, for whom neither is known."""
    saying.person.language = _LANGUAGES[saying.spoken.code]
    saying.session.flush()
    return Outcome("applied")


_TO_INVITATION = {
    "accept": "accepted",
    "tentative": "tentative",
    "decline": "declined",
    "deputy": "delegated",
    "propose": "countered",
}


def _answer_invitation(saying: _Saying) -> Outcome:
    invitation = saying.session.get(Invitation, saying.letter.invitation_id or 0)
    if invitation is None:
        return Outcome("refused", "not_asked_for")
    spoken = saying.spoken
    said = Said(
        answer=_TO_INVITATION[spoken.code],
        via=saying.via,
        sequence=saying.letter.facts.get("meeting_sequence"),
        stamp=saying.stamp,
        reason=spoken.reason,
        deputy=_deputy(saying) if spoken.person else None,
        proposed_start=_instant(spoken) if spoken.code == "propose" else None,
        received=saying.received,
    )
    code: Code = invitations.take(saying.office, invitation, said)  # type: ignore[assignment]
    return Outcome(code, _why_stale(saying, invitation) if code == "stale" else None)


def _why_stale(saying: _Saying, invitation: Invitation) -> str:
    """Say why an answer to an invitation came too late."""
    meeting = saying.session.get_one(Meeting, invitation.meeting_id)
    if invitation.state == "uninvited" or is_over(saying.office, meeting):
        return "no_longer_asked"
    answered = saying.letter.facts.get("meeting_sequence", meeting.sequence)
    return "meeting_has_moved" if answered < meeting.sequence else "newer_answer_stands"


def _deputy(saying: _Saying) -> str:
    """Find whom they send: by code, by address, or by another address of theirs."""
    named = saying.spoken.person or ""
    by_alias = select(Alias.person_code).where(func.lower(Alias.e_mail) == named)
    wanted = select(Person.code).where(
        (col(Person.code) == named) | (func.lower(Person.e_mail) == named) | col(Person.code).in_(by_alias)
    )
    found = saying.session.exec(wanted).first()
    if found is None:
        raise GuidanceError("deputy_unknown")
    return found


def _instant(spoken: Spoken) -> datetime:
    assert spoken.on is not None
    assert spoken.at is not None
    return datetime.combine(spoken.on, spoken.at, LONDON)


_EVIDENCE = {"first_line": "e_mail", "mail": "e_mail", "page": "form", "telephone": "telephone"}


def _answer_action(saying: _Saying) -> Outcome:
    action = _action(saying)
    if action is None or action.state == "withdrawn":
        return Outcome("stale", "no_longer_asked")
    facts = {
        **spoken_actions.given(saying.office, action, saying.spoken, saying.on),
        "happened_on": saying.on.isoformat(),
        "decided_by": saying.letter.recipient,
        "evidence": _EVIDENCE[saying.via],
    }
    if action.state == "open" and spoken_actions.needs_the_coordinator(saying.spoken):
        offer = offer_answer(saying.office, saying.letter, action, facts, saying.received)
        return Outcome("offered", offer=offer.key)
    was_open = action.state == "open"
    enter(saying.office, action, facts)
    review = saying.session.get_one(Review, action.review_id)
    return Outcome("applied", review=review.reference) if was_open else Outcome("repeated")


def _action(saying: _Saying) -> Action | None:
    """Find what is answered: the letter's own action, or the acknowledgement that it asks for."""
    if saying.letter.action_id is not None:
        return saying.session.get(Action, saying.letter.action_id)
    review = saying.session.get_one(Review, saying.letter.review_id)
    dissemination.ask_again(saying.office, review, saying.letter.facts.get("addressee", ""))
    wanted = select(Action).where(
        Action.review_id == saying.letter.review_id,
        Action.stage == ACKNOWLEDGEMENT[0].value,
        Action.milestone == ACKNOWLEDGEMENT[1],
        Action.subject == saying.letter.facts.get("addressee", ""),
    )
    return saying.session.exec(wanted.order_by(col(Action.id).desc())).first()


def _meeting(saying: _Saying) -> Meeting:
    return saying.session.get_one(Meeting, saying.letter.meeting_id)


def _take_availability(saying: _Saying) -> Outcome:
    """Take when a person could come: an answer to times that are offered no more says nothing of others."""
    meeting = _meeting(saying)
    asked = {number for number, *_ in saying.letter.facts["options"]}
    if asked != {each.number for each in availability.offered(saying.session, meeting)}:
        return Outcome("stale", "other_times_offered")
    code = availability.take(saying.office, saying.person, meeting, saying.spoken.numbers)
    return Outcome("repeated" if code == "repeated" else "applied")


def _offer_practitioners(saying: _Saying) -> Outcome:
    offer = offer_practitioners(saying.office, saying.letter, saying.spoken, saying.received)
    return Outcome("offered", offer=offer.key)


def _briefed(saying: _Saying) -> Outcome:
    agency = saying.person.agency_code
    numbers = saying.spoken.numbers or None
    event_care.briefed(saying.office, _meeting(saying), agency, numbers, on=saying.on)
    return Outcome("applied")


def _told(saying: _Saying) -> Outcome:
    review = saying.session.get_one(Review, saying.letter.review_id)
    event_care.told(saying.office, review, saying.person.agency_code)
    return Outcome("applied")


def _give_feedback(saying: _Saying) -> Outcome:
    assert saying.spoken.helpful is not None
    assert saying.spoken.prepared is not None
    is_first = event_care.give_feedback(
        saying.office, saying.letter, saying.spoken.helpful, saying.spoken.prepared
    )
    return Outcome("applied" if is_first else "repeated")


_TAKEN_BY: Mapping[str, Callable[[_Saying], Outcome]] = {
    **dict.fromkeys(_TO_INVITATION, _answer_invitation),
    **dict.fromkeys(
        ("received", "sent", "agree", "progress", "ongoing", "expected_end", "ended", "no_process"),
        _answer_action,
    ),
    **dict.fromkeys(("available", "not_available"), _take_availability),
    "practitioners": _offer_practitioners,
    "briefed": _briefed,
    "told": _told,
    "feedback": _give_feedback,
}
