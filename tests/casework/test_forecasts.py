"""R48: a review’s forecast from its first day, its drift week by week, its error at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from office_days import OfficeDays
from remembered_reviews import remembers
from review_histories import histories
from sqlalchemy import event

from models.casework import forecast_drift, forecasts, weekly
from models.casework.review_histories import OnRecord, on_record, to_judge, to_learn_from
from models.diaries.forecasts.forecast import Forecast
from models.diaries.forecasts.pace import TooLittleHistory
from models.guidance import route
from models.guidance.errors import GuidanceError
from models.records import ForecastMade, Review


@contextmanager
def statements(office: OfficeDays) -> Iterator[list[str]]:
    """Give what is asked of the database meanwhile."""
    asked: list[str] = []

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    connection = office.session.connection()
    event.listen(connection, "before_cursor_execute", note)
    yield asked
    event.remove(connection, "before_cursor_execute", note)


def told(office: OfficeDays, review: Review) -> Forecast | TooLittleHistory:
    of, found = forecasts.found_on_record(office.at, review)
    return forecasts.forecast_of(office.at, of, found)


def forecast(office: OfficeDays, review: Review) -> Forecast:
    found = told(office, review)
    assert isinstance(found, Forecast)
    return found


@pytest.fixture
def remembering(office: OfficeDays) -> OfficeDays:
    """An office with twenty finished reviews, on Monday 2 March 2026."""
    remembers(office, histories(20, 1))
    return office


def test_a_review_has_its_forecast_on_the_day_of_its_referral(remembering: OfficeDays) -> None:
    found = forecast(remembering, remembering.opens())
    assert remembering.today < found.tenth < found.half < found.ninetieth
    assert found.reviews_known == 20


def test_below_fifteen_finished_reviews_the_office_says_so(office: OfficeDays) -> None:
    remembers(office, histories(14, 1))
    review = office.opens()
    assert told(office, review) == TooLittleHistory(14)
    assert forecasts.keep(office.at) == 0
    assert office.rows(ForecastMade) == []


def test_a_real_review_learns_nothing_from_invented_ones(office: OfficeDays) -> None:
    """Seen to fail with all histories taken in."""
    remembers(office, histories(20, 1), synthetic=True)
    review = office.opens()
    assert told(office, review) == TooLittleHistory(0)
    review.synthetic = True
    assert forecast(office, review).reviews_known == 20


def test_a_review_of_wales_learns_nothing_from_those_of_an_invented_board(remembering: OfficeDays) -> None:
    """Where people practise the days are real. Seen to fail with only invented days left out."""
    review = remembering.opens()
    assert len(to_judge(on_record(remembering.session))) == 21
    review.board_code = "south_east_wales"
    remembering.session.flush()
    assert told(remembering, review) == TooLittleHistory(0)
    assert [each.reference for each in to_judge(on_record(remembering.session))] == [review.reference]


def test_a_review_is_not_its_own_history(remembering: OfficeDays) -> None:
    of = _of(remembering, remembering.opens())
    assert of.history.reference not in {
        each.reference for each in to_learn_from(on_record(remembering.session), of)
    }


def _of(office: OfficeDays, review: Review) -> OnRecord:
    return forecasts.found_on_record(office.at, review)[0]


def test_reviews_whose_days_cannot_be_are_left_out(remembering: OfficeDays) -> None:
    """Seen to fail with their stages of less than no days taken in."""
    first, *_ = histories(1, 9)
    back = {**first.reached, route.DECISION: first.reached[route.REFERRAL] - timedelta(days=40)}
    remembers(remembering, [replace(first, reference="CPR EX 90/2015", reached=back)])
    of = _of(remembering, remembering.opens())
    learnt_from = to_learn_from(on_record(remembering.session), of)
    assert "CPR EX 90/2015" not in {each.reference for each in learnt_from}
    assert len(learnt_from) == 20


def test_what_becomes_a_forum_is_no_review_to_forecast(remembering: OfficeDays) -> None:
    review = remembering.opens(outcome="mapf")
    assert forecasts.keep(remembering.at) == 1
    remembering.through(review, until="M01")
    with pytest.raises(GuidanceError) as refused:
        told(remembering, review)
    assert refused.value.code == "forecast_no_review"


def test_a_planned_learning_event_and_a_hold_are_facts_of_the_forecast(remembering: OfficeDays) -> None:
    """Seen to fail without the meetings, and without the holds."""
    office = remembering
    review = office.through(office.opens(), until="S08")
    before = forecast(office, review)
    office.plans(review, "learning_event", "Thu 22 Oct 2026")
    planned = forecast(office, review)
    assert planned.stages[route.LEARNING_EVENT] >= date(2026, 10, 22)
    assert planned.tenth > before.tenth
    office.holds(review, "all", review_on="2027-03-31")
    held = forecast(office, review)
    assert held.stages[route.FIRST_PANEL] >= date(2027, 3, 31)
    assert held.tenth > planned.ninetieth


def test_every_open_review_is_forecast_once_a_day(remembering: OfficeDays) -> None:
    """Seen to fail without the look at what was made today."""
    office = remembering
    office.opens("CPR EX 51/2026")
    office.opens("CPR EX 52/2026")
    assert (forecasts.keep(office.at), forecasts.keep(office.at)) == (2, 0)
    assert forecasts.keep(office.later(weeks=1).at) == 2
    assert len(office.rows(ForecastMade)) == 4
    first, *_ = office.rows(ForecastMade)
    assert first.tenth < first.quarter < first.half < first.three_quarters < first.ninetieth
    assert (first.made_on, first.reviews_known) == (date(2026, 3, 2), 20)


def test_the_record_is_read_in_a_few_questions_however_many_reviews_there_are(office: OfficeDays) -> None:
    """Seen to fail with each review's milestones asked for by themselves."""
    counts = []
    for found in (
        histories(5, 1),
        [replace(each, reference=f"X{each.reference}") for each in histories(30, 2)],
    ):
        remembers(office, found)
        with statements(office) as asked:
            on_record(office.session)
        counts.append(len(asked))
    assert counts == [4, 4]


