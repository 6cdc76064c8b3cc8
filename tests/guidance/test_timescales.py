"""Deadlines: chained, clamped, moved to working days, and in time for the completion date."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.guidance.errors import GuidanceError
from models.guidance.packs import PACKS, MilestoneKey, Pack, pack
from models.guidance.stages import Stage
from models.guidance.timescales import REFERRAL, Deadline, deadlines
from models.guidance.working_days import is_working_day

DECISION: MilestoneKey = (Stage.S04, "decision")
LEARNING_EVENT: MilestoneKey = (Stage.S13, "learning_event")
COMPLETE: MilestoneKey = (Stage.S17, "complete")
FIRST_DAY, LAST_DAY = date(2013, 1, 1), date(2028, 12, 31)


def plan(actual: dict[MilestoneKey, date], pack_id: str = "cpr-2016") -> dict[MilestoneKey, Deadline]:
    return {(row.stage, row.milestone): row for row in deadlines(pack(pack_id), actual)}


def test_the_plan_of_a_referral_is_the_guidance_laid_out_by_hand() -> None:
    """Every date counted on a paper calendar with Easter (3 and 6 April) and May Day (4 May) crossed out."""
    by_hand = {
        "S02 scoping": "2026-03-16",
        "S03 recommendation": "2026-04-02",
        "S04 decision": "2026-04-13",
        "S05 notification": "2026-04-20",
        "S06 panel": "2026-05-12",
        "S07 first_check": "2026-05-12",
        "S07 check": "2026-06-09",
        "S08 first_panel": "2026-05-13",
        "S08 alarm": "2026-06-13",
        "S09 family_contact": "2026-05-28",
        "S10 timelines": "2026-06-11",
        "S11 analysis": "2026-06-25",
        "S12 invite": "2026-05-11",
        "S12 brief": "2026-06-08",
        "S12 go_no_go": "2026-06-22",
        "S13 learning_event": "2026-07-06",
        "S14 draft": "2026-08-03",
        "S15 sign_off": "2026-08-24",
        "S16 feedback": "2026-09-15",
        "S17 complete": "2026-09-02",
        "S18 submission": "2026-09-02",
        "S19 publication": "2026-09-16",
        "S20 window_end": "2026-12-09",
        "S21 action_plan": "2026-09-21",
        "S22 dissemination": "2026-10-14",
        "S23 quarterly": "2026-12-21",
        "S23 effect_6_months": "2027-03-21",
        "S23 effect_12_months": "2027-09-21",
        "S24 annual_report": "2027-07-30",
    }
    found = plan({REFERRAL: date(2026, 3, 2)})
    assert {
        f"{stage.value} {milestone}": row.due.isoformat() for (stage, milestone), row in found.items()
    } == by_hand
    assert [row.stage for row in found.values()] == sorted(row.stage for row in found.values())


def test_months_clamp_and_somebody_acts_on_the_last_working_day_before() -> None:
    """Trap 3."""
    complete = plan({REFERRAL: date(2026, 8, 31)})[COMPLETE]
    assert (complete.due, complete.act_by) == (date(2027, 2, 28), date(2027, 2, 26))


def test_what_has_happened_moves_what_hangs_on_it_and_says_so() -> None:
    planned = plan({REFERRAL: date(2026, 3, 2)})
    late = plan({REFERRAL: date(2026, 3, 2), DECISION: date(2026, 5, 5)})
    notification = (Stage.S05, "notification")
    assert (planned[notification].anchor_actual, late[notification].anchor_actual) == (False, True)
    assert late[notification].due == date(2026, 5, 12)
    assert late[DECISION].due == planned[DECISION].due
    assert late[COMPLETE].due == planned[COMPLETE].due


def test_a_learning_event_once_fixed_moves_its_invitations() -> None:
    fixed = plan({REFERRAL: date(2026, 3, 2), LEARNING_EVENT: date(2026, 7, 20)})
    invite, brief, go = (fixed[Stage.S12, name] for name in ("invite", "brief", "go_no_go"))
    assert [row.due for row in (invite, brief, go)] == [
        date(2026, 5, 25),
        date(2026, 6, 22),
        date(2026, 7, 6),
    ]
    assert invite.act_by == date(2026, 5, 22)  # the 25th is the spring bank holiday


def test_sign_off_never_falls_after_completion_however_late_the_event() -> None:
    """R70."""
    late = plan({REFERRAL: date(2026, 3, 2), LEARNING_EVENT: date(2026, 8, 20)})
    assert late[Stage.S15, "sign_off"].due == late[COMPLETE].due


def test_checks_repeat_from_the_last_one() -> None:
    """R69."""
    check = (Stage.S07, "check")
    again = plan({REFERRAL: date(2026, 3, 2), check: date(2026, 6, 9)})[check]
    assert (again.due, again.anchor_on, again.anchor_actual) == (date(2026, 7, 7), date(2026, 6, 9), True)


def test_a_board_may_count_the_six_months_from_the_decision() -> None:
    actual = {REFERRAL: date(2026, 3, 2), DECISION: date(2026, 4, 20)}
    rows = deadlines(pack("cpr-2016"), actual, completion_anchor="decision")
    complete = next(row for row in rows if row.stage is Stage.S17)
    assert (complete.due, complete.anchor_stage) == (date(2026, 10, 20), Stage.S04)


@pytest.mark.parametrize(
    ("referral", "due"), [(date(2025, 9, 30), date(2026, 7, 30)), (date(2025, 10, 1), date(2027, 7, 30))]
)
def test_the_annual_report_comes_before_the_31_july_after_the_financial_year(
    referral: date, due: date
) -> None:
    assert plan({REFERRAL: referral})[Stage.S24, "annual_report"].due == due


def test_without_the_referral_nothing_can_be_counted() -> None:
    with pytest.raises(GuidanceError) as refused:
        deadlines(pack("cpr-2016"), {DECISION: date(2026, 4, 20)})
    assert refused.value.code == "referral_date_missing"


def every_day() -> Iterator[date]:
    return (FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))


def until_completion(rules: Pack) -> Pack:
    """The rows that the promise is about, for speed: S01-S15, and S17."""
    return replace(
        rules, rows=tuple(row for row in rules.rows if row.stage <= Stage.S15 or row.stage is Stage.S17)
    )


def test_every_pack_has_the_same_figures_so_that_one_pass_over_the_dates_holds_for_all() -> None:
    figures = {
        tuple(
            (row.key, row.anchor, row.months, row.weeks, row.days, row.working_days, row.never_after)
            for row in pack(name).timescales
        )
        for name in PACKS
    }
    assert len(figures) == 1


def test_no_default_deadline_up_to_board_consideration_falls_after_completion() -> None:
    """R56. Seen to fail with the Learning Event at 14 weeks after the decision."""
    rules = until_completion(pack("cpr-2016"))
    without_limit = replace(rules, rows=tuple(replace(row, never_after=None) for row in rules.rows))
    for referral in every_day():
        found = deadlines(without_limit, {REFERRAL: referral})
        complete = next(row.due for row in found if row.stage is Stage.S17)
        assert max(row.due for row in found if row.stage is not Stage.S17) <= complete, referral


@given(st.dates(FIRST_DAY, LAST_DAY), st.sampled_from(PACKS))
@settings(max_examples=60, deadline=None)
def test_to_act_by_is_the_last_working_day_up_to_what_is_due(referral: date, pack_id: str) -> None:
    for row in deadlines(pack(pack_id), {REFERRAL: referral}):
        between = (row.act_by + timedelta(days=n) for n in range(1, (row.due - row.act_by).days + 1))
        assert is_working_day(row.act_by)
        assert not any(map(is_working_day, between))
