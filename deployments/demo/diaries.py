"""The invented diaries of the invented people, as their calendars would publish them; pure."""

from collections.abc import Iterator
from datetime import date, timedelta
from zlib import crc32

from models.casework.programmes.board_days import Days
from models.guidance.calendar_dates import add_months

PEOPLE = (
    "board-chair",
    "panel-chair",
    "reviewer-1",
    "reviewer-2",
    "police",
    "health",
    "social-care",
    "education",
)
"""Whose diaries are known; nothing is known of anybody else's."""

_MONTHS = 14
_WEEKLY = 4
"""How many meetings each has every week."""
_LEAVE = (((4, 6), 5), ((8, 3), 12), ((12, 21), 12))
"""Month and day on which leave begins, and how many days it lasts."""
_SECOND_WEEK = range(8, 15)


def published(person: str, today: date) -> bytes:
    """Give somebody's calendar as it stands on a day: the meetings of every week, and leave.

    >>> published("police", date(2020, 3, 2)).startswith(b"BEGIN:VCALENDAR")
    True
    """
    until = add_months(today, _MONTHS)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Invented calendar//CY"]
    for number in range(_WEEKLY):
        lines += _weekly(person, number, today, until)
    for year in range(today.year, until.year + 1):
        for number, ((month, day), days) in enumerate(_LEAVE):
            lines += _leave(person, number, date(year, month, day), days)
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _weekly(person: str, number: int, today: date, until: date) -> Iterator[str]:
    drawn = _drawn(person, number)
    first = today - timedelta(days=today.weekday()) + timedelta(days=drawn % 5)
    hour = 9 + drawn // 5 % 7
    yield "BEGIN:VEVENT"
    yield f"UID:{person}-{number}@calendar.example.test"
    yield f"DTSTAMP:{today:%Y%m%d}T080000Z"
    yield f"DTSTART;TZID=Europe/London:{first:%Y%m%d}T{hour:02d}0000"
    yield f"DTEND;TZID=Europe/London:{first:%Y%m%d}T{hour + 1:02d}3000"
    yield f"RRULE:FREQ=WEEKLY;UNTIL={until:%Y%m%d}T235959Z"
    yield "END:VEVENT"


def _leave(person: str, number: int, begins: date, days: int) -> Iterator[str]:
    begins += timedelta(weeks=_drawn(person, -number - 1) % 3)
    yield "BEGIN:VEVENT"
    yield f"UID:{person}-leave-{begins:%Y%m%d}@calendar.example.test"
    yield f"DTSTAMP:{begins:%Y%m%d}T080000Z"
    yield f"DTSTART;VALUE=DATE:{begins:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{begins + timedelta(days=days):%Y%m%d}"
    yield "X-MICROSOFT-CDO-BUSYSTATUS:OOF"
    yield "END:VEVENT"


def _drawn(person: str, number: int) -> int:
    """Draw a number that is the same in every demonstration."""
    return crc32(f"{person} {number}".encode())


def sittings(today: date) -> list[Days]:
    """Give the days on which the invented Board sits: the second Tuesday of each month."""
    days = (today + timedelta(days=n) for n in range((add_months(today, _MONTHS) - today).days))
    return [Days("sits", day, day) for day in days if day.weekday() == 1 and day.day in _SECOND_WEEK]
