"""A problem in a file: read as meant, written as read, and refused in one sentence by its place."""

from datetime import date, time
from typing import Any

import pytest
from diary_instances import at, instance
from seeded_problems import small

from models.diaries.written.problem_file import read, written
from models.guidance.errors import Refused
from models.guidance.sentences import sentence


def given(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a file holds
    """A problem that is sound, with some of it changed."""
    return {
        "calendar": {"first": "2026-03-23", "last": "2026-06-26"},
        "people": {"chair": {"agency": "board", "known": "all"}},
        "meetings": [{"key": "panel-1", "length": 120, "required": ["chair"]}],
    } | changed


def person(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    return given(people={"chair": fields})


def meeting(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    return given(meetings=[{"key": "panel-1", "length": 120, **fields}])


def calendar(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    return given(calendar={"first": "2026-03-23", "last": "2026-06-26", **fields})


@pytest.mark.parametrize("seed", range(15))
def test_what_is_written_is_read_again_as_it_was(seed: int) -> None:
    """Seen to fail with spans written without their offset across a change of the clocks."""
    for problem in (small(seed), instance(seed, people=5, weeks=20, meetings=6)):
        assert read(written(problem)) == problem


def test_hours_are_london_s_unless_an_offset_is_given() -> None:
    spans = [
        "2026-03-27T10:00/2026-03-27T11:00",
        "2026-03-30T10:00/2026-03-30T11:00",
        "2026-03-30T10:00Z/2026-03-30T11:00+01:00",
    ]
    winter, summer, offset = read(person(busy=spans)).people["chair"].busy
    assert winter == (at(date(2026, 3, 27), time(10)), at(date(2026, 3, 27), time(11)))
    assert summer == (at(date(2026, 3, 30), time(10)), at(date(2026, 3, 30), time(11)))
    # Ten by universal time is eleven in London: a span of no length, which blocks nothing.
    assert offset[0] == offset[1] == summer[1]


def test_days_are_whole_days_both_ends_of_them_and_the_day_the_clocks_change_has_23_hours() -> None:
    [span] = read(person(away=["2026-03-28/2026-03-29"])).people["chair"].away
    assert span == (at(date(2026, 3, 28), time(0)), at(date(2026, 3, 30), time(0)))
    assert span[1] - span[0] == 47 * 60
    [one] = read(person(away=["2026-05-05"])).people["chair"].away
    assert one[1] - one[0] == 24 * 60


def test_somebody_whose_diary_is_not_said_to_be_known_is_not_known() -> None:
    assert len(read(given(people={"chair": None})).people["chair"].known) == 0
    [everything] = read(given()).people["chair"].known
    assert everything == (at(date(2026, 3, 23), time(0)), at(date(2026, 6, 27), time(0)))


def test_the_bank_holidays_are_those_of_wales_unless_the_file_gives_its_own() -> None:
    assert date(2026, 5, 25) in read(given()).calendar.bank_holidays
    assert read(calendar(bank_holidays=[])).calendar.bank_holidays == frozenset()
    assert read(calendar(bank_holidays=["2026-05-26"])).calendar.bank_holidays == {date(2026, 5, 26)}


def test_two_boards_have_their_own_closures() -> None:
    closures = {"north": ["2026-04-06/2026-04-10"], "south": ["2026-05-05"]}
    found = read(calendar(closures=closures)).calendar.closures
    assert {board: len(days) for board, days in found.items()} == {"north": 5, "south": 1}


def test_a_window_that_is_left_out_is_the_whole_calendar() -> None:
    [found] = read(given()).meetings
    assert (found.earliest, found.latest) == (date(2026, 3, 23), date(2026, 6, 26))


def test_spans_may_overlap_and_numbers_may_be_words() -> None:
    spans = ["2026-05-05T09:00/2026-05-05T12:00", "2026-05-05T10:00/2026-05-05T11:00"]
    asked = person(busy=spans) | {
        "meetings": [{"key": "a", "length": "60", "gap": "7", "required": ["chair"]}]
    }
    found = read(asked)
    assert len(found.people["chair"].busy) == 2
    assert (found.meetings[0].length, found.meetings[0].gap) == (60, (7, None))


BAD: list[tuple[Any, str, str]] = [
    ([], "plan_not_fields", "-"),
    ({}, "plan_field_missing", "calendar"),
    (given(calendar=None), "plan_field_missing", "calendar"),
    (given(people=None), "plan_field_missing", "people"),
    (given(meetings=None), "plan_field_missing", "meetings"),
    (given(meetings={"a": 1}), "plan_not_a_list", "meetings"),
    (given(diaries={}), "plan_field_unknown", "-"),
    (calendar(first="2026-13-01"), "plan_not_a_day", "calendar.first"),
    (calendar(first="2026-06-27"), "plan_calendar_too_long", "calendar.last"),
    (calendar(last="2036-06-27"), "plan_calendar_too_long", "calendar.last"),
    (calendar(last="20260626"), "plan_not_a_day", "calendar.last"),
    (calendar(opens="9"), "plan_not_an_hour", "calendar.opens"),
    (calendar(closures=["2026-05-05"]), "plan_not_fields", "calendar.closures"),
    (
        calendar(closures={"north": ["2026-05-05/2026-05-01"]}),
        "plan_span_reversed",
        "calendar.closures[1][1]",
    ),
    (
        calendar(school_holidays=["1900-01-01/2099-12-31"]),
        "plan_span_reversed",
        "calendar.school_holidays[1]",
    ),
    (person(busy="2026-05-05"), "plan_not_a_list", "people[1].busy"),
    (person(busy=["2026-05-05T10:00/2026-05-05T09:00"]), "plan_span_reversed", "people[1].busy[1]"),
    (person(busy=["2026-05-05", "then"]), "plan_not_a_span", "people[1].busy[2]"),
    (person(busy=["2026-05-05T10:00"]), "plan_not_a_span", "people[1].busy[1]"),
    (person(busy=["2026-05-05T10:00/2026-05-05"]), "plan_not_a_span", "people[1].busy[1]"),
    (person(busy=[["2026-05-05"]]), "plan_not_a_span", "people[1].busy[1]"),
    (person(busy=["9999-12-31"]), "plan_not_a_span", "people[1].busy[1]"),
    (person(known="some"), "plan_not_a_list", "people[1].known"),
    (person(travel={"hall": -5}), "plan_not_a_number", "people[1].travel[1]"),
    (person(travel={"hall": 9_999}), "plan_not_a_number", "people[1].travel[1]"),
    (person(phone="01222"), "plan_field_unknown", "people[1]"),
    (given(people={"chair": ["known"]}), "plan_not_fields", "people[1]"),
    (given(people={" chair": {}}), "plan_not_a_name", "people[1]"),
    (given(people={f"p{n}": None for n in range(501)}), "plan_too_many", "people"),
    (meeting(length=True), "plan_not_a_number", "meetings[1].length"),
    (meeting(length=1.5), "plan_not_a_number", "meetings[1].length"),
    (meeting(length=1_441), "plan_not_a_number", "meetings[1].length"),
    (meeting(gap=[]), "plan_not_a_gap", "meetings[1].gap"),
    (meeting(gap=[1, 2, 3]), "plan_not_a_gap", "meetings[1].gap"),
    (meeting(gap=-1), "plan_not_a_number", "meetings[1].gap"),
    (meeting(fixed="2026-05-05"), "plan_not_an_instant", "meetings[1].fixed"),
    (meeting(fixed="2026-05-05T25:00"), "plan_not_an_instant", "meetings[1].fixed"),
    (meeting(required=["nobody"]), "plan_person_unknown", "meetings[1].required"),
    (meeting(stand_ins={"chair": ["nobody"]}), "plan_person_unknown", "meetings[1].stand_ins"),
    (meeting(agencies={"health": ["nobody"]}), "plan_person_unknown", "meetings[1].agencies"),
    (meeting(required="chair"), "plan_not_a_list", "meetings[1].required"),
    (meeting(key=""), "plan_not_a_name", "meetings[1].key"),
    (meeting(key="x" * 81), "plan_not_a_name", "meetings[1].key"),
    (given(meetings=[{"length": 60}]), "plan_field_missing", "meetings[1].key"),
    (given(meetings=["panel-1"]), "plan_not_fields", "meetings[1]"),
    (given(meetings=[{"key": f"m{n}", "length": 60} for n in range(25)]), "plan_too_many", "meetings"),
    (given(prices={"day_late": 101}), "plan_not_a_number", "prices.day_late"),
    (given(places={"hall": ["never"]}), "plan_not_a_span", "places[1][1]"),
]


@pytest.mark.parametrize(("asked", "code", "place"), BAD, ids=[f"{code} {place}" for _, code, place in BAD])
def test_what_is_wrong_is_told_by_its_place_in_one_sentence(asked: object, code: str, place: str) -> None:
    """Seen to fail with bool taken for a number, and with codes told as they were typed."""
    with pytest.raises(Refused) as refused:
        read(asked)  # type: ignore[arg-type]
    problems = refused.value.problems
    assert (code, place) in [(each.code, each.facts["field"]) for each in problems]
    for each in problems:
        assert sentence(each.code, **each.facts).en.count(". ") == 0
        assert "nobody" not in each.words.en


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        read(given(people={"a": {"busy": "x"}, "b": {"away": [1]}}, meetings=[{"key": "m"}], places=[]))
    assert [each.facts["field"] for each in refused.value.problems] == [
        "people[1].busy",
        "people[2].away[1]",
        "meetings[1].length",
        "places",
    ]


def test_a_calendar_past_the_table_of_bank_holidays_says_so() -> None:
    with pytest.raises(Refused) as refused:
        read(given(calendar={"first": "2045-01-02", "last": "2045-02-03"}))
    assert [each.code for each in refused.value.problems] == ["bank_holidays_missing"]
