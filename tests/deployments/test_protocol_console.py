"""``cpr protocol``: declared from a file, listed beside the guidance in either language, ended."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from conftest import Database
from office_days import OfficeDays

from deployments.console import protocols as commands
from deployments.console.edge import Console
from models.guidance.errors import GuidanceError
from models.guidance.words import Language
from models.records.engine import engine
from tasks.office import desk

DECLARED = {
    "board": "example",
    "rule": "S10 timelines",
    "local": "15",
    "since": "2026-01-01",
    "reason": "Timelines were what reviews waited for.",
    "happened_on": "2026-01-05",
    "decided_by": "carys",
}

Cpr = Callable[..., str]


@pytest.fixture
def cpr(
    own_database: Database,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Iterator[Cpr]:
    """The command on a record with people; what follows the language is a file's content."""
    monkeypatch.setenv("CPR_DATABASE_URL", own_database.application_url)
    with desk(by="nia") as at:
        OfficeDays(at.session).with_people()

    def run(*arguments: str, language: Language = "en", **facts: str) -> str:
        path = tmp_path / "facts.json"
        path.write_text(json.dumps(facts))
        told = [*arguments, *(["--file", str(path)] if facts else [])]
        command: click.Command = commands.protocol
        command.main(told, standalone_mode=False, obj=Console(language))
        return capsys.readouterr().out

    yield run
    engine(own_database.application_url).dispose()


def test_a_protocol_is_declared_listed_in_either_language_and_ended(cpr: Cpr) -> None:
    """R40. Seen to fail with the list taken from the guidance's own figures."""
    assert cpr("list") == "No local protocol has been declared.\n"

    told = cpr("declare", **DECLARED)

    assert told.startswith(
        "Declared: S10 timelines: 15 working days, where the guidance says 20 working days"
    )
    welsh = cpr("list", language="cy")
    assert "S10 llinellau amser (Canllawiau: 20 o ddiwrnodau gwaith)" in welsh
    assert "Bwrdd Enghraifft: 15 o ddiwrnodau gwaith; 1 Ionawr 2026 –. Timelines were" in welsh
    told = cpr("end", board="example", rule="S10 timelines", until="2026-06-30", decided_by="carys")
    assert told == "The protocol about S10 timelines ended on 30 June 2026.\n"
    [row] = json.loads(cpr("list", "--board", "example", "--json"))
    assert (row["local"], row["until"]) == ("15 working_days", "2026-06-30")
    assert cpr("list", "--board", "example_b") == "No local protocol has been declared.\n"


def test_what_would_loosen_the_guidance_is_refused_and_nothing_is_entered(cpr: Cpr) -> None:
    with pytest.raises(GuidanceError) as refused:
        cpr("declare", **{**DECLARED, "local": "30"})
    assert refused.value.code == "protocol_loosens"
    assert json.loads(cpr("list", "--json")) == []
