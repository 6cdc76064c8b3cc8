"""The one time zone that every invitation carries says what the real one does."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical

from tasks.correspondence.itip.zone import VTIMEZONE

REAL = ZoneInfo("Europe/London")


def changes(year: int) -> list[datetime]:
    """Find the hours of a year after which London's offset is another one."""
    hours = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=each) for each in range(366 * 24)]
    return [
        hour
        for hour in hours
        if hour.astimezone(REAL).utcoffset() != (hour + timedelta(hours=1)).astimezone(REAL).utcoffset()
    ]


@pytest.mark.parametrize("year", range(1997, 2038))
def test_every_hour_around_a_change_has_the_offset_that_london_has(year: int) -> None:
    # Seen to fail with BYDAY=1SU, and with autumn's change an hour early. dateutil reads the zone, not we.
    ours = tzical(StringIO(VTIMEZONE)).get()
    found = changes(year)
    assert len(found) == 2
    for change in found:
        for hours in range(-50, 51):
            at = change + timedelta(hours=hours)
            wall = at.astimezone(REAL)
            assert wall.replace(tzinfo=ours).utcoffset() == wall.utcoffset(), at
            assert wall.replace(tzinfo=ours).tzname() == wall.tzname(), at
