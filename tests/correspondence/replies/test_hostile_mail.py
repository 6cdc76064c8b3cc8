"""Hostile and broken mail ends in quarantine with a typed reason, and changes nothing."""

from collections.abc import Callable

import pytest
from office_days import OfficeDays
from replies_office import RepliesOffice

from models.records import metadata
from tasks.correspondence.replies import tree
from tasks.correspondence.replies.mailbox import MOST_BYTES
from tasks.correspondence.replies.reading import read


def _nested(depth: int) -> bytes:
    lines = [b"From: a@b.example.test"]
    for level in range(depth):
        lines += [b"Content-Type: multipart/mixed; boundary=b%d" % level, b"", b"--b%d" % level]
    return b"\n".join([*lines, b"Content-Type: text/plain", b"", b"accept"])


def _in_messages(depth: int) -> bytes:
    return b"From: a@b.example.test\n" + b"Content-Type: message/rfc822\n\n" * depth + b"\naccept"


def _bomb(lines: str) -> Callable[[RepliesOffice], bytes]:
    def made(office: RepliesOffice) -> bytes:
        part = office.ics("mair", lines=(lines,))
        return office.mail("mair", office.of_invitation("mair"), calendar=part)

    return made


def _sealed(message: bytes) -> Callable[[RepliesOffice], bytes]:
    return lambda office: b"To: " + office.of_invitation("mair").encode() + b"\n" + message


HOSTILE = {
    "two hundred parts inside each other": (_sealed(_nested(200)), "too_many_parts"),
    "thirty parts inside each other": (_sealed(_nested(30)), "too_deep"),
    "messages in messages": (_sealed(_in_messages(200)), "too_many_parts"),
    "ten thousand boundaries": (
        _sealed(b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 10_000),
        "too_many_parts",
    ),
    "a million short lines": (_sealed(b"From: a@b.example.test\n\n" + b"a\n" * 1_000_000), "too_many_lines"),
    "a million headers": (_sealed(b"A: b\n" * 900_000), "too_many_lines"),
    "fifty megabytes": (_sealed(b"From: a@b.example.test\n\n" + b"accept\n" * 7_500_000), "too_large"),
    "NUL in a header": (_sealed(b"From: a@b.example.test\nSubject: a\0b\n\naccept"), "nul_in_header"),
    "nothing at all": (lambda _: b"", "no_headers"),
    "no headers": (lambda _: b"\n\naccept", "no_headers"),
    "a calendar that repeats every second": (_bomb("RRULE:FREQ=SECONDLY"), "one_of_a_series"),
    "a calendar cut off": (
        lambda office: office.mail("mair", office.of_invitation("mair"), calendar=office.ics("mair")[:-30]),
        "not_whole",
    ),
    "a calendar with ten thousand attendees": (
        _bomb("\r\n".join(f"ATTENDEE:mailto:a{n}@b.example.test" for n in range(10_000))),
        "too_large",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_is_quarantined_with_its_reason_and_changes_nothing(
    office: RepliesOffice, name: str
) -> None:
    """Seen to fail with `tree.parse` not counting parts: two hundred of them were walked."""
    make, reason = HOSTILE[name]
    office.falls_in(make(office))
    with office.desk() as at:
        before = OfficeDays(at.session).everything()
    office.reads()

    assert office.outcomes() == [("broken", "quarantined", reason)]
    with office.desk() as at:
        now = OfficeDays(at.session).everything()
    changed = {table.name for table in metadata.sorted_tables if now[table.name] != before[table.name]}
    assert changed <= {"received", "letter"}
    assert {each.letter for each in office.letters("mail_to_read")} <= {"mail_to_read"}
    assert (office.lie_in(""), office.lie_in(".Quarantine"), office.lie_in(".Processed")) == (0, 1, 0)


def test_the_coordinator_is_told_of_a_broken_answer_and_not_of_every_broken_mail(
    office: RepliesOffice,
) -> None:
    office.reads(b"Subject: x\0\n\nspam")
    assert office.letters("mail_to_read") == []
    office.reads(b"To: " + office.of_invitation("mair").encode() + b"\nSubject: x\0\n\naccept")
    [told] = office.letters("mail_to_read")
    assert told.facts["reasons"] == ["nul_in_header"]


@pytest.mark.parametrize("charset", ["no-such-charset", "utf-16", "idna", "rot13", "\xff", "", "utf-8\0"])
def test_a_wrong_charset_costs_letters_and_never_the_answer(office: RepliesOffice, charset: str) -> None:
    mail = office.mail("mair", office.of_invitation("mair"), "derbyn").replace(
        b"utf-8", charset.encode("latin-1")
    )
    office.reads(mail)
    [(_, outcome, reason)] = office.outcomes()
    assert (outcome, reason) in (("applied", None), ("quarantined", "nul_in_header"))


def test_a_part_that_is_broken_base64_is_read_as_far_as_it_goes() -> None:
    message = b"From: a@b.example.test\nContent-Transfer-Encoding: base64\n\n!!!!\xff=="
    assert read(message).words == ""


def test_what_is_too_large_is_never_read_whole(office: RepliesOffice) -> None:
    office.falls_in(b"From: a@b.example.test\n\n" + b"a" * MOST_BYTES)
    [found] = office.mailbox.unread()
    assert found.too_large
    assert len(found.message) < MOST_BYTES // 10


def test_two_senders_are_none() -> None:
    assert tree.only_address(["a@b.example.test", "c@d.example.test"]) is None
    assert tree.only_address(["<a@b.example.test> <c@d.example.test>"]) is None