def test_the_week_tells_when_reviews_are_expected_and_how_far_that_has_moved(remembering: OfficeDays) -> None:
    """R48. Seen to fail with the forecast of last week told as this week's."""
    office = remembering
    review = office.opens()
    forecasts.keep(office.at)
    [letter] = weekly.weekly(office.at)
    [row] = letter.facts["forecasts"]
    assert (row["reference"], row["since_last"], row["since_first"]) == (review.reference, None, None)
    assert row["tenth"] < row["half"] < row["ninetieth"]
    for _ in range(2):
        forecasts.keep(office.later(weeks=3).at)
    [letter] = weekly.weekly(office.at)
    [row] = letter.facts["forecasts"]
    first, second, third = (each.half for each in forecast_drift.made_of(office.session, review))
    assert row["since_last"] == (third - second).days
    assert row["since_first"] == (third - first).days > 0
    [letter] = weekly.weekly(office.later(weeks=1).at)
    assert letter.facts["forecasts"] == []


def test_a_week_of_forecasts_alone_is_told_too(remembering: OfficeDays) -> None:
    office = remembering
    row = ForecastMade(
        review_id=office.rows(Review)[0].key,
        made_on=office.today,
        reviews_known=20,
        **dict.fromkeys(("tenth", "quarter", "half", "three_quarters", "ninetieth"), date(2026, 9, 1)),
    )
    assert weekly.weekly(office.at) == []
    office.session.add(row)
    office.session.flush()
    assert len(weekly.weekly(office.at)) == 1


def test_at_the_end_the_forecasts_are_held_against_what_came(remembering: OfficeDays) -> None:
    """R48. Seen to fail with the sign turned round, and with a forecast of the last day counted."""
    office = remembering
    review = office.opens()
    forecasts.keep(office.at)
    forecasts.keep(office.later(weeks=1).at)
    office.later(weeks=1).through(review, until="S18 submission")
    of = _of(office, review)
    assert of.history.completed_on == office.today
    assert not of.is_under_way
    assert forecasts.keep(office.at) == 0
    made = forecast_drift.made_of(office.session, review)
    late = ForecastMade(**{**made[0].model_dump(exclude={"id"}), "made_on": office.today})
    held = forecast_drift.held_against([*made, late], office.today)
    assert [each.made.made_on for each in held] == [date(2026, 3, 2), date(2026, 3, 9)]
    assert held[0].error == (made[0].half - office.today).days > 0
    assert not held[0].within
    assert forecast_drift.mean_error(held) == sum(each.error for each in held) / 2
    assert forecast_drift.mean_error([]) is None
