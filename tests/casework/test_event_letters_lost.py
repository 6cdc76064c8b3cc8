"""Letters of a Learning Event that were lost or folded, and the invitations on which they hang."""

import pytest
from learning_events import HEALTH, Event
from office_days import Arrive
from sqlmodel import select

from models.casework import meetings
from models.casework.came_back import send_to_new_addresses
from models.casework.people import enter_people, read_people
from models.guidance.letter_kinds import KINDS
from models.records import Letter

ANN = "ann-example"


@pytest.fixture
def event(arrive: Arrive) -> Event:
    """A review with a Learning Event in June to which health has proposed its people."""
    event = Event(*arrive("S12 invite"))
    event.proposes(*HEALTH)
    return event


def to_ann(event: Event, *letters: str) -> list[Letter]:
    """Give the letters of these kinds to Ann that stand, the oldest first."""
    found = [row for each in letters for row in event.letters(each) if row.recipient == ANN]
    return sorted(found, key=lambda each: each.key)


def comes_back(event: Event, letter: Letter, state: str = "bounced") -> None:
    """Let a letter be lost on its way to the address that its person has."""
    person = event.person(letter.recipient)
    letter.state, letter.message = state, person.e_mail.encode()
    person.bounced_on = event.office.today if state == "bounced" else None
    event.office.session.flush()


def corrects(event: Event, e_mail: str) -> int:
    """Correct Ann's address from a file, and give how many invitations are sent again."""
    columns = "code,name,e_mail,agency,board,role,since"
    line = f"{ANN},Ann Example,{e_mail},health,example,practitioner,2026-03-02"
    enter_people(event.office.session, read_people(f"{columns}\n{line}\n"))
    return send_to_new_addresses(event.office.at)


@pytest.mark.parametrize("state", ["bounced", "expired"])
def test_an_invitation_that_never_came_goes_again_when_the_address_is_corrected(
    event: Event, state: str
) -> None:
    """Seen to fail with the addresses not compared: it went to the same address again."""
    [lost] = to_ann(event, "invitation")
    comes_back(event, lost, state)
    assert corrects(event, "ann@health.example.test") == 0
    assert corrects(event, "ann.e@health.example.test") == 1
    assert corrects(event, "ann.e@health.example.test") == 0
    _, again = to_ann(event, "invitation")
    assert (again.state, again.method, again.after_id) == ("pending", "REQUEST", lost.after_id)


def test_an_invitation_that_came_is_not_sent_again_for_another_address(event: Event) -> None:
    event.sent()
    assert corrects(event, "ann.e@health.example.test") == 0


def test_nobody_gets_a_joining_note_without_an_invitation_that_stands(event: Event) -> None:
    """Seen to fail with the note meant after nothing: it went the same morning, every morning."""
    [invitation] = to_ann(event, "invitation")
    comes_back(event, invitation, "expired")
    event.morning("Fri 15 May 2026")
    assert event.to("joining_note") == ["sion-example"]


def test_nobody_is_written_to_at_an_address_that_is_none(event: Event) -> None:
    """Seen to fail without the look at the address: the note was meant every morning."""
    event.sent()
    event.morning("Fri 15 May 2026")
    comes_back(event, *to_ann(event, "joining_note"))
    assert event.morning("Mon 18 May 2026") == 0


def test_a_joining_note_waits_for_the_invitation_that_replaces_its_own(event: Event) -> None:
    """R81: seen to fail with the old one waited for: the note overtook the lead's briefing."""
    event.morning("Fri 15 May 2026")
    [note] = to_ann(event, "joining_note")
    starts_at, ends_at = event.meeting.starts_at, event.meeting.ends_at
    assert starts_at is not None
    assert ends_at is not None
    meetings.plan(
        event.office.at,
        event.review,
        "learning_event",
        starts_at=starts_at,
        ends_at=ends_at,
        place="Neuadd y Sir",
    )
    [newest] = to_ann(event, "invitation", "invitation_changed")
    event.office.session.refresh(note)
    assert note.after_id == newest.id
    assert note.due_on > newest.due_on


def test_a_letter_that_a_digest_tells_is_not_meant_again(event: Event) -> None:
    """Seen to fail with a folded letter taken for lost: it was meant again every morning."""
    event.morning("Tue 3 Mar 2026")
    session = event.office.session
    asked = session.exec(select(Letter).where(Letter.letter == "practitioners_asked")).all()
    digest = Letter(
        letter="digest",
        recipient="huw",
        due_on=event.office.today,
        facts={"board": "example"},
        written_at=event.office.at.now,
    )
    session.add(digest)
    session.flush()
    for each in asked:
        each.state, each.reason, each.folded_into_id = "withdrawn", "folded", digest.id
    session.flush()
    assert event.morning("Wed 4 Mar 2026") == 0


def test_what_cannot_be_told_in_a_line_is_never_folded() -> None:
    """Seen to fail with these of the sort *letter*: a digest told the only copy of a question."""
    asked = ("availability_asked", "practitioners_asked", "briefing_asked", "joining_note")
    assert {KINDS[each] for each in asked} == {"invitation"}
