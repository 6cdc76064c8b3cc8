"""S01-S05: a referral comes in, the Group recommends, the Chair decides, Welsh Government is told."""

from datetime import date

import pytest
from answers import REFERENCE
from office_days import OfficeDays, fields, said_in_both_languages

from models import casework
from models.guidance.errors import AlreadyAnswered, GuidanceError
from models.records import (
    Decision,
    Involvement,
    Notification,
    ParallelProcess,
    Recommendation,
    Referral,
    StatusPeriod,
    SubjectFacts,
    Vote,
)

OUTCOMES = ("concise", "extended", "mapf", "none")


def test_a_referral_gives_its_sender_a_receipt_and_asks_what_the_agencies_know(office: OfficeDays) -> None:
    """R45: seen to fail without ``letters.referral_received``."""
    review = office.opens()
    assert office.happened(review) == ["S01 referral"]
    assert office.asked(review) == ["S02 scoping 1"]
    assert office.letters("referral_received") == ["sian"]
    assert office.letters("action_waiting") == ["nia"]
    [referral] = office.facts(review, Referral)
    assert fields(referral, "agency_code", "route") == ("police", "agency")


def test_the_day_it_happened_stands_beside_the_day_of_entry(office: OfficeDays) -> None:
    said = {"happened_on": "2026-02-20", "decided_by": "sian", "evidence": "e_mail"}
    row = office.answers(office.opens(**said), "S01", event_on="2026-01-11", **said)
    assert fields(row, "happened_on", "decided_by", "evidence") == (date(2026, 2, 20), "sian", "e_mail")
    assert fields(row, "entered_by", "recorded_at") == ("nia", office.at.now)


@pytest.mark.parametrize(
    ("referred_on", "pack"),
    [("Tue 5 Apr 2016", "cpr-2013"), ("Wed 6 Apr 2016", "cpr-2016"), ("Tue 1 Oct 2024", "susr-2024")],
)
def test_the_day_of_the_referral_pins_the_version_of_the_guidance(
    office: OfficeDays, referred_on: str, pack: str
) -> None:
    """Trap 7."""
    assert office.on(referred_on).opens().pack == pack


def test_a_thin_referral_is_kept_as_a_draft_that_says_what_it_needs(office: OfficeDays) -> None:
    """R31: seen to fail with the check of completeness taken out: it stood on the record as it was."""
    review = office.opens(harm="not_known", event_on=None)
    assert (review.pack, office.happened(review)) == (None, [])
    action = office.action(review, "S01")
    assert [each["facts"]["field"] for each in action.refusal or ()] == ["harm", "event_on"]
    assert (action.draft or {})["referred_by"] == "police"
    assert office.letters("referral_received") == []


def test_a_draft_is_completed_by_what_was_missing_alone(office: OfficeDays) -> None:
    """R31."""
    review = office.opens(harm="not_known", event_on=None)
    again = casework.receive(office.at, REFERENCE, "example", {"harm": "died", "event_on": "2026-01"})
    assert (again.id, office.happened(review), office.asked(review)) == (
        review.id,
        ["S01 referral"],
        ["S02 scoping 1"],
    )
    [child] = office.facts(review, SubjectFacts)
    assert fields(child, "event_earliest", "event_latest") == (date(2026, 1, 1), date(2026, 1, 31))


def test_an_impairment_needs_the_day_on_which_it_was_identified(office: OfficeDays) -> None:
    """Trap 2."""
    review = office.opens(harm="serious_permanent_impairment")
    [missing] = office.action(review, "S01").refusal or ()
    assert missing["facts"]["field"] == "identified_on"


def test_the_same_referral_twice_is_one_review(office: OfficeDays) -> None:
    """Seen to fail with the reference looked up as it was typed: a stroke for a dash was another review."""
    review = office.opens()
    with office.nothing_changes():
        assert office.opens(" cpr  ex 1-2026").id == review.id


