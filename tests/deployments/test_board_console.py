"""``cpr board``, and what the doctor says of a Board whose letters go without a telephone."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from conftest import Database
from office_days import OfficeDays
from sqlmodel import select

from deployments import findings, settings
from deployments.console import board as commands
from deployments.console.edge import Console
from models.guidance.errors import GuidanceError, Refused
from models.guidance.words import Language
from models.records import Entry
from models.records.engine import engine
from tasks.office import desk

Cpr = Callable[..., str]


@pytest.fixture
def cpr(
    own_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Cpr]:
    """The command, where two Boards have people."""
    monkeypatch.setenv("CPR_DATABASE_URL", own_database.application_url)
    with desk(by="nia") as at:
        OfficeDays(at.session).with_people()

    def run(*arguments: str, language: Language = "en") -> str:
        command: click.Command = commands.board
        command.main(list(arguments), standalone_mode=False, obj=Console(language))
        return capsys.readouterr().out

    yield run
    engine(own_database.application_url).dispose()


def test_what_is_set_is_shown_in_either_language_and_as_json(cpr: Cpr) -> None:
    """Seen to fail with the website written into the telephone's column."""
    assert "heb ei gofnodi" in cpr("show", "example", language="cy")

    cpr("set", "example", "--telephone", "01000 000000", "--website", "https://board.example.test")

    assert "Telephone of the office: 01000 000000" in cpr("show", "example")
    assert json.loads(cpr("show", "example", "--json")) == {
        "code": "example",
        "telephone": "01000 000000",
        "website": "https://board.example.test",
        "support": "",
    }
    with desk() as at:
        [entry] = at.session.exec(select(Entry).where(Entry.what == "board_entered")).all()
    assert entry.details == {"board": "example", "fields": ["telephone", "website"]}


def test_what_is_wrong_or_nothing_at_all_is_refused_and_nothing_is_entered(cpr: Cpr) -> None:
    with pytest.raises(Refused):
        cpr("set", "example", "--telephone", "01000 000000", "--website", "board")
    with pytest.raises(GuidanceError) as refused:
        cpr("set", "example")

    assert refused.value.code == "board_nothing_given"
    assert json.loads(cpr("show", "example", "--json"))["telephone"] == ""


def test_the_doctor_says_what_letters_go_without(
    cpr: Cpr, own_database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Seen to fail with the finding well whatever is missing."""
    everything = ("--telephone", "01000 000000", "--website", "https://b.example.test", "--support", "Line")
    cpr("set", "example_b", *everything)
    monkeypatch.setenv("CPR_HOME", str(tmp_path))
    monkeypatch.setenv("CPR_OWNER_DATABASE_URL", own_database.owner_url)
    monkeypatch.setenv("CPR_PREFECT_DATABASE_URL", own_database.owner_url)

    found = list(findings._letters(settings.installation()))

    assert [(each.code, each.well) for each in found] == [
        ("boards_office_missing", False),
        ("boards_office_known", True),
    ]
    assert "telephone, website, support" in found[0].words.en
