"""Ledgers counted by hand and then found by the casework: the three real patterns, and causes that overlap.

The patterns are those of published reviews; their days are invented, under the Example
Board. Monday 9 January 2017 is day 0; six months from it are 181 days.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from office_days import OfficeDays

from models.casework import on_record
from models.casework.delay_causes import Account, account_of
from models.guidance import route
from models.guidance.delays import CauseDays, Ledger
from models.guidance.packs import MilestoneKey
from models.records import Review

BEGAN_ON = date(2017, 1, 9)


class Days:
    """An office at which the days of one review are counted from its referral."""

    def __init__(self, office: OfficeDays) -> None:
        self.office = office.on(BEGAN_ON)
        self.review: Review = office.opens("CPR EX 1/2017", outcome="extended")

    def on(self, day: int) -> OfficeDays:
        """Let it be a day."""
        return self.office.on(BEGAN_ON + timedelta(days=day))

    def through(self, day: int, until: str) -> None:
        """Answer on one day what is asked for until a step is next."""
        self.on(day).through(self.review, until=until)

    def answers(self, day: int, step: str, subject: str | None = None, **facts: Any) -> None:  # noqa: ANN401
        """Answer one step on a day."""
        self.on(day).answers(self.review, step, subject, **facts)

    def held(self, since: int, until: int, cause: str, scope: str = "all") -> None:
        """Hold the review between two days."""
        self.on(since).holds(self.review, scope, cause)
        self.on(until).releases(self.review, scope, cause=cause)

    def account(self, day: int, to: MilestoneKey = route.COMPLETE) -> Account:
        """Give the account as of a day."""
        as_of = BEGAN_ON + timedelta(days=day)
        found = account_of(on_record.one(self.office.session, self.review, as_of=as_of), to=to)
        assert found is not None
        return found


@pytest.fixture
def days(office: OfficeDays) -> Days:
    """A review that is referred on day 0."""
    return Days(office)


def test_begun_after_the_trial_is_counted_by_hand(days: Days) -> None:
    """R60, R62. Decided at once and held from day 5 to 205; the work takes from then to day 370.

    By hand: 200 days of the trial; 370 - 200 = 170 not held, all within the plan's 181. Seen
    to fail with the hold's last day counted.
    """
    days.through(0, "S06")
    days.held(5, 205, "criminal_trial")
    days.through(205, "S14")
    days.through(340, "S17")
    days.answers(370, "S17")
    found = days.account(400)
    assert found.ledger == Ledger(370, 170, 200, 0, 170, (CauseDays("criminal_trial", 200, 200),))
    assert found.reached


def test_begun_held_and_resumed_is_counted_by_hand(days: Days) -> None:
    """R61, R62. Held for the trial from day 60 to 360, complete on day 510.

    By hand: 300 days held; of the 210 others 181 are the plan's, and 29 have no cause.
    """
    days.through(0, "S08")
    days.through(4, "S12 invite")
    days.held(60, 360, "criminal_trial")
    days.through(360, "S14")
    days.through(400, "S17")
    days.answers(510, "S17")
    found = days.account(600).ledger
    assert found == Ledger(510, 181, 300, 29, 210, (CauseDays("criminal_trial", 300, 300),))
    running = days.account(100).ledger
    assert running == Ledger(100, 60, 40, 0, 60, (CauseDays("criminal_trial", 40, 40),))


def test_publication_held_at_the_last_minute_is_counted_by_hand(days: Days) -> None:
    """R61, R62. Complete on day 181 and submitted; due to be published on day 195, held from 193 to 285.

    By hand: up to completion nothing is late. Up to publication the 90 days from 195 to 285
    are put down to the lawyers, once, though both the hold and the late clearance say so; of the
    195 others the plan has as many as it gives publication.
    """
    days.through(0, "S08")
    days.through(4, "S17")
    days.answers(181, "S17")
    days.through(181, "S19")
    days.held(193, 285, "publication_legal", scope="publication")
    days.answers(285, "S19")
    assert days.account(285).ledger == Ledger(181, 181, 0, 0, 181)
    found = days.account(300, route.PUBLICATION)
    planned = min(195, found.planned)
    assert found.ledger == Ledger(
        285, planned, 90, 195 - planned, 285, (CauseDays("publication_legal", 90, 90),)
    )
    assert {each.why for each in found.causes} == {"partial_hold", "clearance"}


def test_clearance_that_came_late_without_a_hold_is_the_lawyers(days: Days) -> None:
    """Seen to fail with the day of publication for that of clearance."""
    days.through(0, "S08")
    days.through(4, "S17")
    days.answers(181, "S17")
    days.through(181, "S19")
    day = (BEGAN_ON + timedelta(days=215)).isoformat()
    days.answers(240, "S19", legal_clearance_on=day)
    found = days.account(240, route.PUBLICATION).ledger
    assert found.causes == (CauseDays("publication_legal", 20, 20),)
    assert days.account(240).ledger.causes == ()


def test_three_causes_that_overlap_are_counted_by_hand(days: Days) -> None:
    """R21, R63. Trial 10-52, inquest 40-60, and the police's timeline, due on day 32, comes on day 70.

    By hand: trial alone 10-32 (22 days), trial and documents 32-40 (8), all three 40-52 (12),
    inquest and documents 52-60 (8), documents alone 60-70 (10): 60 days, each counted once. Held were
    10-60. As of day 250: 190 others, 181 of them the plan's. Seen to fail with the sum of the causes
    (100 days) for the days that have one.
    """
    days.through(0, "S08")
    days.through(4, "S10")
    days.answers(8, "S10", "health")
    days.on(10).holds(days.review, "all", "criminal_trial")
    days.on(40).holds(days.review, "all", "inquest")
    days.on(52).releases(days.review, "all", cause="criminal_trial")
    days.on(60).releases(days.review, "all", cause="inquest")
    days.answers(70, "S10", "police")
    found = days.account(250).ledger
    assert (found.working, found.attributed, found.unexplained, found.net) == (181, 60, 9, 200)
    assert found.causes == (
        CauseDays("criminal_trial", 42, 22),
        CauseDays("agency_documents_late", 38, 10),
        CauseDays("inquest", 20, 0),
    )


def test_nested_holds_and_a_hold_of_one_day_count_once(days: Days) -> None:
    """R63. A trial from day 10 to 110, an inquest from 40 to 60 within it, the family court for day 120."""
    days.through(0, "S06")
    days.on(10).holds(days.review, "all", "criminal_trial")
    days.held(40, 60, "inquest")
    days.on(110).releases(days.review, "all")
    days.held(120, 121, "family_court")
    found = days.account(150).ledger
    assert (found.attributed, found.net) == (101, 49)
    assert found.causes == (
        CauseDays("criminal_trial", 100, 80),
        CauseDays("inquest", 20, 0),
        CauseDays("family_court", 1, 1),
    )


def test_a_hold_that_began_before_the_referral_counts_from_it(days: Days) -> None:
    day = (BEGAN_ON - timedelta(days=30)).isoformat()
    days.on(0).holds(days.review, "all", "criminal_trial", happened_on=day)
    days.on(12).releases(days.review, "all")
    assert days.account(20).ledger == Ledger(20, 8, 12, 0, 8, (CauseDays("criminal_trial", 12, 12),))


@pytest.mark.parametrize(
    ("outcome", "ends", "elapsed"), [("none", "S05", 7), ("mapf", "M05", 7)], ids=["no review", "a forum"]
)
def test_what_ended_otherwise_has_no_days_after_its_end(
    office: OfficeDays, outcome: str, ends: str, elapsed: int
) -> None:
    """Seen to fail with an account that runs on until today."""
    review = office.on(BEGAN_ON).opens("CPR EX 2/2017", outcome=outcome)
    office.later(days=elapsed).through(review)
    assert office.happened(review)[-1].startswith(ends)
    record = on_record.one(office.session, review, as_of=BEGAN_ON + timedelta(days=400))
    found = account_of(record)
    assert found is not None
    assert (found.ledger.elapsed, found.reached) == (elapsed, False)


def test_a_ledger_can_be_had_as_it_was_known_on_an_earlier_day(days: Days) -> None:
    """R62. The end of a hold is entered a fortnight late; meanwhile it was thought to go on.

    Seen to fail with what stands now read whatever day was asked for.
    """
    days.through(0, "S06")
    days.on(10).holds(days.review, "all", "criminal_trial")
    ended = (BEGAN_ON + timedelta(days=30)).isoformat()
    days.on(44).releases(days.review, "all", happened_on=ended)

    def told(as_of: int, known_on: int | None = None) -> int:
        known = None if known_on is None else BEGAN_ON + timedelta(days=known_on)
        day = BEGAN_ON + timedelta(days=as_of)
        record = on_record.one(days.office.session, days.review, as_of=day, known_on=known)
        found = account_of(record)
        return found.ledger.attributed if found else 0

    assert (told(40), told(40, 44), told(40, 40), told(20, 40)) == (20, 20, 30, 10)
