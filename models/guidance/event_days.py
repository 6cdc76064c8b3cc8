"""When the office writes for a Learning Event, and from which figures on its care is enough: rows of data."""

from datetime import date, timedelta

from models.guidance.packaged import table
from models.guidance.provenance import Provenance, Source
from models.guidance.working_days import add_working_days


def day(row: str, anchor: date) -> date:
    """Give the day of a row, counted from its anchor: weeks first, then working days.

    >>> day("practitioners_answer", date(2026, 6, 12)), day("follow_up", date(2026, 6, 12))
    (datetime.date(2026, 4, 10), datetime.date(2026, 6, 15))
    """
    rule = table("event_care")["days"][row]
    on = anchor + timedelta(weeks=rule.get("weeks", 0))
    return add_working_days(on, rule.get("working_days", 0))


def answer_by(row: str, event_on: date, *, today: date) -> date:
    """Give the day until which an answer is asked for: at fair notice, but before the event.

    >>> answer_by("practitioners_answer", date(2026, 6, 12), today=date(2026, 3, 2))
    datetime.date(2026, 4, 10)
    >>> answer_by("practitioners_answer", date(2026, 6, 12), today=date(2026, 6, 1))
    datetime.date(2026, 6, 8)
    """
    wanted = max(day(row, event_on), day("shortest_notice", today))
    return min(wanted, add_working_days(event_on, -1)) if event_on > today else wanted


def source() -> Source:
    """Give where these days come from.

    >>> source().provenance.value
    'product'
    """
    rows = table("event_care")
    return Source(rows["source"], Provenance(rows["provenance"]))


BRIEFED_ENOUGH: int = table("event_care")["figures"]["briefed_enough"]["percent"]
"""The share of briefed participants, in per cent, under which an event is shown in red (R81)."""

FEWEST_ANSWERS: int = table("event_care")["figures"]["fewest_answers"]["people"]
"""How many must have answered before a mean is shown: fewer would tell who said what (R82)."""
