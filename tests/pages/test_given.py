"""Days and hours as people fill them in, by London's clock, also in the nights on which it is put."""

from datetime import UTC, date, datetime, time

import pytest

from deployments.pages.given import Given, instant
from deployments.pages.speaking import Say


@pytest.mark.parametrize(
    ("on", "at", "meant"),
    [
        (date(2026, 1, 12), time(10, 0), datetime(2026, 1, 12, 10, 0, tzinfo=UTC)),
        (date(2026, 7, 12), time(10, 0), datetime(2026, 7, 12, 9, 0, tzinfo=UTC)),
        (date(2026, 3, 29), time(1, 30), None),
        (date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_an_hour_is_londons_and_one_that_the_clock_leaves_out_is_none(
    on: date, at: time, meant: datetime | None
) -> None:
    """Seen to fail with the hour taken as UTC, and with the one that is left out moved on by an hour."""
    assert instant(on, at) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("10:00", time(10, 0)),
        ("9.30", time(9, 30)),
        ("14", time(14, 0)),
        ("24:00", None),
        ("10:60", None),
        ("ten", None),
        ("١٠:٠٠", None),
        ("", None),
    ],
)
def test_an_hour_is_read_as_people_write_it(written: str, meant: time | None) -> None:
    assert Given((("start", written),)).hour("start") == meant


def test_the_parts_of_a_day_make_one_or_none() -> None:
    def day(*parts: str) -> date | None:
        return Given(tuple(zip(("d-day", "d-month", "d-year"), parts, strict=True))).day("d")

    assert day("29", "02", "2028") == date(2028, 2, 29)
    assert day("29", "2", "2027") is None
    assert day("1", "1", "") is None
    assert day("1", "1", "0") is None


def test_what_is_sent_is_text_without_anything_that_controls_it() -> None:
    given = Given.read(b"a=+x%00%1b%7f+&lines=one%0D%0Atwo&a=second")
    assert (given["a"], given["lines"], given.several("a")) == ("x", "one\ntwo", ["x", "second"])


def test_a_meeting_that_goes_past_midnight_is_said_with_both_days() -> None:
    starts, ends = datetime(2026, 6, 30, 22, 0, tzinfo=UTC), datetime(2026, 7, 1, 0, 0, tzinfo=UTC)
    assert (
        Say("en").when(starts, ends)
        == "Tuesday 30 June 2026, 23:00 until Wednesday 1 July 2026, 01:00 (UK time)"
    )
    assert (
        Say("cy").when(starts, ends).startswith("Dydd Mawrth 30 Mehefin 2026, 23:00 hyd Dydd Mercher 1 Gorff")
    )
