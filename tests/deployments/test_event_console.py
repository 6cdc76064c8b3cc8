"""``cpr event`` and the form's text, on a record of its own."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Database
from learning_events import HEALTH, POLICE, Event
from office_days import OfficeDays

from deployments.console.edge import Console
from deployments.console.event import event as command
from flows.event_form import event_lines
from models import casework
from models.casework import event_care
from models.guidance.errors import GuidanceError, Refused
from models.guidance.route import BRIEF, GO_NO_GO, INVITE, PANEL
from models.records.engine import engine
from tasks.office import Waiting, desk, set_clock

REFERENCE = "CPR EX 1/2026"
Cpr = Callable[..., str]

LIST = """\
name,e_mail,language,key,agency
Ann Example,ann@health.example.test,en,key,health
Siôn Example,sion@health.example.test,cy,,health
Dai Example,dai@police.example.test,,no,police
"""


@pytest.fixture
def cpr(
    own_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Cpr]:
    """The command, where a review has a Learning Event."""
    monkeypatch.setenv("CPR_DATABASE_URL", own_database.application_url)
    set_clock(datetime(2026, 3, 2, 10, tzinfo=UTC))
    with desk(by="nia") as at:
        office = OfficeDays(at.session).with_people()
        Event(office, office.through(office.opens(REFERENCE), until="S12 invite"))

    def run(*arguments: str, language: str = "en") -> str:
        command.main(list(arguments), standalone_mode=False, obj=Console(language))  # type: ignore[arg-type]
        return capsys.readouterr().out

    yield run
    engine(own_database.application_url).dispose()


@pytest.fixture
def listed(tmp_path: Path) -> str:
    """An agency's list in a file."""
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return str(path)


def shown(cpr: Cpr) -> dict[str, object]:
    found: dict[str, object] = json.loads(cpr("show", REFERENCE, "--json"))
    return found


def test_a_list_is_invited_and_shown_with_its_numbers(cpr: Cpr, listed: str) -> None:
    assert cpr("people", REFERENCE, "--file", listed) == f"{REFERENCE}: 3 invited.\n"
    rows = shown(cpr)["participants"]
    assert isinstance(rows, list)
    assert [(each["agency"], each["number"], each["person"], each["key"]) for each in rows] == [
        ("health", 1, "ann-example", True),
        ("health", 2, "sion-example", False),
        ("police", 1, "dai-example", False),
    ]
    page = cpr("show", REFERENCE, language="cy")
    assert "ann-example" in page
    assert "Gwahoddwyd 3; mae 0 wedi derbyn." in page
    assert "Asiantaethau na fydd neb yno drostynt: iechyd, heddlu." in page


def test_a_list_with_a_withdrawn_person_is_refused_whole(cpr: Cpr, listed: str) -> None:
    """Seen to fail without the look at the whole list first: the others were invited."""
    cpr(
        "add", REFERENCE, "--name", "Ann Example", "--e-mail", "ann@health.example.test", "--agency", "health"
    )
    cpr("withdraw", REFERENCE, "ann-example", "--reason", "police_advice")
    with pytest.raises(Refused, match="Line 1: this person must not be invited"):
        cpr("people", REFERENCE, "--file", listed)
    assert [each["answer"] for each in shown(cpr)["participants"]] == ["uninvited"]  # type: ignore[attr-defined]
    cpr("admit", REFERENCE, "ann-example")
    assert cpr("people", REFERENCE, "--file", listed) == f"{REFERENCE}: 3 invited.\n"


def test_one_persons_line_is_refused_where_it_is_typed(cpr: Cpr) -> None:
    with pytest.raises(Refused, match="e_mail"):
        cpr("add", REFERENCE, "--name", "Ann", "--e-mail", "ann at health", "--agency", "health")


def test_what_is_told_on_the_telephone_is_recorded_in_one_step(cpr: Cpr, listed: str) -> None:
    cpr("people", REFERENCE, "--file", listed)
    assert "1 of the agency (health)" in cpr("brief", REFERENCE, "health", "2")
    assert "2 of the agency (health)" in cpr("brief", REFERENCE, "health")
    cpr("told", REFERENCE, "health")
    said = cpr("contribution", REFERENCE, "ann-example", "spoken", "--reason", "leave", language="cy")
    assert said == f"{REFERENCE}: cyfraniad ann-example: ar lafar, cyn y digwyddiad.\n"
    found = shown(cpr)["coverage"]
    assert isinstance(found, dict)
    assert (found["briefed"], found["untold"], found["share_briefed"]) == (2, ["police"], 66)
    assert [each["contribution"] for each in found["absent"]] == ["spoken"]
    with pytest.raises(GuidanceError, match="person: nobody with this code"):
        cpr("contribution", REFERENCE, "nobody", "written")


def test_feedback_is_taken_and_shown_from_three_answers_on(cpr: Cpr) -> None:
    for mark in ("5", "4"):
        assert "too few to show a mean" in cpr("feedback", REFERENCE, mark, "yes")
    cpr("feedback", REFERENCE, "3", "no")
    assert json.loads(cpr("feedback", REFERENCE, "--json")) == {
        "reference": REFERENCE,
        "answers": 3,
        "helpful": 4.0,
        "prepared": 67,
    }
    with pytest.raises(Refused):
        cpr("feedback", REFERENCE, "3")


def waiting(step: tuple[object, str]) -> Waiting:
    """Give what a form of S12 is made from."""
    return Waiting(
        action=1,
        reference=REFERENCE,
        slug="cpr-ex-1-2026",
        board="example",
        step=step,  # type: ignore[arg-type]
        subject="",
        attempt=1,
        due_on=None,
        act_by=None,
        source="",
        provenance="product",
        held=False,
        draft={},
        refusals=(),
    )


def test_the_go_no_go_form_says_what_is_missing_and_names_nobody(cpr: Cpr) -> None:
    """R55, R81: seen to fail with the person's code in the sentence: Prefect keeps a form's text."""
    assert event_lines(waiting(GO_NO_GO)) == []
    with desk(by="nia") as at:
        review = casework.review_by(at.session, REFERENCE)
        event_care.propose_participants(at, review, [*HEALTH, *POLICE])
    said = "\n".join(event_lines(waiting(GO_NO_GO)))
    assert "Agencies that nobody will be there for: health, police." in said
    assert "A key person has not accepted: health. Other contribution: not settled." in said
    assert "🔴 Too few: 0 of the 3 who may come have been briefed (0%)." in said
    assert "Gwahoddwyd 3; mae 0 wedi derbyn." in "\n".join(event_lines(waiting(INVITE)))
    assert "0 of the 3 who may come have been briefed" in "\n".join(event_lines(waiting(BRIEF)))
    assert event_lines(waiting(PANEL)) == []
    every = [*event_lines(waiting(GO_NO_GO)), *event_lines(waiting(BRIEF))]
    assert not any(name in line.lower() for line in every for name in ("ann", "sion", "siôn", "dai"))
    assert cpr("show", REFERENCE)
