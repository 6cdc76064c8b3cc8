"""``cpr replay-2015``: the pattern of 2013 to 2015 under invented Boards, and its stock-take."""

from datetime import date
from pathlib import Path

import click

from deployments.console.edge import Console
from models.guidance.sentences import sentence


@click.command("replay-2015")
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Y ffolder a wneir / The folder that is made.",
)
@click.pass_obj
def replay_2015(console: Console, folder: Path) -> None:
    """Ailchwarae patrwm 2013-2015 / Replay the pattern of 2013-2015 under invented Boards.

    It plays in a database of its own; nothing of it touches the record.
    """
    from deployments.replay.replaying import replay

    told: set[int] = set()

    def tell(day: date, entered: int) -> None:
        if day.year not in told:
            told.add(day.year)
            console.say(sentence("replaying", year=day.year, entered=entered))

    console.say(sentence("replay_begins"))
    replay(folder, console.language, tell)
    console.say(sentence("replayed", folder=folder))
