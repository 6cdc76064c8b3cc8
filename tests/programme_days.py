"""Programmes, as tests have them: people for a Panel, their diaries, and the days that come of them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from answers import PEOPLE
from office_days import OfficeDays, day
from sqlmodel import select

from models.casework import programmes
from models.casework.people import enter_people, read_people
from models.casework.programmes import Choice, Proposal
from models.guidance.meeting_kinds import day_of, instant
from models.records import BusyBlock, Diary, Letter, Review

MORE = """\
pat,Pat Example,pat@probation.example.test,probation,en,,example,panel_chair,2012-01-01,
mair,Mair Example,mair@housing.example.test,housing,unknown,,example,panel_member,2012-01-02,dai
hari,Hari Example,hari@health.example.test,health,en,,example,panel_member,2012-01-01,
dai,Dai Example,dai@housing.example.test,housing,cy,,example,practitioner,2012-01-01,
"""
"""Beside the people of the answers: one who chairs Panels, one of an agency involved, and a deputy."""

_OPEN = (time(9), time(17))


def with_a_panel(office: OfficeDays) -> OfficeDays:
    """Put on the list whom programmes are planned for."""
    heading = PEOPLE.splitlines()[0]
    enter_people(office.session, read_people(f"{heading},deputy\n{MORE}"))
    return office


def knows(office: OfficeDays, *people: str, busy: Iterable[tuple[str | date, time, time]] = ()) -> None:
    """Let the diaries of people be known for a year from today, with what keeps them busy."""
    known = {each.person_code: each for each in office.rows(Diary)}
    for person in people:
        diary = known.get(person) or Diary(person_code=person, source="file")
        diary.known_from, diary.known_until = office.today, office.today + timedelta(days=400)
        diary.read_at = datetime.combine(office.today, time(8), UTC)
        office.session.add(diary)
        office.session.flush()
        for on, starts, ends in busy:
            office.session.add(
                BusyBlock(
                    diary_id=diary.key, starts_at=instant(day(on), starts), ends_at=instant(day(on), ends)
                )
            )
    office.session.flush()


def busy_all_day(*days: str | date) -> list[tuple[str | date, time, time]]:
    """Give days that are full from opening to closing."""
    return [(each, *_OPEN) for each in days]


def choose(office: OfficeDays, review: Review, which: int, **how: Any) -> Choice:  # noqa: ANN401 - as `choose`
    """Choose one of the programmes proposed last: the first, the second or the third of them."""
    number = last_round(office, review)[which - 1].programme.number
    return programmes.choose(office.at, review, number, **how)


def days_of(proposal: Proposal) -> dict[str, str]:
    """Give the days of a programme, by the planner's name of each meeting."""
    return {programmes.key_of(each): f"{day_of(each.starts_at):%a %-d %b %Y}" for each in proposal.meetings}


def absent(proposal: Proposal, key: str) -> list[tuple[str | None, str | None, str | None]]:
    """Give who cannot come to a meeting of a programme: person, cause, who stands in."""
    [meeting] = [each for each in proposal.meetings if programmes.key_of(each) == key]
    return [(each["person"], each["cause"], each["stands_in"]) for each in meeting.absent]


def last_round(office: OfficeDays, review: Review) -> list[Proposal]:
    """Give the programmes that were proposed last."""
    return list(programmes.latest_round(office.session, review))


def letters_about(office: OfficeDays, review: Review) -> list[Letter]:
    """Give the letters with programmes, the oldest first."""
    wanted = select(Letter).where(Letter.review_id == review.id, Letter.letter == "programme_proposed")
    return sorted(office.session.exec(wanted), key=lambda each: each.key)
