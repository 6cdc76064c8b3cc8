"""G9: mutated and hostile calendars: each ends with a typed result, within its limits, and we go on."""

import gzip
from collections import Counter
from collections.abc import Callable
from random import Random
from time import monotonic

import pytest
from diary_calendars import FIRST, LAST, Diarist, calendar, event
from diary_oracle import ASKED, oracle

from models.diaries.read.readings import NotRead, Read
from tasks.diaries import reading
from tasks.diaries.busy import read
from tasks.diaries.reading import Ended, Wanted, read_calendar

pytestmark = pytest.mark.guarantee

SHORT, LONG = 150, 10_000
CORPUS_SHORT, CORPUS_LONG = 20, 1_000
WANTED = Wanted(FIRST, LAST)
AT = "DTSTART:20260511T100000"
GOOD = calendar(event(AT, "DURATION:PT1H"))


def rule(written: str, starts: str = AT) -> bytes:
    return calendar(event(starts, "DURATION:PT15M", f"RRULE:{written}"))


def numbers(until: int) -> str:
    return ",".join(map(str, range(until)))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "no interval": lambda: rule("FREQ=DAILY;INTERVAL=0"),
    "every second": lambda: rule("FREQ=SECONDLY"),
    "since the year one": lambda: rule("FREQ=DAILY", "DTSTART:00010101T100000"),
    "huge count": lambda: rule("FREQ=DAILY;COUNT=999999999"),
    "counted since the year one": lambda: rule("FREQ=DAILY;BYMONTH=1;COUNT=740000", "DTSTART:00010101T1000"),
    "each second of each day": lambda: rule(
        f"FREQ=DAILY;BYHOUR={numbers(24)};BYMINUTE={numbers(60)};BYSECOND={numbers(60)}"
    ),
    "a day that never comes": lambda: rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
    "a position that never comes": lambda: rule("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1;BYSETPOS=366"),
    "two thousand daily rules": lambda: calendar(
        *(
            event(f"UID:{n}", f"DTSTART:20200101T{n % 24:02}{n % 60:02}00", "RRULE:FREQ=DAILY")
            for n in range(2000)
        )
    ),
    "fifty thousand attendees": lambda: calendar(event(AT, *["ATTENDEE:mailto:a@b.test"] * 50_000)),
    "twenty megabytes in a line": lambda: calendar(event(AT, "X:" + "x" * 20_000_000)),
    "three hundred thousand dates": lambda: calendar(event(AT, *["RDATE:20260511T100000"] * 300_000)),
    "fifty thousand entries": lambda: calendar(*[event(AT, "DURATION:PT1H")] * 49_000),
    "fifty thousand of one name": lambda: calendar(*[event("UID:1", AT, "DURATION:PT1H")] * 49_000),
    "a thousand changes of one series": lambda: calendar(
        event("UID:1", AT, "RRULE:FREQ=DAILY"),
        *[event("UID:1", AT, "RECURRENCE-ID;RANGE=THISANDFUTURE:20260511T100000")] * 1000,
    ),
    "deep": lambda: calendar("BEGIN:VEVENT\r\n" * 2000 + "END:VEVENT\r\n" * 2000),
    "a page to sign in": lambda: b"<!DOCTYPE html><html><form action=/login>" + GOOD,
    "compressed": lambda: gzip.compress(GOOD),
    "noughts": lambda: GOOD.replace(b"T10", b"\0\0\0"),
    "sixteen bits": lambda: GOOD.decode().encode("utf-16"),
    "thirty-two bits": lambda: GOOD.decode().encode("utf-32"),
    "another's letters": lambda: calendar(event(AT, "LOCATION:Tŷ")).decode().encode("cp037", "replace"),
    "a length of ages": lambda: calendar(event("DTSTART:99890101T100000", "DURATION:P9999D")),
    "since the first day for ever": lambda: calendar(event("DTSTART:00010101", "DTEND:99890101")),
    "a count without end": lambda: rule("FREQ=DAILY;COUNT=" + "9" * 5_000),
    "quotes without end": lambda: calendar(event("DTSTART;X=" + '"' * 20_001 + ":20260511T100000")),
    "commas without end": lambda: calendar(event("DTSTART;X=" + '",' * 60_000 + ":20260511T100000")),
    "folded at each letter": lambda: b"\r\n ".join(GOOD[at : at + 1] for at in range(len(GOOD))),
}


