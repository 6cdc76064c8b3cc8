"""What a calendar's entries come to: who is busy, when, how firmly, and for which days that is all."""

from datetime import UTC, date, datetime, timedelta

import pytest
from diary_calendars import FIRST, LAST, OWN, calendar, event

from models.diaries.read.readings import Block, NotRead, Read, minutes_of
from tasks.diaries.reading import Wanted, read_calendar

WANTED = Wanted(FIRST, LAST, ours=frozenset({"ours@bwrdd.example"}), addresses=frozenset({OWN}))
AT_TEN = "DTSTART:20260511T100000"
AN_HOUR = "DURATION:PT1H"


def utc(written: str) -> int:
    """Give the minute of ``2026-05-11 09:00``, in UTC."""
    return minutes_of(datetime.fromisoformat(written).replace(tzinfo=UTC))


def read(*entries: str, wanted: Wanted = WANTED) -> Read:
    result = read_calendar(calendar(*entries), wanted)
    assert isinstance(result, Read), result
    return result


def block(since: str, until: str, kind: str = "busy") -> Block:
    return Block(utc(since), utc(until), kind)  # type: ignore[arg-type]


MAY = block("2026-05-11 09:00", "2026-05-11 10:00")
"""Ten to eleven in London's summer."""

FREE = {
    "cancelled": "STATUS:CANCELLED",
    "transparent": "TRANSP:TRANSPARENT",
    "declined by oneself": f'ATTENDEE;PARTSTAT=DECLINED;CN="Evans, Carys":MAILTO:{OWN.upper()}',
    "shown as free": "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
    "working elsewhere": "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",
}
KINDS = {
    "busy": ("X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "busy"),
    "declined by somebody else": ("ATTENDEE;PARTSTAT=DECLINED:mailto:rob@example.test", "busy"),
    "tentative": ("STATUS:TENTATIVE", "tentative"),
    "shown as tentative": ("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", "tentative"),
    "perhaps oneself": (f"ATTENDEE;PARTSTAT=TENTATIVE:mailto:{OWN}", "tentative"),
    "out of office": ("X-MICROSOFT-CDO-BUSYSTATUS:OOF", "away"),
}


@pytest.mark.parametrize("name", FREE)
def test_one_is_free_with_an_entry_that_is(name: str) -> None:
    """Seen to fail with each reason taken out."""
    assert read(event(AT_TEN, AN_HOUR, FREE[name])).blocks == ()


@pytest.mark.parametrize("name", KINDS)
def test_one_is_busy_as_firmly_as_the_entry_says(name: str) -> None:
    line, kind = KINDS[name]
    assert read(event(AT_TEN, AN_HOUR, line)).blocks == (MAY._replace(kind=kind),)


def test_our_own_meetings_are_left_out_for_we_know_of_them() -> None:
    # Seen to fail with the UIDs not handed to the program that reads.
    assert read(event("UID:ours@bwrdd.example", AT_TEN, AN_HOUR)).blocks == ()
    assert read(event("UID:theirs@bwrdd.example", AT_TEN, AN_HOUR)).blocks == (MAY,)


TIMES = {
    "a floating time is London's": ((AT_TEN, AN_HOUR), MAY),
    "in UTC": (("DTSTART:20260511T090000Z", "DTEND:20260511T100000Z"), MAY),
    "Outlook's name": (("DTSTART;TZID=GMT Standard Time:20260511T100000", AN_HOUR), MAY),
    "Outlook's long name": (
        ('DTSTART;TZID="(UTC+00:00) Dublin, Edinburgh, Lisbon, London":20260511T100000', AN_HOUR),
        MAY,
    ),
    "Microsoft's UTC": (("DTSTART;TZID=tzone://Microsoft/Utc:20260511T090000", AN_HOUR), MAY),
    "Lightning's old name": (
        ("DTSTART;TZID=/mozilla.org/20050126_1/Europe/Paris:20260511T110000", AN_HOUR),
        MAY,
    ),
    "ends in another zone": (
        ("DTSTART;TZID=Europe/London:20260511T100000", "DTEND;TZID=Europe/Paris:20260511T120000"),
        MAY,
    ),
    "the end written first": (("DTSTART:20260511T110000", "DTEND:20260511T100000"), MAY),
    "seconds": (("DTSTART:20260511T100030", "DTEND:20260511T105930"), MAY),
    "a whole day": (
        ("DTSTART;VALUE=DATE:20260511",),
        block("2026-05-10 23:00", "2026-05-11 23:00"),
    ),
    "a whole day without length": (
        ("DTSTART;VALUE=DATE:20260511", "DTEND;VALUE=DATE:20260511"),
        block("2026-05-10 23:00", "2026-05-11 23:00"),
    ),
    "the day on which clocks go forward": (
        ("DTSTART;VALUE=DATE:20260329",),
        block("2026-03-29 00:00", "2026-03-29 23:00"),
    ),
    "the day on which clocks go back": (
        ("DTSTART;VALUE=DATE:20261025",),
        block("2026-10-24 23:00", "2026-10-26 00:00"),
    ),
    "over the hour that is left out": (
        ("DTSTART:20260329T003000", "DTEND:20260329T033000"),
        block("2026-03-29 00:30", "2026-03-29 02:30"),
    ),
    "the first of the hour that comes twice": (
        ("DTSTART:20261025T010000", AN_HOUR),
        block("2026-10-25 00:00", "2026-10-25 02:00"),
    ),
}


@pytest.mark.parametrize("name", TIMES)
def test_a_time_is_what_it_is_in_utc(name: str) -> None:
    lines, expected = TIMES[name]
    result = read(event(*lines))
    assert (result.blocks, result.warnings) == ((expected,), ())


def test_a_zone_that_nobody_knows_is_londons_with_a_warning() -> None:
    # Seen to fail with the warning left out.
    result = read(event("DTSTART;TZID=Customized Time Zone:20260511T100000", AN_HOUR))
    assert result.blocks == (MAY,)
    assert result.warnings == ("diary_zone_unknown",)


def test_an_entry_without_length_takes_no_time() -> None:
    assert read(event(AT_TEN)).blocks == ()


def test_what_touches_is_one_stretch_and_kinds_stay_apart() -> None:
    half = event("DTSTART:20260511T103000", "DURATION:PT30M", "STATUS:TENTATIVE")
    result = read(event(AT_TEN, "DURATION:PT30M"), event("DTSTART:20260511T103000", "DURATION:PT30M"), half)
    assert result.blocks == (MAY, block("2026-05-11 09:30", "2026-05-11 10:00", "tentative"))


def test_only_the_newest_version_of_an_entry_counts() -> None:
    old, new = (event("UID:1", f"SEQUENCE:{n}", f"DTSTART:20260511T{9 + n:02}0000", AN_HOUR) for n in (0, 1))
    assert read(new, old).blocks == (MAY,)


def test_one_of_a_series_that_was_moved_frees_its_place_and_one_cancelled_takes_none() -> None:
    weekly = event("UID:1", AT_TEN, AN_HOUR, "RRULE:FREQ=WEEKLY;COUNT=3")
    moved = event("UID:1", "RECURRENCE-ID:20260518T090000Z", "DTSTART:20260519T100000", AN_HOUR)
    gone = event("UID:1", "RECURRENCE-ID:20260525T090000Z", AT_TEN, AN_HOUR, "STATUS:CANCELLED")
    assert read(weekly, moved, gone).blocks == (MAY, block("2026-05-19 09:00", "2026-05-19 10:00"))


def test_a_table_of_busy_time_is_complete_for_its_whole_days() -> None:
    lines = [
        "DTSTART:20260310T090000Z",
        "DTEND:20260501T000000Z",
        "FREEBUSY:20260401T090000Z/20260401T100000Z,20260401T100000Z/PT30M",
        "FREEBUSY;FBTYPE=FREE:20260402T090000Z/20260402T100000Z",
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260403T090000Z/PT1H",
        "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260406T090000Z/PT1H",
    ]
    result = read("\r\n".join(("BEGIN:VFREEBUSY", *lines, "END:VFREEBUSY")))
    assert result.blocks == (
        block("2026-04-01 09:00", "2026-04-01 10:30"),
        block("2026-04-03 09:00", "2026-04-03 10:00", "tentative"),
        block("2026-04-06 09:00", "2026-04-06 10:00", "away"),
    )
    # The last instant is one in the morning in London: that day is not whole.
    assert (result.known_from, result.known_until) == (date(2026, 3, 11), date(2026, 4, 30))


@pytest.mark.parametrize(
    ("since", "until", "known"),
    [
        # What programs write for "always"; the first is as early as a day can be.
        ("00010101T000000Z", "99891231T000000Z", (FIRST, LAST)),
        ("20250101T000000Z", "20260401T000000Z", (FIRST, date(2026, 3, 31))),
        ("20280101T000000Z", "20290101T000000Z", (None, None)),
        ("20250101T000000Z", "20250601T000000Z", (None, None)),
    ],
)
def test_a_table_is_complete_for_no_day_that_was_not_read(
    since: str, until: str, known: tuple[date | None, date | None]
) -> None:
    """Seen to fail with the table believed: days past the window were free, and the first of all a crash."""
    lines = (f"DTSTART:{since}", f"DTEND:{until}", "FREEBUSY:20260310T100000Z/PT1H")
    result = read("\r\n".join(("BEGIN:VFREEBUSY", *lines, "END:VFREEBUSY")))
    assert (result.known_from, result.known_until) == known


COMPLETE = {
    "nothing in it: no day": ((), None),
    "only what is over: no day": ((event("DTSTART:20250511T100000", AN_HOUR),), None),
    "an entry to come: four weeks": (
        (event("DTSTART:20260303T100000", AN_HOUR),),
        FIRST + timedelta(days=27),
    ),
    "a late entry: until that day": ((event(AT_TEN, AN_HOUR),), date(2026, 5, 11)),
    "one that keeps nobody busy shows it too": ((event(AT_TEN, "TRANSP:TRANSPARENT"),), date(2026, 5, 11)),
    "a series shows nothing past its beginning": (
        (event("DTSTART:20250511T100000", AN_HOUR, "RRULE:FREQ=WEEKLY"),),
        FIRST + timedelta(days=27),
    ),
    "past the window: its last day": ((event("DTSTART:20300101T100000", AN_HOUR),), LAST),
}


@pytest.mark.parametrize("name", COMPLETE)
def test_a_calendar_is_complete_until_the_day_that_it_shows(name: str) -> None:
    """Seen to fail with an empty calendar complete for four weeks: everybody in it was free."""
    entries, until = COMPLETE[name]
    result = read(*entries)
    assert result.known_until == until
    assert result.known_from == (FIRST if until else None)


def test_somebody_may_say_until_when_a_calendar_is_complete() -> None:
    wanted = Wanted(FIRST, LAST, until=date(2026, 7, 31))
    result = read(wanted=wanted)
    assert (result.known_from, result.known_until) == (FIRST, date(2026, 7, 31))


NOT_READ = {
    "an entry without a beginning": (event(AN_HOUR), "diary_broken"),
    "a beginning that is no time": (event("DTSTART:20260231T100000"), "diary_broken"),
    "two beginnings": (event(AT_TEN, AT_TEN), "diary_broken"),
    "a line that is none": (event(AT_TEN, "nothing"), "diary_broken"),
    "an hourly rule": (event(AT_TEN, "RRULE:FREQ=HOURLY"), "diary_rule_refused"),
    "no interval": (event(AT_TEN, "RRULE:FREQ=DAILY;INTERVAL=0"), "diary_rule_refused"),
    "a rule that says something else": (event(AT_TEN, "RRULE:FREQ=DAILY;BYEASTER=1"), "diary_rule_refused"),
    "each minute of each hour": (
        event(AT_TEN, "RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8;BYMINUTE=1,2,3,4,5,6,7"),
        "diary_rule_refused",
    ),
    "an end without a beginning": ("END:VEVENT", "diary_cut_off"),
    "a beginning without an end": ("BEGIN:VEVENT", "diary_cut_off"),
    "busy from late until early": (
        "BEGIN:VFREEBUSY\r\nFREEBUSY:20260401T100000Z/20260401T090000Z\r\nEND:VFREEBUSY",
        "diary_broken",
    ),
}


@pytest.mark.parametrize("name", NOT_READ)
def test_what_nobody_can_read_is_refused_and_never_taken_for_free_time(name: str) -> None:
    entry, code = NOT_READ[name]
    assert read_calendar(calendar(entry), WANTED) == NotRead(code)


def test_a_rule_that_was_over_long_ago_may_be_as_odd_as_it_likes() -> None:
    assert read(event("DTSTART:20200511T100000", "RRULE:FREQ=HOURLY;UNTIL=20200601T000000Z")).blocks == ()


def test_several_calendars_after_one_another_are_read_as_one() -> None:
    both = calendar(event(AT_TEN, AN_HOUR)) + calendar(event("DTSTART:20260512T100000", AN_HOUR))
    result = read_calendar(both, WANTED)
    assert isinstance(result, Read)
    assert result.blocks == (MAY, block("2026-05-12 09:00", "2026-05-12 10:00"))
