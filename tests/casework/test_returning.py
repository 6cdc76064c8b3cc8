"""Thin referrals go back with a dated request; the days until the information comes are counted (R31)."""

from typing import Any

import pytest
from office_days import OfficeDays

from models import casework
from models.casework.returning import (
    CameFacts,
    ReturnFacts,
    information_came,
    return_referral,
    returned_days,
    waiting,
)
from models.casework.standing import milestones
from models.guidance.errors import GuidanceError, OutOfOrder, Refused
from models.records import Letter, Milestone, Review


def returns(office: OfficeDays, review: Review, **facts: Any) -> Milestone:  # noqa: ANN401
    given = {
        "happened_on": office.today.isoformat(),
        "decided_by": "nia",
        "evidence": "e_mail",
        "agency": "police",
        "wanted": ["harm", "event_on"],
        "wanted_by": "2026-03-13",
        **facts,
    }
    return return_referral(office.at, review, casework.understand(ReturnFacts, given))


def comes(office: OfficeDays, review: Review, agency: str = "police", **facts: Any) -> Milestone:  # noqa: ANN401
    given = {"happened_on": office.today.isoformat(), "decided_by": "nia", "agency": agency, **facts}
    return information_came(office.at, review, casework.understand(CameFacts, given))


def days(office: OfficeDays, review: Review) -> int:
    return returned_days(milestones(office.session, review), on=office.today)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.code for each in refused.value.problems]


@pytest.fixture
def thin(office: OfficeDays) -> Review:
    """A referral that says neither what harm nor when."""
    return office.opens("CPR EX 61/2026", harm="not_known", event_on=None)


def test_the_agencys_lead_is_asked_for_exactly_what_is_missing_by_a_day(
    office: OfficeDays, thin: Review
) -> None:
    """R31. Seen to fail with the letter meant without its list."""
    row = returns(office, thin)
    assert row.coded == {"wanted": ["harm", "event_on"], "wanted_by": "2026-03-13"}
    assert office.letters("referral_returned") == ["sian"]
    [letter] = [each for each in office.rows(Letter) if each.letter == "referral_returned"]
    assert (letter.facts["wanted"], letter.facts["answer_by"]) == (["harm", "event_on"], "2026-03-13")
    assert office.happened(thin) == ["S01 returned police"]


def test_the_same_request_twice_is_one_and_another_waits_until_the_first_is_answered(
    office: OfficeDays, thin: Review
) -> None:
    returns(office, thin)
    with office.nothing_changes():
        returns(office, thin)
        with pytest.raises(Refused) as refused:
            returns(office, thin, wanted=["abuse_or_neglect"])
    assert codes(refused) == ["returned_already"]


def test_the_days_run_until_the_information_comes(office: OfficeDays, thin: Review) -> None:
    """R31. Seen to fail with the day of coming counted, too."""
    returns(office, thin)
    assert days(office.later(days=4), thin) == 4
    comes(office, thin)
    assert (days(office.later(days=30), thin), waiting(office.session, thin)) == (4, [])


def test_a_referral_that_is_completed_has_its_information(office: OfficeDays, thin: Review) -> None:
    """Seen to fail with ``has_come`` left out of S01: the days ran on for ever."""
    returns(office, thin)
    office.later(days=9)
    casework.receive(office.at, thin.reference, "example", {"harm": "died", "event_on": "2026-01"})
    assert office.happened(thin) == ["S01 returned police", "S01 referral", "S01 information_came police"]
    assert days(office.later(days=30), thin) == 9


def test_a_complete_referral_may_go_back_before_the_group_is_asked_and_scoping_ends_the_wait(
    office: OfficeDays,
) -> None:
    """Seen to fail with ``has_come`` left out of S02."""
    review = office.opens("CPR EX 62/2026")
    returns(office, review, wanted=["register"])
    office.later(days=3).answers(review, "S02")
    assert (waiting(office.session, review), days(office, review)) == ([], 3)


def test_what_has_been_decided_does_not_go_back(office: OfficeDays) -> None:
    review = office.through(office.opens("CPR EX 63/2026"), until="S05")
    with office.nothing_changes(), pytest.raises(OutOfOrder) as refused:
        returns(office, review)
    assert refused.value.code == "returned_after_decision"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"wanted_by": "2026-03-02"}, "wanted_before_asked"),
        ({"happened_on": "2026-03-03"}, "day_to_come"),
        ({"agency": "education"}, "agency_has_no_lead"),
        ({"decided_by": "nobody"}, "person_unknown"),
    ],
)
def test_a_request_that_cannot_be_leaves_nothing_behind(
    office: OfficeDays, thin: Review, facts: dict[str, str], code: str
) -> None:
    with office.nothing_changes(), pytest.raises(Refused) as refused:
        returns(office, thin, **facts)
    assert codes(refused) == [code]


def test_information_that_nobody_waits_for_is_refused(office: OfficeDays, thin: Review) -> None:
    with pytest.raises(Refused) as refused:
        comes(office, thin)
    assert codes(refused) == ["nothing_was_returned"]
    returns(office, thin)
    with pytest.raises(Refused) as early:
        comes(office, thin, happened_on="2026-02-27")
    assert codes(early) == ["day_before_what_it_stands_on"]


def test_what_is_wanted_is_a_list_of_codes(office: OfficeDays, thin: Review) -> None:
    for wanted in ([], ["the whole story"]):
        with pytest.raises(GuidanceError):
            returns(office, thin, wanted=wanted)


def test_what_was_decided_without_waits_no_more(office: OfficeDays) -> None:
    """R31. Seen to fail with the decision left out of ``waits_of``: the agency was late for ever."""
    review = office.through(office.opens("CPR EX 64/2026"), until="S03")
    returns(office, review)
    office.through(office.later(days=10) and review, until="S05")
    assert (days(office.later(days=90), review), waiting(office.session, review)) == (10, [])
    # What had come before, and nobody entered, may be entered still.
    comes(office, review, happened_on="2026-03-06")
    assert days(office, review) == 4
    with pytest.raises(Refused) as refused:
        comes(office, review)
    assert codes(refused) == ["nothing_was_returned"]


def test_what_was_deferred_may_go_back_and_is_asked_of_the_same_agency_again(office: OfficeDays) -> None:
    """R31. Seen to fail with every decision taken for the last; and with the older request answered first."""
    review = office.through(office.opens("CPR EX 65/2026"), until="S03")
    returns(office, review)
    office.later(days=3).answers(review, "S03", outcome="deferred")
    office.answers(review, "S04", outcome="deferred", relook_on="2026-06-01")
    returns(office.later(days=7), review, wanted=["prognosis_awaited"], wanted_by="2026-04-01")
    assert [agency for agency, _ in waiting(office.session, review)] == ["police"]
    comes(office.later(days=5), review)
    assert (days(office.later(days=30), review), waiting(office.session, review)) == (3 + 5, [])