def mutated(chance: Random) -> bytes:
    """Give a calendar that was fine, changed in a few places: or one of the hostile ones, changed."""
    name = "made up" if chance.random() < 0.6 else chance.choice(SMALL)
    content = bytearray(Diarist(chance.randrange(50)).calendar(12) if name == "made up" else HOSTILE[name]())
    for _ in range(chance.randint(1, 6)):
        _damage(content, chance)
    return bytes(content)


SMALL = [name for name, made in HOSTILE.items() if len(made()) < 10_000]


def _damage(content: bytearray, chance: Random) -> None:
    """Change a bit, take out, double, put something in, or cut: in one place."""
    at, length = chance.randrange(len(content) + 1), chance.randint(1, 200)
    how = chance.randrange(6)
    if how == 0 and at < len(content):
        content[at] ^= 1 << chance.randrange(8)
    elif how == 1:
        del content[at : at + length]
    elif how == 2:
        content[at:at] = content[at : at + length] * chance.randint(1, 20)
    elif how == 3:
        odd = (b"\r\n", b":", b";", b'"', b"9" * 30, b"-", b"\0", b"\xff\xfe", "ŵ".encode(), b"=", b"RRULE:")
        content[at:at] = chance.choice(odd)
    elif how == 4:
        digits = [place for place, each in enumerate(content) if 48 <= each < 58]
        for place in chance.sample(digits, min(3, len(digits))):
            content[place] = chance.choice(b"0123456789")
    elif chance.random() < 0.15:
        del content[at:]


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> list[Ended]:
    """Keep how each program ended that was started."""
    kept: list[Ended] = []
    run = reading.run

    def watched(handed_in: bytes) -> Ended:
        kept.append(run(handed_in))
        return kept[-1]

    monkeypatch.setattr(reading, "run", watched)
    return kept


def test_every_calendar_ends_with_a_typed_result_and_we_go_on(
    ends: list[Ended], figure: Callable[[str], None], *, long_form: bool
) -> None:
    """G9. Seen to fail with numbers past the last year let out of the program that reads, as a traceback."""
    chance = Random(9)  # noqa: S311 - the same ones every time
    count = LONG if long_form else SHORT
    outcomes: Counter[str] = Counter()
    longest = 0.0
    made = [each() for each in HOSTILE.values()]
    for number in range(count):
        content = made[number] if number < len(made) else mutated(chance)
        began = monotonic()
        result = read_calendar(content, WANTED)
        longest = max(longest, monotonic() - began)
        assert isinstance(result, Read | NotRead)
        outcomes["read" if isinstance(result, Read) else result.code] += 1
    odd = [each for each in ends if each.code != 0]
    # Whatever ended otherwise than by itself was ended by a limit, and is no calendar that was read.
    assert all(each.out_of_time or each.code < 0 for each in odd)
    assert outcomes["diary_took_too_long"] + outcomes["diary_too_complex"] >= len(odd)
    assert len(outcomes) > 5
    assert isinstance(read_calendar(GOOD, WANTED), Read)
    told = ", ".join(f"{code} {number}" for code, number in outcomes.most_common())
    figure(f"G9 {count} calendars, longest {longest:.2f} s, {len(odd)} programs ended by a limit: {told}")


def test_busy_time_equals_the_other_librarys_on_a_corpus(
    figure: Callable[[str], None], *, long_form: bool
) -> None:
    """G9. Seen to fail with COUNT counted from the whole first week."""
    seeds = range(1000, 1000 + (CORPUS_LONG if long_form else CORPUS_SHORT))
    blocks = 0
    for seed in seeds:
        content = Diarist(seed).calendar(25)
        found = list(read(content, ASKED).blocks)
        assert found == oracle(content), f"seed {seed}"
        blocks += len(found)
    figure(f"G9 {len(seeds)} calendars of some 30 entries: {blocks} busy times equal recurring-ical-events'")
