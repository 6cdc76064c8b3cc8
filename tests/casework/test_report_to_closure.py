"""S14-S24: the report, the Board, publication, the learning passed on, the action plan and the end.

The tests stand in the guidance's order, so that one review is walked once for all of them.
"""

from datetime import date, timedelta

import pytest
from answers import AGENCIES
from office_days import Arrive, day, fields

from models import casework
from models.casework import dissemination
from models.guidance.boards import other_boards
from models.records import (
    Acknowledgement,
    Channel,
    Closure,
    PlanItem,
    PlanProgress,
    Publication,
    ReportVersion,
    SignOff,
    Submission,
)

TODAY = day("Mon 2 Mar 2026")
PRINT = "a" * 64


def test_a_draft_report_comes_with_its_outline_action_plan(arrive: Arrive) -> None:
    """R94; seen to fail without the check of ``with_outline_plan``."""
    office, review = arrive("S14")
    [alone] = office.is_refused(review, "S14", with_outline_plan="no")
    assert (alone.code, alone.source and alone.source.provenance.value) == ("report_without_plan", "statute")
    office.answers(review, "S14", report=PRINT)
    versions = [fields(each, "document", "state", "sha256") for each in office.facts(review, ReportVersion)]
    assert versions == [("report", "draft", PRINT), ("action_plan", "draft", None)]
    assert office.asked(review) == ["S15 sign_off", "S16 feedback"]


def test_a_draft_that_the_board_returns_is_drafted_again(arrive: Arrive) -> None:
    """R2, R94: seen to fail with a returned draft entered as a sign-off."""
    office, review = arrive("S15")
    office.later(days=3).answers(review, "S15", outcome="returned", comments=7)
    assert office.asked(review) == ["S14 draft"]
    assert office.codes(review, "S17") == ["stage_too_early"]
    assert office.codes(review, "S14", happened_on="2026-03-04") == ["day_before_what_it_stands_on"]
    office.answers(review, "S14")
    office.answers(review, "S15", by_correspondence="yes")
    said = [
        fields(each, "outcome", "by_correspondence", "comments") for each in office.facts(review, SignOff)
    ]
    assert said == [("returned", False, 7), ("signed_off", True, 2)]


def test_a_sign_off_by_correspondence_is_no_board_meeting(arrive: Arrive) -> None:
    """R70."""
    office, review = arrive("S15")
    office.answers(review, "S15", by_correspondence="yes")
    assert not any(each.startswith("board") for each in office.meetings(review))


def test_the_family_and_the_practitioners_hear_of_it_or_it_is_said_why_not(arrive: Arrive) -> None:
    """R85."""
    office, review = arrive("S16")
    assert office.codes(review, "S16", family_told="no") == ["feedback_needs_a_reason"]
    office.answers(review, "S16", family_told="no", reason="They asked not to be told.")


def test_completion_keeps_the_fingerprints_of_the_final_documents(arrive: Arrive) -> None:
    """R99."""
    office, review = arrive("S17")
    office.answers(review, "S17", report=PRINT, action_plan="b" * 64)
    final = [each for each in office.facts(review, ReportVersion) if each.state == "final"]
    assert [each.sha256 for each in final] == [PRINT, "b" * 64]


def test_welsh_government_comments_and_publication_does_not_wait_for_it(arrive: Arrive) -> None:
    """R6; trap 6: seen to fail with PUBLICATION standing on REPLY."""
    office, review = arrive("S18 submission")
    office.answers(review, "S18 submission")
    assert {"S18 acknowledgement", "S19 publication"} <= set(office.asked(review))
    office.answers(review, "S18 acknowledgement", further_action="inspectorates_drawn_in")
    [reply] = office.facts(review, Submission)
    assert reply.further_action == "inspectorates_drawn_in"


@pytest.mark.parametrize("first", ["legal_clearance_on", "family_told_on"])
def test_nothing_is_published_before_legal_clearance_and_before_the_family_has_been_told(
    arrive: Arrive, first: str
) -> None:
    """R85: seen to fail with either name taken out of ``check``."""
    office, review = arrive("S19")
    [late] = office.is_refused(review, "S19", **{first: "2026-03-03"})
    assert (late.code, late.facts["field"]) == ("published_before", first)


