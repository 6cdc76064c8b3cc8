"""Where a review's days went: causes found in the record, causes that people give, every day in its place."""

from datetime import timedelta
from typing import Any

import pytest
from office_days import Arrive, OfficeDays
from sqlmodel import Session

from models import casework
from models.casework import availability, delays, returning
from models.casework.delay_causes import account
from models.casework.withdrawals import admit_again, withdraw_person
from models.guidance import route
from models.guidance.errors import Refused
from models.guidance.meeting_kinds import kind as panel_kind
from models.records import Person, Review


def days(office: OfficeDays, review: Review, **more: Any) -> dict[str, tuple[int, int, int]]:  # noqa: ANN401
    """Give the causes with their any-cause, exclusive and shared days."""
    found = account(office.at, review, **more)
    assert found is not None
    ledger = found.ledger
    assert ledger.working + ledger.attributed + ledger.unexplained == ledger.elapsed
    return {each.cause: (each.any, each.exclusive, each.shared) for each in ledger.causes}


def attributes(office: OfficeDays, review: Review, **facts: Any) -> None:  # noqa: ANN401
    given = {
        "happened_on": office.today.isoformat(),
        "decided_by": "carys",
        "cause": "diary",
        "reason": "Cofnodion y Panel",
        **facts,
    }
    delays.attribute(office.at, review, casework.understand(delays.DelayFacts, given))


def test_a_hold_of_the_whole_review_is_a_cause_for_every_day_of_it(arrive: Arrive) -> None:
    """R60, R62. Seen to fail with the last day of a hold counted, too."""
    office, review = arrive("S06")
    office.holds(review, "all", "criminal_trial")
    office.later(days=10).holds(review, "all", "inquest")
    office.later(days=10).releases(review, "all", cause="criminal_trial")
    office.later(days=10).releases(review, "all", cause="inquest")
    office.later(days=5)
    assert days(office, review) == {"criminal_trial": (20, 10, 10), "inquest": (20, 10, 10)}


def test_a_hold_of_the_family_alone_counts_from_when_the_family_should_have_been_asked(
    arrive: Arrive,
) -> None:
    office, review = arrive("S09")
    family_due = office.action(review, "S09").due_on
    assert family_due is not None
    office.holds(review, "family_contact", "criminal_trial")
    office.on(family_due).later(days=12)
    found = account(office.at, review)
    assert found is not None
    entry = next(each for each in found.causes if each.why == "partial_hold")
    assert entry.span.since <= family_due
    assert entry.span.until == office.today
    assert found.ledger.net == found.ledger.elapsed


def test_a_timeline_that_came_late_is_put_down_to_its_agency(arrive: Arrive) -> None:
    """R21. Seen to fail with only those timelines read that are still awaited."""
    office, review = arrive("S10")
    due = office.action(review, "S10", "police").due_on
    assert due is not None
    office.on(due).later(days=15).answers(review, "S10", "police")
    found = account(office.later(days=1).at, review)
    assert found is not None
    late = {
        each.subject: (each.span.until - each.span.since).days
        for each in found.causes
        if each.why == "documents"
    }
    assert late.pop("police") == 15
    assert set(late.values()) == {16}, "the others are still awaited"
    assert days(office, review)["agency_documents_late"][0] == 16


def test_a_board_that_takes_its_time_is_a_cause(arrive: Arrive) -> None:
    office, review = arrive("S15")
    due = office.action(review, "S15").due_on
    assert due is not None
    office.on(due).later(days=30)
    assert days(office, review)["board_sign_off"] == (30, 30, 0)


def test_a_board_that_gets_the_drafts_late_has_its_weeks_all_the_same(arrive: Arrive) -> None:
    """Seen to fail with the deadline itself, which the day of completion cuts: the Board bore every delay."""
    office, review = arrive("S14")
    office.later(weeks=60).answers(review, "S14")
    due = office.action(review, "S15").due_on
    assert due is not None
    assert due < office.today
    office.later(weeks=3)
    assert "board_sign_off" not in days(office, review)
    office.later(days=8)
    assert days(office, review)["board_sign_off"][0] == 8


