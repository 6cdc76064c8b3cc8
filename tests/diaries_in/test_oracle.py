"""Calendars that were made up come to the same busy time as recurring-ical-events makes of them."""

import pytest
from diary_calendars import Diarist
from diary_oracle import ASKED, oracle

from tasks.diaries.busy import read


@pytest.mark.parametrize("seed", range(60))
def test_busy_time_is_what_the_other_library_says(seed: int) -> None:
    """Seen to fail with weeks that begin on Monday whatever WKST says, with COUNT counted from the whole
    first week, with an entry left in the place that it was moved from, and with days of one offset only.
    """
    content = Diarist(seed).calendar(25)
    assert list(read(content, ASKED).blocks) == oracle(content)
