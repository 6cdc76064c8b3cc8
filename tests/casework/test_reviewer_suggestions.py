"""S06: who is suggested to review, out of the people on record, with their load, history and diaries."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from office_days import Arrive, OfficeDays

from models.casework.people import enter_people, read_people
from models.casework.reviewer_pool import boards_of, pool
from models.casework.reviewer_suggestions import Suggested, suggested, wants_welsh
from models.casework.withdrawals import admit_again, withdraw_person
from models.guidance.errors import GuidanceError
from models.records import BusyBlock, Diary, Person, Review, Role

MORE = """\
code,name,e_mail,agency,language,trained_on,board,role,since
eira,Eira Example,eira@schools.example.test,education,cy,2020-01-01,example_b,reviewer,2020-01-01
tomos,Tomos Example,tomos@health.example.test,health,cy,2020-01-01,example,reviewer,2020-01-01
later,Later Example,later@schools.example.test,education,cy,2030-01-01,example,reviewer,2020-01-01
real,Real Example,real@schools.example.test,education,cy,2020-01-01,north_wales,reviewer,2020-01-01
over,Over Example,over@schools.example.test,education,cy,2020-01-01,example,reviewer,2020-01-01
"""
"""One of another Board, one of an agency involved, one not trained yet, one of Wales, one more."""


@pytest.fixture
def at_s06(arrive: Arrive) -> tuple[OfficeDays, Review]:
    """An extended review whose Panel and reviewers are to be found, and more people to find them among."""
    office, review = arrive("S06")
    enter_people(office.session, read_people(MORE))
    return office, review


def of(office: OfficeDays, review: Review) -> Suggested:
    return suggested(office.at, review)


def people(found: Suggested) -> list[str]:
    return [each.code for each in found.suggestion.chosen]


def excluded(found: Suggested) -> dict[str, tuple[str, ...]]:
    return {each.code: causes for each, causes in found.suggestion.excluded}


def has_a_diary(office: OfficeDays, code: str, *busy: date) -> None:
    """Enter a diary that is known for half a year, with whole days at which somebody is busy."""
    diary = Diary(
        person_code=code,
        source="file",
        known_from=office.today,
        known_until=office.today + timedelta(days=180),
    )
    office.session.add(diary)
    office.session.flush()
    for day in busy:
        begins = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
        office.session.add(
            BusyBlock(diary_id=diary.key, starts_at=begins, ends_at=begins + timedelta(hours=12))
        )
    office.session.flush()


def test_an_extended_review_gets_two_of_two_agencies_and_another_board_may_lend_one(
    at_s06: tuple[OfficeDays, Review],
) -> None:
    """R5, R51, R71."""
    found = of(*at_s06)
    assert found.wanted.number == 2
    assert people(found) == ["eira", "rhys"]
    assert found.suggestion.notes == ("none_experienced", "diary_not_known")


def test_each_who_is_excluded_stands_with_every_reason(at_s06: tuple[OfficeDays, Review]) -> None:
    office, review = at_s06
    office.session.add(
        Role(person_code="over", board_code="example", role="cprg_member", since=date(2024, 1, 1))
    )
    assert excluded(of(office, review)) == {
        "later": ("not_trained",),
        "over": ("decides",),
        "tomos": ("own_agency",),
        "una": ("not_trained",),
    }


def test_of_a_withdrawn_person_it_is_said_that_they_must_not_take_part_and_never_why(
    at_s06: tuple[OfficeDays, Review],
) -> None:
    """R64. Seen to fail with the withdrawals not looked at."""
    office, review = at_s06
    eira = office.session.get_one(Person, "eira")
    withdraw_person(office.at, review, eira, "disciplinary_advice")
    found = of(office, review)
    assert excluded(found)["eira"] == ("must_not_take_part",)
    assert "eira" not in people(found)
    assert "disciplinary" not in repr(found)
    admit_again(office.at, review, eira)
    assert people(of(office, review)) == ["eira", "rhys"]


def test_the_reviewers_of_wales_are_not_lent_to_an_invented_board(at_s06: tuple[OfficeDays, Review]) -> None:
    """Seen to fail with every Board's reviewers in one pool."""
    office, _ = at_s06
    assert "real" not in {each.code for each in pool(office.at, "example")}
    assert [each.code for each in pool(office.at, "north_wales")] == ["real"]
    assert boards_of(office.session, ["eira", "rhys"], office.today) == {
        "eira": ("example_b",),
        "rhys": ("example",),
    }


