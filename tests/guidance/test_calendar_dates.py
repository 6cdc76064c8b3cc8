"""Dates known to the day, the month or the year; and calendar months."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.guidance.calendar_dates import ImpreciseDate, Interval, Precision, add_months
from models.guidance.errors import GuidanceError

DAYS = st.dates(date(1901, 1, 1), date(2098, 12, 31))


@pytest.mark.parametrize(
    ("written", "precision", "earliest", "latest"),
    [
        ("2026", Precision.YEAR, "2026-01-01", "2026-12-31"),
        (2026, Precision.YEAR, "2026-01-01", "2026-12-31"),
        ("2024-02", Precision.MONTH, "2024-02-01", "2024-02-29"),
        ("2026-05-01", Precision.DAY, "2026-05-01", "2026-05-01"),
        (date(2026, 5, 1), Precision.DAY, "2026-05-01", "2026-05-01"),
    ],
)
def test_a_date_keeps_the_precision_with_which_it_is_known(
    written: object, precision: Precision, earliest: str, latest: str
) -> None:
    read = ImpreciseDate.parse(written)
    assert (read.precision, read.earliest.isoformat(), read.latest.isoformat()) == (
        precision,
        earliest,
        latest,
    )
    assert ImpreciseDate.parse(str(read)) == read


@pytest.mark.parametrize(
    "written",
    [
        "31/12/2026", "2026-02-30", "2026-13", "2026-1-1", "26", "", " ", "0000", "9999", "2026-05-01T10:00",
        "2026-05-01\n", "٢٠٢٦", 20260501, -2026, 2026.5, None, True, [], {},
        datetime(2026, 5, 1, tzinfo=UTC), date(1, 1, 1),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_without_being_repeated(written: object) -> None:
    with pytest.raises(GuidanceError) as refused:
        ImpreciseDate.parse(written)
    assert refused.value.code == "not_a_date"
    assert not refused.value.facts


def test_a_date_is_said_in_both_languages_as_far_as_it_is_known() -> None:
    said = [ImpreciseDate.parse(written).words.both for written in ("2026-08-01", "2026-08", "2026")]
    assert said == ["1 Awst 2026 / 1 August 2026", "Awst 2026 / August 2026", "2026 / 2026"]


@given(DAYS, st.integers(-24, 24))
@settings(max_examples=80, deadline=None)
def test_months_keep_the_day_or_end_on_the_last_of_a_month_that_is_too_short(day: date, months: int) -> None:
    """Trap 3. Seen to fail with months of 30 days."""
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    clamped = (moved + timedelta(days=1)).day == 1 and moved.day < day.day
    assert moved.day == day.day or clamped


def test_both_ends_of_an_interval_count() -> None:
    january = Interval(date(2026, 1, 1), date(2026, 1, 31))
    assert january.days == 31
    assert date(2026, 1, 1) in january
    assert date(2026, 1, 31) in january
    assert date(2026, 2, 1) not in january
