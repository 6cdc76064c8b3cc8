"""Diaries are asked for where nothing is known, by one letter in four weeks, never of somebody withdrawn."""

from datetime import date, timedelta

import pytest
from office_days import Arrive, OfficeDays

from models.casework import diaries, diaries_asked
from models.casework.diaries_asked import Asked
from models.casework.withdrawals import withdraw_person
from models.diaries.read.readings import Read
from models.guidance.errors import GuidanceError
from models.records import Letter, Person, Review, Role

PANEL = ["mair", "pat", "rhys", "rob"]
"""Everybody of the Panel and both reviewers, in the order of their codes."""


def known(
    office: OfficeDays, person: str, until: date, since: date | None = None, source: str = "form"
) -> None:
    """Let a person's diary be known from tomorrow on."""
    row = office.session.get_one(Person, person)
    since = since or office.today + timedelta(days=1)
    diaries.keep(office.at, row, source, Read((), since, until))


def stand_in(office: OfficeDays, person: str, deputy: str) -> None:
    for each in office.rows(Role):
        if each.person_code == person:
            each.deputy_code = deputy


@pytest.fixture
def named(arrive: Arrive) -> tuple[OfficeDays, Review]:
    """A review whose Panel and reviewers were named."""
    return arrive("S08")


def test_everybody_of_whom_nothing_is_known_gets_one_letter(named: tuple[OfficeDays, Review]) -> None:
    office, review = named
    assert diaries_asked.ask_where_unknown(office.at, review) == 4
    assert office.letters("diary_asked") == PANEL
    assert diaries_asked.ask_where_unknown(office.at, review) == 0, "the same morning again"

    letter = next(each for each in office.rows(Letter) if each.letter == "diary_asked")
    assert letter.facts == {"reference": review.reference, "board": "example", "answer_by": "2026-03-09"}


def test_nobody_is_asked_again_within_four_weeks_and_then_once_more(named: tuple[OfficeDays, Review]) -> None:
    """Seen to fail with letters that count for ever, and with those that count for this review alone."""
    office, review = named
    diaries_asked.ask_where_unknown(office.at, review)
    for days, letters in ((1, 0), (26, 0), (1, 4), (1, 0)):
        office.later(days=days)
        assert diaries_asked.ask_where_unknown(office.at, review) == letters


def test_who_was_asked_for_one_review_is_not_asked_for_another(named: tuple[OfficeDays, Review]) -> None:
    office, review = named
    diaries_asked.ask_where_unknown(office.at, review)
    other = office.through(office.opens("CPR EX 901/2026"), until="S08")
    assert diaries_asked.ask_where_unknown(office.later(days=7).at, other) == 0


@pytest.mark.parametrize(("days", "letters"), [(55, 4), (56, 3)])
def test_a_diary_that_is_known_for_eight_weeks_is_not_asked_for(
    named: tuple[OfficeDays, Review], days: int, letters: int
) -> None:
    office, review = named
    known(office, "pat", office.today + timedelta(days=days))
    assert diaries_asked.ask_where_unknown(office.at, review) == letters


def test_two_sources_make_up_for_each_other_but_a_day_between_them_is_not_known(
    named: tuple[OfficeDays, Review],
) -> None:
    """Seen to fail with the last day of any source taken as known."""
    office, review = named
    middle, end = office.today + timedelta(days=20), office.today + timedelta(days=90)
    known(office, "pat", middle)
    known(office, "pat", end, since=middle + timedelta(days=1), source="file")
    known(office, "rob", middle)
    known(office, "rob", end, since=middle + timedelta(days=2), source="file")
    asked = {each.person: each for each in diaries_asked.ask(office.at, review)}
    assert asked["pat"] == Asked("pat", "known", end)
    assert asked["rob"].code == "asked"


def test_deputies_are_asked_too(named: tuple[OfficeDays, Review]) -> None:
    office, review = named
    stand_in(office, "pat", "gwen")
    diaries_asked.ask_where_unknown(office.at, review)
    assert office.letters("diary_asked") == ["gwen", *PANEL]


def test_somebody_withdrawn_is_never_asked_for_that_review(named: tuple[OfficeDays, Review]) -> None:
    """Seen to fail without the question in `_ask_one`."""
    office, review = named
    withdraw_person(office.at, review, office.session.get_one(Person, "mair"), "police_advice")
    asked = {each.person: each.code for each in diaries_asked.ask(office.at, review)}
    assert asked["mair"] == "withdrawn"
    assert "mair" not in office.letters("diary_asked")


@pytest.mark.parametrize("step", ["S06", "S14"])
def test_before_the_panel_is_named_and_after_the_learning_event_nobody_is_asked(
    arrive: Arrive, step: str
) -> None:
    office, review = arrive(step)
    assert diaries_asked.ask_where_unknown(office.at, review) == 0


def test_one_person_is_asked_for_the_boards_work_and_no_review_is_named(office: OfficeDays) -> None:
    pat = office.session.get_one(Person, "pat")
    assert diaries_asked.ask_person(office.at, pat) == Asked("pat", "asked", date(2026, 3, 9))
    [letter] = [each for each in office.rows(Letter) if each.letter == "diary_asked"]
    assert (letter.review_id, letter.facts["board"]) == (None, "example")
    assert "reference" not in letter.facts
    assert diaries_asked.ask_person(office.at, pat) == Asked("pat", "asked_lately", office.today)


def test_somebody_who_works_for_no_board_any_more_is_not_asked(office: OfficeDays) -> None:
    for each in office.rows(Role):
        if each.person_code == "pat":
            each.until = office.today - timedelta(days=1)
    with pytest.raises(GuidanceError) as refused:
        diaries_asked.ask_person(office.at, office.session.get_one(Person, "pat"))
    assert refused.value.code == "no_role_for_a_board"


def test_the_morning_asks_wherever_a_review_waits_for_dates(named: tuple[OfficeDays, Review]) -> None:
    office, _ = named
    assert diaries_asked.ask_each_morning(office.at) == 4
    assert diaries_asked.ask_each_morning(office.at) == 0
