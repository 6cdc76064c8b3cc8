"""One meeting: its best days, who is missing or comes instead, what each does to deadlines, why no others."""

from datetime import date, time, timedelta

import pytest
from office_days import OfficeDays
from programme_days import busy_all_day, knows, with_a_panel
from sqlmodel import Session

from models.casework import meeting_dates
from models.casework.meeting_dates import Dates
from models.guidance.errors import GuidanceError
from models.records import BoardDay, Meeting, Review

EVERYBODY = ("pat", "mair", "dai", "hari", "rhys", "rob", "carys", "gwen", "sian", "huw")


@pytest.fixture
def office(session: Session) -> OfficeDays:
    """An office whose Board has people for its Panels, on Monday 2 March 2026, and knows their diaries."""
    return with_a_panel(OfficeDays(session))


@pytest.fixture
def review(office: OfficeDays) -> Review:
    """A review whose Panel has just been named."""
    review = office.through(office.opens(), until="S06")
    office.answers(review, "S06")
    knows(office, *EVERYBODY)
    return review


def days(found: Dates) -> list[date]:
    return [each.placed.on for each in found.possible]


def told(found: Dates) -> list[tuple[str, str, int | None, str | None, tuple[str, ...]]]:
    return [(f"{p.since:%-d %b}", f"{p.until:%-d %b}", p.weekday, p.cause, p.who) for p in found.patterns]


def test_the_first_days_come_first_and_say_what_they_leave_of_the_deadlines(
    office: OfficeDays, review: Review
) -> None:
    found = meeting_dates.dates(office.at, review, "panel")
    assert found.key == "panel-1"
    assert days(found) == [date(2026, 3, 9) + timedelta(days=n) for n in range(5)]
    first = found.possible[0]
    assert found.due is not None
    assert first.days_left == (found.due - date(2026, 3, 9)).days
    assert first.ends_on is not None
    assert found.complete_by is not None
    assert first.days_to_spare == (found.complete_by - first.ends_on).days
    assert first.placed.absent == ()


def test_who_cannot_come_is_named_with_the_cause_and_who_comes_instead(
    office: OfficeDays, review: Review
) -> None:
    monday = "Mon 9 Mar 2026"
    knows(office, "mair", busy=busy_all_day(monday))
    knows(office, "rob", busy=busy_all_day(monday))
    found = meeting_dates.dates(office.at, review, "panel")
    assert date(2026, 3, 9) not in days(found)
    [why] = [each for each in found.not_proposed if each.on == date(2026, 3, 9)]
    assert dict(why.causes)["busy"]
    assert {"rob"} <= set(dict(why.causes)["busy"])


def test_a_weekday_and_a_closure_are_told_in_a_line_each(office: OfficeDays, review: Review) -> None:
    tuesdays = [date(2026, 3, 3) + timedelta(weeks=n) for n in range(30)]
    knows(office, "rob", busy=busy_all_day(*tuesdays))
    office.session.add(
        BoardDay(board_code="example", kind="closed", since=date(2026, 3, 16), until=date(2026, 3, 27))
    )
    office.session.flush()
    found = told(meeting_dates.dates(office.at, review, "panel"))
    assert ("16 Mar", "27 Mar", None, "board_closure", ()) in found
    assert any((weekday, cause, who) == (1, "busy", ("rob",)) for _, _, weekday, cause, who in found)


def test_what_stands_keeps_its_days_from_the_meeting_after_it(office: OfficeDays, review: Review) -> None:
    """A fortnight lies between the Learning Event and the Panel that drafts. Seen to fail without `room`."""
    office.plans(review, "learning_event", "Tue 26 May 2026")
    found = meeting_dates.dates(office.at, review, "panel", 3)
    assert found.first == date(2026, 6, 9)
    assert all(each.ends_on for each in found.possible)


def test_a_meeting_that_has_a_time_may_be_looked_at_and_others_that_have_one_stay(
    office: OfficeDays, review: Review
) -> None:
    office.plans(review, "panel", "Tue 17 Mar 2026")
    office.plans(review, "panel", "Tue 28 Apr 2026", number=2, starts=time(10))
    found = meeting_dates.dates(office.at, review, "panel", 1)
    assert date(2026, 3, 17) in {*days(found), *(each.on for each in found.not_proposed)}
    assert found.last < date(2026, 4, 28)
    planned = {each.number: each.planned_on for each in office.rows(Meeting)}
    assert planned[1] == date(2026, 3, 17), "looking moves nothing"


@pytest.mark.parametrize(("kind", "number"), [("forum", None), ("panel", 9)])
def test_a_meeting_that_no_programme_foresees_has_no_days(
    office: OfficeDays, review: Review, kind: str, number: int | None
) -> None:
    with pytest.raises(GuidanceError) as refused:
        meeting_dates.dates(office.at, review, kind, number)
    assert refused.value.code == "meeting_not_ahead"
    assert review.reference in refused.value.words.en


def test_nothing_changes_by_looking(office: OfficeDays, review: Review) -> None:
    with office.nothing_changes():
        meeting_dates.dates(office.at, review, "panel")
