"""Every letter of the Learning Event's care, meant by the office and written with its templates."""

from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
from conftest import Database
from learning_events import EVENT, HEALTH, POLICE, Event
from office_days import OfficeDays, day
from outgoing import SENDER
from sqlalchemy import create_engine
from sqlmodel import Session

from models.casework import meetings
from models.records import Letter, Person
from tasks.correspondence.occasion import occasion
from tasks.correspondence.rendering import render


@pytest.fixture
def event(own_database: Database) -> Iterator[Event]:
    """A review whose Learning Event was prepared and held; nothing has been sent."""
    engine = create_engine(own_database.application_url)
    with Session(engine) as session:
        office = OfficeDays(session).with_people()
        event = Event(office, office.through(office.opens(), until="S07 first_check"))
        event.proposes(*HEALTH, *POLICE)
        event.morning("Tue 3 Mar 2026")
        event.answers("sion-example", "accepted")
        event.morning("Fri 29 May 2026")
        meetings.held(office.on(EVENT).at, event.review, "learning_event", day(EVENT))
        event.morning("Mon 22 Jun 2026")
        yield event
        session.rollback()
    engine.dispose()


def written(event: Event, letter: str, to: str) -> str:
    """Write the last letter of a kind to a person, and give its text part."""
    rows = [each for each in event.office.rows(Letter) if (each.letter, each.recipient) == (letter, to)]
    person = event.office.session.get_one(Person, to)
    around = occasion(event.office.session, rows[-1], person, event.office.today)
    content = render(rows[-1], person, SENDER, at=event.office.at.now, around=around)
    plain = message_from_bytes(content, policy=policy.default).get_body(("plain",))
    assert plain is not None
    return str(plain.get_content())


@pytest.mark.parametrize(
    ("letter", "to", "says"),
    [
        ("practitioners_asked", "huw", "10 April 2026"),
        ("lead_briefing", "huw", "12 June 2026"),
        ("joining_note", "sion-example", "12 Mehefin 2026"),
        ("briefing_asked", "sian", "Dai Example"),
        ("event_follow_up", "sion-example", "12 Mehefin 2026"),
        ("event_feedback", "sion-example", "12 Mehefin 2026"),
        ("quorum_lost", "nia", "iechyd"),
    ],
)
def test_every_letter_of_the_events_care_can_be_written(
    event: Event, letter: str, to: str, says: str
) -> None:
    """R80-R82: seen to fail with ``event_on`` left out of the facts of the follow-up."""
    assert says in written(event, letter, to)
