"""``cpr criteria`` and ``cpr deadlines`` as a person at a terminal meets them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from deployments.console.guidance import criteria, deadlines

CANARY = "Canary Jones"
FACTS = """\
pack: cpr-2016
harm: died
event_on: 2026-07-01
abuse_or_neglect: suspected
known_to_services: no
register: [{from: 2026-02-01, to: null}]
looked_after: []
"""


def run(command: click.Command, *options: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(command, list(options), input=given)


def advice(given: str) -> dict[str, Any]:
    result = run(criteria, "--file", "-", "--json", given=given)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def refusal(given: str | bytes, *options: str) -> str:
    result = run(criteria, "--file", "-", *options, given=given)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert CANARY not in result.stderr
    return result.stderr


def test_criteria_prints_the_outcome_the_window_and_why() -> None:
    found = advice(FACTS)
    assert list(found) == ["outcome", "window", "reasons", "warnings", "missing"]
    assert found["outcome"] == "extended"
    assert found["window"] == {"start": "2026-01-01", "end": "2026-06-30"}
    assert [reason["code"] for reason in found["reasons"]] == [
        "limb_a_met",
        "limb_b_met",
        "window_before_event",
        "register_on_day",
    ]
    for reason in found["reasons"]:
        assert set(reason) == {"code", "text_en", "text_cy", "source", "provenance"}
        assert all(reason.values())


def test_json_is_read_like_yaml() -> None:
    facts = {
        "pack": "cpr-2016",
        "harm": "died",
        "event_on": "2026-07-01",
        "abuse_or_neglect": "suspected",
        "known_to_services": "no",
        "register": [{"from": "2026-02-01", "to": None}],
        "looked_after": [],
    }
    assert advice(json.dumps(facts)) == advice(json.dumps(facts, indent="\t")) == advice(FACTS)


def test_several_children_are_each_answered() -> None:
    found = advice(f"{FACTS}subjects:\n- {{}}\n- {{harm: other}}\n")
    assert [child["outcome"] for child in found["subjects"]] == ["extended", "none"]


@pytest.mark.parametrize(
    ("language", "says"), [("en", "The criteria point to"), ("cy", "Mae’r meini prawf yn awgrymu")]
)
def test_without_json_a_person_can_read_it(language: str, says: str) -> None:
    result = run(criteria, "--file", "-", "--language", language, given=FACTS)
    assert result.exit_code == 0
    assert result.stdout.startswith(says)
    assert "SI 2015/1466 reg. 4(3)" in result.stdout


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("", "no facts"),
        ("# nothing\n", "no facts"),
        ("- harm: died\n", "facts by name"),
        (CANARY, "facts by name"),
        ("harm: [died\n", "line 2"),
        ("harm: died\n\tevent_on: 2026\n", "line 2"),
        ("harm: died\nharm: other\n", "line 2"),
        ("harm: &a died\nevent_on: *a\n", "line 2"),
        ("harm: !!python/object:os.system x\n", "line 1"),
        ("--- {}\n--- {}\n", "line 2"),
        ("? [a]\n: b\n", "line 1"),
        ("event_on: 31/12/2026\n", "`event_on`"),
        ("event_on: 2026-02-30\n", "`event_on`"),
        ("event_on: 2026-13-01T25:00:00\n", "`event_on`"),
        (f"harm: {CANARY}\n", "`harm`: use one of died"),
        (f"name: {CANARY}\n", "`name` is not a fact used here"),
        (f"{CANARY}: x\n", "not the name of a fact"),
        ("harm: died\x00", "line 1"),
        (b"\xff\xfeh\x00a\x00", "not UTF-8"),
        ("[" * 50_000, "too deeply"),
        ("- " * 20_000, "too deeply"),
        ("{a: " * 20_000, "too deeply"),
        ("x" * 10_000_000, "100 kB"),
        ("harm: " + "9" * 90_000, "`harm`"),
    ],
    ids=range(24),
)
def test_a_wrong_file_is_told_in_a_sentence_with_what_to_do(given: str | bytes, says: str) -> None:
    assert says in refusal(given)


def test_problems_are_told_one_a_line_in_the_language_asked_for() -> None:
    told = refusal("harm: x\nevent_on: x\n", "--language", "cy").splitlines()
    assert len(told) == 2
    assert told[0].startswith("`harm`: defnyddiwch un o’r rhain")


def test_a_missing_file_or_a_folder_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.yaml", tmp_path, Path("a" * 5000)):
        result = run(criteria, "--file", str(path))
        assert result.exit_code == 2
        assert "cannot be opened" in result.stderr


def test_deadlines_prints_one_object_a_milestone_in_stage_order() -> None:
    result = run(
        deadlines, "--pack", "cpr-2016", "--referral", "2026-08-31", "--decision", "2026-10-01", "--json"
    )
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert [row["stage"] for row in found] == sorted(row["stage"] for row in found)
    complete = next(row for row in found if row["stage"] == "S17")
    assert complete == {
        "stage": "S17",
        "milestone": "complete",
        "due": "2027-02-28",
        "act_by": "2027-02-26",
        "anchor": {"stage": "S01", "on": "2026-08-31", "actual": True},
        "rule": "6 months after the referral, no held day taken off",
        "rule_cy": "6 mis ar ôl yr atgyfeiriad, heb dynnu unrhyw ddiwrnod o ataliad",
        "source": "Six months: Social Research 45/2015, section 2.3. The day they run from was not confirmed",
        "provenance": "unconfirmed",
    }


def test_every_deadline_printed_has_a_source() -> None:
    """R11."""
    for pack_id in ("cpr-2013", "cpr-2016", "susr-2024"):
        found = json.loads(run(deadlines, "--pack", pack_id, "--referral", "2026-01-05", "--json").stdout)
        assert all(row["source"] and row["provenance"] and row["rule"] and row["rule_cy"] for row in found)


def test_the_day_of_the_referral_chooses_the_rules_and_another_pack_is_a_what_if() -> None:
    chosen = run(deadlines, "--referral", "2016-04-05", "--json")
    assert chosen.stderr == ""
    what_if = run(deadlines, "--referral", "2016-04-05", "--pack", "cpr-2016", "--json")
    assert what_if.exit_code == 0
    assert "what-if" in what_if.stderr
    assert "cpr-2013" in what_if.stderr
    assert "not at hand" in run(deadlines, "--referral", "2025-01-05").stderr


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--referral", "31/12/2026"), "--referral: write the date to the day"),
        (("--referral", "2026-02-30"), "--referral"),
        (("--referral", "2026-05"), "to the day"),
        (("--referral", "2026-05-01", "--decision", CANARY), "--decision"),
        (("--referral", "2026-05-01", "--decision", "2026-04-30"), "comes before the referral"),
        (("--referral", "2026-05-01", "--event", "2026-04-30"), "Learning Event"),
        (("--referral", "2026-05-01", "--decision", "2026-06-01", "--event", "2026-05-20"), "Learning Event"),
        (("--referral", "2012-12-31"), "no Child Practice Reviews before 1 January 2013"),
        (("--referral", "2012-12-31", "--pack", "cpr-2013"), "no Child Practice Reviews before"),
        (("--referral", "2026-05-01", "--pack", CANARY), "cpr-2013, cpr-2016, susr-2024"),
        (("--referral", "2035-05-01"), "bank holidays of 2035"),
    ],
)
def test_impossible_days_are_told_in_a_sentence_with_what_to_do(options: tuple[str, ...], says: str) -> None:
    result = run(deadlines, *options)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert says in result.stderr
    assert CANARY not in result.stderr


def test_a_person_can_read_the_deadlines_in_welsh() -> None:
    result = run(deadlines, "--referral", "2026-08-31", "--pack", "cpr-2016", "--language", "cy")
    assert "S03 Argymhelliad y Grŵp Adolygu Ymarfer Plant" in result.stdout
    assert "28 Chwefror 2027" in result.stdout


def test_the_rules_ask_for_no_prefect_database_or_form_library() -> None:
    """Seen to fail with a model of pydantic's imported by the facts."""
    check = (
        "import deployments.console.guidance, sys; print([m for m in sys.modules if m in {names}])".format(
            names={"prefect", "sqlalchemy", "sqlmodel", "pydantic", "apprise", "pendulum"}
        )
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
