"""Answers are read as they were meant, however they are written; what is none is refused, and why."""

from collections.abc import Callable

import pytest
from calendar_parts import (
    PLAIN,
    REPLY,
    SIAN,
    UID,
    part,
    reading,
    said,
    utc,
)

from models.guidance.words import vocabulary
from tasks.correspondence.itip import Reason, Refused, read_calendar

ATTENDEE = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:sian.jones@ysgol.example.test"


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        ("REPLY", None),
        ("reply", None),
        ("Reply", "REPLY"),
        ("REPLY", "reply"),
        ("REPLY", '"REPLY"'),
        (None, "reply"),
    ],
)
def test_the_method_may_stand_in_the_calendar_on_the_part_or_in_both(
    inside: str | None, outside: str
) -> None:
    line = f"METHOD:{inside}\r\n" if inside else ""
    assert reading("METHOD:REPLY\r\n", line, method_hint=outside) == PLAIN


@pytest.mark.parametrize(
    ("inside", "outside", "reason"),
    [
        ("REPLY", "REQUEST", Reason.METHODS_DIFFER),
        ("REPLY", "COUNTER", Reason.METHODS_DIFFER),
        ("REQUEST", None, Reason.NOT_AN_ANSWER),
        ("CANCEL", "CANCEL", Reason.NOT_AN_ANSWER),
        ("PUBLISH", None, Reason.NOT_AN_ANSWER),
        ("DECLINECOUNTER", None, Reason.NOT_AN_ANSWER),
        ("ACCEPT", None, Reason.NO_METHOD),
        ("", "", Reason.NO_METHOD),
    ],
)
def test_what_is_no_answer_says_what_it_is(inside: str, outside: str | None, reason: Reason) -> None:
    assert reading("METHOD:REPLY", f"METHOD:{inside}", method_hint=outside) == Refused(reason)


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "DECLINECOUNTER"])
def test_what_we_send_is_never_an_answer(method: str) -> None:
    assert read_calendar(part(method)) == Refused(Reason.OWN_REQUEST)


@pytest.mark.parametrize(
    "line",
    [
        "ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Sian.Jones@YSGOL.example.test",
        "ATTENDEE;CN=\"Jones, Siân: 'S';\";PARTSTAT=ACCEPTED:mailto:sian.jones@ysgol.example.test",
        'attendee;cn=x;partstat="accepted":Mailto:sian.jones@ysgol.example.test',
        "ATTENDEE;X-NUM-GUESTS=0;PARTSTAT=ACCEPTED;CN=:mailto:sian%2Ejones%40ysgol.example.test",
        "ATTENDEE;PARTSTAT=ACC\r\n EPTED:mailto:sian.jones@\r\n\tysgol.example.test",
        'ATTENDEE;CN=S;PARTSTAT=ACCEPTED;EMAIL="sian.jones@ysgol.example.test":/principals/0000/',
        f'ATTENDEE;MEMBER="mailto:a@b.test","mailto:b@b.test";PARTSTAT=ACCEPTED:mailto:{SIAN}?subject=x',
        "ATTENDEE;PARTSTAT=ACCEPTED: mailto:<sian.jones@ysgol.example.test>",
    ],
)
def test_an_attendee_is_the_same_however_it_is_written(line: str) -> None:
    assert reading(ATTENDEE, line) == PLAIN


@pytest.mark.parametrize(
    "value",
    [
        "invalid:nomail",
        "mailto:",
        "",
        "urn:uuid:1",
        "mailto:a@b@c",
        "mailto:a b@c.test",
        "mailto:x%0D%0A@c.test",
    ],
)
def test_an_address_that_is_none_leaves_the_answer_without_its_author(value: str) -> None:
    read = reading("mailto:sian.jones@ysgol.example.test", value)
    assert read == said(None, "accepted", utc(2, 10, 15))


