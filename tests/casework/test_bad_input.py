"""Bad input: one clear sentence in Welsh and in English that names the field and repeats nothing typed."""

from datetime import date
from typing import Any

import pytest
from answers import answer
from hypothesis import given, settings
from hypothesis import strategies as st
from office_days import OfficeDays, said_in_both_languages

from models import casework
from models.casework import understand
from models.guidance import route
from models.guidance.errors import GuidanceError, OutOfOrder, Refused
from models.guidance.packs import MilestoneKey
from models.records.errors import RecordsError

ON = date(2026, 3, 2)
TYPED = "Canarybird"
LONG = TYPED * 60


def refused(step: MilestoneKey, given: object) -> Refused:
    with pytest.raises(Refused) as caught:
        understand(casework.answers[step].facts, given)
    return caught.value


@pytest.mark.parametrize(
    ("step", "said", "code", "field"),
    [
        (route.DECISION, {"happened_on": "31/12/2026"}, "field_not_a_date", "happened_on"),
        (route.DECISION, {"happened_on": "2026-02-30"}, "field_not_a_date", "happened_on"),
        (route.DECISION, {"relook_on": "when the prognosis is known"}, "field_not_a_date", "relook_on"),
        (route.REFERRAL, {"event_on": "31/12/2026"}, "field_not_a_date", "event_on"),
        (route.REFERRAL, {"event_on": "31 December 2026"}, "field_not_a_date", "event_on"),
        (route.REFERRAL, {"event_on": "0001-01-01"}, "field_not_a_date", "event_on"),
        (route.REFERRAL, {"event_on": LONG}, "field_not_a_date", "event_on"),
        (
            route.REFERRAL,
            {"subjects": [{"identified_on": TYPED}]},
            "field_not_a_date",
            "subjects.0.identified_on",
        ),
        (
            route.SCOPING,
            {"register_periods": [{"since": TYPED}]},
            "field_not_a_date",
            "register_periods.0.since",
        ),
        (
            route.SCOPING,
            {"processes": [{"kind": "inquest", "expected_end_on": TYPED}]},
            "field_not_a_date",
            "processes.0.expected_end_on",
        ),
        (route.REFERRAL, {"harm": TYPED}, "field_not_a_choice", "harm"),
        (route.REFERRAL, {"subjects": [{}] * 20}, "field_not_valid", "subjects"),
        (route.REFERRAL, {"subjects": TYPED}, "field_not_valid", "subjects"),
        (route.RECOMMENDATION, {"present": ["police", TYPED]}, "field_not_a_choice", "present.1"),
        (route.RECOMMENDATION, {"rationale": LONG}, "field_too_long", "rationale"),
        (route.RECOMMENDATION, {"rationale": "   "}, "field_missing", "rationale"),
        (route.RECOMMENDATION, {"rationale": f"{TYPED}\0"}, "field_not_valid", "rationale"),
        (route.RECOMMENDATION, {"rationale": [TYPED]}, "field_not_valid", "rationale"),
        (route.PANEL, {"chair": f"{TYPED} of 3 High St"}, "field_pattern", "chair"),
        (route.PANEL, {"reviewers": [TYPED]}, "field_pattern", "reviewers.0"),
        (route.ANALYSIS, {"questions": TYPED}, "field_not_a_count", "questions"),
        (route.ANALYSIS, {"questions": -1}, "field_not_a_count", "questions"),
        (route.DRAFT, {"report": TYPED}, "field_pattern", "report"),
        (route.SCOPING, {"child": 21}, "field_not_a_count", "child"),
    ],
)
def test_each_mistake_has_its_sentence(
    step: MilestoneKey, said: dict[str, Any], code: str, field: str
) -> None:
    """Seen to fail with the value put into ``field_not_a_choice``."""
    error = refused(step, {**answer(step, "1", on=ON), **said})
    [problem] = error.problems
    assert (problem.code, problem.facts["field"]) == (code, field)
    [english] = said_in_both_languages([problem])
    assert field in english
    assert field in problem.words.cy
    typed = str(next(iter(said.values())))
    assert not any(part in f"{english} {problem.words.cy} {error} {error!r}" for part in (TYPED, typed))


@pytest.mark.parametrize(
    "said",
    [{TYPED: 1}, {"attendance": [{"agency": "police", "attended": 1, TYPED: 1}]}, {f"{TYPED} 1": TYPED}],
)
def test_a_field_that_does_not_belong_is_answered_with_those_that_do(said: dict[str, Any]) -> None:
    """Seen to fail with what was typed inside a part repeated: ``attendance.0.Canarybird``."""
    error = refused(route.FIRST_PANEL, {**answer(route.FIRST_PANEL, on=ON), **said})
    [problem] = error.problems
    assert problem.code == "field_unknown"
    assert "attended" in str(problem) or "attendance" in str(problem)
    assert TYPED not in f"{error} {error.words.cy}"


def test_a_choice_is_offered_in_welsh_without_an_english_or() -> None:
    """Seen to fail with the choices as pydantic joins them."""
    [problem] = refused(route.DECISION, {**answer(route.DECISION, on=ON), "outcome": TYPED}).problems
    assert " or " not in problem.words.cy
    assert "'mapf', 'none', 'deferred'" in problem.words.cy


def test_every_mistake_is_said_at_once() -> None:
    error = refused(route.PANEL, {"happened_on": "31/12/2026", TYPED: TYPED})
    found = [(each.code, each.facts["field"]) for each in error.problems]
    assert found[:2] == [("field_not_a_date", "happened_on"), ("field_missing", "decided_by")]
    assert {"chair", "members", "reviewers"} <= {field for _, field in found}
    assert found[-1][0] == "field_unknown"


