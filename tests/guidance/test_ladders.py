"""Ladders of reminders: on working days, in order, each rung once, and never one upon the other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.guidance import ladders, route
from models.guidance.ladders import Ladder
from models.guidance.provenance import Provenance
from models.guidance.working_days import is_working_day, working_days_between

DAYS = st.dates(date(2013, 2, 1), date(2029, 6, 30))
LADDERS = st.sampled_from(ladders.all_ladders())


def looked_at_daily(
    ladder: Ladder, act_by: date, asked_on: date, absent: frozenset[int]
) -> list[tuple[date, str, tuple[str, ...]]]:
    """Look every day but those *absent*, as the sweep does; give what went and what was passed over."""
    remind_on = ladders.first_look(ladder, act_by, asked_on=asked_on, on=asked_on)
    went, on = [], asked_on
    for number in range(200):
        on = asked_on + timedelta(days=number)
        if remind_on is None or number in absent or on < remind_on:
            continue
        found = ladders.look(ladder, act_by, asked_on=asked_on, since=remind_on, on=on)
        if found.rung:
            went.append((on, found.rung.name, tuple(rung.name for rung in found.passed_over)))
        remind_on = found.remind_on
    return went


@given(LADDERS, DAYS, st.integers(0, 120))
def test_every_rung_is_a_working_day_after_it_was_asked_and_later_than_the_one_before(
    ladder: Ladder, act_by: date, allowed: int
) -> None:
    """Seen to fail with the deadline itself, which may be a Sunday, taken for the day of the rung."""
    asked_on = act_by - timedelta(days=allowed)
    days = [day for day, _ in ladder.days(act_by, asked_on=asked_on)]
    assert all(is_working_day(day) and day > asked_on for day in days)
    assert days == sorted(set(days))


@given(LADDERS, DAYS, st.integers(-60, 60))
def test_looked_at_every_day_each_rung_goes_once_on_its_own_day(
    ladder: Ladder, act_by: date, allowed: int
) -> None:
    """G8. Seen to fail with ``since`` left out: the newest rung went every day."""
    asked_on = act_by - timedelta(days=allowed)
    went = looked_at_daily(ladder, act_by, asked_on, frozenset())
    assert [(on, name) for on, name, _ in went] == [
        (day, rung.name) for day, rung in ladder.days(act_by, asked_on=asked_on)
    ]
    assert all(not passed_over for _, _, passed_over in went)


@given(LADDERS, DAYS, st.frozensets(st.integers(0, 150)))
def test_after_any_outage_one_goes_and_every_rung_is_accounted_for_once(
    ladder: Ladder, act_by: date, absent: frozenset[int]
) -> None:
    """Seen to fail with all that were reached due, and with what was passed over forgotten."""
    asked_on = act_by - timedelta(days=30)
    went = looked_at_daily(ladder, act_by, asked_on, absent)
    told = [name for _, name, passed_over in went for name in (*passed_over, name)]
    assert told == [rung.name for _, rung in ladder.days(act_by, asked_on=asked_on)]
    assert len({on for on, _, _ in went}) == len(went)


@given(LADDERS, DAYS, st.integers(1, 200))
def test_nobody_is_late_before_they_could_act(ladder: Ladder, act_by: date, after: int) -> None:
    """What is asked after its deadline counts from then. Seen to fail with the deadline alone counted."""
    asked_on = act_by + timedelta(days=after)
    for day, rung in ladder.days(act_by, asked_on=asked_on):
        assert rung.working_days > 0
        assert working_days_between(asked_on, day) == rung.working_days


@given(DAYS, st.integers(0, 300))
def test_an_invitation_is_answered_after_it_comes_and_as_far_as_can_be_before_the_meeting(
    invited_on: date, ahead: int
) -> None:
    meeting_on = invited_on + timedelta(days=ahead)
    by = ladders.answer_by(invited_on, meeting_on)
    assert is_working_day(by)
    assert 1 <= working_days_between(invited_on, by) <= 10
    if working_days_between(invited_on, meeting_on) > 7:
        assert working_days_between(by, meeting_on) >= 4


def test_every_step_has_a_ladder_and_every_ladder_says_why_and_on_whose_authority() -> None:
    assert {ladders.ladder(step).code for step in route.STEPS} == {
        each.code for each in ladders.all_ladders() if each.code != ladders.INVITATION
    }
    for ladder in ladders.all_ladders():
        for rung in ladder.rungs:
            assert rung.reason.cy != rung.reason.en
            assert rung.source.provenance is Provenance.PRODUCT


def test_steps_of_ladders_are_steps_of_the_route() -> None:
    assert set(ladders._by_step()) <= set(route.STEPS)


@pytest.mark.parametrize("step", [key for key, step in route.STEPS.items() if step.role == "board_chair"])
def test_no_ladder_of_what_the_chair_of_the_board_does_ends_with_the_chair(step: route.MilestoneKey) -> None:
    assert all(rung.to == "owner" for rung in ladders.ladder(step).rungs)


def test_beyond_the_known_bank_holidays_a_ladder_is_looked_at_again_nearer_the_time() -> None:
    of = ladders.ladder(route.RECOMMENDATION)
    assert ladders.first_look(of, date(2040, 5, 1), asked_on=date(2026, 3, 2), on=date(2026, 3, 2)) == (
        date(2040, 3, 31)
    )
    assert ladders.first_look(of, None, asked_on=date(2026, 3, 2), on=date(2026, 3, 2)) is None
