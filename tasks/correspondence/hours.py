"""When letters go: on working days, from eight to six in London, unless they are urgent.

Nobody decides anything well at eleven at night (product: our default; R54). Only an
instant is looked at: what may not go now is looked at again in the next round.
"""

from datetime import date, datetime, time, timedelta

from models.guidance.calendar_dates import LONDON
from models.guidance.errors import GuidanceError
from models.guidance.working_days import is_working_day

OPENS = time(8)
CLOSES = time(18)

DIGEST_FROM = time(16)
"""A day's digest goes from here: what the day still brings can be told in it."""

_SATURDAY = 5


def is_office_hour(at: datetime) -> bool:
    """Say whether letters that are not urgent may go at an instant.

    >>> from datetime import UTC
    >>> [is_office_hour(datetime(2026, 7, 1, hour, tzinfo=UTC)) for hour in (6, 7, 16, 17)]
    [False, True, True, False]
    >>> is_office_hour(datetime(2026, 12, 25, 10, tzinfo=UTC))
    False
    """
    here = at.astimezone(LONDON)
    return OPENS <= here.time() < CLOSES and _is_open(here.date())


def is_digest_hour(at: datetime) -> bool:
    """Say whether the digest of this very day may go; one of an earlier day goes in any office hour."""
    return is_office_hour(at) and at.astimezone(LONDON).time() >= DIGEST_FROM


def next_office_day(day: date) -> date:
    """Give the first working day after a day.

    >>> next_office_day(date(2026, 4, 2))
    datetime.date(2026, 4, 7)
    """
    following = day + timedelta(days=1)
    return following if _is_open(following) else next_office_day(following)


def _is_open(day: date) -> bool:
    try:
        return is_working_day(day)
    except GuidanceError:
        # Past the table's last year: an office that was not kept up to date still sends its letters.
        return day.weekday() < _SATURDAY
