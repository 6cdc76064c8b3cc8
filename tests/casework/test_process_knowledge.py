"""What is known of the processes when it is entered late, twice, or against an earlier word."""

from office_days import Arrive, OfficeDays, said_in_both_languages

from models import casework
from models.casework.standing import processes
from models.guidance.stages import Stage
from models.records import Hold, Review

CHECK = "S07 check"
TRIAL = {"kind": "criminal_trial"}
INQUEST = {"kind": "inquest"}


def known_now(office: OfficeDays, review: Review) -> list[tuple[str, bool]]:
    return [(each.kind, each.ended_on is None) for each in processes(office.session, review)]


def test_a_process_that_a_check_left_out_may_be_entered_again(arrive: Arrive) -> None:
    """R60: seen to fail with the first entry taken for this one: it was on record, and known to nobody."""
    office, review = arrive("S07 first_check")
    office.answers(review, "S07 first_check", processes=[TRIAL])
    began = office.today.isoformat()
    office.begins(review, "inquest", happened_on=began)
    office.later(days=5).answers(review, CHECK, processes=[TRIAL])
    assert known_now(office, review) == [("criminal_trial", True)]
    office.begins(review, "inquest", happened_on=began)
    assert known_now(office, review) == [("criminal_trial", True), ("inquest", True)]
    with office.nothing_changes():
        office.begins(review, "inquest", happened_on=began)


def test_a_process_that_a_check_said_to_go_on_after_all_may_end_again(arrive: Arrive) -> None:
    """R68: seen to fail with the first end taken for this one: the trial went on for ever."""
    office, review = arrive("S07 first_check")
    office.answers(review, "S07 first_check", processes=[TRIAL, INQUEST])
    ended = office.later(days=3).today.isoformat()
    office.ends(review, "criminal_trial", happened_on=ended)
    office.later(days=5).answers(review, CHECK, processes=[TRIAL, INQUEST])
    office.ends(review, "criminal_trial", happened_on=ended)
    assert known_now(office, review) == [("criminal_trial", False), ("inquest", True)]
    with office.nothing_changes():
        office.ends(review, "criminal_trial", happened_on=ended)


def test_an_end_said_twice_leaves_another_that_began_since_alone(arrive: Arrive) -> None:
    office, review = arrive("S07 first_check")
    office.answers(review, "S07 first_check", processes=[TRIAL])
    ended = office.today.isoformat()
    office.ends(review, "criminal_trial", happened_on=ended)
    office.later(days=5).begins(review, "criminal_trial")
    with office.nothing_changes():
        office.ends(review, "criminal_trial", happened_on=ended)


def test_a_check_that_is_entered_late_does_not_unsay_what_began_after_its_day(arrive: Arrive) -> None:
    """R60: seen to fail with the order of entry alone: Monday's minutes undid what was known on Wednesday."""
    office, review = arrive("S07 first_check")
    office.answers(review, "S07 first_check", processes=[TRIAL])
    checked = office.later(days=7).today.isoformat()
    office.later(days=2).begins(review, "inquest")
    began = office.today.isoformat()
    office.later(days=1)
    office.answers(review, CHECK, happened_on=checked, processes=[TRIAL])
    assert known_now(office, review) == [("inquest", True), ("criminal_trial", True)]
    again = [TRIAL, {**INQUEST, "began_on": began}]
    office.answers(review, CHECK, happened_on=checked, processes=again)
    assert known_now(office, review) == [("criminal_trial", True), ("inquest", True)]


def test_nothing_has_ended_on_a_day_to_come(arrive: Arrive) -> None:
    """R68: seen to fail without the look at the day: an expected end lifted the hold at once."""
    office, review = arrive("S07 first_check")
    office.answers(review, "S07 first_check", processes=[TRIAL])
    office.holds(review, "all")
    office.later(days=2)
    found = office.is_refused(review, CHECK, processes=[{**TRIAL, "ended_on": "2027-05-01"}])
    assert [(each.code, each.facts["field"]) for each in found] == [("day_to_come", "ended_on")]
    said_in_both_languages(found)
    assert [each.ended_on for each in office.facts(review, Hold)] == [None]
    # Of what is known to the month, this month's has come.
    office.answers(review, CHECK, processes=[{**TRIAL, "ended_on": "2026-03"}])
    assert [str(each.ended_on) for each in office.facts(review, Hold)] == ["2026-03-04"]


def test_an_answer_that_two_steps_could_take_is_for_the_one_it_is_whole_for(arrive: Arrive) -> None:
    """Seen to fail with the oldest action of the stage: a check without processes was taken for a look."""
    office, review = arrive("S07 first_check")
    office.answers(review, "S07 first_check", processes=[])
    office.holds(review, "publication", "inquest")
    office.begins(review, "inquest")
    given = {"happened_on": office.today.isoformat(), "decided_by": "pat"}
    assert casework.find(office.session, review, Stage.S07, given=given).milestone == "check"