def test_other_facts_under_a_reference_are_asked_about_and_change_nothing(office: OfficeDays) -> None:
    office.opens()
    with office.nothing_changes(), pytest.raises(AlreadyAnswered) as refused:
        office.opens(harm="life_threatening_injury")
    assert refused.value.code == "already_answered"


def test_a_reference_belongs_to_one_board(office: OfficeDays) -> None:
    office.opens()
    with office.nothing_changes(), pytest.raises(GuidanceError) as refused:
        casework.receive(office.at, REFERENCE, "north_wales", {})
    assert refused.value.code == "reference_of_another_board"


def test_each_child_of_the_event_is_scoped_under_a_number(office: OfficeDays) -> None:
    """Seen to fail with the answer's child not compared with the action's: one was never scoped."""
    second = {"harm": "life_threatening_injury", "event_on": "2026-01", "abuse_or_neglect": "known"}
    review = office.opens(subjects=[second])
    assert office.asked(review) == ["S02 scoping 1", "S02 scoping 2"]
    [other] = office.is_refused(review, "S02", subject="2", child=1)
    assert (other.code, other.facts["field"], other.facts["choices"]) == ("field_not_a_choice", "child", "2")
    office.answers(review, "S02", subject="2")
    office.answers(review, "S02", subject="1")
    assert office.asked(review) == ["S03 recommendation"]


def test_what_the_agencies_know_is_kept_with_its_precision(office: OfficeDays) -> None:
    review = office.opens()
    office.answers(
        review,
        "S02",
        looked_after="yes",
        looked_after_periods=[{"since": "2024-05-03", "until": "2024-06"}],
        processes=[{"kind": "criminal_trial", "began_on": "2026-02", "ended_on": "2026-02-20"}],
    )
    assert [each.agency_code for each in office.facts(review, Involvement)] == ["health", "police"]
    periods = [fields(each, "kind", "since_earliest", "until_latest") for each in office.rows(StatusPeriod)]
    assert periods == [
        ("register", date(2025, 1, 1), None),
        ("looked_after", date(2024, 5, 3), date(2024, 6, 30)),
    ]
    [trial] = office.facts(review, ParallelProcess)
    assert fields(trial, "began_on", "ended_on") == (date(2026, 2, 1), date(2026, 2, 20))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"register_periods": []}, "periods_do_not_agree"),
        ({"on_register": "not_known"}, "periods_do_not_agree"),
        ({"looked_after": "yes"}, "periods_do_not_agree"),
        ({"agencies": []}, "field_missing"),
        ({"register_periods": [{"since": "2026-02", "until": "2025"}]}, "ends_before_it_begins"),
        (
            {"processes": [{"kind": "inquest", "began_on": "2026-02", "ended_on": "2026-01"}]},
            "ends_before_it_begins",
        ),
    ],
)
def test_scoping_information_that_contradicts_itself_is_asked_again(
    office: OfficeDays, said: dict[str, object], code: str
) -> None:
    review = office.opens()
    assert office.codes(review, "S02", **said) == [code]


def test_the_group_sees_what_the_criteria_point_to_and_may_see_it_otherwise(office: OfficeDays) -> None:
    """R30, R41: the advice is kept beside the recommendation, and overrules nobody.

    Seen to fail with the recommended outcome written into ``advice``.
    """
    review = office.through(office.opens(), until="S03")
    office.answers(review, "S03", outcome="none")
    [recommendation] = office.facts(review, Recommendation)
    assert fields(recommendation, "advice", "outcome") == ("extended", "none")


@pytest.mark.parametrize(("dissenting", "unanimous"), [([], True), (["health"], False)])
def test_unanimous_or_majority_follows_from_the_votes(
    office: OfficeDays, dissenting: list[str], *, unanimous: bool
) -> None:
    """R34, R44: seen to fail with ``any`` for ``all`` in ``unanimous``."""
    review = office.through(office.opens(), "S05", recommendation={"dissenting": dissenting})
    office.answers(review, "S05")
    [notification] = office.facts(review, Notification)
    assert notification.unanimous is unanimous
    assert {vote.agency_code: vote.agrees for vote in office.rows(Vote)} == {
        "health": unanimous,
        "police": True,
        "social_care": True,
    }