@pytest.mark.parametrize("language", ["in_welsh", "in_english"])
def test_nothing_is_published_in_one_language(arrive: Arrive, language: str) -> None:
    office, review = arrive("S19")
    assert office.codes(review, "S19", **{language: "no"}) == ["published_in_one_language"]


def test_a_publication_keeps_both_days_and_opens_what_follows(arrive: Arrive) -> None:
    office, review = arrive("S19")
    office.answers(review, "S19", legal_clearance_on="2026-02-27")
    [published] = office.facts(review, Publication)
    assert fields(published, "legal_clearance_on", "family_told_on") == (date(2026, 2, 27), TODAY)
    assert {"S20 window_end", "S22 dissemination"} <= set(office.asked(review))
    assert office.action(review, "S20").due_on == TODAY + timedelta(weeks=12)


def test_after_its_window_a_report_is_kept_or_withdrawn(arrive: Arrive) -> None:
    office, review = arrive("S20")
    assert office.codes(review, "S20", kept="for ever") == ["field_not_a_choice"]
    office.later(weeks=12).answers(review, "S20", kept="withdraw")
    assert "S20 window_end" not in office.asked(review)


def test_agencies_and_nobody_else_own_the_actions(arrive: Arrive) -> None:
    """R89: a person's code is no choice."""
    office, review = arrive("S21")
    item = {"agency": "sian", "due_on": "2026-06-01", "action": "Teach.", "measure": "Audit."}
    [person] = office.is_refused(review, "S21", items=[item])
    assert (person.code, person.facts["field"]) == ("field_not_a_choice", "items.0.agency")
    assert office.codes(review, "S21", items=[]) == ["field_missing"]
    office.answers(review, "S21")
    owners = [fields(each, "number", "agency_code") for each in office.facts(review, PlanItem)]
    assert owners == [(1, "health"), (2, "police")]


def test_every_agency_represented_passes_the_learning_on(arrive: Arrive) -> None:
    """R96, R97."""
    office, review = arrive("S22 dissemination")
    one = [{"agency": "police", "channel": "briefing"}]
    [silent] = office.is_refused(review, "S22 dissemination", channels=one)
    assert (silent.code, silent.facts["agencies"]) == ("agency_without_channel", "health")
    office.answers(review, "S22 dissemination")
    assert [fields(each, "agency_code", "reach") for each in office.facts(review, Channel)] == [
        ("health", 12),
        ("police", 12),
    ]


def test_the_learning_goes_to_the_other_boards_and_every_agency(arrive: Arrive) -> None:
    """R110: seen to fail without ``letters.learning_shared``."""
    office, review = arrive("S22 dissemination")
    office.answers(review, "S22 dissemination")
    asked = {f"{each.addressee_kind}:{each.addressee}" for each in office.rows(Acknowledgement)}
    others = {f"board:{each.code}" for each in other_boards(review.board_code, TODAY)}
    assert asked == others | {f"agency:{agency}" for agency in AGENCIES}
    assert sorted(office.letters("learning_shared")) == ["gwyn", "huw", "sian"]


def test_an_acknowledgement_is_of_whom_it_was_asked(arrive: Arrive) -> None:
    """Seen to fail with the addressee of the answer not compared with the action's: a traceback."""
    office, review = arrive("S22 acknowledgement")
    for addressee in ("board:nowhere", "agency:police", "x" * 3000, "board:\0"):
        [wrong] = office.is_refused(
            review, "S22 acknowledgement", subject="board:example_b", addressee=addressee
        )
        assert wrong.facts["field"] == "addressee"
    office.answers(review, "S22 acknowledgement", subject="board:example_b")
    assert "S22 acknowledgement board:example_b" not in office.asked(review)


