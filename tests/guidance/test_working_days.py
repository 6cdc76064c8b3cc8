"""Working days against two public calendars, and the years that the table must hold."""

from datetime import date, datetime, timedelta

import holidays
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given, settings
from hypothesis import strategies as st

from models.guidance.errors import GuidanceError
from models.guidance.working_days import (
    add_working_days,
    bank_holidays,
    is_working_day,
    last_working_day_on_or_before,
    working_days_between,
)

YEARS = range(2012, 2031)
DAYS = st.dates(date(2012, 3, 1), date(2030, 10, 31))


def on_weekdays(days: set[date]) -> set[date]:
    return {day for day in days if day.weekday() < 5}


@pytest.mark.parametrize("year", YEARS)
def test_bank_holidays_are_those_of_wales(year: int) -> None:
    """Seen to fail with 8 May 2023 left out, as one calendar in use leaves it."""
    ours = {holiday.on for holiday in bank_holidays(year)}
    assert ours == on_weekdays(set(holidays.country_holidays("GB", subdiv="WLS", years=year)))


def test_bank_holidays_are_those_that_gov_uk_publishes_and_no_year_of_its_is_missing() -> None:
    published = BankHolidays(use_cached_holidays=True).get_holidays("england-and-wales")
    years = {holiday["date"].year for holiday in published}
    ours = {holiday.on for year in years for holiday in bank_holidays(year)}
    assert ours == {holiday["date"] for holiday in published}


@pytest.mark.parametrize(
    "day", ["2012-06-04", "2012-06-05", "2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"]
)
def test_the_days_that_were_moved_or_added_are_there_in_both_languages(day: str) -> None:
    holiday = next(one for one in bank_holidays(int(day[:4])) if one.on.isoformat() == day)
    assert holiday.title.cy
    assert holiday.title.en
    assert not is_working_day(holiday.on)


def test_the_next_two_years_are_in_the_table() -> None:
    """When this fails: copy the new years from GOV.UK's bank holidays for England and Wales into
    models/guidance/data/bank_holidays.yaml, with a Welsh title for any new one.
    """
    this_year = datetime.now().astimezone().year  # noqa: TID251 - the one test that must fail when time passes
    for year in (this_year, this_year + 1, this_year + 2):
        assert bank_holidays(year), (
            f"add the bank holidays of {year} to models/guidance/data/bank_holidays.yaml"
        )


@pytest.mark.parametrize("year", [2011, 2031])
def test_beyond_the_table_the_sentence_says_what_to_do(year: int) -> None:
    with pytest.raises(GuidanceError, match=r"bank_holidays\.yaml"):
        bank_holidays(year)


@given(DAYS, st.integers(-40, 40).filter(bool))
@settings(max_examples=60, deadline=None)
def test_adding_working_days_lands_on_one_and_counting_them_gives_the_number_back(
    day: date, number: int
) -> None:
    reached = add_working_days(day, number)
    assert is_working_day(reached)
    assert working_days_between(day, reached) == number


@given(DAYS)
@settings(max_examples=60, deadline=None)
def test_the_last_working_day_is_the_day_itself_or_the_nearest_before(day: date) -> None:
    last = last_working_day_on_or_before(day)
    assert is_working_day(last)
    assert (last == day) == is_working_day(day)
    assert day - last <= timedelta(days=5)
