"""What a programme is planned from: the record as it stands, and nothing else."""

from datetime import date, time

from office_days import OfficeDays, day
from programme_days import busy_all_day, choose, knows, last_round

from models.casework import programmes, withdrawals
from models.casework.absences import record_absence
from models.casework.programmes import board_days
from models.casework.programmes.persons import minutes
from models.diaries.problem import Meeting, Problem
from models.guidance.meeting_kinds import instant
from models.records import Person, Review


def asked(problem: Problem, key: str) -> Meeting:
    [found] = [each for each in problem.meetings if each.key == key]
    return found


def span(on: str, starts: time, ends: time) -> tuple[int, int]:
    return minutes(instant(day(on), starts)), minutes(instant(day(on), ends))


def test_before_the_panel_is_named_its_first_meeting_alone_is_planned_from_the_boards_people(
    office: OfficeDays, decided: Review
) -> None:
    """Seen to fail with the Board's Panel members of every agency, involved or not."""
    problem = programmes.problem_of(office.at, decided)

    [panel] = problem.meetings
    assert (panel.key, panel.required, panel.agencies) == ("panel-1", ("pat",), {"health": ("hari",)})
    assert panel.earliest == day("Mon 9 Mar 2026"), "five working days to be told in"
    assert (panel.due, panel.target) == (day("Thu 2 Apr 2026"), None)
    ahead = programmes.ahead(office.at, decided)
    assert [(each.role, each.agency) for each in ahead.vacancies] == [
        ("panel_member", "police"),
        ("reviewer", None),
    ]


def test_with_a_panel_the_whole_is_planned_back_from_the_completion_date(
    office: OfficeDays, review: Review
) -> None:
    problem = programmes.problem_of(office.at, review)

    assert [each.key for each in problem.meetings] == [
        "panel-1",
        "panel-2",
        "learning_event-1",
        "panel-3",
        "board-1",
    ]
    assert {each.latest for each in problem.meetings} == {day("Wed 2 Sep 2026")}
    event = asked(problem, "learning_event-1")
    assert (event.required, event.agencies) == (("pat", "rhys", "rob"), {"housing": ("mair", "dai")})
    assert event.length == 390
    assert event.earliest == day("Mon 27 Apr 2026"), "people are invited eight weeks ahead"
    assert (event.due, event.target) == (day("Mon 25 May 2026"), day("Fri 22 May 2026"))
    assert asked(problem, "board-1").only is None, "nobody has said when the Board sits"


