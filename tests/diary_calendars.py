"""Calendars as programs write them, made up: for the tests of reading them, and their benchmark."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from random import Random

FIRST, LAST = date(2026, 3, 2), date(2027, 6, 2)
OWN = "carys@example.test"
"""Whose diaries these are."""
_ZONES = ("Europe/London", "Europe/London", "GMT Standard Time", "Europe/Berlin", "America/New_York")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def event(*lines: str) -> str:
    """Write an entry."""
    return "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT"))


def calendar(*entries: str) -> bytes:
    """Write a calendar."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//made up//")
    return ("\r\n".join((*head, *entries, "END:VCALENDAR")) + "\r\n").encode()


class Diarist:
    """Makes entries up, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311 - the same ones every time
        self.number = 0

    def calendar(self, entries: int) -> bytes:
        """Write a calendar of so many entries, with what was changed in some of those that repeat."""
        return calendar(*(each for _ in range(entries) for each in self.entry()))

    def entry(self) -> Iterable[str]:
        """Write an entry; and where it repeats, perhaps one that stands in another's place."""
        self.number += 1
        whole_day = self.chance.random() < 0.15
        local = datetime(2025, 1, 6) + timedelta(days=self.chance.randrange(800))  # noqa: DTZ001
        local += timedelta(minutes=0 if whole_day else 15 * self.chance.randrange(96))
        zone = "" if whole_day else self.chance.choice((*_ZONES, "", "Z"))
        uid, mood = f"UID:{self.number}@made.up", self._mood()
        repeats = self.chance.random() < 0.5
        rule = self._rule(local, zone, whole_day=whole_day) if repeats else []
        length = self._length(whole_day=whole_day)
        if not rule:
            yield event(uid, self._at("DTSTART", local, zone, whole_day=whole_day), length, *mood)
            return
        others = [local + timedelta(days=7 * n) for n in self.chance.sample(range(1, 40), 3)]
        odd = [
            f"EXDATE{self._at('', each, zone, whole_day=whole_day)}"
            for each in others[:1]
            if self.chance.random() < 0.5
        ]
        if self.chance.random() < 0.2:
            odd.append(f"RDATE{self._at('', local + timedelta(days=3), zone, whole_day=whole_day)}")
        starts = self._at("DTSTART", local, zone, whole_day=whole_day)
        yield event(uid, starts, length, *rule, *odd, *mood)
        if self.chance.random() < 0.4 and any("WEEKLY" in each or "DAILY" in each for each in rule):
            moved = others[1] + timedelta(days=1)
            ranged = ";RANGE=THISANDFUTURE" if self.chance.random() < 0.3 else ""
            yield event(
                uid,
                self._at("DTSTART", moved, zone, whole_day=whole_day),
                self._length(whole_day=whole_day),
                f"RECURRENCE-ID{ranged}{self._at('', others[1], zone, whole_day=whole_day)}",
                *self._mood(),
            )

    def _at(self, name: str, local: datetime, zone: str, *, whole_day: bool) -> str:
        if whole_day:
            return f"{name};VALUE=DATE:{local:%Y%m%d}"
        if zone == "Z":
            return f"{name}:{local:%Y%m%dT%H%M%S}Z"
        return f"{name};TZID={zone}:{local:%Y%m%dT%H%M%S}" if zone else f"{name}:{local:%Y%m%dT%H%M%S}"

    def _length(self, *, whole_day: bool) -> str:
        if whole_day:
            return f"DURATION:P{self.chance.randint(1, 4)}D"
        return f"DURATION:PT{self.chance.choice((15, 30, 45, 60, 90, 120, 480))}M"

    def _mood(self) -> list[str]:
        told = {
            f"STATUS:{self.chance.choice(('TENTATIVE', 'CANCELLED', 'CONFIRMED'))}": 0.15,
            "TRANSP:TRANSPARENT": 0.08,
            f"ATTENDEE;PARTSTAT=DECLINED:mailto:{OWN}": 0.05,
            "ATTENDEE;PARTSTAT=DECLINED:mailto:somebody@example.test": 0.1,
            "X-MICROSOFT-CDO-BUSYSTATUS:OOF": 0.05,
        }
        return [line for line, likely in told.items() if self.chance.random() < likely]

    def _rule(self, local: datetime, zone: str, *, whole_day: bool) -> list[str]:
        frequency = self.chance.choices(("WEEKLY", "DAILY", "MONTHLY", "YEARLY"), (6, 2, 3, 1))[0]
        parts = [f"FREQ={frequency}"]
        if self.chance.random() < 0.4:
            parts.append(f"INTERVAL={self.chance.randint(1, 4)}")
        parts += self._by(frequency)
        ends = self.chance.random()
        if ends < 0.25:
            parts.append(f"COUNT={self.chance.randint(1, 300)}")
        elif ends < 0.6:
            until = local + timedelta(days=self.chance.randint(30, 700))
            parts.append(f"UNTIL={self._last(until, zone, whole_day=whole_day)}")
        return ["RRULE:" + ";".join(parts)]

    def _last(self, until: datetime, zone: str, *, whole_day: bool) -> str:
        if whole_day:
            return f"{until:%Y%m%d}"
        return f"{until:%Y%m%dT%H%M%S}" + ("Z" if zone else "")

    def _by(self, frequency: str) -> list[str]:
        chance = self.chance
        days = ",".join(sorted(chance.sample(_DAYS[:5], chance.randint(1, 3))))
        nth = chance.choice((1, 2, 3, 4, -1))
        choices = {
            "DAILY": ([], [], [f"BYDAY={days}"], ["BYMONTH=1,2,3,9,10"]),
            "WEEKLY": (
                [],
                [f"BYDAY={days}"],
                [f"BYDAY={days}", "WKST=SU"],
                [f"BYDAY={days}", "BYMONTH=4,5,6"],
            ),
            "MONTHLY": (
                [],
                [f"BYDAY={nth}{chance.choice(_DAYS)}"],
                [f"BYMONTHDAY={chance.choice((1, 15, 28, 31, -1))}"],
                ["BYDAY=MO,TU,WE,TH,FR", "BYSETPOS=-1"],
            ),
            "YEARLY": (
                [],
                ["BYMONTH=3,9"],
                ["BYMONTH=5", f"BYDAY={nth}MO"],
                ["BYYEARDAY=100,-10"],
                ["BYWEEKNO=20"],
            ),
        }
        return chance.choice(choices[frequency])


def stamp(at: datetime) -> str:
    """Write an instant."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
