"""The Learning Event by mail: the agency’s list, who was told and prepared, and what was said after."""

from datetime import date

import pytest
from office_days import OfficeDays
from replies_office import RepliesOffice
from sqlmodel import select

from models.casework import event_care, letters
from models.casework.offers import confirm_offer
from models.guidance.errors import GuidanceError
from models.records import AgencyTold, Feedback, Invitation, Meeting, Offer, Person, Review

LIST = """\
ymarferwyr
Ann Example <ann@health.example.test>; en; key
* Siôn Example <sion@health.example.test>; cy

Diolch"""


@pytest.fixture
def event(empty_office: RepliesOffice) -> RepliesOffice:
    """An office with a Learning Event on its way, whose agencies have been asked for their people."""
    empty_office.begins("S12 brief")
    morning(empty_office, date(2026, 3, 3))
    return empty_office


def morning(office: RepliesOffice, on: date) -> None:
    """Let it be the morning of a day: what is due is meant, and goes."""
    office.today = on
    with office.desk() as at:
        event_care.look_over(at)
    office.all_letters_go()


def confirms(office: RepliesOffice) -> None:
    """Let the coordinator confirm what was offered."""
    with office.desk() as at:
        confirm_offer(at, at.session.exec(select(Offer).where(Offer.state == "offered")).one())
    office.all_letters_go()


def test_an_agencys_list_counts_once_the_coordinator_confirms_it_and_is_let_go_of_then(
    event: RepliesOffice,
) -> None:
    people = len(event.rows(Person))
    event.reads(event.mail("huw", event.of_letter("practitioners_asked", "huw"), LIST))
    assert event.outcomes() == [("answer", "refused", "practitioner_line_unreadable")], "Diolch is nobody"

    event.reads(event.mail("huw", event.of_letter("practitioners_asked", "huw"), LIST.replace("Diolch", "")))
    assert event.outcomes()[1:] == [("answer", "offered", None)]
    assert len(event.rows(Person)) == people
    confirms(event)
    invited = [each for each in event.rows(Invitation) if each.agency_code == "health" and each.key_person]
    assert [each.person_code for each in invited] == ["ann-example"]
    assert event.person("sion-example").language == "cy"
    assert event.offers[0].given == {"count": 2}
    with event.desk() as at:
        where = OfficeDays(at.session).stands_anywhere("ann@health.example.test")
    assert "offer" not in where
    assert "received" not in where


def test_a_list_that_cannot_be_read_is_refused_with_the_line(event: RepliesOffice) -> None:
    for line in ("Ann Example", "Ann <ann>", "Ann <a@b.example.test>; fr", "<a@b.example.test>; cy"):
        event.reads(
            event.mail("huw", event.of_letter("practitioners_asked", "huw"), f"practitioners\n{line}")
        )
    assert {each[1] for each in event.outcomes()} == {"refused"}
    assert event.offers == []


def test_an_agency_says_by_mail_that_its_people_were_told_and_prepared(event: RepliesOffice) -> None:
    event.reads(event.mail("huw", event.of_letter("practitioners_asked", "huw"), LIST.replace("Diolch", "")))
    confirms(event)
    event.reads(event.mail("huw", event.of_letter("lead_briefing", "huw"), "Dywedwyd"))
    assert [each.agency_code for each in event.rows(AgencyTold)] == ["health"]

    with event.desk() as at:
        meeting = at.session.exec(select(Meeting).where(Meeting.kind == "learning_event")).one()
        assert meeting.planned_on is not None
        day = date.fromordinal(meeting.planned_on.toordinal() - 14)
    morning(event, day)
    to = event.of_letter("briefing_asked", "huw")
    numbers = event.letter("briefing_asked", "huw").facts["people"]
    event.reads(event.mail("huw", to, "briffiwyd 99"), event.mail("huw", to, f"briefed {numbers[0][0]}"))
    assert [each[1:] for each in event.outcomes()[-2:]] == [
        ("refused", "no_such_participant"),
        ("applied", None),
    ]
    event.reads(event.mail("huw", to, "briffiwyd"))
    practitioners = [
        each for each in event.rows(Invitation) if each.person_code in ("ann-example", "sion-example")
    ]
    assert all(each.briefed_on == day for each in practitioners)


def test_what_somebody_thought_of_the_event_is_counted_once_and_nowhere_tied_to_them(
    empty_office: RepliesOffice,
) -> None:
    office = empty_office
    office.begins("S14 draft")
    office.plans()
    with office.desk() as at:
        meeting = at.session.exec(select(Meeting).where(Meeting.kind == "learning_event")).one()
        letters.mean(
            at,
            "event_feedback",
            [at.session.get_one(Person, "mair")],
            board="example",
            meeting=meeting,
        )
    office.all_letters_go()
    to = office.of_letter("event_feedback", "mair")
    office.reads(office.mail("mair", to, "adborth 6 ie"), office.mail("mair", to, "adborth 4 ie"))
    office.reads(office.mail("mair", to, "feedback 1 no"))
    assert [each[1:] for each in office.outcomes()] == [
        ("refused", "mark_unreadable"),
        ("applied", None),
        ("repeated", None),
    ]
    assert [(each.helpful, each.prepared) for each in office.rows(Feedback)] == [(4, "yes")]
    [back] = office.letters("answer_recorded")
    assert "4" not in str(back.facts)


def test_somebody_withdrawn_is_left_out_and_only_the_coordinator_is_told(event: RepliesOffice) -> None:
    with event.desk() as at:
        review = at.session.exec(select(Review)).one()
        at.session.add(Person(code="ann", name="Ann", e_mail="ann@health.example.test", agency_code="health"))
        at.session.flush()
        event_care.withdraw_person(at, review, at.session.get_one(Person, "ann"), "police_advice")
    event.reads(event.mail("huw", event.of_letter("practitioners_asked", "huw"), LIST.replace("Diolch", "")))
    assert event.outcomes() == [("answer", "offered", None)], "the lead does not hear of it"
    with event.desk() as at:
        left_out = confirm_offer(at, at.session.exec(select(Offer)).one())
    assert [(each.code, each.facts["line"]) for each in left_out] == [("participant_withdrawn", 1)]
    assert "ann" not in {each.person_code for each in event.rows(Invitation)}


def test_an_offer_that_the_rules_refuse_whole_stays_offered(event: RepliesOffice) -> None:
    only_ann = "practitioners\nAnn Example <ann@health.example.test>"
    event.reads(event.mail("huw", event.of_letter("practitioners_asked", "huw"), only_ann))
    with event.desk() as at:
        review = at.session.exec(select(Review)).one()
        at.session.add(Person(code="ann", name="Ann", e_mail="ann@health.example.test", agency_code="health"))
        at.session.flush()
        event_care.withdraw_person(at, review, at.session.get_one(Person, "ann"), "police_advice")
    with event.desk() as at, pytest.raises(GuidanceError):
        confirm_offer(at, at.session.exec(select(Offer)).one())
    assert [each.state for each in event.offers] == ["offered"]