def test_who_answers_for_somebody_is_read() -> None:
    line = f'ATTENDEE;SENT-BY="MAILTO:Pa@ysgol.example.test";PARTSTAT=TENTATIVE:mailto:{SIAN}'
    assert reading(ATTENDEE, line) == said(SIAN, "tentative", utc(2, 10, 15), sent_by="pa@ysgol.example.test")


def test_a_deputys_answer_names_whom_they_stand_in_for_too() -> None:
    line = f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:d@example.test":mailto:{SIAN}\r\n{ATTENDEE}'
    both = line.replace(f"ACCEPTED:mailto:{SIAN}", "ACCEPTED:mailto:d@example.test")
    assert reading(ATTENDEE, both) == Refused(Reason.SEVERAL_ATTENDEES)
    deputy, sender = (reading(ATTENDEE, both, replier=[each]) for each in ("d@example.test", SIAN))
    assert deputy == said("d@example.test", "accepted", utc(2, 10, 15))
    assert sender == said(SIAN, "delegated", utc(2, 10, 15), delegated_to="d@example.test")


@pytest.mark.parametrize("partstat", ["NEEDS-ACTION", "COMPLETED", "X-MAYBE", "", "ACCEPTED,DECLINED"])
def test_what_is_neither_yes_nor_no_is_no_answer(partstat: str) -> None:
    read = reading("PARTSTAT=ACCEPTED", f"PARTSTAT={partstat}")
    assert read == Refused(Reason.NO_ANSWER)


@pytest.mark.parametrize("number", [0, 2**31, 2**32, 2**32 + 7, 2**63 - 1])
def test_a_sequence_may_be_as_large_as_the_record_can_hold(number: int) -> None:
    # Seen to fail with a limit of 2^31 - 1, the largest that RFC 5545 knows.
    assert reading("SEQUENCE:3", f"SEQUENCE:{number}") == said(
        SIAN, "accepted", utc(2, 10, 15), sequence=number
    )


def test_a_sequence_that_is_missing_is_nought() -> None:
    assert reading("SEQUENCE:3\r\n", "") == said(SIAN, "accepted", utc(2, 10, 15), sequence=0)


@pytest.mark.parametrize("written", [str(2**63), "9" * 40, "-1", "3.0", "three", "", "٣", "1e3", "+3"])
def test_a_sequence_that_is_not_a_number_we_can_hold_is_refused(written: str) -> None:
    assert reading("SEQUENCE:3", f"SEQUENCE:{written}") == Refused(Reason.SEQUENCE_UNREADABLE)


def test_a_stamp_that_is_missing_is_not_made_up() -> None:
    assert reading("DTSTAMP:20260302T101500Z\r\n", "") == said(SIAN, "accepted", None)


@pytest.mark.parametrize(
    "written",
    ["yesterday", "20260230T101500Z", "00010101T000000Z", "99991231T235959Z", "20260302T251500Z", ""],
)
def test_a_stamp_that_is_no_time_is_refused(written: str) -> None:
    assert reading("20260302T101500Z", written) == Refused(Reason.TIME_UNREADABLE)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (f"UID:{UID}", "X-UID:1", Reason.NO_UID),
        (f"UID:{UID}", "UID: ", Reason.NO_UID),
        (f"UID:{UID}", f"UID:{'x' * 256}", Reason.NO_UID),
        (f"UID:{UID}", r"UID:a\nb", Reason.NO_UID),
        (f"UID:{UID}", "UID:a\r\nUID:b", Reason.REPEATED),
        ("SEQUENCE:3", "SEQUENCE:3\r\nSEQUENCE:4", Reason.REPEATED),
        ("METHOD:REPLY", "METHOD:REPLY\r\nMETHOD:COUNTER", Reason.REPEATED),
        ("PARTSTAT=ACCEPTED", "PARTSTAT=ACCEPTED;PARTSTAT=DECLINED", Reason.BROKEN_LINE),
        ("SEQUENCE:3", "SEQUENCE 3", Reason.BROKEN_LINE),
        ("SEQUENCE:3", "SEQUENCE;:3", Reason.BROKEN_LINE),
        ("PARTSTAT=ACCEPTED", 'PARTSTAT="ACCEPTED', Reason.BROKEN_LINE),
        ("SEQUENCE:3", "RECURRENCE-ID:20260512T090000Z", Reason.ONE_OF_A_SERIES),
        ("SEQUENCE:3", "RRULE:FREQ=SECONDLY;INTERVAL=0", Reason.ONE_OF_A_SERIES),
        ("END:VEVENT", "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT", Reason.SEVERAL_EVENTS),
        ("VEVENT", "VFREEBUSY", Reason.NO_EVENT),
        ("VEVENT", "VTODO", Reason.NO_EVENT),
    ],
)
def test_what_cannot_be_read_one_way_only_is_refused(old: str, new: str, reason: Reason) -> None:
    assert reading(old, new) == Refused(reason)


