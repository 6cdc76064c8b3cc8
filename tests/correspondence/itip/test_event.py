"""What we send is right, says nothing that it should not, and is the same bytes every time."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from calendar_parts import AT, BOARD, FACTS, SENDER, SUMMARY, WORDS, letter, part, person
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tasks.correspondence.errors import NotRenderedError
from tasks.correspondence.itip import calendar_part, check
from tasks.correspondence.itip.zone import VTIMEZONE


def event_of(ics: bytes) -> Any:  # noqa: ANN401 - the library's own type
    return Calendar.from_ical(ics).walk("VEVENT")[0]


def lines_of(ics: bytes) -> list[str]:
    return ics.replace(b"\r\n ", b"").decode().split("\r\n")


def test_an_invitation_is_written_to_the_letter() -> None:
    ics = part()
    lines = lines_of(ics)
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Child Practice Reviews//Invitations 1//CY"]
    assert lines[:5] == [*head, "CALSCALE:GREGORIAN", "METHOD:REQUEST"]
    assert VTIMEZONE.encode() in ics
    assert sorted(lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]) == sorted(
        [
            f"UID:{FACTS['uid']}",
            "DTSTAMP:20260301T090000Z",
            "DTSTART;TZID=Europe/London:20260512T100000",
            "DTEND;TZID=Europe/London:20260512T120000",
            "SEQUENCE:3",
            "STATUS:CONFIRMED",
            "TRANSP:OPAQUE",
            "CLASS:PRIVATE",
            "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
            f'ORGANIZER;CN="{BOARD}":mailto:atebion+i-7-z5fkvzgsf4oty5uj54a5y5s4@bwrdd.example.test',
            (
                'ATTENDEE;CN="Siân Jones";CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT'
                ";RSVP=TRUE:mailto:sian.jones@ysgol.example.test"
            ),
            "SUMMARY:Cyfarfod y Panel 2 / Panel meeting 2: CPR EX 1/2026",
            (
                r"DESCRIPTION:Atebwch â’r botymau.\nAnswer with the buttons."
                r"\n\nhttps://cyfarfod.example.test/l/abc?d=1"
            ),
            r"LOCATION:Neuadd y Dref\, Caerdydd",
            "CONFERENCE;FEATURE=VIDEO;VALUE=URI:https://cyfarfod.example.test/l/abc?d=1",
        ]
    )


def test_the_same_letter_is_the_same_bytes_and_a_later_one_differs_in_its_stamp_alone() -> None:
    assert part() == part()
    later = part(at=AT + timedelta(days=3))
    assert later.replace(b"20260304T090000Z", b"20260301T090000Z") == part() != later


def test_a_pencilled_date_is_tentative_and_takes_the_time_all_the_same() -> None:
    lines = lines_of(part(confirmed=False))
    assert {"STATUS:TENTATIVE", "TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE"} <= {*lines}


def test_a_cancellation_names_the_one_person_and_asks_nothing() -> None:
    # Seen to fail with RSVP on every method.
    event = event_of(part("CANCEL", meeting_sequence=4))
    assert (event["STATUS"], event["SEQUENCE"], event["TRANSP"]) == ("CANCELLED", 4, "TRANSPARENT")
    assert str(event["ATTENDEE"]) == "mailto:sian.jones@ysgol.example.test"
    assert "RSVP" not in event["ATTENDEE"].params


def test_a_declined_proposal_repeats_which_meeting_it_was_and_when_it_is() -> None:
    asked, declined = event_of(part()), event_of(part("DECLINECOUNTER"))
    for name in ("UID", "SEQUENCE", "DTSTART", "DTEND", "ORGANIZER", "STATUS"):
        assert asked[name] == declined[name]


@pytest.mark.parametrize(
    ("part_of_it", "role"),
    [("chair", "CHAIR"), ("required", "REQ-PARTICIPANT"), ("optional", "OPT-PARTICIPANT")],
)
def test_what_somebody_is_there_for_is_their_role(part_of_it: str, role: str) -> None:
    assert event_of(part(part=part_of_it))["ATTENDEE"].params["ROLE"] == role


def test_a_meeting_on_line_alone_has_its_link_where_the_place_would_be() -> None:
    assert event_of(part(place=""))["LOCATION"] == FACTS["online_url"]
    assert not {"LOCATION", "CONFERENCE"} & {*event_of(part(place="", online_url=""))}


def test_the_organiser_is_the_same_address_whatever_else_changes() -> None:
    changed = part(meeting_sequence=9, confirmed=False, starts_at="2026-05-11T09:00:00Z")
    assert event_of(part())["ORGANIZER"] == event_of(changed)["ORGANIZER"]


@pytest.mark.parametrize(
    ("starts", "ends", "written"),
    [
        ("2027-10-31T00:30:00Z", "2027-10-31T03:00:00Z", ";TZID=Europe/London:20271031T013000"),
        ("2027-10-31T01:30:00Z", "2027-10-31T03:00:00Z", ":20271031T013000Z"),
        ("2027-03-28T01:30:00Z", "2027-03-28T03:00:00Z", ";TZID=Europe/London:20270328T023000"),
    ],
)
def test_of_the_hour_that_comes_twice_the_second_is_said_in_utc(starts: str, ends: str, written: str) -> None:
    # Seen to fail with London's clock for both: they were the same time.
    assert f"DTSTART{written}" in lines_of(part(starts_at=starts, ends_at=ends))


@pytest.mark.parametrize("url", ["http://x.example.test/", "https://x.example.test/a b", "javascript:x", "x"])
def test_a_link_that_is_not_one_is_not_sent(url: str) -> None:
    with pytest.raises(NotRenderedError, match="not sent") as refused:
        part(online_url=url)
    assert refused.value.facts["wrong"] == "conference"


def test_a_summary_that_says_more_is_not_sent_and_the_error_repeats_none_of_it() -> None:
    secret = "Panel: Siân Jones: CPR EX 1/2026"
    with pytest.raises(NotRenderedError) as refused:
        calendar_part(letter(), person(), SENDER, BOARD, secret, WORDS, AT)
    assert refused.value.facts["wrong"] == "summary"
    assert "Siân" not in str(refused.value) + refused.value.words.both


def test_the_sentence_says_what_is_wrong_in_both_languages() -> None:
    words = NotRenderedError("calendar_wrong", letter="invitation", wrong="uid").words
    assert all("invitation" in each and "(uid)" in each for each in (words.cy, words.en))


def test_a_name_cannot_write_a_line_of_its_own() -> None:
    # Seen to fail with the name as it stands: the library refuses it and the letter is stuck for ever.
    name = 'Siân "Sie"\r\nATTENDEE;RSVP=TRUE:mailto:neb@example.test\n, o’r Heddlu; \x07'
    ics = calendar_part(letter(), person(name), SENDER, BOARD, SUMMARY, WORDS, AT)
    assert len([line for line in lines_of(ics) if line.startswith("ATTENDEE")]) == 1


words = st.text(st.characters(exclude_categories=("Cs",)), max_size=120)
instants = st.datetimes(datetime(1997, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(
    starts=instants,
    minutes=st.integers(1, 60 * 24 * 3),
    sequence=st.integers(0, 2**31 - 1),
    confirmed=st.booleans(),
    method=st.sampled_from(["REQUEST", "CANCEL", "DECLINECOUNTER"]),
    name=words.map("Siân {}".format),
    place=words,
    said=st.lists(words, max_size=6).map("\n".join),
)
def test_whatever_is_written_passes_and_is_read_as_it_was_meant(  # noqa: PLR0913 - one a fact
    *,
    starts: datetime,
    minutes: int,
    sequence: int,
    confirmed: bool,
    method: str,
    name: str,
    place: str,
    said: str,
) -> None:
    """Seen to fail with the second of the hour that comes twice written on London's clock."""
    starts = starts.replace(microsecond=0)
    ends = starts + timedelta(minutes=minutes)
    row = letter(
        method,
        starts_at=starts.isoformat(),
        ends_at=ends.isoformat(),
        meeting_sequence=sequence,
        confirmed=confirmed,
        place=place,
    )
    ics = calendar_part(row, person(name), SENDER, BOARD, SUMMARY, said, AT)
    assert check(ics, method) == ()
    event = event_of(ics)
    assert (event.start.astimezone(UTC), event.end.astimezone(UTC)) == (starts, ends)
    assert event["SEQUENCE"] == sequence
    assert not re.search(rb"[^\r]\n|\r[^\n]", ics)


def test_the_library_reads_london_in_it() -> None:
    assert event_of(part()).start == datetime(2026, 5, 12, 10, tzinfo=ZoneInfo("Europe/London"))
