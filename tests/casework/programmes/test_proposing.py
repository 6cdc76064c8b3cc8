"""Programmes proposed: on the day of the decision, when the Panel is named, and never the same twice."""

from datetime import timedelta

import pytest
from office_days import OfficeDays, day
from programme_days import absent, busy_all_day, days_of, knows, last_round, letters_about
from sqlmodel import select

from models.casework import programmes
from models.casework.programmes import at_once, board_days
from models.diaries.problem import Problem
from models.diaries.results import Plan
from models.guidance.errors import GuidanceError
from models.records import Decision, Entry, Review


def test_the_first_panel_meeting_is_proposed_on_the_day_of_the_decision(
    office: OfficeDays, referred: Review
) -> None:
    """R49: seen to fail without the proposal in the answer to S04."""
    knows(office, "pat", busy=busy_all_day("Mon 9 Mar 2026"))

    office.answers(referred, "S04")

    found = last_round(office, referred)
    assert [days_of(each) for each in found] == [
        {"panel-1": "Tue 10 Mar 2026"},
        {"panel-1": "Wed 11 Mar 2026"},
        {"panel-1": "Thu 12 Mar 2026"},
    ]
    assert {each.programme.occasion for each in found} == {"decision"}
    [letter] = letters_about(office, referred)
    assert letter.recipient == "nia"
    assert letter.due_on == office.today
    assert letter.facts["vacancies"] == [["panel_member", "police"], ["reviewer", None]]
    assert letter.facts["could_not_be_asked"] == [{"person": "hari"}]
    assert office.meetings(referred) == [], "nobody is invited before people have chosen"


def test_when_the_panel_is_named_three_whole_programmes_are_proposed(
    office: OfficeDays, review: Review
) -> None:
    """R51, R56: seen to fail with S06 proposing the first Panel meeting alone."""
    knows(office, "pat", "mair", "dai", "rhys", "rob", "carys")
    office.on("Tue 3 Mar 2026")
    programmes.propose(office.at, review, "asked")

    first, *others = last_round(office, review)

    assert days_of(first) == {
        "panel-1": "Tue 10 Mar 2026",
        "panel-2": "Thu 23 Apr 2026",
        "learning_event-1": "Fri 22 May 2026",
        "panel-3": "Fri 19 Jun 2026",
        "board-1": "Fri 10 Jul 2026",
    }
    assert (first.programme.required_missing, first.programme.member_points) == (0, 0)
    assert len({tuple(days_of(each).items()) for each in (first, *others)}) == 3
    assert all(each.no_later_than for each in first.meetings)
    told = letters_about(office, review)[-1].facts
    assert (told["complete_by"], len(told["programmes"])) == ("2026-09-02", 3)


def test_who_cannot_come_is_said_with_the_cause_and_who_stands_in(office: OfficeDays, review: Review) -> None:
    every_day = (office.today + timedelta(days=n) for n in range(300))
    knows(office, "mair", busy=busy_all_day(*every_day))
    knows(office, "dai", "pat", "rhys", "rob", "carys")

    programmes.propose(office.at, review, "asked")

    assert absent(last_round(office, review)[0], "panel-1") == [("mair", "busy", "dai")]


def test_the_same_is_never_proposed_twice(office: OfficeDays, review: Review) -> None:
    """Seen to fail with each proposal a round of its own."""
    [*before] = letters_about(office, review)

    with office.nothing_changes():
        again = programmes.propose(office.at, review, "asked")

    assert [each.programme.round for each in again] == [2, 2, 2]
    assert letters_about(office, review) == before


def test_a_newer_proposal_supersedes_the_one_before(office: OfficeDays, review: Review) -> None:
    before = last_round(office, review)
    knows(office, "pat", busy=busy_all_day("Mon 9 Mar 2026"))

    programmes.propose(office.at, review, "diaries")

    assert {each.programme.state for each in before} == {"superseded"}
    assert {each.programme.round for each in last_round(office, review)} == {3}


