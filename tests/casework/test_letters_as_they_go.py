"""Letters as the casework means them, written with what the record adds: no facts made up for a test."""

from datetime import time

import pytest
from learning_events import HEALTH, POLICE, Event
from letters_written import PAGE, SENDER, part, read
from office_days import OfficeDays, day
from sqlmodel import col, select

from models.casework import boards_office, counters, invitations, letters, reminders, weekly
from models.casework.monthly import monthly
from models.guidance.errors import Refused
from models.guidance.meeting_kinds import instant
from models.guidance.sentences import in_words
from models.records import Board, Entry, Letter, Person, Review
from models.records.errors import RecordsError
from tasks.correspondence.occasion import Occasion, occasion
from tasks.correspondence.rendering import render

OFFICE = {
    "telephone": "01000 000000",
    "website": "https://board.example.test/",
    "support": "Example Support, 01000 111111",
}


@pytest.fixture
def review(office: OfficeDays) -> Review:
    """A review whose referral has just come in."""
    return office.opens()


def _around(office: OfficeDays, letter: Letter) -> Occasion:
    person = office.session.get_one(Person, letter.recipient)
    return occasion(office.session, letter, person, office.today)


def _text(office: OfficeDays, letter: Letter) -> str:
    """Write a letter as its turn comes, and read its plain part on one line."""
    person = office.session.get_one(Person, letter.recipient)
    written = render(letter, person, SENDER, at=office.at.now, page=PAGE, around=_around(office, letter))
    return " ".join(part(read(written), "plain").split())


def _letters(office: OfficeDays, *kinds: str) -> list[Letter]:
    rows = office.session.exec(select(Letter).order_by(col(Letter.id)))
    return [row for row in rows if not kinds or row.letter in kinds]


def _means(office: OfficeDays, letter: str, to: str, *, sequence: int = 0) -> Letter:
    person = office.session.get_one(Person, to)
    facts = {"event_on": "2026-06-12"}
    [meant] = letters.mean(office.at, letter, [person], board="example", sequence=sequence, **facts)
    return meant


