"""What people are asked in Prefect's forms."""

import json
from typing import Any, get_args

import pytest
from answers import answer
from prefect.input import RunInput

from flows import forms
from flows.beside import TimelineForm
from flows.hold import HoldForm
from models import casework
from models.casework import HoldFacts
from models.casework.asked import Facts, Part, Vocabulary
from models.casework.understanding import understand
from models.guidance import route
from models.guidance.calendar_dates import date
from models.guidance.packs import MilestoneKey
from models.guidance.route import STEPS
from models.guidance.words import vocabulary

ASKED = [*(answerable.facts for answerable in casework.answers.by_step.values()), HoldFacts]
CANARY = "a text of somebody's own"


def schema(facts: type[Facts], **filled: str) -> dict[str, Any]:
    return forms.form_for(facts, "", filled).model_json_schema()


def properties(shown: dict[str, Any]) -> list[dict[str, Any]]:
    """Give every field of a form, those of its parts included."""
    parts = [part.get("properties", {}) for part in shown.get("$defs", {}).values()]
    return [field for fields in [shown["properties"], *parts] for field in fields.values()]


@pytest.mark.parametrize("facts", ASKED, ids=lambda facts: facts.__name__)
def test_every_question_is_asked_in_welsh_and_in_english(facts: type[Facts]) -> None:
    for field in properties(schema(facts)):
        assert field["title"].count(" / ") == 1, field
        assert "description" not in field or " / " in field["description"]


@pytest.mark.parametrize("facts", ASKED, ids=lambda facts: facts.__name__)
def test_questions_stand_in_the_order_in_which_they_are_thought_of(facts: type[Facts]) -> None:
    """Prefect's server forgets the order of a schema; its pages sort by position.

    Seen to fail without the positions, and with ``text_checked`` left where it is inherited.
    """
    shown = schema(facts)["properties"]
    assert [field["position"] for field in shown.values()] == list(range(len(shown)))
    assert next(iter(shown)) == "happened_on"
    assert "text_checked" not in list(shown)[:-1]


@pytest.mark.parametrize("step", STEPS, ids="-".join)
def test_what_a_form_gives_back_is_what_the_rules_read(step: MilestoneKey) -> None:
    """Labels are put for codes, and codes for labels again, in lists and parts too."""
    facts = casework.answers[step].facts
    given = answer(step, "1" if step[0] == "S02" else "police", on=date(2026, 3, 2))
    shown = forms.labelled(facts, given)
    form = forms.form_for(facts, "", {}).model_validate(shown)
    assert understand(facts, forms.coded(facts, form.model_dump())) == understand(facts, given)


@pytest.mark.parametrize("step", STEPS, ids="-".join)
def test_prefects_server_takes_every_sensible_answer(step: MilestoneKey) -> None:
    from prefect._internal.schemas.validators import validate_values_conform_to_schema

    facts = casework.answers[step].facts
    shown = forms.labelled(facts, answer(step, "police" if step[0] != "S02" else "1", on=date(2026, 3, 2)))
    validate_values_conform_to_schema(shown, schema(facts), ignore_required=False)


def test_a_date_that_is_none_passes_the_form_and_is_refused_by_the_rules() -> None:
    """The server checks no date; a form that did would fail the run instead of asking again."""
    facts = casework.answers[next(iter(STEPS))].facts
    form = forms.form_for(facts, "", {}).model_validate(
        forms.labelled(facts, {**answer(next(iter(STEPS)), on=date(2026, 3, 2)), "happened_on": "31/12/2026"})
    )
    assert form.model_dump()["happened_on"] == "31/12/2026"


@pytest.mark.parametrize("facts", ASKED, ids=lambda facts: facts.__name__)
def test_what_may_be_left_out_has_no_default_of_nothing(facts: type[Facts]) -> None:
    """Prefect's pages send a default back as it stands, and its server refuses null where a text belongs.

    Seen in a real browser: a referral without the date of an impairment could not be submitted.
    """
    for field in properties(schema(facts)):
        assert field.get("default", "") is not None, field


def test_what_was_refused_is_said_at_its_field() -> None:
    """Seen in a real browser: a long form leaves no room for the text at its top."""
    facts = casework.answers[route.DECISION].facts
    shown = forms.form_for(facts, "", {}, {"outcome": "Pam / Why"}).model_json_schema()["properties"]
    assert shown["outcome"]["description"].startswith("⚠ Pam / Why")
    assert "⚠" not in shown["happened_on"]["description"]


def test_codes_and_dates_are_filled_in_again() -> None:
    shown = schema(casework.answers[("S04", "decision")].facts, outcome="concise", happened_on="2026-03-02")  # type: ignore[index]
    assert shown["properties"]["outcome"]["default"].endswith("concise child practice review")
    assert shown["properties"]["happened_on"]["default"] == "2026-03-02"


def test_every_choice_has_its_words() -> None:
    """A code without words could be chosen by nobody."""

    def choices(part: type[Part]) -> list[tuple[Any, Vocabulary]]:
        found = []
        for info in part.model_fields.values():
            found += [(info.annotation, mark) for mark in info.metadata if isinstance(mark, Vocabulary)]
        return found

    for facts in ASKED:
        for annotation, mark in choices(facts):
            assert set(get_args(annotation)) <= set(vocabulary(mark.name)), facts


@pytest.mark.parametrize("form", [HoldForm, TimelineForm, forms.ReferralForm], ids=lambda form: form.__name__)
def test_no_parameter_of_a_flow_takes_a_text_of_somebodys_own(form: type) -> None:
    """Prefect keeps parameters in seven columns of six tables. Seen to fail with the texts left in."""
    names = set(form.model_fields)  # type: ignore[attr-defined]
    assert not names & {"missing_reason", "text_checked", "rationale", "reason"}
    assert not issubclass(form, RunInput)
    assert CANARY not in json.dumps(form.model_json_schema())  # type: ignore[attr-defined]