def test_where_nothing_is_left_before_the_completion_date_the_days_after_it_are_looked_at(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail without the second, longer look: then nothing is proposed at all."""
    sits = "kind,since\nsits,2026-10-13\n"
    board_days.enter(office.at, "example", board_days.read(sits))

    programmes.propose(office.at, review, "asked")

    [first, *_] = last_round(office, review)
    assert days_of(first)["board-1"] == "Tue 13 Oct 2026"
    assert letters_about(office, review)[-1].facts["complete_by"] == "2026-09-02"


def test_where_no_days_can_be_at_all_the_coordinators_are_told_and_the_answer_stands(
    office: OfficeDays, decided: Review
) -> None:
    """Seen to fail with the letter left out where there is no programme."""
    board_days.enter(office.at, "example", board_days.read("kind,since\nsits,2029-10-09\n"))

    office.answers(decided, "S06")

    assert "S06 panel" in office.happened(decided)
    assert last_round(office, decided)[0].programme.occasion == "decision"
    assert letters_about(office, decided)[-1].facts["programmes"] == []


def test_that_there_are_no_days_is_told_once_until_there_are_some(
    office: OfficeDays, decided: Review
) -> None:
    """Seen to fail with a letter for each look."""
    some = len(letters_about(office, decided))
    for _ in range(3):
        programmes.propose(office.at, decided, "asked", planner=lambda _: Plan(programmes=()))
    assert [each.facts["programmes"] for each in letters_about(office, decided)[some:]] == [[]]
    knows(office, "pat", busy=busy_all_day("Mon 9 Mar 2026"))
    programmes.propose(office.at, decided, "asked")
    programmes.propose(office.at, decided, "asked", planner=lambda _: Plan(programmes=()))
    assert [bool(each.facts["programmes"]) for each in letters_about(office, decided)[some:]] == [
        False,
        True,
        False,
    ]


def test_a_planner_that_refuses_keeps_nobody_from_deciding(
    office: OfficeDays, referred: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with the refusal passed on: then the Chair cannot decide."""

    def refuses(*_: object, **__: object) -> None:
        raise GuidanceError("calendar_unusable", field="calendar")

    monkeypatch.setattr(at_once, "propose", refuses)

    office.answers(referred, "S04")

    assert office.session.exec(select(Decision).where(Decision.review_id == referred.id)).one()
    assert [each.facts["programmes"] for each in letters_about(office, referred)] == [[]]


def test_a_forum_is_proposed_its_one_meeting(office: OfficeDays) -> None:
    forum = office.through(office.opens(outcome="mapf"), until="M01")

    assert [days_of(each) for each in last_round(office, forum)] == [
        {"forum-1": "Mon 9 Mar 2026"},
        {"forum-1": "Tue 10 Mar 2026"},
        {"forum-1": "Wed 11 Mar 2026"},
    ]
    assert letters_about(office, forum)[0].facts["complete_by"] is None


@pytest.mark.parametrize("outcome", ["none", "deferred"])
def test_where_there_is_no_review_nothing_is_proposed(office: OfficeDays, outcome: str) -> None:
    review = office.through(office.opens(outcome=outcome), until="S04")
    office.answers(review, "S04")

    assert last_round(office, review) == []
    assert letters_about(office, review) == []


def test_what_was_proposed_and_why_stands_in_the_audit_without_a_name(
    office: OfficeDays, review: Review
) -> None:
    [*entries] = office.session.exec(select(Entry).where(Entry.what == "programmes_proposed"))

    assert [each.details for each in entries] == [
        {"occasion": "decision", "round": 1, "programmes": 3},
        {"occasion": "panel", "round": 2, "programmes": 3},
    ]
    assert {each.reference for each in entries} == {review.reference}


def test_a_second_look_goes_as_far_as_the_horizon(office: OfficeDays, review: Review) -> None:
    asked: list[Problem] = []

    def planner(problem: Problem) -> Plan:
        asked.append(problem)
        return Plan(programmes=())

    assert programmes.propose(office.at, review, "asked", planner=planner) == ()
    assert [each.calendar.last for each in asked] == [day("Wed 2 Sep 2026"), day("Tue 2 Mar 2027")]