def test_only_who_was_present_can_see_it_otherwise_and_somebody_must_be(office: OfficeDays) -> None:
    review = office.through(office.opens(), until="S03")
    assert office.codes(review, "S03", dissenting=["housing"]) == ["dissenting_not_present"]
    assert office.codes(review, "S03", present=[], dissenting=[]) == ["nobody_present"]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_decision_is_told_to_the_agencies_and_notified_to_welsh_government(
    office: OfficeDays, outcome: str
) -> None:
    """R36, R45: seen to fail with ``_notification`` asking for reviews only."""
    review = office.through(office.opens(outcome=outcome), until="S05")
    assert office.letters("decision_made") == ["huw", "sian"]
    office.answers(review, "S05")
    [notification] = office.facts(review, Notification)
    assert fields(notification, "outcome", "rationale", "outline") == (
        outcome,
        "Both limbs of the criteria were considered.",
        "How agencies shared what they knew, and how the child was heard.",
    )


def test_the_chair_may_decide_otherwise_with_a_reason(office: OfficeDays) -> None:
    """R41; trap 5: seen to fail without the check: an override came in unreasoned."""
    review = office.through(office.opens(outcome="none"), until="S04")
    assert office.codes(review, "S04", outcome="concise") == ["override_needs_a_reason"]
    office.answers(review, "S04", outcome="concise", override_reason="Three agencies were involved.")
    [decision] = office.facts(review, Decision)
    assert fields(decision, "recommended", "outcome", "override_reason") == (
        "none",
        "concise",
        "Three agencies were involved.",
    )


def test_a_deferral_has_a_later_day_on_which_it_is_looked_at_again(office: OfficeDays) -> None:
    """R37."""
    review = office.through(office.opens(outcome="deferred"), until="S04")
    assert office.codes(review, "S04", relook_on=None) == ["deferral_needs_a_day"]
    assert office.codes(review, "S04", relook_on="2026-03-02") == ["relook_is_not_later"]
    [no_deferral] = office.is_refused(
        review, "S04", outcome="none", override_reason="Reconsidered.", relook_on="2026-05-01"
    )
    assert "`relook_on`" in said_in_both_languages([no_deferral])[0]


def test_a_deferral_never_lapses_and_the_group_is_asked_again_on_its_day(office: OfficeDays) -> None:
    """R37: seen to fail without the day in ``set_due``: the old deadline stood."""
    review = office.through(office.opens(outcome="deferred"), until="S04")
    office.answers(review, "S04", relook_on="2026-06-15")
    assert office.asked(review) == ["S03 recommendation"]
    again = office.action(review, "S03")
    assert fields(again, "round", "due_on", "act_by") == (2, date(2026, 6, 15), date(2026, 6, 15))
    assert office.letters("action_waiting") == ["gwen"]
    office.outcome = "concise"
    office.on("Mon 15 Jun 2026").answers(review, "S03")
    assert office.asked(review) == ["S04 decision"]
    office.answers(review, "S04")
    assert office.asked(review) == ["S05 notification", "S06 panel"]


def test_the_group_cannot_have_looked_again_before_it_was_deferred(office: OfficeDays) -> None:
    """Seen to fail with the day compared with that of the scoping alone."""
    review = office.through(office.opens(outcome="deferred"), until="S04")
    office.later(weeks=2).answers(review, "S04")
    [too_early] = office.is_refused(review, "S03", outcome="none", happened_on="2026-03-09")
    assert (too_early.code, too_early.facts["before"]) == ("day_before_what_it_stands_on", date(2026, 3, 16))


def test_a_decision_not_to_review_ends_with_its_notification(office: OfficeDays) -> None:
    """R36."""
    review = office.through(office.opens(outcome="none"))
    assert office.happened(review)[-1] == "S05 notification"
    assert office.codes(review, "S06") == ["review_has_ended"]
