"""The route: what is asked for when, whatever order people answer in."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest

from models.guidance import route
from models.guidance.packs import MilestoneKey
from models.guidance.route import (
    ROUTE,
    Outcome,
    Standing,
    has_ended,
    may_be_done,
    path,
)
from models.guidance.stages import Stage

REFERRED_ON = date(2026, 3, 2)


def happened(*names: str, **known: Any) -> Standing:  # noqa: ANN401 - whatever a Standing has
    """Stand where these steps are on the record, each on a day of its own: ``S10 timelines:police``."""
    dates: dict[MilestoneKey, dict[str, tuple[date, ...]]] = defaultdict(dict)
    for number, name in enumerate(names):
        stage, _, rest = name.partition(" ")
        milestone, _, subject = rest.partition(":")
        by_subject = dates[Stage(stage), milestone]
        by_subject[subject] = (*by_subject.get(subject, ()), REFERRED_ON + timedelta(days=number))
    return Standing(dates=dates, **known)


def asked(standing: Standing) -> list[str]:
    return [
        f"{step.stage} {step.milestone}{':' if subject else ''}{subject}"
        for step, subject in may_be_done(standing)
    ]


DECIDED = ("S01 referral", "S02 scoping:1", "S03 recommendation", "S04 decision")
MET = (*DECIDED, "S05 notification", "S06 panel", "S07 first_check", "S08 first_panel")
INVITED = (*MET, "S09 family_contact", "S11 analysis", "S12 invite", "S12 brief")
DRAFTED = (*INVITED, "S12 go_no_go", "S13 learning_event", "S14 draft")


def test_nothing_but_a_referral_begins_a_review() -> None:
    assert asked(Standing()) == ["S01 referral"]


def test_each_child_of_the_event_is_scoped_before_the_group_is_asked() -> None:
    children = ("1", "2")
    assert asked(happened("S01 referral", children=children)) == ["S02 scoping:1", "S02 scoping:2"]
    assert asked(happened("S01 referral", "S02 scoping:1", children=children)) == ["S02 scoping:2"]
    assert asked(happened("S01 referral", "S02 scoping:2", "S02 scoping:1", children=children)) == [
        "S03 recommendation"
    ]


def test_the_group_recommends_before_the_chair_decides() -> None:
    """Trap 5; R3."""
    assert asked(happened("S01 referral", "S02 scoping:1")) == ["S03 recommendation"]
    assert asked(happened("S01 referral", "S02 scoping:1", "S03 recommendation")) == ["S04 decision"]


@pytest.mark.parametrize("outcome", ["concise", "extended", "mapf", "none"])
def test_welsh_government_is_notified_of_every_decision(outcome: Outcome) -> None:
    """R36."""
    assert "S05 notification" in asked(happened(*DECIDED, outcome=outcome))


def test_a_deferral_is_no_decision_yet_and_the_group_is_asked_again() -> None:
    """R37: seen to fail with ``_recommendation`` asking once only: nothing at all was asked any more."""
    deferred = happened(*DECIDED, outcome="deferred")
    assert asked(deferred) == ["S03 recommendation"]
    assert not has_ended(deferred)
    again = happened(*DECIDED, "S03 recommendation", outcome="deferred")
    assert asked(again) == ["S04 decision"]
    decided = happened(*DECIDED, "S03 recommendation", "S04 decision", outcome="concise")
    assert asked(decided) == ["S05 notification", "S06 panel"]


def test_no_review_ends_when_welsh_government_has_been_told() -> None:
    """R36."""
    assert not has_ended(happened(*DECIDED, outcome="none"))
    told = happened(*DECIDED, "S05 notification", outcome="none")
    assert (has_ended(told), asked(told)) == (True, [])


def test_a_forum_is_asked_for_its_own_steps_and_no_reviews() -> None:
    """R59, R90."""
    forum = happened(*DECIDED, "S05 notification", outcome="mapf")
    assert (path(forum), asked(forum)) == ("forum", ["M01 convened"])


def test_a_forum_ends_with_its_themes_which_stand_on_its_dissemination() -> None:
    """R93: seen to fail with THEMES standing on FORUM_LEARNING."""
    held = (*DECIDED, "S05 notification", "M01 convened", "M02 forum", "M03 learning")
    assert asked(happened(*held, outcome="mapf")) == ["M04 dissemination"]
    shared = happened(*held, "M04 dissemination", outcome="mapf")
    assert asked(shared) == ["M05 themes"]
    assert has_ended(happened(*held, "M04 dissemination", "M05 themes", outcome="mapf"))


def test_what_real_reviews_do_side_by_side_is_asked_side_by_side() -> None:
    """Family contact, timelines and invitations do not wait for each other."""
    after_first_panel = happened(*MET, outcome="concise", agencies=("health", "police"))
    assert asked(after_first_panel) == [
        "S09 family_contact",
        "S10 timelines:health",
        "S10 timelines:police",
        "S12 invite",
    ]


def test_a_review_in_which_no_agency_was_involved_waits_for_no_timeline() -> None:
    """Seen to fail without ``nobody_to_ask``: the analysis waited for ever.

    And with ANALYSIS standing on TIMELINES alone: it was asked for before there was a Panel.
    """
    assert "S11 analysis" in asked(happened(*MET, outcome="concise", agencies=()))
    assert "S11 analysis" not in asked(happened(*DECIDED, outcome="concise", agencies=()))


def test_a_no_go_asks_for_invitations_and_a_briefing_once_more() -> None:
    """R55: seen to fail with INVITE asked once only: only the go or no-go was asked for again."""
    moved = happened(*INVITED, "S12 no_go", outcome="concise")
    assert [each for each in asked(moved) if each.startswith("S12")] == ["S12 invite"]
    invited_again = happened(*INVITED, "S12 no_go", "S12 invite", outcome="concise")
    assert [each for each in asked(invited_again) if each.startswith("S12")] == ["S12 brief"]
    briefed_again = happened(*INVITED, "S12 no_go", "S12 invite", "S12 brief", outcome="concise")
    assert [each for each in asked(briefed_again) if each.startswith("S12")] == ["S12 go_no_go"]


def test_a_returned_draft_is_drafted_again_before_the_board_sees_it_again() -> None:
    """R94."""
    returned = happened(*DRAFTED, "S15 returned", outcome="concise")
    assert asked(returned) == ["S14 draft"]
    assert asked(happened(*DRAFTED, "S15 returned", "S14 draft", outcome="concise")) == [
        "S15 sign_off",
        "S16 feedback",
    ]


def test_parallel_processes_are_checked_as_long_as_one_is_open() -> None:
    """R60, R69."""
    checked = (*MET, "S07 check")
    assert "S07 check" in asked(happened(*MET, outcome="concise", process_open=True))
    assert "S07 check" in asked(happened(*checked, outcome="concise", process_open=True))
    assert "S07 check" not in asked(happened(*checked, outcome="concise"))


def test_while_family_contact_is_held_the_panels_work_goes_on() -> None:
    """R61, R65: seen to fail without ``passed_while_held``."""
    ready = tuple(each for each in (*INVITED, "S12 go_no_go") if not each.startswith("S09"))
    held = happened(*ready, outcome="concise", held=frozenset({Stage.S09, Stage.S16}))
    assert asked(held) == ["S09 family_contact", "S13 learning_event"]
    assert "S13 learning_event" not in asked(happened(*ready, outcome="concise"))


def test_a_family_that_is_to_be_asked_again_is_waited_for() -> None:
    """R65, R84."""
    again = happened(*INVITED, "S12 go_no_go", outcome="concise", family_to_be_asked_again=True)
    assert asked(again) == ["S09 family_contact"]


def test_a_missing_acknowledgement_never_blocks_the_end() -> None:
    """R110: seen to fail with ACKNOWLEDGEMENT among what CLOSURE stands on."""
    everything = [
        f"{step.stage} {step.milestone}"
        for step in ROUTE
        if step.path != "forum" and step.key not in (route.SCOPING, route.ACKNOWLEDGEMENT, route.CLOSURE)
    ]
    standing = happened(*everything, "S02 scoping:1", outcome="concise", addressees=("board:north_wales",))
    assert {"S22 acknowledgement:board:north_wales", "S23 closure"} <= set(asked(standing))


def test_a_closed_review_asks_for_nothing() -> None:
    closed = happened(*DECIDED, "S23 closure", outcome="concise", process_open=True, plan_items_open=True)
    assert (has_ended(closed), asked(closed)) == (True, [])


def test_a_step_cannot_have_happened_before_what_made_it_necessary_again() -> None:
    """Seen to fail with ``again_after`` left out of ``not_before``: the day of the first round came back."""
    twice = happened(*DECIDED, outcome="deferred")
    recommended = route.STEPS[route.RECOMMENDATION]
    assert twice.not_before(recommended, "") == twice.last(*route.DECISION)
    assert Standing().not_before(recommended, "") is None
