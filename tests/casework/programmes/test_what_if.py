"""What-if: who is replaced, which meeting moves; what the planner would do, and the forecast."""

from datetime import date, timedelta

import pytest
from office_days import OfficeDays, day
from programme_days import busy_all_day, choose, knows

from models.casework import forecasts, programmes
from models.casework.forecast_what_if import Answered, Consequence, suppose
from models.casework.meetings import all_of
from models.diaries.forecasts.what_if import supposed
from models.guidance import route
from models.guidance.errors import GuidanceError
from models.records import Review

EVERYBODY = ("mair", "dai", "pat", "rhys", "rob", "carys", "una", "gwen")


@pytest.fixture
def chosen(office: OfficeDays, review: Review) -> Review:
    """A review whose programme was chosen: its meetings are pencilled."""
    knows(office, *EVERYBODY)
    programmes.propose(office.at, review, "asked")
    choose(office, review, 1)
    return review


def asked(office: OfficeDays, review: Review, kind: str, written: str) -> Answered:
    given = forecasts.given_of(office.session, review)
    with office.nothing_changes():
        return suppose(office.at, review, given, supposed(kind, written))


def day_planned(office: OfficeDays, review: Review, key: str) -> date:
    planned = {programmes.key_of(each): each.planned_on for each in all_of(office.session, review)}
    found = planned[key]
    assert found is not None
    return found


def test_the_chosen_days_are_facts_of_the_forecast(office: OfficeDays, chosen: Review) -> None:
    given = forecasts.given_of(office.session, chosen)
    assert given.planned[route.FIRST_PANEL] == day_planned(office, chosen, "panel-1")
    assert given.planned[route.LEARNING_EVENT] == day_planned(office, chosen, "learning_event-1")
    assert len(given.planned) == 5


def test_a_replacement_who_cannot_come_moves_only_the_meeting_that_needs_them(
    office: OfficeDays, chosen: Review
) -> None:
    """Seen to fail with the meetings that stand left where the replacement cannot come."""
    event = day_planned(office, chosen, "learning_event-1")
    knows(office, "una", busy=busy_all_day(event))
    found = asked(office, chosen, "replaced", "rob=una")
    assert [each.key for each in found.consequences] == ["learning_event-1"]
    assert found.consequences[0].before == event
    assert found.consequences[0].after != event
    assert found.given.planned[route.LEARNING_EVENT] == found.consequences[0].after


def test_a_replacement_who_can_come_moves_nothing(office: OfficeDays, chosen: Review) -> None:
    assert asked(office, chosen, "replaced", "rob=una").consequences == ()


def test_somebody_taken_out_lets_meetings_be_sooner_that_have_no_day_yet(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail with the person left at the table."""
    away = [office.today + timedelta(days=n) for n in range(60)]
    knows(office, *(each for each in EVERYBODY if each != "rob"))
    knows(office, "rob", busy=busy_all_day(*away))
    found = asked(office, review, "replaced", "rob")
    first = next(each for each in found.consequences if each.key == "panel-1")
    assert first.before is not None
    assert first.after is not None
    assert first.after < first.before
    assert found.given == forecasts.given_of(office.session, review)


def test_a_meeting_that_moves_takes_with_it_what_would_come_too_close(
    office: OfficeDays, chosen: Review
) -> None:
    """Seen to fail with the moved meeting planned like any other: it went back to its day."""
    later = day_planned(office, chosen, "panel-3")
    found = asked(office, chosen, "move", f"learning_event={later.isoformat()}")
    moved = {each.key: each for each in found.consequences}
    assert moved["learning_event-1"].after == later
    assert moved["panel-3"].after is not None
    assert moved["panel-3"].after >= later + timedelta(days=14)
    assert "panel-1" not in moved
    assert found.given.planned[route.DRAFT] == moved["panel-3"].after


def test_a_meeting_that_moves_a_week_is_a_week_later(office: OfficeDays, chosen: Review) -> None:
    event = day_planned(office, chosen, "learning_event-1")
    found = asked(office, chosen, "move", "learning_event=+7")
    assert Consequence("learning_event-1", event, event + timedelta(days=7)) in found.consequences


def test_a_meeting_cannot_move_to_a_sunday(office: OfficeDays, chosen: Review) -> None:
    """Seen to fail with the days left as they are where nothing fits."""
    with pytest.raises(GuidanceError) as refused:
        asked(office, chosen, "move", "learning_event=2026-06-07")
    assert refused.value.code == "if_not_possible"


def test_a_meeting_may_move_beyond_what_is_planned_yet(office: OfficeDays, chosen: Review) -> None:
    found = asked(office, chosen, "move", "learning_event=2028-06-04")
    assert found.consequences == ()
    assert found.given.planned[route.LEARNING_EVENT] == date(2028, 6, 4)


def test_a_meeting_that_stands_after_the_completion_date_stays_there(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail with nothing looked at after the completion date: it was moved before it."""
    knows(office, *EVERYBODY)
    office.plans(review, "learning_event", "Thu 24 Sep 2026")
    moved = {each.key for each in asked(office, review, "replaced", "rob=una").consequences}
    assert "learning_event-1" not in moved


def test_nobody_of_that_code_is_said(office: OfficeDays, chosen: Review) -> None:
    for written in ("nobody", "rob=nobody"):
        with pytest.raises(GuidanceError) as refused:
            asked(office, chosen, "replaced", written)
        assert refused.value.code == "if_nobody"


def test_before_there_is_a_programme_nothing_of_it_changes(office: OfficeDays, referred: Review) -> None:
    assert asked(office, referred, "replaced", "rob=una").consequences == ()


def test_when_a_trial_ends_only_the_forecast_is_asked(office: OfficeDays, chosen: Review) -> None:
    office.holds(chosen, "learning_event")
    found = asked(office, chosen, "process-ends", "criminal_trial=2027-03-31")
    assert found.consequences == ()
    assert found.given.not_before[route.LEARNING_EVENT] == day("Wed 31 Mar 2027")
