"""Holds: what each scope stops, and what goes on all the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.guidance.holds import CAUSES, PROCESSES, SCOPES, STOPPED, stopped_by
from models.guidance.stages import Stage
from models.guidance.words import vocabulary


@pytest.mark.parametrize("scope", SCOPES)
def test_no_hold_stops_deciding_telling_welsh_government_or_watching_the_processes(scope: str) -> None:
    """R61, R69: seen to fail with S07 taken out of the duties that go on."""
    always = {Stage.S01, Stage.S02, Stage.S03, Stage.S04, Stage.S05, Stage.S07, Stage.S24}
    assert always.isdisjoint(STOPPED[scope])


def test_a_hold_of_everything_stops_every_other_stage_and_the_forums() -> None:
    assert len(STOPPED["all"]) == len(Stage) - 7
    assert {Stage.S06, Stage.S13, Stage.S19, Stage.S23, Stage.M01, Stage.M05} <= STOPPED["all"]


def test_an_embargo_on_family_contact_stops_talking_to_the_family_and_nothing_else() -> None:
    """R65."""
    assert STOPPED["family_contact"] == {Stage.S09, Stage.S16}


def test_holding_back_named_practitioners_stops_people_and_no_stage() -> None:
    """R64."""
    assert STOPPED["named_practitioners"] == frozenset()


def test_a_learning_event_is_held_with_its_invitations_and_a_publication_alone() -> None:
    assert STOPPED["learning_event"] == {Stage.S12, Stage.S13}
    assert STOPPED["publication"] == {Stage.S19}


def test_no_hold_stops_nothing() -> None:
    assert stopped_by([]) == frozenset()


@given(st.lists(st.sampled_from(SCOPES)))
def test_holds_together_stop_what_each_of_them_stops(scopes: list[str]) -> None:
    together = stopped_by(scopes)
    assert all(STOPPED[scope] <= together for scope in scopes)
    assert all(any(stage in STOPPED[scope] for scope in scopes) for stage in together)


def test_every_scope_process_and_cause_can_be_said_in_welsh_and_english() -> None:
    assert set(SCOPES) <= set(vocabulary("hold_scope"))
    assert set(PROCESSES) <= set(vocabulary("process"))
    assert set(CAUSES) <= set(vocabulary("cause"))