def test_a_deferred_decision_waits_for_a_prognosis(office: OfficeDays) -> None:
    review = office.through(office.opens("CPR EX 90/2026", outcome="deferred"), until="S04")
    office.answers(review, "S04")
    office.later(days=40)
    assert days(office, review) == {"medical_prognosis_awaited": (40, 40, 0)}


def test_a_meeting_that_waits_for_a_date_alone_is_put_down_to_diaries(arrive: Arrive) -> None:
    """R50, R62."""
    office, review = arrive("S08")
    office.plans(review, "panel", office.later(days=1).today + timedelta(days=1))
    due = office.action(review, "S08").due_on
    assert due is not None
    office.on(due).later(days=21)
    assert days(office, review)["diary"] == (21, 21, 0)


def test_a_date_pencilled_at_the_outset_puts_nothing_down_to_diaries_while_work_is_awaited(
    arrive: Arrive,
) -> None:
    """Every date is pencilled at the outset. Seen to fail with the invitation alone as the rule."""
    office, review = arrive("S10")
    office.plans(review, "learning_event", "Wed 1 Jul 2026", pencilled=True)
    office.later(weeks=40)
    office.through(review, until="S13")
    office.answers(review, "S13")
    causes = days(office, review)
    assert "agency_documents_late" in causes
    assert "diary" not in causes


def test_what_was_sent_back_waits_for_its_agency_until_the_rest_comes(office: OfficeDays) -> None:
    """R31, R62. Seen to fail with every request taken for one that is still waited for."""
    review = office.through(office.opens("CPR EX 92/2026"), until="S03")
    given = {"decided_by": "nia", "agency": "police", "wanted": ["register"]}
    for waits in (9, 4):
        day, by = office.today.isoformat(), office.today + timedelta(days=30)
        asked = {**given, "happened_on": day, "wanted_by": by.isoformat()}
        returning.return_referral(office.at, review, casework.understand(returning.ReturnFacts, asked))
        office.later(days=waits)
        came = {"happened_on": office.today.isoformat(), "decided_by": "nia", "agency": "police"}
        returning.information_came(office.at, review, casework.understand(returning.CameFacts, came))
        office.later(days=1)
    office.later(days=20)
    found = account(office.at, review)
    assert found is not None
    waited = [(each.why, each.subject, (each.span.until - each.span.since).days) for each in found.causes]
    assert waited == [("returned", "police", 9), ("returned", "police", 4)]
    assert days(office, review) == {"agency_documents_late": (13, 13, 0)}


def test_an_entry_of_which_no_day_is_the_accounts_is_none_of_it(arrive: Arrive) -> None:
    """Seen to fail with every span listed: a hold after completion stood in the account until completion."""
    office, review = arrive("S18 submission")
    office.holds(review, "publication", "inquest")
    office.later(days=40).releases(review, "publication")
    until_completion = account(office.at, review)
    until_publication = account(office.at, review, to=route.PUBLICATION)
    assert until_completion is not None
    assert until_publication is not None
    assert [each.why for each in until_completion.causes] == []
    assert [each.why for each in until_publication.causes] == ["partial_hold"]


def test_a_reviewer_who_has_to_stand_aside_leaves_a_gap_until_they_are_back(arrive: Arrive) -> None:
    """R62, R64. Why they had to is nobody's business here. Seen to fail with anybody's withdrawal for one."""
    office, review = arrive("S07 first_check")
    people = {code: office.session.get_one(Person, code) for code in ("rhys", "sian")}
    withdraw_person(office.at, review, people["sian"], "police_advice")
    office.later(days=3)
    withdraw_person(office.at, review, people["rhys"], "affected_by_the_case")
    office.later(days=12)
    admit_again(office.at, review, people["rhys"])
    office.later(days=5)
    found = account(office.at, review)
    assert found is not None
    (gap,) = [each for each in found.causes if each.span.cause == "reviewer_availability"]
    assert (gap.why, gap.subject, (gap.span.until - gap.span.since).days) == ("reviewer_withdrawn", "", 12)


