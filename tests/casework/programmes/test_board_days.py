"""A Board's own calendar and its places, as they are entered."""

from datetime import date

import pytest
from office_days import OfficeDays, said_in_both_languages

from models.casework.programmes import board_days
from models.casework.programmes.board_days import Days
from models.guidance.errors import Refused
from models.records import BoardDay, Venue
from models.records.errors import RecordsError

YEAR = """\
kind,since,until,starts,ends
sits,2026-05-12,,10:00,13:00
Yn cyfarfod,2026-07-14,,,
ar gau,2026-12-24,2027-01-01,,
school holiday,2026-07-20,2026-08-31,,
"""


def enter(office: OfficeDays, text: str) -> int:
    return board_days.enter(office.at, "example", board_days.read(text))


def test_a_calendar_is_read_in_either_language(office: OfficeDays) -> None:
    assert enter(office, YEAR) == 4
    kinds = [(each.kind, each.since) for each in board_days.calendar(office.session, "example")]
    assert kinds == [
        ("sits", date(2026, 5, 12)),
        ("sits", date(2026, 7, 14)),
        ("school_holiday", date(2026, 7, 20)),
        ("closed", date(2026, 12, 24)),
    ]


def test_the_same_calendar_entered_twice_changes_nothing(office: OfficeDays) -> None:
    enter(office, YEAR)
    with office.nothing_changes():
        enter(office, YEAR)


def test_of_each_kind_in_it_a_file_says_all_days_from_its_first_one_on(office: OfficeDays) -> None:
    """Seen to fail with the days only added to: a sitting that was cancelled stood for ever."""
    enter(office, YEAR)

    enter(office, "kind,since\nsits,2026-06-09\n")

    kept = board_days.calendar(office.session, "example")
    assert [each.since for each in kept if each.kind == "sits"] == [date(2026, 5, 12), date(2026, 6, 9)]
    assert {each.kind for each in kept} == {"sits", "closed", "school_holiday"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("closed,9999-12-31,,,", None),
        ("sits,2026-07-14,,10:00+05:00,13:00", "Line 2: correct starts"),
        ("sits,2062-07-14,,,", "The bank holidays of 2062 are not in the table"),
        (f'sits,"{"x" * 200_000}",,,', "Give the columns"),
    ],
)
def test_a_line_with_a_slip_breaks_nothing(line: str, said: str | None) -> None:
    """Seen to fail with errors of Python's; a sitting in 2062 left its Board no day to plan ever after."""
    text = f"kind,since,until,starts,ends\n{line}\n"
    if said is None:
        assert board_days.read(text)[0].since == date(9999, 12, 31)
        return
    with pytest.raises(Refused) as refused:
        board_days.read(text)
    assert said in str(refused.value.problems[0])


def test_every_line_that_cannot_be_read_is_said_with_its_number(office: OfficeDays) -> None:
    """Seen to fail with the first problem alone."""
    wrong = (
        "kind,since,until,starts,ends\n"
        "perhaps,2026-05-12,,,\n"
        "sits,12/05/2026,,,\n"
        "sits,2026-05-12,2026-05-11,,\n"
        "sits,2026-05-12,,13:00,10:00\n"
        "sits,2026-05-12,,10:00,\n"
        "closed,2026-01-01,2036-01-01,,\n"
    )
    with office.nothing_changes(), pytest.raises(Refused) as refused:
        enter(office, wrong)

    said = said_in_both_languages(refused.value.problems)
    assert [each.partition(".")[0] for each in said] == [
        "Line 2: correct kind",
        "Line 3: correct since",
        "Line 4: correct until",
        "Line 5: correct ends",
        "Line 6: correct ends",
        "Line 7: correct until",
    ]


@pytest.mark.parametrize("text", ["", "kind,since\n", "sort,day\nsits,2026-05-12\n", "since\n2026-05-12\n"])
def test_a_file_that_is_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="Give the columns kind, since"):
        board_days.read(text)


def test_two_lines_that_begin_together_or_an_unknown_board_are_refused(office: OfficeDays) -> None:
    twice = [Days("sits", date(2026, 5, 12), date(2026, 5, 12))] * 2
    with pytest.raises(Refused, match="begin on the same day"):
        board_days.enter(office.at, "example", twice)
    with pytest.raises(RecordsError):
        board_days.enter(office.at, "atlantis", twice[:1])
    assert office.rows(BoardDay) == []


def test_a_board_sits_at_its_hours_or_at_the_usual_ones_and_never_on_a_bank_holiday(
    office: OfficeDays,
) -> None:
    """Seen to fail with a sitting on Christmas Day."""
    enter(
        office, "kind,since,until,starts,ends\nsits,2026-12-24,2026-12-25,14:00,16:00\nsits,2026-07-14,,,\n"
    )

    found = board_days.board_calendar(office.session, "example")

    assert found.sits is not None
    assert [(ends - starts) // 60 for starts, ends in found.sits] == [3, 2]


def test_a_place_is_entered_once_and_its_way_corrected(office: OfficeDays) -> None:
    board_days.enter_venue(office.at, "example", "Neuadd  y Sir", 30)
    board_days.enter_venue(office.at, "example", "Neuadd y Sir", 45)
    assert [(each.place, each.travel_minutes) for each in office.rows(Venue)] == [("Neuadd y Sir", 45)]


def test_a_place_that_identifies_somebody_or_is_a_days_ride_away_is_refused(office: OfficeDays) -> None:
    with office.nothing_changes(), pytest.raises(Refused) as refused:
        board_days.enter_venue(office.at, "example", "12 Heol Fawr, CF10 1AA", 900)
    assert [each.code for each in refused.value.problems] == ["place_may_identify", "field_not_a_count"]
    board_days.enter_venue(office.at, "example", "Swyddfa CF10 1AA", 10, checked=True)
