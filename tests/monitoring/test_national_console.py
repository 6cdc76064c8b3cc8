"""``cpr consistency`` and ``cpr national``: several Boards' exports read, and said in words that add up."""

import json
import re
from pathlib import Path

import pytest
from conftest import Database
from monitored import FACTS, data_set, declined, reviewed
from office_days import OfficeDays

from deployments.console import run
from models.monitoring.checks import checks
from models.monitoring.rows import DelayRow, DocumentRow, EarlierRow, ProtocolRow, StepRow
from models.records.engine import engine
from tasks.monitoring.writing import write_rows
from tasks.office import desk

A, B, C, D, E = (f"{number:032x}" for number in range(1, 6))


@pytest.fixture
def exports(tmp_path: Path) -> list[str]:
    """Give the exports of two invented Boards that decided the same facts differently."""
    ours = data_set(
        reviewed(A),
        declined(B, known_to_services="no", advice="concise"),
        declined(
            C, "mapf", facts=FACTS.replace("suspected", "no"), rule="learning_identified", advice="mapf"
        ),
        delays=(
            DelayRow("example", A, "criminal_trial", 110, 100, 10),
            DelayRow("example", A, "diary", 50, 40, 10),
        ),
        steps=(StepRow("example", A, "S10", "timelines", "late", 9, "product"),),
        documents=(
            DocumentRow("example", A, "police", "came", 30),
            DocumentRow("example", A, "health", "waiting", 80),
        ),
        protocols=(ProtocolRow("example", "reviewers", "1 / 2", "2", "2014-01", None, "Two work better."),),
        earlier=(
            EarlierRow("2013-2015", "", "forums_completed", None, "Social Research 45/2015, section 3"),
        ),
    )
    going = {"submitted_in": None, "published_in": None, "action_plan_in": None}
    theirs = data_set(
        reviewed(D, board="example_b", decided="extended", recommended="extended"),
        reviewed(
            E,
            board="example_b",
            status="in_progress",
            completed_in=None,
            on_time="not_yet",
            with_action_plan="not_yet",
            **going,
        ),
        delays=tuple(DelayRow("example_b", row, "inquest", 150, 150, 0) for row in (D, E)),
    )
    for name, data in (("a", ours), ("b", theirs)):
        write_rows(tmp_path / name, data, checks(data), ("json",))
    return [str(tmp_path / name) for name in "ab"]


def test_the_chairs_read_what_the_facts_were_what_was_decided_and_what_to_talk_about(
    exports: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """R39, R46. Seen to fail with each export looked at by itself."""
    assert run(["consistency", *exports]) == 0
    told = capsys.readouterr().out
    assert "the child died; abuse or neglect suspected; neither on the register nor looked after" in told
    assert "concise child practice review: Example Board 1, Example Board B 1" in told
    assert "extended child practice review: Example Board B 1" in told
    assert "no review: Example Board 1" in told
    assert "To talk about:" in told
    assert "Small numbers" in told
    assert "number of reviewers (Guidance: 1 / 2)\n    Example Board: 2; 2014-01" in told
    assert "not known to services: 1. That is no criterion" in told


def test_for_programs_there_are_the_same_figures_with_exact_intervals(
    exports: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["consistency", *exports, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["findings"][0]["outcomes"] == {
        "extended": {"example_b": 1},
        "concise": {"example": 1, "example_b": 1},
        "none": {"example": 1},
    }
    assert told["findings"][0]["in_words"]["cy"].startswith("bu farw’r plentyn")
    assert [each["row"] for each in told["flags"]] == [B]
    neither = next(each for each in told["departures"] if each["rule"] == "neither_in_window")
    assert (neither["group"]["n"], neither["group"]["of"]) == (2, 4)
    assert [round(end, 1) for end in neither["group"]["interval"]] == [6.8, 93.2]


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_country_on_one_page_adds_up(
    exports: list[str], capsys: pytest.CaptureFixture[str], language: str
) -> None:
    """R98. Seen to fail with the sums taken from another count than the cells."""
    assert run(["--language", language, "national", *exports]) == 0
    lines = capsys.readouterr().out.splitlines()
    (first, second, all_of_them) = (
        [int(cell) for cell in line.split() if cell.isdigit()] for line in lines[6:9]
    )
    assert [one + other for one, other in zip(first, second, strict=True)] == all_of_them
    assert sum(all_of_them[:-1]) == all_of_them[-1] == 5


def test_the_page_says_every_part_and_what_is_missing(
    exports: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["national", *exports]) == 0
    told = capsys.readouterr().out
    assert "Not for publication" in told
    assert "There are invented rows here" in told
    assert "Reviews: 3 = completed 2 + in progress 1. Published: 2." in told
    assert (
        "730 days = 368 of the plan’s work + 300 with a cause + 62 unexplained (2 completed reviews)." in told
    )
    assert "Clear rationale: 5 of 5" in told
    assert re.search(r"police +1 +30 +0\n", told)
    assert re.search(r"S10 timelines +0 +1 +0 +0\n", told)
    assert "forums recorded as completed: not known (Social Research 45/2015, section 3)" in told
    assert "Whether 1 of 1 forums were completed is not known." in told


def test_the_json_of_the_page_holds_every_figure(
    exports: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["national", *exports, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["number"]["referrals"] == 5
    assert told["quality"]["clear"] == {
        "n": 5,
        "of": 5,
        "percent": 100.0,
        "interval": pytest.approx([47.8, 100], abs=0.1),
    }


def test_the_pictures_are_written_in_both_languages_with_pages(
    exports: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """R35, R21."""
    assert run(["national", *exports, "--pictures", str(tmp_path / "pictures")]) == 0
    names = {"agencies", "delay-causes", "months-to-complete", "notification-quality", "why-not-six"}
    written = {each.name for each in (tmp_path / "pictures").iterdir()}
    assert written == {
        f"{name}-{said}.{kind}" for name in names for said in ("cy", "en") for kind in ("svg", "html")
    }
    assert "The national picture" in capsys.readouterr().out


def test_a_file_that_is_no_export_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "export.json"
    broken.write_text("{}")
    assert run(["national", str(broken)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_with_no_file_the_record_itself_is_read(
    own_database: Database,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """Seen to fail with the two commands unable to find the record."""
    monkeypatch.setenv("CPR_DATABASE_URL", own_database.application_url)
    monkeypatch.setenv("CPR_OWNER_DATABASE_URL", own_database.owner_url)
    monkeypatch.setenv("CPR_PREFECT_DATABASE_URL", own_database.owner_url)
    monkeypatch.setenv("CPR_HOME", str(tmp_path))
    monkeypatch.setenv("CPR_LANGUAGE", "en")
    with desk(by="nia") as at:
        office = OfficeDays(at.session).with_people()
        office.through(office.opens(outcome="concise"), until="S05")
    assert run(["consistency"]) == 0
    assert "Among 1 referrals the same facts were not found" in capsys.readouterr().out
    assert run(["national", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["number"]["by_outcome"] == {"concise": 1}
    engine(own_database.application_url).dispose()


@pytest.mark.parametrize(("language", "order"), [("en", ["health", "police"]), ("cy", ["heddlu", "iechyd"])])
def test_agencies_stand_in_the_alphabetical_order_of_the_language(
    exports: list[str], capsys: pytest.CaptureFixture[str], language: str, order: list[str]
) -> None:
    """Seen to fail with the order of their codes, which is that of English."""
    assert run(["--language", language, "national", *exports]) == 0
    shown = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert [each for each in shown if each in order] == order
