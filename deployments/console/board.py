"""``cpr board``: what letters say of a Board's office; its own calendar, and where it meets."""

import json

import click

from deployments.console import board_calendar
from deployments.console.edge import Console
from models.casework import boards_office
from models.casework.boards_office import FIELDS, BoardsOffice
from models.guidance.errors import GuidanceError
from models.guidance.sentences import sentence
from models.guidance.words import Words, word
from tasks.office import desk


@click.group()
def board() -> None:
    """Swyddfa'r Bwrdd fel y mae llythyrau'n ei dangos / The Board's office as letters show it."""


@board.command()
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def show(console: Console, code: str, *, as_json: bool) -> None:
    """Dangos swyddfa Bwrdd / Show a Board's office."""
    with desk() as at:
        found = boards_office.office_of(at.session, code)
    if as_json:
        fields = {name: getattr(found, name) for name in FIELDS}
        click.echo(json.dumps({"code": found.code, **fields}, ensure_ascii=False))
        return
    console.say(found.name)
    for name in FIELDS:
        console.say(_line(found, name))


def _line(found: BoardsOffice, name: str) -> Words:
    label, text = word("boards_office", name), getattr(found, name)
    nothing = word("boards_office", "nothing")
    return Words(cy=f"{label.cy}: {text or nothing.cy}", en=f"{label.en}: {text or nothing.en}")


@board.command("set")
@click.argument("code")
@click.option("--telephone", help="The office's; letters give it as a way to answer.")
@click.option("--website", help="Where anybody can check that a letter is the Board's: https://...")
@click.option("--support", help="Who gives support to somebody affected, in one line.")
@click.pass_obj
def set_(
    console: Console, code: str, telephone: str | None, website: str | None, support: str | None
) -> None:
    """Cofnodi swyddfa Bwrdd / Enter a Board's office; an empty text takes away what was there."""
    given = {"telephone": telephone, "website": website, "support": support}
    if all(each is None for each in given.values()):
        raise GuidanceError("board_nothing_given")
    with desk() as at:
        found = boards_office.enter(at, code, **given)
    console.say(sentence("board_entered", board=found.name))


for _command in (board_calendar.calendar, board_calendar.venue):
    board.add_command(_command)
