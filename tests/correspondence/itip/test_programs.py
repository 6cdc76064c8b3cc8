"""The answers of real programs are read as they were meant."""

from datetime import UTC, datetime

import pytest
from calendar_parts import (
    FOLDER,
    INVITATION,
    SENDER,
    SIAN,
    UID,
    fixture,
    said,
    utc,
)
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event, vCalAddress

from tasks.correspondence.itip import Answered, Reason, Refused, read_calendar
from tasks.correspondence.itip.zone import LONDON
from tasks.correspondence.tokens import Purpose

RHODRI = "rhodri.williams@heddlu.example.test"
ELERI = "eleri@iechyd.example.test"

MEANT = {
    "google-accepted.eml": said(SIAN, "accepted", utc(2, 10, 15)),
    "google-counter.eml": said(
        SIAN,
        "countered",
        utc(2, 10, 15),
        method="COUNTER",
        proposed_start=utc(13, 13, month=5),
        proposed_end=utc(13, 15, month=5),
    ),
    "exchange-accepted.eml": said(RHODRI, "accepted", utc(2, 10, 20)),
    "exchange-tentative.ics": said(RHODRI, "tentative", utc(2, 10, 20)),
    "exchange-counter.eml": said(
        RHODRI,
        "countered",
        utc(2, 10, 20),
        method="COUNTER",
        proposed_start=utc(14, 8, 30, month=5),
        proposed_end=utc(14, 10, 30, month=5),
    ),
    "apple-mail-accepted.eml": said(ELERI, "accepted", utc(2, 10, 30)),
    "apple-ios-counter.ics": said(ELERI, "countered", utc(2, 10, 35), proposed_start=utc(13, 8, 30, month=5)),
    "thunderbird-declined.eml": said("tomos@prawf.example.test", "declined", utc(2, 10, 40)),
    "thunderbird-153-accepted.eml": said(
        "pennaeth@ysgol.example.test",
        "accepted",
        datetime(2026, 11, 23, 6, 22, 16, tzinfo=UTC),
        uid="a02682a0-7897-4f23-beeb-2ec7a45ec797",
        sequence=0,
    ),
    "sogo-accepted.eml": said("lowri@trydydd.example.test", "accepted", utc(2, 10, 45), sequence=0),
    "davical-accepted.eml": said("gwen@addysg.example.test", "accepted", utc(2, 10, 50)),
    "zimbra-declined.ics": said("meinir@cyngor.example.test", "declined", utc(2, 10, 55)),
    "gromox-no-attendee.ics": said(None, None, utc(2, 11)),
    "rfc5546-delegated.ics": said(
        RHODRI, "delegated", utc(2, 11, 10), delegated_to="dirprwy@heddlu.example.test"
    ),
}
"""What each fixture says: a UID, who answers, what, to which SEQUENCE, and when."""

OTHERWISE = {"bounce-own-request.eml", "twake-counter.ics"}
"""Fixtures that have a test of their own."""


def test_every_fixture_is_read_in_a_test() -> None:
    assert {path.name for path in FOLDER.iterdir()} - {"README.md"} == {*MEANT, *OTHERWISE}


@pytest.mark.parametrize("name", MEANT)
def test_the_answer_of_a_real_program_is_read_as_it_was_meant(name: str) -> None:
    """Seen to fail with a COUNTER's time, a zone's display name or Apple's parameter not read."""
    parts = fixture(name)
    assert parts
    for content, method in parts:
        assert read_calendar(content, method_hint=method) == MEANT[name]


def test_a_program_that_lists_the_organiser_too_is_read_by_who_should_be_answering() -> None:
    [(content, _)] = fixture("twake-counter.ics")
    assert read_calendar(content) == Refused(Reason.SEVERAL_ATTENDEES)
    read = read_calendar(content, replier={"Nia@Bwrdd-Iechyd.Example.test", "nia@cartref.example.test"})
    assert isinstance(read, Answered)
    assert (read.attendee, read.answer) == ("nia@bwrdd-iechyd.example.test", "countered")
    assert (read.proposed_start, read.proposed_end) == (utc(15, 13, month=5), utc(15, 15, month=5))


def test_a_bounce_that_carries_our_own_request_is_no_answer() -> None:
    # Seen to fail with our own PRODID not looked at: it was somebody's invitation.
    parts = fixture("bounce-own-request.eml")
    assert len(parts) == 2
    for content, method in parts:
        assert read_calendar(content, method_hint=method) == Refused(Reason.OWN_REQUEST)


def test_the_fixtures_answer_the_address_that_the_invitation_names() -> None:
    organiser = SENDER.reply_address(Purpose.INVITATION, INVITATION)
    for path in FOLDER.glob("*.eml"):
        assert organiser in path.read_text(encoding="utf-8")


addresses = (
    st.emails().map(str.lower).filter(lambda each: "'" not in each and "%" not in each and "?" not in each)
)


@given(
    partstat=st.sampled_from(["ACCEPTED", "DECLINED", "TENTATIVE"]),
    address=addresses,
    name=st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60),
    sequence=st.integers(0, 2**31 - 1),  # the library refuses what is greater
    stamp=st.datetimes(datetime(1998, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - made London's below
)
def test_what_the_library_writes_is_read_back(
    partstat: str, address: str, name: str, sequence: int, stamp: datetime
) -> None:
    stamp = stamp.replace(microsecond=0, tzinfo=LONDON).astimezone(UTC)
    calendar, event, attendee = Calendar(), Event(), vCalAddress(f"mailto:{address}")
    attendee.params["PARTSTAT"], attendee.params["CN"] = partstat, name
    calendar.add("method", "REPLY")
    event.add("uid", UID)
    event.add("sequence", sequence)
    event.add("dtstamp", stamp)
    event.add("comment", name)
    event.add("attendee", attendee, encode=False)
    calendar.add_component(event)
    read = read_calendar(calendar.to_ical())
    assert read == Answered("REPLY", UID, address, partstat.lower(), sequence, stamp)


@given(st.sampled_from([each for name in sorted(MEANT) for each, _ in fixture(name)]), st.data())
def test_an_answer_that_was_damaged_on_its_way_is_read_or_refused(whole: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole)))
    until = data.draw(st.integers(at, min(len(whole), at + 60)))
    put = data.draw(st.binary(max_size=20))
    assert isinstance(read_calendar(whole[:at] + put + whole[until:]), Answered | Refused)