Change = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    "how",
    [
        lambda whole: whole.replace(b"\r\n", b"\n"),
        lambda whole: whole.replace(b"\r\n", b"\r"),
        lambda whole: whole.replace(b"PARTSTAT", b"\r\n PARTSTAT").replace(b"\r\n", b"\r\r\n"),
        lambda whole: b"\xef\xbb\xbf" + whole,
        lambda whole: b"\r\n\r\n" + whole + b"\r\n \r\n\0\0",
        lambda whole: whole.rstrip(),
        lambda whole: whole.replace(b"\r\n", b"\r\n\r\n"),
        lambda whole: whole.replace(b"SEQUENCE", "LOCATION:Caf\xe9 ŵ\r\nSEQUENCE".encode()),
        lambda whole: whole.replace(b"SEQUENCE", b"LOCATION:Caf\xe9 \x90\xff\r\nSEQUENCE"),
        lambda whole: whole.replace(b"ATTENDEE;", b"ATTENDEE;CN=Si\xe2n;"),
        lambda whole: whole.replace(b"SEQUENCE", b"COMMENT:METHOD:COUNTER\\nPARTSTAT=DECLINED\r\nSEQUENCE"),
        lambda whole: whole.replace(
            b"SEQUENCE", b'X-COMMENT;X-A="b;c:d":x\r\nX-MICROSOFT-CDO-X:1\r\nSEQUENCE'
        ),
        lambda whole: whole.lower().replace(b"mailto", b"MAILTO").replace(UID.lower().encode(), UID.encode()),
    ],
    ids=[
        "bare line feeds",
        "bare carriage returns",
        "ends of lines that were put twice",
        "a byte order mark",
        "noise around it",
        "no last end of line",
        "empty lines",
        "UTF-8",
        "an old code page",
        "an old code page in a name",
        "a comment that looks like an answer",
        "properties of their own",
        "small letters",
    ],
)
def test_how_the_bytes_came_makes_no_difference(how: Change) -> None:
    changed = how(REPLY.encode())
    assert changed != REPLY.encode()
    assert read_calendar(changed) == PLAIN


def test_nothing_that_somebody_wrote_is_kept() -> None:
    secret = "plentyn"
    lines = "\r\n".join(
        f"{name}:{secret}" for name in ("COMMENT", "DESCRIPTION", "SUMMARY", "LOCATION", "X-COMMENT")
    )
    read = reading("SEQUENCE:3", f"SEQUENCE:3\r\n{lines}")
    assert read == PLAIN
    assert secret not in repr(read)


def test_who_asks_for_the_invitation_again_is_understood() -> None:
    read = reading("METHOD:REPLY", "METHOD:REFRESH")
    assert read == said(SIAN, None, utc(2, 10, 15), method="REFRESH")


def test_every_reason_has_its_words_for_the_coordinator() -> None:
    # Seen to fail with the words of one reason taken out.
    assert {each.value for each in Reason} <= {*vocabulary("mail_reason")}
