"""``cpr plan-all``: plan all reviews together, and propose what is better than what stands."""

import json
from dataclasses import asdict

import click

from deployments.console.edge import Console
from models.guidance.sentences import sentence
from tasks.diaries.planning import SECONDS, said
from tasks.diaries.planning import plan_all as plan_all_reviews


@click.command("plan-all")
@click.option("--dry-run", is_flag=True, help="Dangos yn unig / Only show: nothing is proposed.")
@click.option(
    "--seconds",
    type=click.FloatRange(0, 3600),
    default=SECONDS,
    show_default=True,
    help="Am faint o amser i chwilio / For how long to look for a better plan.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def plan_all(console: Console, *, dry_run: bool, seconds: float, as_json: bool) -> None:
    """Cynllunio pob adolygiad gyda'i gilydd / Plan all reviews together.

    New programmes are proposed only where they are better; nothing is moved, nobody invited.
    """
    if not as_json:
        console.say(sentence("plan_all_looks", seconds=round(seconds)))
    night = plan_all_reviews(seconds, write=not dry_run)
    if as_json:
        costs = {name: getattr(night, name)._asdict() for name in ("before", "after", "short")}
        click.echo(json.dumps({**asdict(night), **costs}, ensure_ascii=False, indent=2))
        return
    for each in said(night):
        console.say(each)
    if dry_run:
        console.say(sentence("plan_all_dry_run"))
