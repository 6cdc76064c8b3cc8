"""``cpr load``: who has how many hours of meetings in which month."""

import json
from collections.abc import Iterator
from dataclasses import asdict

import click

from deployments.console.edge import Console
from models.casework import load_of_people
from models.casework.load_of_people import Load
from models.guidance.sentences import sentence
from models.guidance.words import Language
from tasks.office import desk


@click.command()
@click.argument("board")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def load(console: Console, board: str, *, as_json: bool) -> None:
    """Oriau o gyfarfodydd i bob person bob mis / Hours of meetings for each person and month.

    Of everybody whom BOARD has invited, or would by what is proposed; their meetings for
    other Boards count, too.
    """
    with desk() as at:
        found = load_of_people.load(at, board)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2, default=str))
        return
    for line in _table(found, console.language):
        click.echo(line)


def _table(found: Load, language: Language) -> Iterator[str]:
    """Give a row a person: the hours that stand, and after a plus those that are proposed."""
    wide = max(len(each.person) for each in found.people)
    yield sentence("load_legend").of(language)
    yield " " * wide + "".join(f"{month:%Y-%m}".rjust(12) for month in found.months)
    for each in found.people:
        cells = map(_cell, each.standing, each.proposed)
        yield each.person.ljust(wide) + "".join(cell.rjust(12) for cell in cells)


def _cell(standing: float, proposed: float) -> str:
    return f"{standing:.1f}" + (f" +{proposed:.1f}" if proposed else "")