def test_nobody_whose_time_as_a_reviewer_is_over_is_in_the_pool(at_s06: tuple[OfficeDays, Review]) -> None:
    office, _ = at_s06
    office.session.add(
        Role(
            person_code="gwen",
            board_code="example",
            role="reviewer",
            since=date(2015, 1, 1),
            until=date(2020, 1, 1),
        )
    )
    assert "gwen" not in {each.code for each in pool(office.at, "example")}


def test_open_reviews_and_hours_count_and_a_complete_review_counts_as_experience(
    at_s06: tuple[OfficeDays, Review],
) -> None:
    """Seen to fail with complete reviews counted as open."""
    office, review = at_s06
    other = office.through(office.opens("CPR EX 70/2026", outcome="concise"), until="S09")
    office.plans(other, "panel", office.today + timedelta(days=7), number=2)
    by_code = {each.code: each for each in pool(office.at, "example")}
    rhys = by_code["rhys"]
    assert (rhys.open_reviews, rhys.appointments, rhys.last_appointed_on) == (1, 1, office.today)
    assert (rhys.busiest_month, rhys.hours) == (2.5, 2.5)
    assert by_code["rob"].open_reviews == 0
    assert people(of(office, review)) == ["eira", "rhys"], "experience goes before load"

    office.through(other, until="S18 submission")
    rhys = next(each for each in pool(office.at, "example") if each.code == "rhys")
    assert (rhys.open_reviews, rhys.appointments) == (0, 1)


def test_whoever_has_two_open_reviews_is_not_asked_for_a_third(at_s06: tuple[OfficeDays, Review]) -> None:
    office, review = at_s06
    for number in (71, 72):
        office.through(office.opens(f"CPR EX {number}/2026", outcome="concise"), until="S07 first_check")
    assert excluded(of(office, review))["rhys"] == ("overloaded",)


def test_a_reviewer_who_is_withdrawn_is_replaced_beside_the_one_who_stays(
    at_s06: tuple[OfficeDays, Review],
) -> None:
    """R71. Seen to fail with the number that a review takes wanted anew."""
    office, review = at_s06
    office.answers(review, "S06")
    with pytest.raises(GuidanceError) as there:
        of(office, review)
    assert there.value.code == "reviewers_are_there"
    withdraw_person(office.at, review, office.session.get_one(Person, "rob"), "left_post")
    found = of(office, review)
    assert found.wanted.number == 1
    assert [each.code for each in found.wanted.beside] == ["rhys"]
    assert people(found) == ["eira"]
    assert excluded(found)["rob"] == ("must_not_take_part",)
    assert "rhys" not in excluded(found)


def test_whoever_sits_on_the_panel_does_not_review(at_s06: tuple[OfficeDays, Review]) -> None:
    """Seen to fail with the Panel not looked at."""
    office, review = at_s06
    office.answers(review, "S06", members=["mair", "eira"])
    withdraw_person(office.at, review, office.session.get_one(Person, "rob"), "left_post")
    assert excluded(of(office, review))["eira"] == ("on_the_panel",)


def test_diaries_say_when_all_could_first_meet(at_s06: tuple[OfficeDays, Review]) -> None:
    """Seen to fail with the first day of one of them taken for that of all."""
    office, review = at_s06
    first = office.today + timedelta(days=7)
    has_a_diary(office, "eira", first, first + timedelta(days=1))
    has_a_diary(office, "rhys", first + timedelta(days=2))
    found = of(office, review)
    assert people(found) == ["eira", "rhys"]
    assert found.suggestion.first_day == first + timedelta(days=3)
    assert found.suggestion.notes == ("none_experienced",)


@pytest.mark.parametrize(
    ("language", "wanted"), [("cy", True), ("en", False), ("other", False), ("unknown", True)]
)
def test_a_welsh_speaker_is_wanted_unless_the_family_speaks_another_language(
    arrive: Arrive, language: str, wanted: object
) -> None:
    """R87. Seen to fail with a language that is not known taken for English."""
    office, review = arrive("S09")
    assert wants_welsh(office.session, review)
    office.answers(review, "S09", language=language)
    assert wants_welsh(office.session, review) is wanted


@pytest.mark.parametrize("outcome", ["mapf", "none"])
def test_where_there_is_no_review_no_reviewer_is_suggested(office: OfficeDays, outcome: str) -> None:
    review = office.through(office.opens("CPR EX 83/2026", outcome=outcome), until="S05")
    with pytest.raises(GuidanceError) as refused:
        of(office, review)
    assert refused.value.code == "reviewers_not_wanted"


def test_suggesting_enters_nothing(at_s06: tuple[OfficeDays, Review]) -> None:
    office, review = at_s06
    asked: Callable[[], Suggested] = lambda: of(office, review)  # noqa: E731 - asked within
    with office.nothing_changes():
        asked()
