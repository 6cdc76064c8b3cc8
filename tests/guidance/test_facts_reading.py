"""What people write down: YAML's habits taken kindly, every problem told, nothing repeated."""

from datetime import date
from typing import Any

import pytest

from models.guidance.calendar_dates import ImpreciseDate
from models.guidance.errors import Refused
from models.guidance.facts import STILL, Abuse, Harm, Subject, YesNo
from models.guidance.facts_reading import MOST_PERIODS, MOST_SUBJECTS, facts_from

CANARY = "Canary Jones"


def subject(**facts: Any) -> Subject:  # noqa: ANN401 - as a file may hold anything
    return facts_from({"pack": "cpr-2016", **facts}).subjects[0]


def problems(given: object) -> list[tuple[str, object]]:
    with pytest.raises(Refused) as refused:
        facts_from(given)
    said = refused.value.words.both
    assert CANARY not in said
    return [(problem.code, problem.facts.get("fact")) for problem in refused.value.problems]


def test_what_is_left_out_or_left_blank_takes_its_default() -> None:
    assert subject(harm="died") == subject(harm="died", register=None, in_area=None, known_to_services=None)
    left_out = subject(harm="died")
    assert (left_out.in_area, left_out.under_18_at_event) == (YesNo.YES, YesNo.YES)
    assert (left_out.learning_identified, left_out.prognosis_awaited) == (YesNo.NO, YesNo.NO)
    assert (left_out.abuse_or_neglect, left_out.known_to_services) == (Abuse.NOT_KNOWN, YesNo.NOT_KNOWN)
    assert (left_out.register, left_out.looked_after, left_out.event_on) == (None, None, None)


@pytest.mark.parametrize("written", [False, "no", "No", " NO ", "false"])
def test_no_is_no_however_yaml_gives_it(written: object) -> None:
    assert subject(abuse_or_neglect=written).abuse_or_neglect is Abuse.NO
    assert subject(in_area=written).in_area is YesNo.NO


@pytest.mark.parametrize("written", [2026, "2026", "2026-05", date(2026, 5, 1), "2026-05-01"])
def test_a_date_is_taken_as_yaml_or_json_gives_it(written: object) -> None:
    assert str(subject(event_on=written).event_on) == str(written)


def test_none_and_not_known_are_two_answers() -> None:
    assert subject(register=[]).register == ()
    assert subject(register="not_known").register is None
    assert subject(event_on="not_known").event_on is None


def test_a_period_still_open_has_no_end_and_one_whose_end_is_left_out_may_end_any_day() -> None:
    still, unknown = (
        subject(register=[{"from": "2026-01-01", "to": None}, {"from": "2026-01-01"}]).register or ()
    )
    assert still.end == STILL
    assert unknown.end.earliest < date(2026, 1, 1)
    assert unknown.end.latest == STILL.latest


def test_facts_at_the_top_are_the_defaults_of_each_child() -> None:
    first, second = facts_from(
        {"harm": "died", "event_on": "2026", "subjects": [{}, {"harm": "other"}]}
    ).subjects
    assert (first.harm, second.harm) == (Harm.DIED, Harm.OTHER)
    assert first.event_on == second.event_on == ImpreciseDate.parse("2026")


def test_every_problem_is_told_at_once_and_names_its_place() -> None:
    given = {
        "pack": "cpr-1999",
        "harm": CANARY,
        "event_on": "31/12/2026",
        "identified_on": "2026-02-30",
        "abuse_or_neglect": True,
        "register": [{"from": "2026-05-01", "to": "2026-04-30"}, CANARY],
        "looked_after": [{"from": "x", "to": None, "status": CANARY, "colour": 1}],
        "Harm": 1,
        CANARY: 1,
        "subjects": [{"pack": "cpr-2013", "in_area": 7}, 3],
    }
    assert problems(given) == [
        ("unknown_fact", "Harm"),
        ("unknown_entry", None),
        ("not_permitted", "harm"),
        ("not_a_date_in", "event_on"),
        ("not_a_date_in", "identified_on"),
        ("not_permitted", "abuse_or_neglect"),
        ("from_after_to", "register[1]"),
        ("fact_not_a_mapping", "register[2]"),
        ("unknown_fact", "looked_after[1].colour"),
        ("not_a_date_in", "looked_after[1].from"),
        ("not_permitted", "looked_after[1].status"),
        ("unknown_fact", "subjects[1].pack"),
        ("not_permitted", "subjects[1].in_area"),
        ("fact_not_a_mapping", "subjects[2]"),
        ("not_permitted", "pack"),
    ]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (None, "facts_not_a_mapping"),
        ([], "facts_not_a_mapping"),
        ([{"harm": "died"}], "facts_not_a_mapping"),
        (CANARY, "facts_not_a_mapping"),
        ({}, "facts_empty"),
        ({"subjects": []}, "subjects_empty"),
        ({"subjects": {"harm": "died"}}, "fact_not_a_list"),
        ({"subjects": [{}] * (MOST_SUBJECTS + 1)}, "too_many_entries"),
        ({"register": [{}] * (MOST_PERIODS + 1)}, "too_many_entries"),
        ({"register": {"from": "2026"}}, "fact_not_a_list"),
        ({"register": "none"}, "fact_not_a_list"),
        ({"harm": ["died"]}, "not_permitted"),
        ({"harm": {"died": True}}, "not_permitted"),
        ({"pack": ["cpr-2016"]}, "not_permitted"),
        ({"event_on": [[[[]]]]}, "not_a_date_in"),
        ({True: "died"}, "unknown_entry"),
        ({"x" * 10_000: 1}, "unknown_entry"),
    ],
)
def test_what_cannot_be_facts_is_refused_in_one_sentence(given: object, code: str) -> None:
    assert [found for found, _ in problems(given)] == [code]
