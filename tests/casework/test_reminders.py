"""R21, R50, R80: who is late is reminded, once a rung, until they answer; and nobody else."""

from datetime import date, timedelta

import pytest
from office_days import OfficeDays, day
from reminded import DEPUTY, SETTLED, WRITTEN, about, sweeps, timeline, told

from models import casework
from models.casework import reminders, weekly
from models.casework.absences import record_absence
from models.casework.people import enter_people, read_people
from models.guidance.working_days import add_working_days
from models.records import Letter, Meeting, Review


@pytest.fixture
def waiting(office: OfficeDays) -> Review:
    """A review whose agencies have been asked for their timelines, on Monday 2 March 2026."""
    return office.through(office.opens(), until="S10")


def test_a_late_agency_goes_up_the_ladder_and_each_rung_is_told_once(
    office: OfficeDays, waiting: Review
) -> None:
    """R21: seen to fail with ``remind_on`` left where it was after a letter: told every day."""
    police = timeline(office, waiting)
    assert (police.act_by, police.remind_on) == (date(2026, 3, 30), date(2026, 3, 23))
    sweeps(office, day("Fri 29 May 2026"))
    # Good Friday and Easter Monday lie between: three and seven working days are not ten calendar days.
    assert told(office, police) == [
        ("23 Mar", "reminder", "before", "sian"),
        ("30 Mar", "reminder", "due", "sian"),
        ("02 Apr", "reminder", "overdue_1", "sian"),
        ("10 Apr", "reminder", "overdue_2", "sian"),
        ("22 Apr", "escalation", "chair", "carys"),
    ]
    assert police.remind_on is None


def test_a_reminder_stops_on_the_answer(office: OfficeDays, waiting: Review) -> None:
    """Seen to fail with answered actions swept like open ones."""
    police = timeline(office, waiting)
    sweeps(office, day("Mon 30 Mar 2026"))
    office.answers(waiting, "S10", "police")
    sweeps(office, day("Fri 29 May 2026"))
    assert [rung for _, _, rung, _ in told(office, police)] == ["before", "due"]
    last = [each for each in office.rows(Letter) if each.action_id == police.id][-1]
    assert (last.state, last.reason) == ("withdrawn", "answered")


def test_only_the_agency_that_has_not_answered_is_reminded(office: OfficeDays, waiting: Review) -> None:
    police, health = timeline(office, waiting), timeline(office, waiting, "health")
    office.answers(waiting, "S10", "police")
    sweeps(office, day("Mon 23 Mar 2026"))
    assert (told(office, police), len(told(office, health))) == ([], 1)
    on_the_day = reminders.due(office.on("Mon 23 Mar 2026").at, office.today)
    assert about(on_the_day, police) == [("before", "answered")]
    assert about(on_the_day, health) == [("before", "already")]


def test_what_the_chair_of_the_board_must_do_is_never_escalated_to_the_chair(office: OfficeDays) -> None:
    """Seen to fail with S04 under the usual ladder: the Chair was told of their own lateness."""
    review = office.through(office.opens(), until="S04")
    decision = office.action(review, "S04")
    sweeps(office, day("Fri 29 May 2026"))
    assert {(letter, to) for _, letter, _, to in told(office, decision)} == {("reminder", "carys")}
    assert [rung for _, _, rung, _ in told(office, decision)] == ["before", "due", "overdue_1", "overdue_2"]


def test_above_the_lead_nothing_leaves_until_the_coordinator_releases_it(
    office: OfficeDays, waiting: Review
) -> None:
    """Seen to fail with ``proposed`` left out: the letter to the Chair was pending."""
    police = timeline(office, waiting)
    decided = sweeps(office, day("Wed 22 Apr 2026"))
    [chair] = [
        each for each in office.rows(Letter) if each.action_id == police.id and each.recipient == "carys"
    ]
    assert chair.state == "proposed"
    assert {"late_role": "agency_lead", "late_agency": "police", "to": "chair", "days": 15}.items() <= (
        chair.facts.items()
    )
    [row] = [each for each in decided if each.number == police.id and each.rung == "chair"]
    assert (row.goes, row.reason) == (False, "not_released")
    office.answers(waiting, "S10", "police")
    assert chair.state == "withdrawn", "an answered action must leave nothing to release"


def test_the_lead_of_the_owners_agency_hears_where_the_owner_is_not_the_lead(office: OfficeDays) -> None:
    """Seen to fail with every rung told to the owner."""
    review = office.through(office.opens(), until="S06")
    panel = office.action(review, "S06")
    sweeps(office, day("Fri 29 May 2026"))
    assert [(letter, rung, to) for _, letter, rung, to in told(office, panel)] == [
        ("reminder", "before", "gwen"),
        ("reminder", "due", "gwen"),
        ("reminder", "overdue_1", "gwen"),
        ("escalation", "overdue_2", "huw"),
        ("escalation", "chair", "carys"),
    ]


