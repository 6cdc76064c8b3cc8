"""Holds: what they stop, what goes on, and what happens when they end.

The tests stand in the guidance's order, so that one review is walked once for all of them.
"""

from datetime import date

import pytest
from office_days import Arrive, day

from models.casework import overview
from models.guidance.delays import CauseDays, Ledger
from models.guidance.errors import OutOfOrder, Refused
from models.records import FamilyContact

TODAY = day("Mon 2 Mar 2026")


def problems(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.code for each in refused.value.problems]


def test_a_hold_has_a_day_on_which_it_is_looked_at_again(arrive: Arrive) -> None:
    """R69: seen to fail without the comparison of the two days: the database refused it, with a traceback."""
    office, review = arrive("S06")
    with pytest.raises(Refused) as missing:
        office.holds(review, "all", review_on=None)
    assert [each.facts["field"] for each in missing.value.problems] == ["review_on"]
    with pytest.raises(Refused) as too_early:
        office.holds(review, "all", review_on="2026-03-02")
    assert problems(too_early) == ["hold_reviewed_before_it_begins"]


def test_a_hold_that_cannot_be_is_refused_with_every_problem_at_once(arrive: Arrive) -> None:
    office, review = arrive("S06")
    office.holds(review, "all")
    with office.nothing_changes(), pytest.raises(Refused) as refused:
        office.holds(review, "all", happened_on="2026-03-03", review_on="2026-03-03")
    assert problems(refused) == ["day_to_come", "hold_reviewed_before_it_begins", "hold_already_stands"]
    with office.nothing_changes(), pytest.raises(Refused) as unknown:
        office.holds(review, "publication", decided_by="nobody")
    assert problems(unknown) == ["person_unknown"]


def test_a_hold_ends_after_it_began_and_not_in_the_future(arrive: Arrive) -> None:
    office, review = arrive("S06")
    with pytest.raises(Refused) as none:
        office.releases(review, "all")
    assert problems(none) == ["no_such_hold"]
    office.holds(review, "all")
    for day_of_end in ("2026-03-01", "2026-03-03"):
        with office.nothing_changes(), pytest.raises(Refused) as refused:
            office.releases(review, "all", happened_on=day_of_end)
        assert problems(refused) == ["hold_ends_before_it_begins"]


def test_a_hold_of_everything_stops_the_panel_and_not_the_notification(arrive: Arrive) -> None:
    """R61, R68: seen to fail without the look at open holds in ``_check``."""
    office, review = arrive("S05")
    office.holds(review, "all")
    [held] = office.is_refused(review, "S06")
    assert (held.code, held.facts["review_on"]) == ("stage_is_held", date(2026, 3, 30))
    assert overview.status(office.at, review) == "held"
    office.later(weeks=1).answers(review, "S05")
    office.releases(review, "all")
    office.answers(review, "S06")
    assert overview.status(office.at, review) == "in_progress"


def test_what_happened_before_a_hold_may_be_entered_during_it(arrive: Arrive) -> None:
    """Seen to fail with every answer to a held stage refused, whatever its day."""
    office, review = arrive("S06")
    office.later(weeks=1).holds(review, "all")
    assert office.codes(review, "S06") == ["stage_is_held"]
    office.answers(review, "S06", happened_on="2026-03-08")


def test_two_holds_that_overlap_both_have_to_end_and_count_once(arrive: Arrive) -> None:
    """R63: seen to fail with a release that ended every hold of its scope."""
    office, review = arrive("S06")
    office.holds(review, "all", "criminal_trial")
    office.later(days=10).holds(review, "all", "inquest")
    with pytest.raises(Refused, match="cause"):
        office.later(days=10).releases(review, "all")
    office.releases(review, "all", cause="inquest")
    with office.nothing_changes():
        office.releases(review, "all", cause="inquest")
    assert office.codes(review, "S06") == ["stage_is_held"]
    office.later(days=10).releases(review, "all")
    office.answers(review, "S06")
    days = (CauseDays("criminal_trial", 30, 20), CauseDays("inquest", 10, 0))
    assert overview.ledger(office.at, review) == Ledger(30, 0, 30, 0, 0, days)


def test_the_clock_of_six_months_never_stops_in_silence(arrive: Arrive) -> None:
    """R62: gross and net are both there, and the deadline stays where it was."""
    office, review = arrive("S06")
    office.holds(review, "all")
    office.later(days=40).releases(review, "all")
    ledger = overview.ledger(office.later(days=200).at, review)
    assert ledger is not None
    assert (ledger.elapsed, ledger.attributed, ledger.net) == (240, 40, 200)
    complete = next(row for row in overview.timeline(office.at, review) if row.stage == "S17")
    assert complete.planned == date(2026, 9, 2)