def test_a_missing_acknowledgement_is_chased_twice_then_recorded_and_blocks_nothing(arrive: Arrive) -> None:
    """R110: seen to fail with a third chase, and with ``missing`` still counted as asked."""
    office, review = arrive("S22 acknowledgement")
    office.answers(review, "S22 acknowledgement", subject="agency:police")
    told = []
    for _ in range(5):
        dissemination.chase(office.later(days=14).at, review)
        casework.settle(office.at, review)
        told.append(office.letters("learning_shared").count("gwyn"))
        with office.nothing_changes():
            assert dissemination.chase(office.at, review) == 0
    assert told == [2, 3, 3, 3, 3]
    assert office.letters("learning_shared").count("sian") == 1
    states = {each.addressee: each.state for each in office.rows(Acknowledgement)}
    assert (states["example_b"], states["police"]) == ("missing", "acknowledged")
    assert not any(each.startswith("S22") for each in office.asked(review))


def test_an_acknowledgement_that_comes_late_is_taken_all_the_same(arrive: Arrive) -> None:
    """R110: seen to fail without ``ask_again``: once recorded as missing, nothing asked for it any more."""
    office, review = arrive("S22 acknowledgement")
    for _ in range(4):
        dissemination.chase(office.later(days=14).at, review)
    casework.settle(office.at, review)
    dissemination.ask_again(office.at, review, "board:example_b")
    office.answers(review, "S22 acknowledgement", subject="board:example_b")
    states = {each.addressee: each.state for each in office.rows(Acknowledgement)}
    assert (states["example_b"], states["police"]) == ("acknowledged", "missing")
    with office.nothing_changes():
        dissemination.ask_again(office.at, review, "board:example_b")


def test_progress_is_asked_every_quarter_until_every_item_is_closed(arrive: Arrive) -> None:
    """R95."""
    office, review = arrive("S23 quarterly")
    office.answers(review, "S23 quarterly", done=[])
    assert "S23 quarterly" in office.asked(review)
    office.later(weeks=13).answers(review, "S23 quarterly", done=[1])
    assert office.codes(review, "S23 quarterly", done=[1]) == ["no_such_item"]
    assert office.codes(review, "S23 quarterly", done=[2, 2]) == ["no_such_item"]
    assert office.codes(review, "S23 quarterly", done=[], not_done=[2]) == ["not_done_needs_a_reason"]
    office.answers(review, "S23 quarterly", done=[], not_done=[2], reason="The service has closed.")
    assert "S23 quarterly" not in office.asked(review)
    assert sorted(each.state for each in office.facts(review, PlanProgress)) == ["done", "not_done"]


def test_no_review_closes_with_an_item_open_unless_it_is_said_why(arrive: Arrive) -> None:
    """R95: seen to fail without the check of open items."""
    office, review = arrive("S23 quarterly")
    office.answers(review, "S23 quarterly", done=[1])
    for step in ("S23 effect_6_months", "S23 effect_12_months", "S24"):
        office.answers(review, step)
    assert office.asked(review)[-2:] == ["S23 quarterly", "S23 closure"]
    [still_open] = office.is_refused(review, "S23 closure")
    assert (still_open.code, still_open.facts["count"]) == ("closing_with_open_items", 1)
    office.answers(review, "S23 closure", reason="The item went into the Board's own plan.")
    [closure] = office.facts(review, Closure)
    assert closure.reason == "The item went into the Board's own plan."
    assert office.asked(review) == []


def test_the_effect_is_asked_for_after_six_months_and_after_twelve(arrive: Arrive) -> None:
    """R111."""
    office, review = arrive("S23 effect_6_months")
    assert "S23 effect_12_months" not in office.asked(review)
    office.answers(review, "S23 effect_6_months")
    later = office.action(review, "S23 effect_12_months")
    assert later.due_on is not None
    assert later.due_on > TODAY + timedelta(days=360)


def test_a_review_is_counted_in_the_annual_report_of_a_year_that_can_be(arrive: Arrive) -> None:
    office, review = arrive("S24")
    assert office.codes(review, "S24", financial_year=26) == ["field_not_a_count"]
    office.answers(review, "S24", financial_year=2026)
    assert "S24 annual_report" not in office.asked(review)


def test_closing_ends_everything(arrive: Arrive) -> None:
    office, review = arrive("S23 closure")
    office.answers(review, "S23 closure")
    [closure] = office.facts(review, Closure)
    assert fields(closure, "kind", "reason") == ("closed", None)
    assert office.asked(review) == []
    assert office.codes(review, "S23 quarterly", done=[1]) == ["already_answered"]
