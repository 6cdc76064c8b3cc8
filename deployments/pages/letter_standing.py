"""What has been answered to a letter until now, as the record has it and not yet in any language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from deployments.pages.speaking import Say
from models.casework.briefing import numbered
from models.guidance.calendar_dates import LONDON
from models.guidance.route import ACKNOWLEDGEMENT
from models.records import Action, AgencyTold, Availability, Letter, Meeting, MeetingOption, Offer, Person


@dataclass(frozen=True)
class Stands:
    """One sentence about what stands: its code, and the day, the time or the count that it names."""

    code: str
    on: date | None = None
    time: tuple[datetime, datetime] | None = None
    count: int = 0

    def said(self, say: Say) -> str:
        """Say it in one language."""
        return say(
            f"stands_{self.code}",
            on=say.day(self.on) if self.on else "",
            when=say.when(*self.time) if self.time else "",
            count=self.count,
        )


def stands(session: Session, letter: Letter, person: Person) -> tuple[Stands, ...]:
    """Give everything that stands about what a letter asks."""
    return (
        *_action(session, letter),
        *_offers(session, letter, person),
        *_available(session, letter, person),
        *_told(session, letter, person),
        *_briefed(session, letter, person),
        *([Stands("given")] if letter.facts.get("given") else []),
    )


def _action(session: Session, letter: Letter) -> Iterator[Stands]:
    action = _asked_by(session, letter)
    if action is None:
        return
    if action.state == "open":
        yield Stands("open_by", on=action.act_by) if action.act_by else Stands("open")
    elif action.state == "answered" and action.closed_at:
        yield Stands("answered", on=action.closed_at.astimezone(LONDON).date())
    else:
        yield Stands("withdrawn")


def _asked_by(session: Session, letter: Letter) -> Action | None:
    """Give the action that an answer to a letter answers; that of shared learning is the coordinator's."""
    if letter.action_id is not None:
        return session.get(Action, letter.action_id)
    stage, milestone = ACKNOWLEDGEMENT
    wanted = select(Action).where(
        Action.review_id == letter.review_id,
        Action.stage == stage.value,
        Action.milestone == milestone,
        Action.subject == letter.facts.get("addressee", ""),
    )
    return session.exec(wanted.order_by(col(Action.id).desc())).first()


def _offers(session: Session, letter: Letter, person: Person) -> Iterator[Stands]:
    of = Offer.action_id == letter.action_id if letter.action_id else Offer.meeting_id == letter.meeting_id
    if letter.action_id or letter.meeting_id:
        wanted = select(Offer).where(of, Offer.person_code == person.code, Offer.state == "offered")
        for offer in session.exec(wanted.order_by(col(Offer.id))):
            yield Stands("offered", on=offer.offered_on)


def _available(session: Session, letter: Letter, person: Person) -> Iterator[Stands]:
    if letter.letter != "availability_asked" or letter.meeting_id is None:
        return
    answered = (
        select(MeetingOption, Availability.can)
        .join(Availability, col(Availability.option_id) == MeetingOption.id)
        .where(MeetingOption.meeting_id == letter.meeting_id, Availability.person_code == person.code)
        .where(col(MeetingOption.withdrawn).is_(False))
    )
    for option, can in session.exec(answered.order_by(col(MeetingOption.number))):
        code = "available" if can == "yes" else "not_available"
        yield Stands(code, time=(option.starts_at, option.ends_at))


def _told(session: Session, letter: Letter, person: Person) -> Iterator[Stands]:
    if letter.letter == "lead_briefing":
        wanted = select(AgencyTold).where(
            AgencyTold.meeting_id == letter.meeting_id, AgencyTold.agency_code == person.agency_code
        )
        for each in session.exec(wanted):
            yield Stands("told", on=each.told_on)


def _briefed(session: Session, letter: Letter, person: Person) -> Iterator[Stands]:
    if letter.letter == "briefing_asked" and letter.meeting_id is not None:
        people = numbered(session, session.get_one(Meeting, letter.meeting_id), person.agency_code)
        yield Stands("briefed", count=sum(each.briefed_on is not None for each in people.values()))
