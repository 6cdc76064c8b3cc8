"""A withdrawn person can never be invited to, or written to about, a review: by no way that there is."""

from collections.abc import Callable

import pytest
from learning_events import EVENT, HEALTH, Event
from office_days import Arrive, day, said_in_both_languages

from models.casework import event_care, invitations, meetings
from models.casework.event_care import Proposed
from models.casework.invitations import Said
from models.casework.offers import confirm_offer
from models.casework.people import enter_people, read_people
from models.casework.spoken_answers import Outcome, answer
from models.casework.withdrawals import is_withdrawn, kept_from
from models.guidance.errors import GuidanceError, Refused
from models.guidance.meeting_kinds import kind
from models.guidance.spoken import choices, understand
from models.records import Alias, Entry, Letter, Offer, Person

REASON = "disciplinary_advice"
ANN = "ann-example"


@pytest.fixture
def event(arrive: Arrive) -> Event:
    """A review to whose Learning Event the agencies have proposed people; Ann is withdrawn from it."""
    event = Event(*arrive("S12 invite"))
    event.proposes(*HEALTH)
    withdraws(event)
    return event


def withdraws(event: Event, person: str = ANN) -> None:
    """Withdraw somebody."""
    event_care.withdraw_person(event.office.at, event.review, event.person(person), REASON)


def invite_again(event: Event) -> None:
    invitations.invite(event.office.at, event.meeting, event.person(ANN))


def invite_by_another_row(event: Event) -> None:
    """With the same address, written in capitals, and another code."""
    columns = "code,name,e_mail,agency,board,role,since"
    line = "ax,A E,Ann@Health.Example.test,health,example,practitioner,2020-01-01"
    enter_people(event.office.session, read_people(f"{columns}\n{line}\n"))
    invitations.invite(event.office.at, event.meeting, event.person("ax"))


def invite_by_an_address_that_is_an_alias(event: Event) -> None:
    session = event.office.session
    session.add(Alias(e_mail="ann.private@mail.example.test", person_code=ANN))
    session.add(Person(code="ax", name="A E", e_mail="ann.private@mail.example.test", agency_code="health"))
    session.flush()
    invitations.invite(event.office.at, event.meeting, event.person("ax"))


def send_as_a_deputy(event: Event) -> None:
    said = Said("delegated", "telephone", deputy=ANN)
    invitations.take(event.office.at, event.invitation("sion-example"), said)


def stand_in(event: Event) -> None:
    invitations.invite(event.office.at, event.meeting, event.person(ANN), stands_in_for="sion-example")


@pytest.mark.parametrize(
    "way",
    [
        invite_again,
        invite_by_another_row,
        invite_by_an_address_that_is_an_alias,
        send_as_a_deputy,
        stand_in,
    ],
)
def test_whoever_invites_a_withdrawn_person_is_refused(event: Event, way: Callable[[Event], None]) -> None:
    """Seen to fail, the second and third way, with the person's code compared alone."""
    with pytest.raises(GuidanceError) as refused:
        way(event)
    assert said_in_both_languages([refused.value])
    standing = [
        each.person_code
        for each in event.office.rows(type(event.invitation(ANN)))
        if each.state != "uninvited"
    ]
    assert ANN not in standing
    assert "ax" not in standing


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (HEALTH[0], "participant_withdrawn"),
        (Proposed("Someone", "ANN@health.example.test", agency="health"), "participant_withdrawn"),
        (Proposed("Someone", "ann+event@health.example.test", agency="health"), "participant_withdrawn"),
        (
            Proposed("ann  example", "other@health.example.test", agency="health"),
            "participant_may_be_withdrawn",
        ),
    ],
)
def test_no_agencys_list_brings_a_withdrawn_person_back(event: Event, line: Proposed, code: str) -> None:
    """Seen to fail with addresses compared as they are written, and without the look at namesakes."""
    before = event.office.counts()
    [refused] = event.proposes(line).refused
    assert refused.code == code
    assert said_in_both_languages([refused])
    after = event.office.counts()
    assert (after["person"], after["invitation"], after["letter"]) == tuple(
        before[each] for each in ("person", "invitation", "letter")
    )


def test_a_meeting_that_is_planned_anew_does_not_call_a_withdrawn_person(event: Event) -> None:
    withdraws(event, "mair")
    event.moves("Fri 19 Jun 2026")
    starts_at, ends_at = kind("panel").usual_hours(day(EVENT))
    panel = meetings.plan(
        event.office.at, event.review, "panel", starts_at=starts_at, ends_at=ends_at, number=9
    )
    called = [
        each.person_code
        for each in event.office.rows(type(event.invitation(ANN)))
        if each.meeting_id == panel.id
    ]
    assert sorted(called) == ["pat", "rhys", "rob"]
    assert event.invitation("mair").state == "uninvited"


def test_what_has_not_gone_to_a_withdrawn_person_never_goes(arrive: Arrive) -> None:
    """Seen to fail without the taking back: the invitation that waited for the lead went after all."""
    event = Event(*arrive("S12 invite"))
    event.proposes(*HEALTH)
    event.morning("Fri 15 May 2026")
    withdraws(event)
    to_ann = [each for each in event.office.rows(Letter) if each.recipient == ANN]
    assert {each.letter for each in to_ann} == {"invitation", "joining_note"}
    assert {each.state for each in to_ann} == {"withdrawn"}
    assert event.morning("Mon 18 May 2026") == 0


