"""A programme chosen from Prefect's own form."""

import pytest
from office_days import OfficeDays
from prefect.input import RunInput
from programme_days import with_a_panel

from flows.programme import ProgrammeForm, choose_programme
from models import casework
from models.casework import programmes
from models.casework.programmes import board_days
from tasks.office import desk as at_the_desk

REFERENCE = "CPR EX 1/2026"


@pytest.fixture
def woken(desk: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:  # noqa: ARG001 - its database
    """A review with programmes to choose from, and the list of those whose runs are woken."""
    with at_the_desk(by="nia") as at:
        office = with_a_panel(OfficeDays(at.session, "Mon 2 Mar 2020"))
        office.through(office.opens(REFERENCE), until="S08")
    found: list[str] = []
    monkeypatch.setattr("flows.small.wake_review", found.append)
    return found


def stands() -> list[str]:
    with at_the_desk() as at:
        return OfficeDays(at.session).meetings(casework.review_by(at.session, REFERENCE))


def rounds() -> set[int]:
    with at_the_desk() as at:
        review = casework.review_by(at.session, REFERENCE)
        return {each.programme.round for each in programmes.latest_round(at.session, review)}


def test_the_one_chosen_is_what_everybody_is_invited_to(woken: list[str]) -> None:
    choose_programme.fn(ProgrammeForm(reference=REFERENCE, number=5))

    assert len(stands()) == 5
    assert all("pencilled moved 0" in each for each in stands())
    assert woken == [REFERENCE]


def test_one_that_cannot_be_any_more_is_refused_and_what_can_be_is_proposed(woken: list[str]) -> None:
    """Seen to fail with the refusal raised at the desk: what was proposed went with it."""
    with at_the_desk(by="nia") as at:
        days = "kind,since,until\nclosed,2020-03-01,2020-03-31\n"
        board_days.enter(at, "example", board_days.read(days))

    refused = choose_programme.fn(ProgrammeForm(reference=REFERENCE, number=4))

    assert refused.is_failed()
    assert "can no longer be on" in (refused.message or "")
    assert "Ni all" in (refused.message or "")
    assert stands() == []
    assert rounds() == {3}
    assert woken == []


def test_what_was_never_proposed_is_refused(woken: list[str]) -> None:
    refused = choose_programme.fn(ProgrammeForm(reference=REFERENCE, number=9))
    assert refused.is_failed()
    assert "choose one of 4, 5, 6" in (refused.message or "")
    assert "dewiswch un o 4, 5, 6" in (refused.message or "")
    assert woken == []


def test_no_text_of_somebodys_own_can_be_given() -> None:
    """Prefect keeps a flow's parameters. Seen to fail with a remark among the questions."""
    assert not issubclass(ProgrammeForm, RunInput)
    for field in ProgrammeForm.model_json_schema()["properties"].values():
        assert "pattern" in field or field["type"] == "integer", field
        assert " / " in field["title"]
