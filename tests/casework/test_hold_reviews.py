"""A hold is never forgotten: it is asked about on its day, every look stays on record, a Chair decides.

The tests stand in the guidance's order, so that one review is walked once for all of them.
"""

from datetime import date

import pytest
from office_days import Arrive, OfficeDays, day, said_in_both_languages

from models import casework
from models.casework import actions, hold_reviews, overview, reminders
from models.casework.absences import record_absence
from models.casework.hold_list import listed
from models.guidance import route
from models.guidance.errors import OutOfOrder, Refused
from models.records import Action, HoldReview, Letter, PanelMember, Review, Role

TODAY = day("Mon 2 Mar 2026")
LOOK = "S07 hold_review"


def looks(office: OfficeDays, review: Review) -> list[Action]:
    waiting = casework.open_actions(office.session, review)
    return [each for each in waiting if casework.step_key(each) == route.HOLD_REVIEW]


def problems(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    said_in_both_languages(refused.value.problems)
    return [each.code for each in refused.value.problems]


def test_a_hold_is_asked_about_at_its_review_date_and_escalates_until_somebody_looks(arrive: Arrive) -> None:
    """R69: seen to fail without ``_each_open_hold`` among the steps' subjects: nothing was ever asked.

    And with the deadline left out of ``set_due``: it was asked for, and nobody was reminded.
    """
    office, review = arrive("S07 first_check")
    office.holds(review, "family_contact", review_on="2026-03-30")
    [action] = looks(office, review)
    assert (action.subject, action.due_on) == ("family_contact:criminal_trial", date(2026, 3, 30))
    assert (action.person_code, action.provenance) == ("pat", "product")
    heard: list[tuple[str, str | None]] = []
    for number in range(60):
        office.on(TODAY).later(days=number)
        swept = [each for each in reminders.sweep(office.at) if each.number == action.key]
        heard += [(each.rung, each.person) for each in swept]
    rungs = [rung for rung, _ in heard]
    assert rungs == ["before", "due", "overdue_1", "overdue_2", "chair"]
    assert heard[-1] == ("chair", "carys")
    office.looks_again(review, "family_contact")
    assert action.state == "answered"


def test_every_look_stays_on_record_and_the_next_one_is_asked_for_at_once(arrive: Arrive) -> None:
    """R69: seen to fail with the hold's own first day taken for the day of every look."""
    office, review = arrive("S06")
    hold = office.holds(review, "all")
    office.later(weeks=4).looks_again(review, "all", review_on="2026-05-01")
    office.later(weeks=4).looks_again(review, "all", review_on="2026-06-01")
    [action] = looks(office, review)
    assert (action.round, action.due_on) == (3, date(2026, 6, 1))
    kept = office.facts(review, HoldReview)
    assert [(each.hold_id, str(each.review_on)) for each in kept] == [
        (hold.id, "2026-05-01"),
        (hold.id, "2026-06-01"),
    ]
    assert (hold.review_on, hold.ended_on) == (date(2026, 3, 30), None)
    [held] = office.is_refused(review, "S06")
    assert held.facts["review_on"] == date(2026, 6, 1)


def test_the_same_look_entered_twice_is_one_look(arrive: Arrive) -> None:
    """Seen to fail without ``stands_already``: the second one answered the next look."""
    office, review = arrive("S07 first_check")
    office.holds(review, "all")
    first = office.later(weeks=4).looks_again(review, "all")
    with office.nothing_changes():
        assert office.looks_again(review, "all").id == first.id


def test_a_look_may_end_the_hold(arrive: Arrive) -> None:
    """R68, R69."""
    office, review = arrive("S07 first_check")
    hold = office.holds(review, "all")
    office.later(weeks=4).looks_again(review, "all", goes_on="no", review_on=None)
    assert (hold.ended_on, office.happened(review)[-1]) == (
        office.today,
        "S07 released all:criminal_trial",
    )
    assert looks(office, review) == []
    office.answers(review, "S07 first_check")


def test_a_hold_that_has_ended_is_asked_about_no_more(arrive: Arrive) -> None:
    office, review = arrive("S07 first_check")
    office.holds(review, "all")
    [action] = looks(office, review)
    office.later(weeks=1).releases(review, "all")
    assert (looks(office, review), action.state) == ([], "withdrawn")
    with pytest.raises(Refused) as refused:
        office.looks_again(review, "all")
    assert problems(refused) == ["no_such_hold"]


def test_a_look_that_cannot_be_is_refused_with_one_sentence(arrive: Arrive) -> None:
    office, review = arrive("S07 first_check")
    office.later(days=3).holds(review, "all")
    for facts, code in (
        ({"review_on": None}, "hold_goes_on_without_a_day"),
        ({"review_on": "2026-03-05"}, "hold_next_look_too_early"),
        ({"happened_on": "2026-03-04"}, "hold_looked_at_before_it_begins"),
        ({"happened_on": "2026-03-04", "goes_on": "no"}, "hold_ends_before_it_begins"),
        ({"decided_by": "nia"}, "hold_decided_by_no_chair"),
    ):
        with office.nothing_changes(), pytest.raises(Refused) as refused:
            office.looks_again(review, "all", **facts)
        assert problems(refused) == [code]


def test_a_chair_decides_on_a_hold_and_nobody_else(arrive: Arrive) -> None:
    """R61: seen to fail with ``decides`` left out of the hold's problems: the coordinator held a review."""
    office, review = arrive("S07 first_check")
    for nobody in ("nia", "gwen", "rhys", "sian"):
        with office.nothing_changes(), pytest.raises(Refused) as refused:
            office.holds(review, "all", decided_by=nobody)
        assert problems(refused) == ["hold_decided_by_no_chair"]
    office.holds(review, "all", decided_by="pat")
    with office.nothing_changes(), pytest.raises(Refused) as refused:
        office.releases(review, "all", decided_by="nia")
    assert problems(refused) == ["hold_decided_by_no_chair"]
    office.releases(review, "all", decided_by="carys")


def test_the_deputy_of_a_chair_decides_in_their_place_and_nobody_after_their_time(arrive: Arrive) -> None:
    office, review = arrive("S07 first_check")
    chair = next(each for each in office.rows(Role) if each.role == "board_chair")
    chair.deputy_code = "mair"
    office.holds(review, "all", decided_by="mair")
    chair.deputy_code, chair.until = None, office.today
    office.later(days=1)
    with pytest.raises(Refused) as refused:
        office.releases(review, "all", decided_by="carys")
    assert problems(refused) == ["hold_decided_by_no_chair"]


def test_before_there_is_a_panel_the_chair_of_the_board_looks_at_a_hold(arrive: Arrive) -> None:
    office, review = arrive("S05")
    office.holds(review, "all", "inquest")
    [action] = looks(office, review)
    assert (action.person_code, office.facts(review, PanelMember)) == ("carys", [])


def test_a_look_does_not_stand_in_the_way_of_the_main_line(arrive: Arrive) -> None:
    """R61."""
    office, review = arrive("S07 first_check")
    office.holds(review, "publication", "publication_legal")
    office.through(review, until="S19")
    assert LOOK + " publication:publication_legal" in office.asked(review)
    assert office.codes(review, "S19") == ["stage_is_held"]
    office.releases(review, "publication")
    office.through(review)
    assert office.happened(review)[-1] == "S23 closure"


def test_a_review_that_has_ended_is_looked_at_no_more(arrive: Arrive) -> None:
    office, review = arrive("S23 closure")
    office.holds(review, "publication", "publication_legal")
    office.answers(review, "S23 closure", reason="The plan goes on elsewhere.")
    assert office.asked(review) == []
    with pytest.raises(OutOfOrder):
        office.holds(review, "all")


def test_the_letter_about_a_hold_gives_the_days_of_the_review_gross_and_net(arrive: Arrive) -> None:
    """R61, R62: held ten days, and asked about ten days after that."""
    office, review = arrive("S07 first_check")
    office.holds(review, "all")
    office.later(days=10).releases(review, "all")
    office.later(days=10).holds(review, "family_contact", "inquest")
    letter = next(
        each for each in office.rows(Letter) if each.facts.get("subject") == "family_contact:inquest"
    )
    assert letter.facts["hold"] == {
        "scope": "family_contact",
        "cause": "inquest",
        "from_on": "2026-03-22",
        "gross": 20,
        "net": 10,
    }


def test_all_holds_of_a_review_are_listed_with_their_days_and_the_next_look(arrive: Arrive) -> None:
    """R61, R63: nested and overlapping holds each with their own days, the review's net of the union."""
    office, review = arrive("S07 first_check")
    office.holds(review, "all", "criminal_trial")
    office.later(days=5).holds(review, "all", "inquest")
    office.later(days=5).releases(review, "all", cause="inquest")
    office.later(days=10).looks_again(review, "all")
    found = listed(office.at, review)
    assert [(each.hold.cause, each.days, each.looks, str(each.next_on)) for each in found.rows] == [
        ("criminal_trial", 20, 1, "2026-04-19"),
        ("inquest", 5, 0, "None"),
    ]
    assert found.days is not None
    assert (found.days.elapsed, found.days.net) == (20, 0)
    assert overview.ledger(office.at, review) == found.days


def test_who_is_away_is_asked_through_their_deputy(arrive: Arrive) -> None:
    office, review = arrive("S05")
    chair = next(each for each in office.rows(Role) if each.role == "board_chair")
    chair.deputy_code = "mair"
    record_absence(office.at, "carys", office.today, office.today)
    office.holds(review, "all")
    subject = "all:criminal_trial"
    asked = {each.recipient for each in office.rows(Letter) if each.facts.get("subject") == subject}
    assert asked == {"carys", "mair"}


def test_a_hold_from_before_looks_were_asked_for_is_asked_about(
    arrive: Arrive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R69: seen to fail without ``ask_each_morning`` and ``settle``: after an upgrade it was forgotten."""
    office, review = arrive("S07 first_check")
    with monkeypatch.context() as before:
        before.setattr(actions, "settle", lambda *_: None)
        office.holds(review, "all")
    assert looks(office, review) == []
    with office.session.begin_nested() as trial:
        office.looks_again(review, "all")
        trial.rollback()
    assert hold_reviews.ask_each_morning(office.at) == 1
    [action] = looks(office, review)
    assert action.subject == "all:criminal_trial"
    with office.nothing_changes():
        assert hold_reviews.ask_each_morning(office.at) == 0