def test_every_letter_of_a_review_with_its_meetings_can_be_written(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail with the fact `act_by` renamed where `action_waiting` is meant."""
    boards_office.enter(office.at, "example", **OFFICE)
    office.through(review, "S08")
    meeting = office.plans(review, "panel", "Mon 1 Jun 2026")
    office.posts()
    office.plans(review, "panel", "Tue 2 Jun 2026")
    office.posts()
    proposed = {
        "proposed_start": instant(day("Wed 3 Jun 2026"), time(10)),
        "proposed_end": instant(day("Wed 3 Jun 2026"), time(12)),
    }
    office.replies(meeting, "rob", "countered", **proposed)
    counters.decline_counter(office.at, office.invitation(meeting, "rob"))
    office.posts()
    invitations.uninvite(office.at, office.invitation(meeting, "rob"))
    office.through(review, "S12 invite")
    waiting = office.action(review, "S12 invite").act_by
    assert waiting is not None
    for later in (waiting, day("Fri 29 May 2026")):
        office.on(later)
        reminders.sweep(office.at)
        weekly.weekly(office.at)
        monthly(office.at)

    assert _all_written(office) >= {
        "referral_received",
        "action_waiting",
        "decision_made",
        "invitation",
        "invitation_changed",
        "invitation_cancelled",
        "counter_proposed",
        "counter_declined",
        "reminder",
        "escalation",
        "weekly",
        "monthly",
    }


def test_every_letter_of_a_learning_event_can_be_written(office: OfficeDays, review: Review) -> None:
    """Seen to fail with the fact `event_on` renamed in `lead_first.asking`."""
    event = Event(office, office.through(review, "S12 invite"))
    event.proposes(*HEALTH, *POLICE)
    office.posts()
    for today in ("Mon 18 May 2026", "Mon 1 Jun 2026", "Mon 15 Jun 2026", "Fri 19 Jun 2026"):
        event.morning(today)
        office.posts()

    assert _all_written(office) >= {"lead_briefing", "practitioners_asked", "joining_note", "briefing_asked"}


def _all_written(office: OfficeDays) -> set[str]:
    for row in _letters(office):
        assert "Example" in _text(office, row), row.letter
    return {row.letter for row in _letters(office)}


def test_the_first_letter_is_the_first_that_may_have_been_read(office: OfficeDays) -> None:
    """Seen to fail with letters counted that wait: of two meant on one day neither was then the first."""
    first = _means(office, "event_follow_up", "huw")
    second = _means(office, "event_follow_up", "huw", sequence=1)
    assert _around(office, first).first
    assert _around(office, second).first

    first.state, first.message = "sending", b"..."
    office.session.flush()
    assert _around(office, first).first
    assert not _around(office, second).first


def test_who_signs_the_letters_is_not_introduced_to_them(office: OfficeDays) -> None:
    assert not _around(office, _means(office, "event_follow_up", "nia")).first


def test_a_letter_is_signed_by_the_coordinator_of_its_day_and_gives_the_office(office: OfficeDays) -> None:
    """Seen to fail with the coordinator of any Board."""
    boards_office.enter(office.at, "example", **OFFICE)
    text = _text(office, _means(office, "event_follow_up", "pat"))

    assert "Nia Example Coordinator, Example Board Telephone: 01000 000000" in text
    assert "Example Support, 01000 111111" in text


def test_a_member_of_the_panel_hears_of_the_child_from_the_lead_of_their_own_agency(
    office: OfficeDays,
) -> None:
    """Seen to fail with the first lead of any agency."""
    assert _around(office, _means(office, "event_follow_up", "huw")).lead == "Huw Example"
    assert _around(office, _means(office, "event_follow_up", "sian")).lead == "Sian Example"
    assert _around(office, _means(office, "event_follow_up", "pat")).lead is None


def test_a_receipt_says_when_the_decision_is_due_and_the_decision_when_the_panel_first_meets(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail with the deadline of the recommendation."""
    [receipt, *_] = _letters(office, "referral_received")
    expected = _around(office, receipt).expected
    assert expected is not None
    assert expected.step[1] == "decision"
    assert in_words(expected.on, "en") in _text(office, receipt)

    office.through(review, "S05")
    [decided, *_] = _letters(office, "decision_made")
    coming = _around(office, decided).expected
    assert coming is not None
    assert coming.step[1] == "first_panel"
    assert coming.source is not None


def test_a_digest_tells_the_letters_that_were_folded_into_it_and_no_other(office: OfficeDays) -> None:
    """Seen to fail with every letter to that person."""
    told, other = (_means(office, "event_feedback", "sian", sequence=number) for number in (0, 1))
    digest = _means(office, "digest", "sian")
    told.folded_into_id = digest.id
    office.session.flush()

    assert _around(office, digest).folded == (told,)
    assert other.folded_into_id is None
    assert _text(office, digest).count("How was the Learning Event for you?") == 1


def test_what_letters_say_of_the_office_is_entered_once_and_the_audit_says_by_whom(
    office: OfficeDays,
) -> None:
    """Seen to fail with an entry for a change that is none."""
    assert boards_office.office_of(office.session, "example").missing == ("telephone", "website", "support")

    entered = boards_office.enter(office.at, "example", **OFFICE)
    boards_office.enter(office.at, "example", telephone=" 01000  000000 ")

    assert entered.missing == ()
    entries = office.session.exec(select(Entry).where(Entry.what == "board_entered")).all()
    assert [(each.by, each.details) for each in entries] == [
        ("nia", {"board": "example", "fields": ["support", "telephone", "website"]})
    ]
    assert "01000" not in str([each.details for each in entries])


@pytest.mark.parametrize(
    "wrong",
    [
        {"telephone": "ring us"},
        {"telephone": "1"},
        {"website": "http://board.example.test"},
        {"website": "https://board.example.test/\r\nBcc: x@example.test"},
        {"website": "javascript:alert(1)"},
        {"support": "x" * 201},
        {"support": "a\u202eb"},
    ],
)
def test_what_is_no_telephone_or_website_is_refused_where_it_is_typed(
    office: OfficeDays, wrong: dict[str, str]
) -> None:
    """Seen to fail with `match` for `fullmatch`."""
    with office.nothing_changes(), pytest.raises(Refused) as refused:
        boards_office.enter(office.at, "example", **wrong)

    [problem] = refused.value.problems
    assert problem.words.cy != problem.words.en


def test_what_was_entered_can_be_taken_away_again(office: OfficeDays) -> None:
    boards_office.enter(office.at, "example", **OFFICE)

    assert boards_office.enter(office.at, "example", support="").missing == ("support",)
    assert office.session.get_one(Board, "example").telephone == OFFICE["telephone"]


def test_a_board_that_is_none_is_refused(office: OfficeDays) -> None:
    with pytest.raises(RecordsError) as refused:
        boards_office.enter(office.at, "nowhere", telephone="01000 000000")

    assert refused.value.code == "no_such_board"


def test_the_doctor_looks_at_the_boards_that_somebody_works_for(office: OfficeDays) -> None:
    assert [each.code for each in boards_office.boards_that_write(office.session)] == ["example", "example_b"]
