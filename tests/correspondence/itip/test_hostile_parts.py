"""Hostile calendar parts end quickly, with a typed reason, and nothing is expanded on the way."""

import random
import tracemalloc

import pytest
from calendar_parts import FOLDER, fixture, part

from tasks.correspondence.itip import Answered, Reason, Refused, check, lines, read_calendar

HEAD = b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n"
TAIL = b"END:VCALENDAR\r\n"
EVENT = b"BEGIN:VEVENT\r\nUID:x\r\n%sEND:VEVENT\r\n"
ANSWER = b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.test\r\n"


def whole(*inside: bytes) -> bytes:
    return HEAD + b"".join(inside) + TAIL


HOSTILE = {
    "twenty megabytes in a line": (whole(EVENT % (b"X:" + b"x" * 20_000_000)), Reason.TOO_LARGE),
    "fifty thousand attendees": (whole(EVENT % (ANSWER * 50_000)), Reason.TOO_LARGE),
    "four thousand attendees": (whole(EVENT % (ANSWER * 4_000)), Reason.SEVERAL_ATTENDEES),
    "many short lines": (whole(EVENT % (b"X:\r\n" * 7_000)), Reason.TOO_MANY_LINES),
    "a long line": (whole(EVENT % (b"X:" + b"x" * 40_000 + b"\r\n")), Reason.LINE_TOO_LONG),
    "a line that is long once unfolded": (
        whole(EVENT % (b"X:" + b"x" * 60 + b"\r\n " * 1 + b"\r\n ".join([b"x" * 60] * 700) + b"\r\n")),
        Reason.LINE_TOO_LONG,
    ),
    "components without end": (b"BEGIN:VCALENDAR\r\n" * 2_000 + TAIL * 2_000, Reason.TOO_DEEP),
    "components beside one another": (
        whole(b"BEGIN:X\r\nEND:X\r\n" * 1_000, EVENT % ANSWER),
        Reason.TOO_MANY_COMPONENTS,
    ),
    "two calendars": (whole(EVENT % ANSWER) * 2, Reason.SEVERAL_CALENDARS),
    "cut off": (whole(EVENT % ANSWER)[:-30], Reason.NOT_WHOLE),
    "cut off, with an end put on": (HEAD + b"BEGIN:VEVENT\r\nUID:x\r\n" + ANSWER + TAIL, Reason.NOT_WHOLE),
    "something before it": (b"X:1\r\n" + whole(EVENT % ANSWER), Reason.NOT_WHOLE),
    "something after it": (whole(EVENT % ANSWER) + b"X:1\r\n", Reason.NOT_WHOLE),
    "something between": (TAIL + b"X:1\r\n" + whole(EVENT % ANSWER), Reason.NOT_WHOLE),
    "one end too few": (b"BEGIN:VCALENDAR\r\n" + whole(EVENT % ANSWER), Reason.NOT_WHOLE),
    "an end of nothing": (b"END:\r\n" + whole(EVENT % ANSWER), Reason.NOT_WHOLE),
    "another's end": (whole(b"BEGIN:VTODO\r\nEND:VEVENT\r\n", EVENT % ANSWER), Reason.NOT_WHOLE),
    "no calendar around it": (EVENT % ANSWER, Reason.NOT_WHOLE),
    "ends that match nothing": (whole(b"END:VEVENT\r\n", EVENT % ANSWER), Reason.NOT_WHOLE),
    "nothing": (b"", Reason.NOT_WHOLE),
    "a page": (b"<!DOCTYPE html><html>BEGIN:VCALENDAR</html>", Reason.NOT_WHOLE),
    "sixteen bits a letter": (whole(EVENT % ANSWER).decode().encode("utf-16"), Reason.NOT_TEXT),
    "a nought inside": (whole(EVENT % (b"X:\0\r\n" + ANSWER)), Reason.NOT_TEXT),
    "parameters without end": (whole(EVENT % (b"X" + b";a" * 9_000 + b":x\r\n")), Reason.BROKEN_LINE),
    "the same parameter without end": (
        whole(EVENT % (b"X" + b";a=b" * 7_000 + b":x\r\n")),
        Reason.BROKEN_LINE,
    ),
    "quotes without end": (whole(EVENT % (b"X;a=" + b'"' * 20_001 + b":x\r\n")), Reason.BROKEN_LINE),
    "quotes and commas without end": (
        whole(EVENT % (b"X;a=" + b'",' * 10_000 + b'":x\r\n')),
        Reason.BROKEN_LINE,
    ),
    "a line of its own in a parameter": (
        whole(EVENT % b'ATTENDEE;CN="\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.test\r\n'),
        Reason.BROKEN_LINE,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_part_is_refused_with_its_reason(name: str) -> None:
    """Seen to fail with each bound taken out, one at a time."""
    content, reason = HOSTILE[name]
    assert read_calendar(content) == Refused(reason)


HARMLESS = {
    "a zone that changes every second": (
        b"BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:00010101T000000\r\n"
        b"RRULE:FREQ=SECONDLY;INTERVAL=0;COUNT=999999999\r\nTZOFFSETFROM:+9999\r\nTZOFFSETTO:junk\r\n"
        b"END:STANDARD\r\nEND:VTIMEZONE\r\n"
    ),
    "two hundred zones": b"BEGIN:VTIMEZONE\r\nTZID:X\r\nEND:VTIMEZONE\r\n" * 200,
    "an alarm that runs a program": (
        b"BEGIN:VTODO\r\nBEGIN:VALARM\r\nACTION:PROCEDURE\r\nATTACH:x\r\nEND:VALARM\r\nEND:VTODO\r\n"
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_stands_beside_the_answer_is_not_followed(name: str) -> None:
    read = read_calendar(whole(HARMLESS[name], EVENT % ANSWER))
    assert read == Answered("REPLY", "x", attendee="a@b.test", answer="accepted")


def test_ten_thousand_damaged_and_hostile_parts_are_each_read_or_refused() -> None:
    """Seen to fail with bytes that are not UTF-8 let through to the decoder."""
    chance = random.Random(3)  # noqa: S311 - the same ones every time
    seeds = [
        content
        for path in sorted(FOLDER.glob("*.*"))
        if path.suffix != ".md"
        for content, _ in fixture(path.name)
    ]
    seeds += [part(), part("CANCEL"), *(content for content, _ in HOSTILE.values() if len(content) < 5_000)]
    reasons = set()
    for _ in range(10_000):
        content = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 6)):
            _damage(content, chance)
        read = read_calendar(bytes(content), method_hint=chance.choice([None, "REPLY", "COUNTER"]))
        assert isinstance(read, Answered | Refused)
        reasons.add(read.reason if isinstance(read, Refused) else None)
        assert isinstance(check(bytes(content), "REQUEST"), tuple)
    assert len(reasons) > 10


def _damage(content: bytearray, chance: random.Random) -> None:
    """Change, take out, double or cut: in one place."""
    at = chance.randrange(len(content) + 1)
    length = chance.randint(1, 80)
    how = chance.randrange(5)
    if how == 0:
        content[at : at + 1] = bytes([chance.choice([chance.randrange(256), *b"0123456789"])])
    elif how == 1:
        del content[at : at + length]
    elif how == 2:
        content[at:at] = content[at : at + length]
    elif how == 3:
        content[at:at] = chance.choice(
            [b"\r\n", b":", b";", b'"', b"9" * 30, b"\\", b"\0", "ŵ".encode(), b"="]
        )
    elif chance.random() < 0.2:
        del content[at:]


def test_the_largest_part_that_is_read_takes_little_memory() -> None:
    # Seen to fail with LARGEST a hundred times as large.
    line = b"X-A;B=c:d\r\n"
    content = whole(EVENT % (ANSWER + line * (lines.MOST_LINES - 10)))
    tracemalloc.start()
    read = read_calendar(content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(read, Answered)
    assert most < 32 * 1024 * 1024
    assert lines.LARGEST <= 512 * 1024