def test_a_meeting_waits_for_a_reviewer_from_the_first_time_at_which_everybody_else_could_come(
    arrive: Arrive,
) -> None:
    """R62. Seen to fail with a time at which a Panel member could not come, either, taken for one.

    The Panel is invited, and asked for times that are not taken up: on the second day only a
    reviewer could not come; on the first another one could not, either.
    """
    office, review = arrive("S08")
    meeting = office.plans(review, "panel", office.later(days=1).today + timedelta(days=90))
    due = office.action(review, "S08").due_on
    assert due is not None
    offered = [panel_kind("panel").usual_hours(due + timedelta(days=more)) for more in (7, 14)]
    everybody = [office.session.get_one(Person, each) for each in ("pat", "mair", "rhys", "rob")]
    availability.ask(office.at, meeting, offered, everybody, due)
    for person in everybody:
        could = {"rhys": [], "mair": [2]}.get(person.code, [1, 2])
        availability.take(office.at, person, meeting, could)
    office.on(due).later(days=30)
    assert days(office, review) == {"reviewer_availability": (16, 16, 0), "diary": (14, 14, 0)}


def test_a_person_says_what_the_record_cannot(arrive: Arrive) -> None:
    """Each attribution says who, when and why; said twice it counts once."""
    office, review = arrive("S06")
    since = office.today
    office.later(days=20)
    attributes(
        office, review, cause="reviewer_availability", since=since.isoformat(), until=office.today.isoformat()
    )
    with office.nothing_changes():
        attributes(
            office,
            review,
            cause="reviewer_availability",
            since=since.isoformat(),
            until=office.today.isoformat(),
        )
    found = account(office.at, review)
    assert found is not None
    (entry,) = found.causes
    assert (entry.why, entry.by, entry.known_on) == ("person", "carys", office.today)
    assert entry.reason == "Cofnodion y Panel"
    assert days(office, review) == {"reviewer_availability": (20, 20, 0)}


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [(10, 10, "delay_ends_before_it_begins"), (-1, 10, "delay_before_the_referral"), (0, 21, "day_to_come")],
)
def test_days_that_cannot_be_are_refused_and_nothing_is_kept(
    office: OfficeDays, since: int, until: int, code: str
) -> None:
    review = office.opens("CPR EX 91/2026")
    began = office.today
    office.later(days=20)
    span = {"since": OfficeDays(office.session, began).later(days=since).today.isoformat()}
    span["until"] = OfficeDays(office.session, began).later(days=until).today.isoformat()
    with office.nothing_changes(), pytest.raises(Refused) as refused:
        attributes(office, review, **span)
    assert [each.code for each in refused.value.problems] == [code]


def test_an_identifier_in_the_reason_is_asked_about(office: OfficeDays, session: Session) -> None:
    del session
    review = office.opens("CPR EX 91/2026")
    began = office.today.isoformat()
    office.later(days=20)
    with pytest.raises(Refused):
        attributes(office, review, since=began, until=office.today.isoformat(), reason="CF10 3NQ")


def test_a_ledger_is_known_as_on_an_earlier_day_and_until_publication(arrive: Arrive) -> None:
    office, review = arrive("S06")
    began = office.today
    office.later(days=30)
    earlier = account(office.at, review, on=began)
    assert earlier is not None
    assert earlier.ended_on == began
    publication = account(office.at, review, to=route.PUBLICATION)
    completion = account(office.at, review)
    assert publication is not None
    assert completion is not None
    assert publication.planned_end_on > completion.planned_end_on


def test_the_lists_of_causes_and_of_processes_are_one_list() -> None:
    """They are written out three times because a choice in a form must be; here they are held equal."""
    from typing import get_args

    from models.casework.asked import ProcessKind
    from models.casework.holding import Cause, Scope
    from models.guidance import holds
    from models.guidance.words import vocabulary

    assert get_args(get_args(ProcessKind)[0]) == holds.PROCESSES
    assert get_args(get_args(Cause)[0]) == holds.CAUSES
    assert get_args(get_args(Scope)[0]) == holds.SCOPES
    assert set(holds.CAUSES) | {"unexplained"} == set(vocabulary("cause"))
