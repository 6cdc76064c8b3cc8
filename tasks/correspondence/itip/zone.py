"""Europe/London, as every invitation carries it: one constant, right from 1996 on.

Both changes happen at 01:00 UTC on the last Sunday of March and of October (Directive
2000/84/EC, kept by the Summer Time Order 2002); a test holds this against zoneinfo.
"""

from zoneinfo import ZoneInfo

NAME = "Europe/London"

LONDON = ZoneInfo(NAME)

VTIMEZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19810329T010000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")