def test_a_diary_absences_and_other_reviews_keep_people_from_coming(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail with the meetings of other reviews left out."""
    other = office.through(office.opens("CPR EX 2/2026"), until="S08")
    elsewhere = office.plans(other, "panel", "Tue 17 Mar 2026")
    office.replies(elsewhere, "mair", "declined", reason="diary")
    record_absence(office.at, "rhys", day("Mon 23 Mar 2026"), day("Fri 27 Mar 2026"))
    knows(office, "pat", busy=busy_all_day("Mon 16 Mar 2026"))

    people = programmes.problem_of(office.at, review).people

    assert people["pat"].busy == (span("Mon 16 Mar 2026", time(9), time(17)),)
    assert people["pat"].other_meetings == (span("Tue 17 Mar 2026", time(10), time(12, 30)),)
    assert people["mair"].other_meetings == (), "she has said no to it"
    assert people["rhys"].away == (
        span("Mon 23 Mar 2026", time(0), time(0))[:1] + span("Sat 28 Mar 2026", time(0), time(0))[:1],
    )
    assert people["pat"].known
    assert people["rob"].known == (), "a diary that nobody has read is not known"


def test_our_own_meeting_in_a_diary_keeps_nobody_from_it(office: OfficeDays, review: Review) -> None:
    """Seen to fail with `_not_ours` giving everything back."""
    office.plans(review, "panel", "Tue 17 Mar 2026")
    knows(office, "pat", busy=[("Tue 17 Mar 2026", time(10), time(12, 30)), *busy_all_day("Wed 18 Mar 2026")])

    problem = programmes.problem_of(office.at, review)

    assert problem.people["pat"].busy == (span("Wed 18 Mar 2026", time(9), time(17)),)
    assert problem.people["pat"].other_meetings == ()
    assert asked(problem, "panel-1").fixed == span("Tue 17 Mar 2026", time(10), time(10))[0]


def test_whoever_said_no_to_a_time_is_not_asked_for_it_again(office: OfficeDays, review: Review) -> None:
    panel = office.plans(review, "panel", "Tue 17 Mar 2026")
    office.replies(panel, "mair", "declined", reason="diary")

    people = programmes.problem_of(office.at, review, moving=frozenset({"panel-1"})).people

    assert people["mair"].busy == (span("Tue 17 Mar 2026", time(10), time(12, 30)),)


def test_who_is_withdrawn_is_not_in_the_problem_at_all(office: OfficeDays, review: Review) -> None:
    """Seen to fail without `_admitted`."""
    withdrawals.withdraw_person(
        office.at, review, office.session.get_one(Person, "mair"), "affected_by_the_case"
    )
    withdrawals.withdraw_person(office.at, review, office.session.get_one(Person, "dai"), "police_advice")

    problem = programmes.problem_of(office.at, review)

    assert {"mair", "dai"}.isdisjoint(problem.people)
    assert all("housing" not in each.agencies for each in problem.meetings)


def test_somebody_who_takes_anothers_place_sits_where_they_sat(office: OfficeDays, review: Review) -> None:
    problem = programmes.problem_of(office.at, review, replaced={"rhys": "una"})

    assert asked(problem, "panel-1").required == ("pat", "una", "rob")
    assert "rhys" not in problem.people


def test_what_a_hold_stops_is_not_before_the_day_on_which_the_hold_is_looked_at(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail without the hold among the first days."""
    office.holds(review, "learning_event", review_on="2026-06-01")

    problem = programmes.problem_of(office.at, review)

    assert asked(problem, "learning_event-1").earliest == day("Mon 1 Jun 2026")
    assert asked(problem, "panel-1").earliest == day("Mon 9 Mar 2026")


def test_the_family_is_met_where_a_professional_is_named_and_no_hold_stops_it(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail with the meeting foreseen for every review."""
    assert "family-1" not in programmes.ahead(office.at, review).without_a_time
    office.through(review, until="S09")
    office.answers(review, "S09", state="offered", contact_via="sian")

    family = asked(programmes.problem_of(office.at, review), "family-1")
    assert (family.required, family.either_order) == (("sian", "rhys"), "panel-2")
    assert asked(programmes.problem_of(office.at, review), "panel-2").gap == (1, None), "in either order"

    office.holds(review, "family_contact")
    assert "family-1" not in programmes.ahead(office.at, review).without_a_time


def test_two_reviews_have_room_in_one_sitting_and_none_takes_longer_than_it(
    office: OfficeDays, decided: Review
) -> None:
    """Seen to fail with a review that takes the whole of it: the other waited for the next."""
    board_days.enter(
        office.at, "example", board_days.read("kind,since,starts,ends\nsits,2026-07-14,10:00,13:00\n")
    )
    office.answers(decided, "S06")
    choose(office, decided, 1)
    other = office.through(office.opens("CPR EX 2/2026"), until="S08")

    spans = [
        (minutes(each.starts_at), minutes(each.ends_at))
        for proposal in (programmes.chosen(office.session, decided), last_round(office, other)[0])
        for each in (proposal.meetings if proposal else ())
        if each.kind == "board"
    ]

    begins, ends = span("Tue 14 Jul 2026", time(10), time(13))
    assert len(spans) == 2
    assert all(begins <= since < until <= ends for since, until in spans)
    assert spans[0][1] <= spans[1][0] or spans[1][1] <= spans[0][0]
    board_days.enter(
        office.at, "example", board_days.read("kind,since,starts,ends\nsits,2026-07-14,10:00,10:45\n")
    )
    assert asked(programmes.problem_of(office.at, other), "board-1").length == 45


def test_the_boards_own_calendar_says_when_it_sits_and_is_closed(office: OfficeDays, review: Review) -> None:
    board_days.enter(
        office.at,
        "example",
        board_days.read(
            "kind,since,until,starts,ends\n"
            "sits,2026-07-14,,14:00,16:00\n"
            "ar gau,2026-04-06,2026-04-10,,\n"
            "gwyliau ysgol,2026-07-20,2026-08-31,,\n"
        ),
    )
    board_days.enter_venue(office.at, "example", "Neuadd y Sir", 40)

    problem = programmes.problem_of(office.at, review)

    board = asked(problem, "board-1")
    assert board.only == (span("Tue 14 Jul 2026", time(14), time(16)),)
    assert board.length == 60, "a review is an item of a sitting"
    assert date(2026, 4, 8) in problem.calendar.closures["example"]
    assert date(2026, 8, 3) in problem.calendar.school_holidays
    assert asked(problem, "learning_event-1").places == ("Neuadd y Sir",)
    assert asked(problem, "panel-1").places == ()
    assert problem.people["pat"].travel == {"Neuadd y Sir": 40}


def test_what_is_accepted_or_merely_stands_stays_unless_it_is_moving(
    office: OfficeDays, review: Review
) -> None:
    panel = office.plans(review, "panel", "Tue 17 Mar 2026", pencilled=True)
    at = programmes.ahead(office.at, review)
    assert programmes.movable(at) == {"panel-1"}
    office.replies(panel, "pat", "accepted")

    assert programmes.movable(programmes.ahead(office.at, review)) == frozenset()
    assert asked(programmes.problem_of(office.at, review), "panel-1").fixed is not None
    moving = programmes.problem_of(office.at, review, moving=frozenset({"panel-1"}))
    assert asked(moving, "panel-1").fixed is None


def test_after_a_meeting_was_held_the_rest_follows_it(office: OfficeDays, review: Review) -> None:
    office.on("Tue 17 Mar 2026").through(review, until="S09")

    problem = programmes.problem_of(office.at, review)

    assert problem.meetings[0].key == "panel-2"
    assert problem.meetings[0].earliest == day("Thu 16 Apr 2026"), "the timelines are due then"


def test_a_meeting_that_people_have_put_before_what_it_follows_is_left_outside(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail with every meeting that has a time fixed in the chain: then there is no programme."""
    office.plans(review, "panel", "Tue 14 Jul 2026", number=3)
    office.plans(review, "board", "Tue 7 Jul 2026")

    problem = programmes.problem_of(office.at, review)

    assert asked(problem, "panel-3").fixed is not None
    assert asked(problem, "board-1").fixed is None
    assert span("Tue 7 Jul 2026", time(10), time(13)) in problem.people["pat"].other_meetings
