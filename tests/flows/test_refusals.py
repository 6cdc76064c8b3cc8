"""Every small flow that enters something ends a refusal with its sentence in both languages."""

import inspect
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from answers import REFERENCE
from prefect import Flow

from flows.hold import About
from models.records.errors import RecordsError

pytestmark = pytest.mark.usefixtures("prefect", "desk")

DEPLOYED = yaml.safe_load((Path(__file__).parents[2] / "prefect.yaml").read_text("utf-8"))["deployments"]
CARRY_A_REVIEW = {"review", "forum"}
"""They are no small flows: what is refused there is asked again in the run's own form."""


def entered_by(deployed: Mapping[str, Any]) -> Flow[..., Any]:
    module, _, name = deployed["entrypoint"].rpartition(".")
    flow: Flow[..., Any] = getattr(import_module(module), name)
    return flow


def asks(flow: Flow[..., Any]) -> list[type[Any]]:
    return [each.annotation for each in inspect.signature(flow.fn).parameters.values()]


SMALL = {each["name"]: entered_by(each) for each in DEPLOYED if each["name"] not in CARRY_A_REVIEW}
ENTER_SOMETHING = {
    name: flow for name, flow in SMALL.items() if any(each is not float for each in asks(flow))
}
"""The others run by the clock: at most how many seconds they may take is said to them."""


def filled(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as a form gives it
    """Fill in what a form asks: the first choice, a day, a code, one of each."""
    if "$ref" in schema:
        schema = parts[schema["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    match schema.get("type"):
        case "object":
            return {name: filled(schema["properties"][name], parts) for name in schema.get("required", ())}
        case "array":
            return [filled(schema["items"], parts)]
        case "integer":
            return 1
    return "2020-03-02" if schema.get("format") == "date" else "nia"


def test_every_small_flow_with_a_form_is_about_one_review() -> None:
    """So that none is left out below. Seen to fail with a flow that takes a bare reference."""
    assert set(ENTER_SOMETHING) >= {
        "hold",
        "process-begun",
        "document",
        "family",
        "meeting",
        "programme",
        "reply",
    }
    for name, flow in ENTER_SOMETHING.items():
        [form] = asks(flow)
        assert issubclass(form, About), name


@pytest.mark.parametrize("name", ENTER_SOMETHING)
def test_a_small_flow_that_is_refused_ends_with_its_sentence_in_both_languages(name: str) -> None:
    """R87: seen to fail with the exception let out of one of them, as it once was of six."""
    [form] = asks(ENTER_SOMETHING[name])
    schema = form.model_json_schema()
    given = form(**{**filled(schema, schema.get("$defs", {})), "reference": REFERENCE})
    ended = ENTER_SOMETHING[name](given, return_state=True)
    assert ended.is_failed()
    assert ended.message == RecordsError("no_such_review", reference=REFERENCE).words.both


@pytest.mark.parametrize("name", ENTER_SOMETHING)
def test_what_cannot_be_understood_is_said_in_both_languages_too(name: str) -> None:
    """Prefect's server lets a day through that there is none of. Seen to fail as above."""
    [form] = asks(ENTER_SOMETHING[name])
    ended = ENTER_SOMETHING[name](
        form.model_construct(reference="no reference of a Board"), return_state=True
    )
    assert ended.is_failed()
    cy, en = (ended.message or "").split(" / ", 1)
    assert cy
    assert en
