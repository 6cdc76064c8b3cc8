"""R48: when a review will be complete, from its first day, and how sure that is."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_histories import HABITS, histories

from models.diaries.forecasts.forecast import Forecast, Underway, courses, forecast
from models.diaries.forecasts.histories import LINE, STAGES, History, planned_days
from models.diaries.forecasts.pace import ENOUGH, Learnt, TooLittleHistory, learn
from models.guidance import route

TODAY = date(2026, 3, 2)
PLAN = planned_days("cpr-2016")
SEED = 7


def learnt_from(found: list[History]) -> Learnt:
    found_out = learn(found, TODAY, PLAN)
    assert isinstance(found_out, Learnt)
    return found_out


@pytest.fixture(scope="module")
def learnt() -> Learnt:
    """What sixty finished reviews teach."""
    return learnt_from(histories(60, 1))


def under_way(*days: float, waited: int = 0) -> Underway:
    """Give a review whose stages until now took so many days, and whose present one lasts since *waited*."""
    ends = [0, *accumulate(round(each) for each in days)]
    first = TODAY - timedelta(days=ends[-1] + waited)
    return Underway({key: first + timedelta(days=end) for key, end in zip(LINE, ends, strict=False)}, TODAY)


def test_below_fifteen_finished_reviews_nothing_is_forecast() -> None:
    """Seen to fail with reviews under way counted among them."""
    few = [
        *histories(ENOUGH - 1, 1),
        *(replace(each, reached=under_way(9).reached) for each in histories(9, 2)),
    ]
    assert learn(few, TODAY, PLAN) == TooLittleHistory(14, 15)
    assert isinstance(learn([*few, *histories(1, 3)], TODAY, PLAN), Learnt)
    assert learn([], TODAY, PLAN) == TooLittleHistory(0, 15)


def test_there_is_a_forecast_from_the_first_day(learnt: Learnt) -> None:
    told = forecast(learnt, under_way(), SEED)
    assert TODAY < told.tenth < told.quarter < told.half < told.three_quarters < told.ninetieth
    assert abs((told.half - TODAY).days - sum(HABITS)) < 60
    assert told.reviews_known == 60
    assert list(told.stages) == list(LINE[1:])
    assert sorted(told.stages.values()) == list(told.stages.values())


def test_the_same_seed_gives_the_same_days(learnt: Learnt) -> None:
    assert forecast(learnt, under_way(30), SEED) == forecast(learnt, under_way(30), SEED)


def test_a_review_that_was_slow_is_expected_to_be_slow(learnt: Learnt) -> None:
    """Seen to fail with the finished stages not asked for the pace."""
    slow, quick = (
        forecast(learnt, under_way(*(days * factor for days in HABITS[:4])), SEED) for factor in (2, 0.5)
    )
    assert (slow.half - quick.half).days > 60
    assert learnt.pace == pytest.approx(0.35, abs=0.1)


def test_where_reviews_have_no_pace_of_their_own_a_slow_stage_says_nothing_of_the_next() -> None:
    alone = learnt_from(histories(200, 4, pace=0.0))
    slow, quick = (
        forecast(alone, under_way(*(days * factor for days in HABITS[:4])), SEED) for factor in (2, 0.5)
    )
    assert abs((slow.half - quick.half).days) < 25


def test_a_stage_that_has_lasted_long_is_not_over_today(learnt: Learnt) -> None:
    """Seen to fail with the present stage drawn as if it had just begun."""
    waited = 200
    told = forecast(learnt, under_way(35, 10, 30, 28, waited=waited), SEED)
    fresh = forecast(learnt, under_way(35, 10, 30, 28), SEED)
    assert told.tenth >= TODAY
    # So much longer than stages last: what is left of it is some weeks, and the review is a slow one.
    assert (told.stages[route.ANALYSIS] - TODAY).days > 14
    assert told.ninetieth - told.half > fresh.ninetieth - fresh.half - timedelta(days=20)


@pytest.mark.parametrize("waited", [2_000, 40_000])
def test_a_stage_beyond_all_experience_still_gives_days(learnt: Learnt, waited: int) -> None:
    """Seen to fail with every stage bounded by ten years: it was to end today."""
    told = forecast(learnt, under_way(30, waited=waited), SEED)
    assert TODAY < told.tenth < told.ninetieth < TODAY + timedelta(days=40_000)


def test_stages_that_were_entered_on_one_day_do_not_make_a_review_of_days(learnt: Learnt) -> None:
    """Seen to fail with a stage free to say anything of the pace: all the rest took three weeks."""
    told = forecast(learnt, under_way(0, 0, 0, 0), SEED)
    assert (told.half - TODAY).days > 60


def test_nothing_is_over_before_the_meeting_that_ends_it(learnt: Learnt) -> None:
    """Seen to fail with the planned day left out."""
    review, far = under_way(30, 7, 20, 20), TODAY + timedelta(days=300)
    told = forecast(learnt, replace(review, not_before={route.LEARNING_EVENT: far}), SEED)
    assert told.stages[route.LEARNING_EVENT] >= far
    assert told.tenth > far
    assert told.tenth > forecast(learnt, review, SEED).tenth
    ends = courses(learnt, replace(review, not_before={route.LEARNING_EVENT: far}), SEED)
    assert (ends[2] >= far.toordinal()).all()
    assert (ends[0] < far.toordinal()).any()


def test_a_planned_day_that_is_past_is_no_fact_any_more(learnt: Learnt) -> None:
    review = under_way(30, 7, 20, 20)
    past = replace(review, not_before={route.LEARNING_EVENT: TODAY - timedelta(days=9)})
    assert forecast(learnt, past, SEED) == forecast(learnt, review, SEED)


def test_a_review_that_is_complete_has_nothing_to_forecast(learnt: Learnt) -> None:
    with pytest.raises(ValueError, match="complete"):
        forecast(learnt, under_way(*HABITS), SEED)


def test_a_stage_that_too_few_have_finished_takes_the_plans_length() -> None:
    """Seen to fail with such a stage judged by the one review that has finished it."""
    without = [replace(each, reached={**each.reached}) for each in histories(20, 1)]
    for each in without[1:]:
        del each.reached[route.LEARNING_EVENT]  # type: ignore[attr-defined]
    found = learnt_from(without)
    stage = LINE.index(route.LEARNING_EVENT)
    assert np.expm1(found.laws[stage - 1].centre) == pytest.approx(PLAN[stage - 1])
    assert found.laws[stage].ends == 1
    assert forecast(found, under_way(), SEED).half > TODAY


def test_stages_of_no_days_are_stages_too() -> None:
    same_day = {key: TODAY - timedelta(days=500) for key in LINE}
    found = learnt_from([History(str(number), same_day) for number in range(20)])
    told = forecast(found, under_way(), SEED)
    assert TODAY <= told.half <= TODAY + timedelta(days=5)


def test_reviews_of_one_length_give_a_narrow_interval() -> None:
    told = forecast(learnt_from(histories(20, 1, pace=0.0, own=0.0)), under_way(), SEED)
    assert (told.half - TODAY).days == pytest.approx(sum(HABITS), abs=4)
    assert (told.ninetieth - told.tenth).days < 40


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 700), max_size=STAGES - 1),
    st.integers(0, 3000),
    st.dictionaries(st.sampled_from(LINE[1:]), st.integers(-900, 900), max_size=4),
)
def test_whatever_has_happened_the_days_come_in_order_and_none_is_past(
    days: list[int], waited: int, facts: dict[tuple[route.Stage, str], int]
) -> None:
    review = under_way(*days, waited=waited)
    planned = {key: TODAY + timedelta(days=day) for key, day in facts.items()}
    told = forecast(_LEARNT, replace(review, not_before=planned), SEED, draws=200)
    assert isinstance(told, Forecast)
    assert TODAY <= told.tenth <= told.quarter <= told.half <= told.three_quarters <= told.ninetieth
    assert list(told.stages.values()) == sorted(told.stages.values())
    assert all(day >= max(TODAY, planned.get(key, TODAY)) for key, day in told.stages.items())


_LEARNT = learnt_from(histories(20, 3))
