"""Meetings from Prefect's own forms: coded, and entered as the command enters them."""

import pytest
from office_days import OfficeDays
from prefect.input import RunInput

from flows.meetings import MeetingForm, ReplyForm, arrange_meeting, reply_by_telephone
from models import casework
from models.guidance.words import word
from tasks.office import desk as at_the_desk

REFERENCE = "CPR EX 1/2026"


def labels(**codes: str) -> dict[str, str]:
    """Give what a form shows for codes."""
    names = {
        "kind": "meeting",
        "step": "meeting_step",
        "answer": "invitation_answer",
        "reason": "reply_reason",
    }
    return {name: word(names[name], code).both if name in names else code for name, code in codes.items()}


@pytest.fixture
def woken(desk: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:  # noqa: ARG001 - its database
    """A review that has its Panel, and the list of those whose runs are woken."""
    with at_the_desk(by="nia") as at:
        office = OfficeDays(at.session, "Mon 2 Mar 2020")
        office.through(office.opens(REFERENCE), until="S08")
    found: list[str] = []
    monkeypatch.setattr("flows.small.wake_review", found.append)
    return found


def stands() -> dict[str, str]:
    """Give the meetings and who answered what."""
    with at_the_desk() as at:
        office = OfficeDays(at.session)
        review = casework.review_by(at.session, REFERENCE)
        [meeting] = casework.meetings.all_of(at.session, review)
        return {"meeting": office.meetings(review)[0], **office.invited(meeting)}


def test_a_meeting_is_pencilled_made_firm_answered_and_cancelled(woken: list[str]) -> None:
    about = labels(reference=REFERENCE, kind="panel")
    arrange_meeting.fn(MeetingForm(**about, **labels(step="pencil", on="2020-03-17")))
    assert stands()["meeting"] == "panel 2020-03-17 pencilled moved 0"
    arrange_meeting.fn(MeetingForm(**about, **labels(step="firm")))
    answer = labels(person="mair", answer="delegated", deputy="sian", reason="leave")
    reply_by_telephone.fn(ReplyForm(**about, **answer))
    reply_by_telephone.fn(ReplyForm(**about, **labels(person="pat", answer="accepted")))
    assert stands() == {
        "meeting": "panel 2020-03-17 planned moved 1",
        "pat": "accepted",
        "mair": "delegated",
        "rhys": "needs_action",
        "rob": "needs_action",
        "sian": "needs_action",
    }
    arrange_meeting.fn(MeetingForm(**about, **labels(step="cancel")))
    assert stands()["meeting"] == "panel 2020-03-17 cancelled moved 2"
    assert woken == [REFERENCE] * 3


def test_a_pencilled_meeting_that_is_moved_stays_pencilled(woken: list[str]) -> None:
    """Seen to fail with the move making it firm without a word."""
    about = labels(reference=REFERENCE, kind="panel")
    arrange_meeting.fn(MeetingForm(**about, **labels(step="pencil", on="2020-03-17")))
    arrange_meeting.fn(MeetingForm(**about, **labels(step="plan", on="2020-03-18")))
    assert stands()["meeting"] == "panel 2020-03-18 pencilled moved 1"
    assert woken == [REFERENCE] * 2


def test_what_cannot_be_is_refused_in_both_languages_and_nothing_is_entered(woken: list[str]) -> None:
    """Seen to fail with the refusals raised: Prefect showed their English alone, in a traceback."""
    about = labels(reference=REFERENCE, kind="panel")
    without_a_day = arrange_meeting.fn(MeetingForm(**about, **labels(step="plan")))
    nobody = reply_by_telephone.fn(ReplyForm(**about, **labels(person="nobody", answer="accepted")))
    no_meeting = reply_by_telephone.fn(ReplyForm(**about, **labels(person="pat", answer="accepted")))
    assert {each.name for each in (without_a_day, nobody, no_meeting)} == {"Failed"}
    # A field goes by its title, as it stands in the form.
    assert "Mae «Ar ba ddiwrnod?» ar goll" in (without_a_day.message or "")
    assert "‘On which day?’ is missing" in (without_a_day.message or "")
    assert "«Pwy atebodd? (cod)»: nid oes neb" in (nobody.message or "")
    assert "‘Who answered? (code)’: nobody with this code" in (nobody.message or "")
    assert "Nid oes cyfarfod o’r fath" in (no_meeting.message or "")
    assert "no such meeting" in (no_meeting.message or "")
    assert woken == []


@pytest.mark.parametrize("form", [MeetingForm, ReplyForm], ids=lambda form: form.__name__)
def test_no_text_of_somebodys_own_can_be_given(form: type) -> None:
    """Prefect keeps a flow's parameters. Seen to fail with the place among the questions."""
    assert not issubclass(form, RunInput)
    assert not set(form.model_fields) & {"place", "online_url", "name"}  # type: ignore[attr-defined]
    for field in form.model_json_schema()["properties"].values():  # type: ignore[attr-defined]
        coded = {"enum", "pattern", "format"} & set(field) or field["type"] == "integer"
        assert coded, field
        assert " / " in field["title"]
