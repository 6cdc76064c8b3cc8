"""Times that are offered for a meeting, and who could come at each."""

from datetime import date, datetime, time

import pytest
from office_days import OfficeDays, said_in_both_languages
from sqlmodel import select

from models.casework import availability, meetings
from models.casework.withdrawals import withdraw_person
from models.guidance.errors import GuidanceError, Refused
from models.guidance.meeting_kinds import instant
from models.records import Letter, Meeting, Person, Review

ANSWER_BY = date(2026, 3, 9)


def span(on: int, hour: int = 10, month: int = 3) -> tuple[datetime, datetime]:
    """Give two hours of a day in 2026."""
    day = date(2026, month, on)
    return instant(day, time(hour)), instant(day, time(hour + 2))


@pytest.fixture
def meeting(office: OfficeDays, office_and_review: tuple[OfficeDays, Review]) -> Meeting:
    """A Panel meeting without a time, for which two were offered to two people."""
    found = meetings.to_be_fixed(office.at, office_and_review[1], "panel")
    availability.ask(office.at, found, [span(17), span(18)], people(office, "pat", "rhys"), ANSWER_BY)
    return found


def people(office: OfficeDays, *codes: str) -> list[Person]:
    """Give people by their codes."""
    return [office.session.get_one(Person, code) for code in codes]


def takes(office: OfficeDays, meeting: Meeting, code: str, *numbers: int) -> str:
    """Take an answer."""
    return availability.take(office.at, office.session.get_one(Person, code), meeting, numbers)


def told(
    office: OfficeDays, meeting: Meeting
) -> list[tuple[int, tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """Give the table: number, who can, who cannot, of whom it is not known."""
    rows = availability.table(office.session, meeting)
    return [(row.number, row.can, row.cannot, row.not_known) for row in rows]


def test_no_answer_is_not_known_and_never_free(office: OfficeDays, meeting: Meeting) -> None:
    """Seen to fail with a missing row taken for no."""
    assert takes(office, meeting, "pat", 2) == "applied"
    assert takes(office, meeting, "pat", 2) == "repeated"
    assert told(office, meeting) == [(1, (), ("pat",), ("rhys",)), (2, ("pat",), (), ("rhys",))]
    assert takes(office, meeting, "pat") == "applied"
    assert takes(office, meeting, "rhys", 1, 2) == "applied"
    assert told(office, meeting) == [(1, ("rhys",), ("pat",), ()), (2, ("rhys",), ("pat",), ())]


def test_each_is_asked_by_a_letter_that_lists_the_times(office: OfficeDays, meeting: Meeting) -> None:
    [letter, _] = office.session.exec(select(Letter).where(Letter.letter == "availability_asked")).all()
    assert letter.meeting_id == meeting.id
    assert letter.facts["options"] == [
        [1, "2026-03-17T10:00:00+00:00", "2026-03-17T12:00:00+00:00"],
        [2, "2026-03-18T10:00:00+00:00", "2026-03-18T12:00:00+00:00"],
    ]
    assert (letter.facts["answer_by"], letter.facts["kind"]) == ("2026-03-09", "panel")


def test_asked_again_the_numbers_go_on_and_an_old_one_is_offered_no_more(
    office: OfficeDays, meeting: Meeting
) -> None:
    """Seen to fail with numbers from one again: a late answer was taken for another time."""
    availability.ask(office.at, meeting, [span(19)], people(office, "pat"), ANSWER_BY)
    assert [row[0] for row in told(office, meeting)] == [3]
    assert office.letters("availability_asked") == ["pat", "rhys", "pat"]
    with office.nothing_changes(), pytest.raises(GuidanceError) as refused:
        takes(office, meeting, "pat", 1)
    assert said_in_both_languages([refused.value]) == [
        "Not all of those numbers are offered. The numbers are: 3."
    ]


def test_whoever_was_not_asked_says_nothing(office: OfficeDays, meeting: Meeting) -> None:
    with office.nothing_changes(), pytest.raises(GuidanceError, match="was not asked"):
        takes(office, meeting, "mair", 1)


def test_the_time_that_is_chosen_is_planned_and_no_other_is_offered_any_more(
    office: OfficeDays, meeting: Meeting
) -> None:
    with office.nothing_changes(), pytest.raises(GuidanceError, match="The numbers are: 1, 2"):
        availability.choose(office.at, meeting, 3)
    availability.choose(office.at, meeting, 2)
    assert (meeting.starts_at, meeting.ends_at) == span(18)
    assert (meeting.state, meeting.sequence) == ("planned", 0)
    assert set(office.invited(meeting)) == {"pat", "mair", "rhys", "rob"}
    assert told(office, meeting) == []


def test_a_meeting_planned_at_another_time_takes_every_offer_back(
    office: OfficeDays, office_and_review: tuple[OfficeDays, Review], meeting: Meeting
) -> None:
    """Seen to fail with `plan` taking none back."""
    office.plans(office_and_review[1], "panel", "Tue 24 Mar 2026")
    assert told(office, meeting) == []
    availability.ask(office.at, meeting, [span(25)], people(office, "pat"), ANSWER_BY)
    assert [row[0] for row in told(office, meeting)] == [3]


def test_nobody_is_asked_of_times_that_cannot_be(office: OfficeDays, meeting: Meeting) -> None:
    """Each seen to fail with its check left out."""
    for options, answer_by, codes in (
        ([span(21)], ANSWER_BY, ["meeting_on_no_working_day"]),
        (
            [span(1, month=1)],
            ANSWER_BY,
            ["meeting_in_the_past", "meeting_on_no_working_day", "answer_by_too_late"],
        ),
        ([], ANSWER_BY, ["availability_needs_options"]),
        ([span(19), span(19)], ANSWER_BY, ["availability_needs_options"]),
        (
            [span(each) for each in (*range(9, 14), *range(16, 21), 23)],
            ANSWER_BY,
            ["availability_needs_options"],
        ),
        ([span(19)], date(2026, 3, 19), ["answer_by_too_late"]),
        ([span(19)], date(2026, 3, 1), ["answer_by_too_late"]),
    ):
        with office.nothing_changes(), pytest.raises(Refused) as refused:
            availability.ask(office.at, meeting, options, people(office, "pat"), answer_by)
        assert [each.code for each in refused.value.problems] == codes


def test_a_withdrawn_person_is_not_asked(
    office: OfficeDays, meeting: Meeting, office_and_review: tuple[OfficeDays, Review]
) -> None:
    [pat] = people(office, "pat")
    withdraw_person(office.at, office_and_review[1], pat, "police_advice")
    with office.nothing_changes(), pytest.raises(GuidanceError, match="cannot be invited"):
        availability.ask(office.at, meeting, [span(19)], [pat], ANSWER_BY)