def test_a_held_stage_is_silent_and_afterwards_nobody_is_late_before_they_could_act(
    office: OfficeDays, waiting: Review
) -> None:
    """R61: seen to fail with the overdue rungs counted from the old deadline: at once to the Chair."""
    police = timeline(office, waiting)
    office.on("Mon 16 Mar 2026").holds(waiting, "all")
    decided = sweeps(office, day("Fri 15 May 2026"))
    assert {reason for rung, reason in about(decided, police)} <= {"held", "superseded", "office_closed"}
    assert told(office, police) == []
    office.on("Mon 18 May 2026").releases(waiting, "all")
    sweeps(office, day("Fri 29 May 2026"))
    assert [(on, rung) for on, _, rung, _ in told(office, police)] == [
        ("21 May", "overdue_1"),
        ("28 May", "overdue_2"),
    ]


def test_after_an_outage_the_newest_reminder_alone_goes(office: OfficeDays, waiting: Review) -> None:
    """Seen to fail with every rung that was reached written: three letters in one morning."""
    police = timeline(office, waiting)
    decided = reminders.sweep(office.on("Tue 7 Apr 2026").at)
    assert about(decided, police) == [
        ("before", "superseded"),
        ("due", "superseded"),
        ("overdue_1", "due"),
    ]
    [letter] = [
        each for each in office.rows(Letter) if each.action_id == police.id and each.letter in WRITTEN
    ]
    assert (letter.facts["passed_over"], letter.facts["days"]) == (["before", "due"], 4)
    assert reminders.sweep(office.at) == []
    assert about(reminders.sweep(office.on("Fri 10 Apr 2026").at), police) == [("overdue_2", "due")]


def test_a_letter_of_the_day_that_comes_late_does_not_say_today(office: OfficeDays, waiting: Review) -> None:
    """Seen to fail with the rung's own name in the letter."""
    police = timeline(office, waiting)
    assert about(reminders.sweep(office.on("Tue 31 Mar 2026").at), police)[-1] == ("due", "due")
    assert [rung for _, _, rung, _ in told(office, police)] == ["overdue_1"]


def test_an_older_reminder_that_never_went_is_taken_back_for_the_newer(
    office: OfficeDays, waiting: Review
) -> None:
    """G6: seen to fail without ``_withdraw_older``."""
    police = timeline(office, waiting)
    sweeps(office, day("Mon 30 Mar 2026"))
    rows = [each for each in office.rows(Letter) if each.action_id == police.id and each.letter in WRITTEN]
    assert [(each.facts["rung"], each.state, each.reason) for each in rows] == [
        ("before", "withdrawn", "superseded"),
        ("due", "pending", None),
    ]


@pytest.mark.parametrize("until", ["Mon 23 Mar 2026", "Mon 30 Mar 2026", "Sat 4 Apr 2026", "Wed 22 Apr 2026"])
def test_the_dry_run_says_what_the_sweep_then_does(office: OfficeDays, waiting: Review, until: str) -> None:
    """Seen to fail with ``remind_on`` left where it was: the dry run promised every letter again."""
    enter_people(office.session, read_people(DEPUTY))
    record_absence(office.at, "sian", day("Mon 23 Mar 2026"), day("Mon 23 Mar 2026"))
    assert waiting
    sweeps(office, day(until) - timedelta(days=1))
    with office.on(until).nothing_changes():
        said = [each for each in reminders.due(office.at, office.today) if each.reason not in SETTLED]
    assert said == reminders.sweep(office.at)
    again = reminders.due(office.at, office.today)
    assert not any(each.goes for each in again), "what was written is not written again"


def test_a_look_ahead_supposes_the_sweeps_until_then(office: OfficeDays, waiting: Review) -> None:
    """Seen to fail with the rungs of the days between told as passed over."""
    police = timeline(office, waiting)
    for on, rung in (("Mon 30 Mar 2026", "due"), ("Thu 2 Apr 2026", "overdue_1")):
        assert about(reminders.due(office.at, day(on)), police) == [(rung, "due")]
    assert about(reminders.due(office.at, day("Tue 31 Mar 2026")), police) == []


def test_a_deadline_that_moves_takes_its_ladder_along(office: OfficeDays) -> None:
    """Seen to fail with ``remind_on`` set only when an action opens."""
    review = office.through(office.opens(), until="S12 brief")
    brief = office.action(review, "S12 brief")
    assert brief.act_by == date(2026, 3, 30)
    meeting = next(each for each in office.rows(Meeting) if each.kind == "learning_event")
    meeting.planned_on = date(2026, 6, 15)
    office.session.flush()
    casework.settle(office.at, review)
    assert brief.act_by == date(2026, 5, 18)
    assert brief.remind_on == add_working_days(date(2026, 5, 18), -5)


def test_an_action_without_a_deadline_has_no_ladder_and_stands_in_the_week(office: OfficeDays) -> None:
    review = office.through(office.opens(), until="S18 acknowledgement")
    reply = office.action(review, "S18 acknowledgement")
    assert (reply.act_by, reply.remind_on) == (None, None)
    week = weekly.week(office.at, "example", office.today)
    assert ("S18", "acknowledgement") in {(each["stage"], each["milestone"]) for each in week["undated"]}
