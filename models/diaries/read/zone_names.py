"""Zones of time as calendar programs call them.

The names that end in ``Standard Time`` are Unicode's table of Windows' own, which icalendar
brings. ``Customized Time Zone`` is not here: it is whatever its sender made it, so it is
not known.
"""

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_LONDON = "Europe/London"

ALIASES: dict[str, str] = {
    **{name.casefold(): known for name, known in WINDOWS_TO_OLSON.items()},
    "(utc+00:00) dublin, edinburgh, lisbon, london": _LONDON,
    "(utc) dublin, edinburgh, lisbon, london": _LONDON,
    "(gmt) greenwich mean time : dublin, edinburgh, lisbon, london": _LONDON,
    "(gmt) greenwich mean time - dublin / edinburgh / lisbon / london": _LONDON,
    "(gmt+00.00) dublin / edinburgh / lisbon / london": _LONDON,
    "(gmt) dublin, edinburgh, lisbon, london": _LONDON,
    "gmt daylight time": _LONDON,
    "gb": _LONDON,
    "gmt/bst": _LONDON,
    "bst": _LONDON,
    "(utc) coordinated universal time": "UTC",
    "(utc+00:00) monrovia, reykjavik": "Atlantic/Reykjavik",
    "(utc+01:00) amsterdam, berlin, bern, rome, stockholm, vienna": "Europe/Berlin",
    "(utc+01:00) brussels, copenhagen, madrid, paris": "Europe/Paris",
    "(utc+01:00) belgrade, bratislava, budapest, ljubljana, prague": "Europe/Budapest",
    "(utc+01:00) sarajevo, skopje, warsaw, zagreb": "Europe/Warsaw",
    "tzone://microsoft/utc": "UTC",
    "tzone://microsoft/gmt standard time": _LONDON,
    "coordinated universal time": "UTC",
    "utc": "UTC",
    "z": "UTC",
}
"""By their names in lower case, as Windows, Exchange and Outlook write them."""
