"""``cpr plan``: the planner, asked with a file; anybody can check its answers.

Nothing is kept and no service is needed. Prefect and the database are not imported.
"""

import json

import click

from deployments.console import plan_json, plan_page
from deployments.console.edge import Console
from deployments.console.files import plain_values, text_of
from models.diaries.problem import Problem
from models.diaries.programmes.programme import plan as planned
from models.diaries.programmes.why_not import explain
from models.diaries.written import problem_file
from models.guidance.errors import GuidanceError, Refused

MOST_BYTES = 2_000_000
"""Fifty people's diaries of three years; a file past this is the wrong file."""

_OWN = {
    "facts_too_long": "plan_too_long",
    "facts_too_deep": "plan_too_deep",
    "facts_not_plain": "plan_not_plain",
    "facts_twice": "plan_twice",
}
"""What reading any file may say, in the words of this one."""


@click.command("plan")
@click.option("--file", "path", required=True, help="A problem in YAML or JSON; - reads standard input.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.option(
    "--explain", "explained", is_flag=True, help="Say who or what stands in the way, and what would help."
)
@click.pass_obj
def plan(console: Console, path: str, *, as_json: bool, explained: bool) -> None:
    """Cynllunio rhaglen o ffeil / Plan a programme from a file.

    The format of the file and of the answer stands in docs/formats/plan.md.
    """
    problem = _read(path)
    found = planned(problem)
    # Where there is no programme the question is always why.
    why = explain(problem, found) if explained or not found.programmes else None
    if as_json:
        click.echo(json.dumps(plan_json.answer(problem, found, why), ensure_ascii=False, indent=2))
        return
    for line in plan_page.page(problem, found, why, console.language):
        click.echo(line)


def _read(path: str) -> Problem:
    try:
        given = plain_values(text_of(path, MOST_BYTES))
    except GuidanceError as error:
        raise GuidanceError(_OWN.get(error.code, error.code), None, **error.facts) from None
    if not isinstance(given, dict) or not given or given.get("meetings") == []:
        raise Refused((GuidanceError("plan_empty"),))
    return problem_file.read(given)
