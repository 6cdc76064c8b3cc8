"""Calendar invitations as mail carries them: iTIP (RFC 5546) in MIME (RFC 6047), objects by RFC 5545.

- ``event``: what we send, made by icalendar; ``zone``: the one time zone in it.
- ``checking``: what must be right in it before it goes, read by ``lines`` and not by icalendar.
- ``reading``: what comes back, bounded, with a typed reason for whatever is refused;
  ``times``: its times, whatever their zone is called.
"""

from tasks.correspondence.itip.checking import check
from tasks.correspondence.itip.event import calendar_part
from tasks.correspondence.itip.reading import Answered, Reason, Refused, read_calendar

__all__ = ["Answered", "Reason", "Refused", "calendar_part", "check", "read_calendar"]