def test_a_withdrawn_person_who_was_told_gets_the_cancellation_and_nothing_else(arrive: Arrive) -> None:
    """Seen to fail with CANCEL kept from them too: the meeting stayed in their diary."""
    event = Event(*arrive("S12 invite"))
    event.proposes(*HEALTH)
    event.sent()
    withdraws(event)
    waiting = [
        each for each in event.office.rows(Letter) if each.recipient == ANN and each.state == "pending"
    ]
    assert [(each.letter, each.method) for each in waiting] == [("invitation_cancelled", "CANCEL")]
    assert kept_from(event.office.session, waiting[0]) is None
    [gone] = [
        each for each in event.office.rows(Letter) if each.recipient == ANN and each.state == "accepted"
    ]
    assert kept_from(event.office.session, gone) == REASON


def test_the_others_of_the_agency_are_told_nothing_and_asked_for_as_before(event: Event) -> None:
    assert event.invitation("sion-example").state == "needs_action"
    event.morning("Fri 15 May 2026")
    [asked] = [each for each in event.letters("briefing_asked") if each.recipient == "huw"]
    assert asked.facts["people"] == [[2, "Siôn Example"]]
    assert event.to("joining_note") == ["sion-example"]


def test_a_withdrawal_holds_for_its_review_alone(event: Event) -> None:
    other = event.office.opens("CPR EX 99/2026")
    assert is_withdrawn(event.office.session, event.review.id, ANN) == REASON
    assert is_withdrawn(event.office.session, other.id, ANN) is None
    assert is_withdrawn(event.office.session, None, ANN) is None


def test_the_audit_says_that_somebody_was_withdrawn_and_never_why(event: Event) -> None:
    entries = [each for each in event.office.rows(Entry) if each.what == "person_withdrawn"]
    assert [each.details for each in entries] == [{"person": ANN}]
    assert all(REASON not in str(each.details) for each in event.office.rows(Entry))


def test_withdrawn_twice_is_withdrawn_once(event: Event) -> None:
    with event.office.nothing_changes():
        withdraws(event)


def test_a_reason_that_is_none_is_refused(event: Event) -> None:
    with pytest.raises(Refused, match="disciplinary_advice"):
        event_care.withdraw_person(event.office.at, event.review, event.person("sion-example"), "gossip")


def test_a_person_who_may_take_part_again_is_invited_anew_and_not_by_that_alone(event: Event) -> None:
    """R64."""
    event_care.admit_again(event.office.at, event.review, event.person(ANN))
    assert event.invitation(ANN).state == "uninvited"
    assert [each for each in event.letters("invitation") if each.recipient == ANN] == []
    event.proposes(HEALTH[0])
    assert event.invitation(ANN).state == "needs_action"
    withdraws(event)
    assert is_withdrawn(event.office.session, event.review.id, ANN) == REASON
    with pytest.raises(GuidanceError, match="not withdrawn"):
        event_care.admit_again(event.office.at, event.review, event.person("sion-example"))


def test_a_lead_who_is_withdrawn_does_not_open_the_way_for_the_agencys_people(arrive: Arrive) -> None:
    """Seen to fail without the handing over: a letter that waits for a withdrawn one is let pass."""
    event = Event(*arrive("S12 invite"))
    event.proposes(*HEALTH)
    withdraws(event, "huw")
    waiting = [each for each in event.letters("invitation") if each.recipient in (ANN, "sion-example")]
    assert {(each.state, each.reason) for each in waiting} == {("proposed", "agency_without_lead")}


def listed_by_mail(event: Event, *lines: str) -> Outcome:
    """Let the lead of health answer the letter that asks for their people."""
    event.morning("Tue 3 Mar 2026")
    [letter] = [each for each in event.letters("practitioners_asked") if each.recipient == "huw"]
    spoken = understand("\n".join(["practitioners", *lines]), choices("practitioners_asked"))
    assert spoken is not None
    return answer(event.office.at, letter, spoken, via="first_line")


def test_an_agencys_lead_is_not_told_by_mail_that_somebody_is_withdrawn(event: Event) -> None:
    """Seen to fail with the line refused to the lead: an automatic answer gave the withdrawal away."""
    taken = listed_by_mail(
        event, "Ann Example <ann@health.example.test>; en; key", "Eve Example <eve@health.example.test>; cy"
    )
    assert taken.code == "offered"
    [offer] = event.office.rows(Offer)
    left_out = confirm_offer(event.office.at, offer)
    assert [each.code for each in left_out] == ["participant_withdrawn"]
    assert event.invitation(ANN).state == "uninvited"
    assert event.invitation("eve-example").state == "needs_action"


def test_a_list_of_nobody_but_the_withdrawn_is_not_confirmed(event: Event) -> None:
    listed_by_mail(event, "Ann Example <ann@health.example.test>; en; key")
    [offer] = event.office.rows(Offer)
    with pytest.raises(Refused, match="must not be invited"):
        confirm_offer(event.office.at, offer)
    assert offer.state == "offered"
