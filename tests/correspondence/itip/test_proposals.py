"""Proposed times are read, whatever their zone is called."""

from datetime import datetime, timedelta

import pytest
from calendar_parts import (
    REPLY,
    utc,
)

from tasks.correspondence.itip import Answered, Reason, Refused, read_calendar

COUNTER = REPLY.replace("METHOD:REPLY", "METHOD:COUNTER").replace("PARTSTAT=ACCEPTED", "PARTSTAT=TENTATIVE")


def proposing(*lines: str) -> Answered | Refused:
    return read_calendar(COUNTER.replace("DTSTART:20260512T090000Z", "\r\n".join(lines)).encode())


@pytest.mark.parametrize(
    ("zone", "start", "assumed"),
    [
        (";TZID=Europe/London", utc(13, 9, month=5), False),
        (";TZID=GMT Standard Time", utc(13, 9, month=5), False),
        (';TZID="GMT Standard Time"', utc(13, 9, month=5), False),
        (";TZID=gmt standard time", utc(13, 9, month=5), False),
        (';TZID="(UTC+00:00) Dublin, Edinburgh, Lisbon, London"', utc(13, 9, month=5), False),
        (';TZID="(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London"', utc(13, 9, month=5), False),
        (";TZID=W. Europe Standard Time", utc(13, 8, month=5), False),
        (";TZID=Romance Standard Time", utc(13, 8, month=5), False),
        (";TZID=Eastern Standard Time", utc(13, 14, month=5), False),
        (';TZID="tzone://Microsoft/Utc"', utc(13, 10, month=5), False),
        (";TZID=UTC", utc(13, 10, month=5), False),
        (";TZID=/mozilla.org/20050126_1/Europe/Paris", utc(13, 8, month=5), False),
        (";TZID=/freeassociation.sourceforge.net/Europe/London", utc(13, 9, month=5), False),
        (";TZID=America/Argentina/Buenos_Aires", utc(13, 13, month=5), False),
        ("", utc(13, 9, month=5), False),
        (";TZID=Customized Time Zone", utc(13, 9, month=5), True),
        (";TZID=Mars/Olympus", utc(13, 9, month=5), True),
        (";TZID=../../etc/passwd", utc(13, 9, month=5), True),
        (";TZID=Europe", utc(13, 9, month=5), True),
        (";TZID=", utc(13, 9, month=5), False),
    ],
)
def test_a_proposed_time_is_read_whatever_its_zone_is_called(
    zone: str, start: datetime, *, assumed: bool
) -> None:
    """Seen to fail with the table of Windows' names left out: all of them were London's."""
    read = proposing(f"DTSTART{zone}:20260513T100000", f"DTEND{zone}:20260513T120000")
    assert isinstance(read, Answered)
    assert (read.proposed_start, read.proposed_end) == (start, start + timedelta(hours=2))
    assert (read.zone_assumed, read.whole_day, read.answer) == (assumed, False, "countered")


def test_a_proposed_day_is_london_s() -> None:
    read = proposing("DTSTART;VALUE=DATE:20260513", "DTEND;VALUE=DATE:20260514")
    assert isinstance(read, Answered)
    assert read.whole_day
    assert (read.proposed_start, read.proposed_end) == (utc(12, 23, month=5), utc(13, 23, month=5))


def test_how_long_is_as_good_as_until_when() -> None:
    read = proposing("DTSTART:20260513T100000Z", "DURATION:PT1H30M")
    assert isinstance(read, Answered)
    assert read.proposed_end == utc(13, 11, 30, month=5)
    open_ended = proposing("DTSTART:20260513T100000Z")
    assert isinstance(open_ended, Answered)
    assert open_ended.proposed_end is None


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["X-DTSTART:20260513T100000Z"], Reason.NO_TIME),
        (["DTSTART:20260513T100000Z", "DTEND:20260513T090000Z"], Reason.TIME_UNREADABLE),
        (["DTSTART:20260513T100000Z", "DURATION:-PT1H"], Reason.TIME_UNREADABLE),
        (["DTSTART:20260513T100000Z", "DURATION:P"], Reason.TIME_UNREADABLE),
        (["DTSTART:20260513T100000Z", "DURATION:P99999999D"], Reason.TIME_UNREADABLE),
        (["DTSTART;TZID=Europe/London:00010101T000000"], Reason.TIME_UNREADABLE),
        (["DTSTART:20260513T100000Z", "DTSTART:20260514T100000Z"], Reason.REPEATED),
        (["DTSTART:soon"], Reason.TIME_UNREADABLE),
    ],
)
def test_a_proposal_without_a_time_that_can_be_is_refused(lines: list[str], reason: Reason) -> None:
    assert proposing(*lines) == Refused(reason)
