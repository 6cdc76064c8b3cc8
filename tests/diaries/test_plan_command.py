"""``cpr plan`` as somebody who checks the planner meets it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import cp_sat
import pytest
from click.testing import CliRunner, Result

from deployments.console.edge import Console
from deployments.console.files import plain_values
from deployments.console.plan import MOST_BYTES, plan
from deployments.settings import CHECKOUT
from models.diaries.written.problem_file import read
from models.guidance.errors import GuidanceError, Refused

EXAMPLES = CHECKOUT / "docs/examples/plans"
REVIEW = EXAMPLES / "review.yaml"


def run(*options: str, language: str = "en", given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(plan, list(options), input=given, obj=Console(language))  # type: ignore[arg-type]


def answer(path: Path, *options: str) -> dict[str, Any]:
    result = run("--file", str(path), "--json", *options)
    assert result.exit_code == 0, result.exception
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("path", sorted(EXAMPLES.iterdir()), ids=lambda path: path.name)
def test_every_example_has_the_answer_that_the_oracle_proves(path: Path) -> None:
    problem = read(plain_values(path.read_text(encoding="utf-8")))
    oracle = cp_sat.solve(problem, cp_sat.tables(problem))
    found = answer(path, "--explain")
    assert found["proved"] == (oracle and oracle.cost._asdict())
    assert list(found) == [
        "programmes",
        "alternatives",
        "no_later_than",
        "last_possible",
        "violations",
        "proved",
        "explanation",
    ]


def test_the_page_of_the_format_shows_what_the_examples_give() -> None:
    """The first programme's rows, and the explanation, stand in the page as they are printed."""
    page = (CHECKOUT / "docs/formats/plan.md").read_text(encoding="utf-8")
    said = run("--file", str(REVIEW), "--explain").stdout
    shown = page.split("```text\n")[1].split("```")[0]
    assert said.startswith(shown)
    impossible = run("--file", str(EXAMPLES / "gap-that-cannot-be-met.yaml")).stdout
    assert page.split("```text\n")[2].split("```")[0] == impossible


def test_violations_name_who_is_missing_and_what_is_late() -> None:
    found = answer(REVIEW)
    missing = [each for each in found["violations"] if "person" in each]
    assert missing == [
        {
            "meeting": "learning-event",
            "person": "health-1",
            "part": "agency",
            "agency": "health",
            "cause": "unknown",
            "stands_in": None,
        }
    ]


def test_what_would_help_is_said_in_both_languages() -> None:
    english = run("--file", str(REVIEW), "--explain").stdout
    welsh = run("--file", str(REVIEW), "--explain", language="cy").stdout
    assert "if education-1 could always come" in english
    assert "pe gallai education-1 ddod bob amser" in welsh
    assert "Rhaglen 1" in welsh
    assert len(english.splitlines()) == len(welsh.splitlines())


def test_where_there_is_no_programme_the_answer_says_what_must_give_though_nobody_asked() -> None:
    found = answer(EXAMPLES / "gap-that-cannot-be-met.yaml")
    assert found["programmes"] == []
    assert found["explanation"]["smallest"]["relaxations"] == [
        {"rule": "gap_least", "meeting": "board", "days": 3}
    ]


def test_standard_input_is_read() -> None:
    given = (EXAMPLES / "unknown-diary.json").read_bytes()
    result = run("--file", "-", "--json", given=given)
    assert json.loads(result.stdout)["proved"]["members"] == 1


MINIMAL = '{"calendar": {"first": "2026-05-04", "last": "2026-06-26"}, "people": {"a": {}}, "meetings": [%s]}'


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (b"", "plan_empty"),
        (b"[]", "plan_empty"),
        ((MINIMAL % "").encode(), "plan_empty"),
        (b"\xff\xfe", "facts_not_text"),
        (b"a: [", "facts_not_yaml"),
        (b"a: &x [1]\nb: *x", "plan_not_plain"),
        (b"a: !!python/object/apply:os.system [ls]", "plan_not_plain"),
        (b"a: 1\na: 2", "plan_twice"),
        (b"[" * 2_000, "plan_too_deep"),
        (b"a" * (MOST_BYTES + 1), "plan_too_long"),
        ((MINIMAL % '{"key": "m", "length": 700}').encode(), "meeting_too_long"),
        ((MINIMAL % '{"key": "m", "length": 60, "gap": [9, 2]}').encode(), "gap_reversed"),
        ((MINIMAL % '{"key": "m", "length": 60}, {"key": "m", "length": 60}').encode(), "meeting_twice"),
        (
            (MINIMAL % '{"key": "m", "length": 60, "fixed": "2027-01-01T10:00"}').encode(),
            "fixed_outside_calendar",
        ),
    ],
)
def test_a_file_that_is_no_problem_is_refused_in_one_sentence(given: bytes, code: str) -> None:
    result = run("--file", "-", given=given)
    error = result.exception
    assert isinstance(error, GuidanceError)
    assert result.stdout == ""
    problems = error.problems if isinstance(error, Refused) else (error,)
    assert [each.code for each in problems] == [code]
    assert all(each.words.cy and each.words.en for each in problems)


def test_a_file_that_is_not_there_is_said_so() -> None:
    result = run("--file", "/nowhere/at/all")
    assert isinstance(result.exception, GuidanceError)
    assert result.exception.code == "file_not_readable"


def test_a_diary_of_forty_thousand_rows_is_planned_from() -> None:
    rows = [f"2026-05-{4 + n % 20:02d}T{8 + n % 9:02d}:{n % 60:02d}/2026-05-30T10:00" for n in range(20_000)]
    people = {code: {"known": "all", "busy": rows} for code in ("a", "b")}
    calendar = {"first": "2026-05-04", "last": "2026-06-26"}
    asked = {
        "calendar": calendar,
        "people": people,
        "meetings": [{"key": "m", "length": 60, "required": ["a"]}],
    }
    text = json.dumps(asked)
    assert len(text) < MOST_BYTES
    assert run("--file", "-", "--json", given=text).exit_code == 0


def test_neither_prefect_nor_the_database_is_loaded() -> None:
    """Seen to fail with the desk imported by the command."""
    script = (
        "import sys; from deployments.console import run; "
        f"code = run(['plan', '--file', {str(REVIEW)!r}, '--json']); "
        "loaded = {'prefect', 'sqlalchemy', 'sqlmodel', 'ortools'} & set(sys.modules); "
        "sys.exit(code or bool(loaded))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 0


def test_the_command_ends_with_2_and_one_sentence_where_the_file_is_refused() -> None:
    ended = subprocess.run(
        ["cpr", "plan", "--file", "-"],
        input=MINIMAL % '{"key": "m", "length": 60, "required": ["Canary Jones"]}',
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": str(Path(sys.executable).parent)},
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.startswith("meetings[1].required: ")
    assert "Canary" not in ended.stderr