@pytest.mark.parametrize("given", [None, TYPED, 5, [TYPED], True])
def test_an_answer_that_is_no_list_of_fields_is_asked_for_as_one(given: object) -> None:
    [problem] = refused(route.DECISION, given).problems
    assert problem.code == "answer_not_a_list_of_fields"
    assert TYPED not in f"{problem} {problem.words.cy}"


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=6,
)


@given(data=st.data(), step=st.sampled_from(list(route.STEPS)))
@settings(max_examples=150, deadline=None)
def test_whatever_is_entered_is_understood_or_refused_in_sentences(
    data: st.DataObject, step: MilestoneKey
) -> None:
    """Never a traceback: seen to fail with what is no date told in an error of our own to pydantic."""
    facts = casework.answers[step].facts
    spoilt = data.draw(st.dictionaries(st.sampled_from(sorted(facts.model_fields)), _ANYTHING, max_size=3))
    problems: tuple[GuidanceError, ...] = ()
    try:
        understand(facts, {**answer(step, "1", on=ON), **spoilt})
    except Refused as error:
        problems = error.problems
    said_in_both_languages(problems)


def test_an_event_after_the_referral_cannot_be(office: OfficeDays) -> None:
    """Seen to fail without ``check``; and with the further child's field named as the first one's."""
    later = {"harm": "died", "event_on": "2026-04", "abuse_or_neglect": "known"}
    review = office.opens(event_on="2026-03-03", subjects=[later])
    first, second = office.action(review, "S01").refusal or ()
    assert (first["code"], first["facts"]["field"]) == ("after_the_referral", "event_on")
    assert second["facts"]["field"] == "subjects.0.event_on"
    assert office.happened(review) == []


def test_a_referral_that_is_thin_and_wrong_says_both(office: OfficeDays) -> None:
    """Seen to fail: the wrong date was found only after what was missing had been given."""
    review = office.opens(harm=None, event_on="31/12/2026")
    found = [(each["code"], each["facts"]["field"]) for each in office.action(review, "S01").refusal or ()]
    assert found == [("field_missing", "harm"), ("field_not_a_date", "event_on")]


@pytest.mark.parametrize("subjects", [5, TYPED, [TYPED], {"harm": TYPED}])
def test_further_children_that_are_no_list_of_children_are_asked_for_again(
    office: OfficeDays, subjects: object
) -> None:
    """Seen to fail without the look at whether there is a list: a number cannot be gone through."""
    review = office.opens(subjects=subjects)
    [problem] = office.action(review, "S01").refusal or ()
    assert problem["facts"]["field"].startswith("subjects")
    assert office.stands_anywhere(TYPED) == []


def test_a_referral_before_the_framework_is_kept_and_asked_about(office: OfficeDays) -> None:
    """Seen to fail: the refusal was not kept, and the referral was lost with it."""
    review = office.opens(happened_on="2012-06-01", event_on="2012-05-01")
    [problem] = office.action(review, "S01").refusal or ()
    assert problem["code"] == "before_the_framework"


@pytest.mark.parametrize("board", ["nowhere", TYPED, ""])
def test_an_unknown_board_is_refused_and_not_repeated(office: OfficeDays, board: str) -> None:
    with office.nothing_changes(), pytest.raises(GuidanceError) as error:
        casework.receive(office.at, "CPR EX 1/2026", board, {})
    assert error.value.code == "no_such_board"
    [english] = said_in_both_languages([error.value])
    assert "example" in english
    assert TYPED not in english


@pytest.mark.parametrize("reference", [TYPED, "", "CPR EX 1/1926", "x" * 5000])
def test_what_is_no_reference_is_refused_and_not_repeated(office: OfficeDays, reference: str) -> None:
    with office.nothing_changes(), pytest.raises(GuidanceError) as error:
        casework.receive(office.at, reference, "example", {})
    assert error.value.code == "not_a_reference"
    with pytest.raises(GuidanceError) as unfound:
        casework.review_by(office.session, reference)
    assert TYPED not in f"{error.value} {unfound.value}"


def test_a_review_is_found_however_its_reference_is_spaced(office: OfficeDays) -> None:
    review = office.opens()
    assert casework.review_by(office.session, " cpr ex 1-2026 ").id == review.id
    with pytest.raises(RecordsError) as unfound:
        casework.review_by(office.session, "cpr  ex 2/2026")
    assert "CPR EX 2/2026" in str(unfound.value)


@pytest.mark.parametrize("step", ["S03", "S06", "S13", "S19", "S23 closure", "M01"])
def test_a_stage_out_of_order_is_told_what_comes_first(office: OfficeDays, step: str) -> None:
    """Seen to fail with ``waiting_for`` looked at neither for the actions nor for the answer."""
    review = office.opens()
    [problem] = office.is_refused(review, step)
    assert isinstance(problem, OutOfOrder)
    assert "first comes" in said_in_both_languages([problem])[0]


def test_an_unknown_person_is_refused_by_field(office: OfficeDays) -> None:
    review = office.through(office.opens(), until="S06")
    found = office.is_refused(review, "S06", decided_by="nobody", members=["nobody"])
    assert [(each.code, each.facts["field"]) for each in found] == [
        ("person_unknown", "decided_by"),
        ("person_unknown", "members"),
    ]
    assert "nobody" not in "".join(each.facts["field"] for each in found)


def test_a_day_that_has_not_come_and_one_that_is_too_early_are_refused(office: OfficeDays) -> None:
    review = office.through(office.opens(), until="S03")
    assert office.codes(review, "S03", happened_on="2026-03-03") == ["day_to_come"]
    [early] = office.is_refused(review, "S03", happened_on="2026-03-01")
    assert (early.code, early.facts["before"]) == ("day_before_what_it_stands_on", ON)
