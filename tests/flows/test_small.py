"""Small flows of holds and processes: what is entered stands, a refusal is one sentence in two languages."""

from typing import Any

import pytest
from answers import REFERENCE, answer
from office_days import OfficeDays
from prefect.client.schemas.objects import State

from flows import forms, hold, processes, showing
from flows.morning import morning
from models import casework
from models.casework import HoldFacts, HoldReviewFacts, ProcessBegunFacts, ProcessEndedFacts, actions
from models.casework.asked import Facts
from models.casework.opening import receive
from models.guidance import route
from models.guidance.stages import Stage
from models.records import Hold, ParallelProcess
from tasks import office

pytestmark = pytest.mark.usefixtures("prefect", "desk")


@pytest.fixture(autouse=True)
def opened(desk: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:  # noqa: ARG001 - its database
    """A review is on record; gives whose runs were woken."""
    woken: list[str] = []
    monkeypatch.setattr("flows.small.wake_review", woken.append)
    with office.desk() as at:
        receive(at, REFERENCE, "example", answer(route.REFERRAL, on=at.today))
    return woken


def form(made: type[Any], facts: type[Facts], **given: Any) -> Any:  # noqa: ANN401 - forms are made, not typed
    said = {"happened_on": "2020-03-02", "decided_by": "carys", **given}
    return made(reference=REFERENCE, **forms.labelled(facts, said))


def state(flow: Any, given: Any) -> State:  # noqa: ANN401 - as `form`
    return flow(given, return_state=True)


HELD = {
    "scope": "all",
    "cause": "inquest",
    "requested_by": "coroner",
    "authority": "written_request",
    "review_on": "2020-03-30",
}


def test_a_hold_is_opened_looked_at_and_ended_from_prefects_forms(opened: list[str]) -> None:
    """R61, R69."""
    assert state(hold.hold_review, form(hold.HoldForm, HoldFacts, **HELD)).is_completed()
    looked = {"scope": "all", "goes_on": "yes", "review_on": "2020-05-01"}
    assert state(hold.look_at_hold, form(hold.HoldReviewForm, HoldReviewFacts, **looked)).is_completed()
    with office.desk() as at:
        review = casework.review_by(at.session, REFERENCE)
        [action] = [each for each in casework.open_actions(at.session, review) if each.stage == Stage.S07]
        assert str(action.due_on) == "2020-05-01"
    assert state(
        hold.release_review, form(hold.ReleaseForm, casework.ReleaseFacts, scope="all")
    ).is_completed()
    assert opened == [REFERENCE] * 3


def test_one_field_ends_a_process_and_what_it_held(opened: list[str]) -> None:
    """R68."""
    begun = form(processes.ProcessBegunForm, ProcessBegunFacts, kind="inquest", constrains=["publication"])
    assert state(processes.process_begun, begun).is_completed()
    assert state(hold.hold_review, form(hold.HoldForm, HoldFacts, **HELD)).is_completed()
    over = form(processes.ProcessEndedForm, ProcessEndedFacts, kind="inquest")
    assert state(processes.process_ended, over).is_completed()
    with office.desk() as at:
        review = casework.review_by(at.session, REFERENCE)
        rows = [*casework.standing.facts(at.session, Hold, review)]
        rows += casework.standing.facts(at.session, ParallelProcess, review)
        assert [str(each.ended_on) for each in rows] == ["2020-03-02", "2020-03-02"]
    assert opened == [REFERENCE] * 3


def test_the_form_of_a_check_shows_the_processes_that_go_on_and_what_may_go_on_meanwhile() -> None:
    """R60, R66: sent back as it is shown it says that they still go on.

    Seen to fail with the form empty: a check sent in without a word ended the 28 days.
    """
    with office.desk() as at:
        review = casework.review_by(at.session, REFERENCE)
        days = OfficeDays(at.session, at.today)
        days.through(review, until="S07 first_check")
        days.begins(review, "criminal_trial", constrains=["none"], contact_role="cps_lawyer")
    waiting = office.awaited(REFERENCE, route.FIRST_CHECK)
    assert waiting is not None
    facts = casework.answers[route.FIRST_CHECK].facts
    shown = forms.form_for(facts, "", waiting.draft).model_json_schema()["properties"]["processes"]
    assert forms.coded(facts, {"processes": shown["default"]}) == {
        "processes": [
            {
                "kind": "criminal_trial",
                "began_on": "2020-03-02",
                "contact_role": "cps_lawyer",
                "constrains": ["none"],
            }
        ]
    }
    said = showing.question(waiting, facts)
    assert "**Processes that go on, as far as is known: criminal trial." in said
    assert "Gather the agencies’ timelines" in said
    assert "Social Research 45/2015, section 2.3" in said


def test_what_is_refused_ends_the_small_flow_with_its_sentence_in_both_languages(opened: list[str]) -> None:
    """R87: seen to fail with the exception let out: Prefect showed its English alone, in a traceback."""
    refused = state(hold.hold_review, form(hold.HoldForm, HoldFacts, **{**HELD, "review_on": "2020-03-02"}))
    assert refused.is_failed()
    assert "`review_on` must be later than the day on which the hold begins" in (refused.message or "")
    assert "Rhaid i `review_on` fod ar ôl" in (refused.message or "")
    no_chair = state(hold.hold_review, form(hold.HoldForm, HoldFacts, **HELD, decided_by="nia"))
    assert "(the person’s code)’: a Chair decides on a hold" in (no_chair.message or "").replace("'", "’")
    assert "decided_by" not in (no_chair.message or ""), "a form shows titles, and no names of fields"
    none = state(processes.process_ended, form(processes.ProcessEndedForm, ProcessEndedFacts, kind="inquest"))
    assert "inquest" in (none.message or "")
    assert "cwest" in (none.message or "")
    assert opened == []


def test_the_morning_asks_about_a_hold_that_nobody_was_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """R69. Seen to fail with holds left out of the morning."""
    given = form(
        hold.HoldForm,
        HoldFacts,
        scope="all",
        cause="inquest",
        requested_by="coroner",
        authority="written_request",
        review_on="2020-06-01",
    )
    with monkeypatch.context() as before:
        before.setattr(actions, "settle", lambda *_: None)
        state(hold.hold_review, given)
    morning()
    with office.desk() as at:
        review = casework.review_by(at.session, REFERENCE)
        waiting = [each.subject for each in casework.open_actions(at.session, review)]
    assert "all:inquest" in waiting
