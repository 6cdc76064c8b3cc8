"""What recurring-ical-events makes of a calendar: the oracle that our own reading is held against."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import recurring_ical_events
from diary_calendars import FIRST, LAST, OWN

from models.diaries.read.readings import Block, merged, minutes_of
from models.diaries.read.zone_names import ALIASES
from models.guidance.calendar_dates import LONDON
from tasks.diaries.busy import Asked
from tasks.diaries.reading import Wanted

WANTED = Wanted(FIRST, LAST, addresses=frozenset({OWN}))
ASKED = Asked(WANTED.window, LONDON.key, ALIASES, addresses=WANTED.addresses)


def minutes(at: date) -> int:
    if not isinstance(at, datetime):
        return minutes_of(datetime.combine(at, time(), LONDON))
    return minutes_of(at if at.tzinfo else at.replace(tzinfo=LONDON))


def kind(event: Any) -> str | None:  # noqa: ANN401 - icalendar's component
    """Say how firmly somebody is busy, written down a second time."""
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    own = [each.params.get("PARTSTAT") for each in attendees if str(each).endswith(OWN)]
    if event.get("STATUS") == "CANCELLED" or event.get("TRANSP") == "TRANSPARENT" or "DECLINED" in own:
        return None
    if event.get("X-MICROSOFT-CDO-BUSYSTATUS") == "OOF":
        return "away"
    return "tentative" if event.get("STATUS") == "TENTATIVE" else "busy"


def oracle(content: bytes) -> list[Block]:
    """Let the other library expand a calendar, and put together what it gives."""
    found = defaultdict(list)
    since, until = WANTED.window
    query = recurring_ical_events.of(icalendar.Calendar.from_ical(content))
    around = timedelta(days=40)
    for event in query.between(
        datetime.combine(FIRST, time(), UTC) - around, datetime.combine(LAST, time(), UTC) + around
    ):
        ends = event.end
        span = max(since, minutes(event.start)), min(until, minutes(ends))
        if (how := kind(event)) and span[0] < span[1]:
            found[how].append(span)
    return sorted(Block(*span, how) for how, spans in found.items() for span in merged(spans))  # type: ignore[arg-type]