def test_what_is_known_of_the_processes_outlives_a_hold(arrive: Arrive) -> None:
    """R60, R69: seen to fail with a hold taken for a check of the processes: the next check vanished."""
    office, review = arrive("S07 first_check")
    office.answers(review, "S07 first_check", processes=[{"kind": "criminal_trial"}])
    office.holds(review, "family_contact")
    assert "S07 check" in office.asked(review)
    office.later(days=1).releases(review, "family_contact")
    assert "S07 check" in office.asked(review)


def test_holding_back_named_practitioners_stops_no_stage(arrive: Arrive) -> None:
    """R64."""
    office, review = arrive("S08")
    office.holds(review, "named_practitioners", "disciplinary")
    office.answers(review, "S08")


def test_while_the_family_may_not_be_spoken_to_everything_else_goes_on(arrive: Arrive) -> None:
    """R61, R65."""
    office, review = arrive("S09")
    office.holds(review, "family_contact")
    assert office.codes(review, "S09") == ["stage_is_held"]
    for step in ("S10", "S10", "S11", "S12 invite", "S12 brief", "S12 go_no_go", "S13", "S14"):
        office.answers(review, step)
    assert office.codes(review, "S16") == ["stage_is_held"]
    office.answers(review, "S15")


def test_an_embargo_is_recorded_during_the_hold_and_the_family_asked_the_day_it_ends(arrive: Arrive) -> None:
    """R65: seen to fail with the child's state read for the family's: nobody ever asked the family."""
    office, review = arrive("S09")
    office.holds(review, "family_contact")
    office.answers(review, "S09", state="embargoed", contact_via=None)
    assert "S09 family_contact" not in office.asked(review)
    office.later(weeks=6).releases(review, "family_contact")
    again = office.action(review, "S09")
    assert (again.state, again.round) == ("open", 2)
    office.answers(review, "S09", state="declined")
    states = [each.state for each in office.facts(review, FamilyContact) if each.party == "family"]
    assert states == ["embargoed", "declined"]
    assert "S09 family_contact" not in office.asked(review)


def test_an_embargo_lasts_until_the_last_hold_on_the_family_has_ended(arrive: Arrive) -> None:
    office, review = arrive("S09")
    office.holds(review, "family_contact")
    office.holds(review, "all", "inquest")
    office.answers(review, "S09", state="embargoed", contact_via=None)
    office.later(weeks=1).releases(review, "family_contact")
    assert "S09 family_contact" not in office.asked(review)
    office.later(weeks=1).releases(review, "all")
    assert "S09 family_contact" in office.asked(review)


def test_an_embargo_that_no_hold_stands_for_stays_asked_for(arrive: Arrive) -> None:
    """R65: it has a source and an end. Seen to fail: it could never be lifted, nor the review closed."""
    office, review = arrive("S09")
    office.answers(review, "S09", state="embargoed", contact_via=None)
    assert "S09 family_contact" in office.asked(review)


def test_a_held_learning_event_stops_its_invitations_and_no_timeline(arrive: Arrive) -> None:
    office, review = arrive("S12 invite")
    office.holds(review, "learning_event", "diary")
    assert office.codes(review, "S12 invite") == ["stage_is_held"]
    office.answers(review, "S09")


def test_a_held_publication_stops_nothing_else(arrive: Arrive) -> None:
    office, review = arrive("S19")
    office.holds(review, "publication", "publication_legal")
    assert office.codes(review, "S19") == ["stage_is_held"]
    office.answers(review, "S21")


def test_a_family_that_was_never_settled_blocks_the_closure(arrive: Arrive) -> None:
    """R83: seen to fail without ``_family_unsettled``: the review closed under the second hold."""
    office, review = arrive("S13")
    review = office.through(office.opens("CPR EX 97/2026"), until="S09")
    office.holds(review, "family_contact")
    office.answers(review, "S09", state="embargoed", contact_via=None)
    office.through(review, until="S16")
    office.releases(review, "family_contact")
    while waiting := [each.split() for each in office.asked(review) if not each.startswith("S09")]:
        stage, milestone, *subject = waiting[0]
        office.answers(review, f"{stage} {milestone}", *subject)
    assert office.codes(review, "S23 closure") == ["stage_too_early"]
    office.holds(review, "family_contact")
    assert office.codes(review, "S23 closure") == ["family_unsettled"]
    office.later(days=1).releases(review, "family_contact")
    office.answers(review, "S09", state="not_appropriate")
    office.answers(review, "S23 closure")


def test_nothing_that_has_ended_is_held(arrive: Arrive) -> None:
    office, review = arrive("S23 closure")
    office.answers(review, "S23 closure")
    with pytest.raises(OutOfOrder) as refused:
        office.holds(review, "all")
    assert refused.value.code == "review_has_ended"
