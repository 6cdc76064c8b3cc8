"""``cpr board calendar`` and ``cpr board venue``: when a Board sits or is closed, and where it meets."""

import json

import click

from deployments.console.edge import Console
from deployments.console.files import text_of
from models.casework import boards_office
from models.casework.programmes import board_days
from models.casework.programmes.board_days import Days
from models.guidance.sentences import sentence
from models.guidance.words import word
from tasks.office import desk

board_argument = click.argument("code", metavar="BOARD")
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


@click.group()
def calendar() -> None:
    """Calendr y Bwrdd / The Board's own calendar: when it sits, when it is closed, school holidays."""


@calendar.command("import")
@board_argument
@click.argument("path", metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Read and check the file, and enter nothing.")
@click.pass_obj
def import_(console: Console, code: str, path: str, *, dry_run: bool) -> None:
    """Mewnforio calendr o ffeil / Import a calendar from a file.

    CSV with the columns kind,since,until,starts,ends; - reads standard input. Of each kind in
    it these are all its days from the first one on; what was before stays.
    """
    days = board_days.read(text_of(path))
    with desk() as at:
        name = boards_office.office_of(at.session, code).name
        lines = len(days) if dry_run else board_days.enter(at, code, days)
    console.say(sentence("board_days_checked" if dry_run else "board_days_entered", board=name, lines=lines))


@calendar.command("show")
@board_argument
@as_json_option
@click.pass_obj
def show(console: Console, code: str, *, as_json: bool) -> None:
    """Dangos calendr Bwrdd / Show a Board's calendar and the places where it meets."""
    with desk() as at:
        name = boards_office.office_of(at.session, code).name
        days = board_days.calendar(at.session, code)
        places = [(each.place, each.travel_minutes) for each in board_days.venues(at.session, code)]
    if as_json:
        shown = {
            "days": [vars(each) for each in days],
            "venues": [{"place": place, "minutes": minutes} for place, minutes in places],
        }
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2, default=str))
        return
    if not days:
        console.say(sentence("board_days_none", board=name))
    for each in days:
        click.echo(_line(each, console))
    for place, minutes in places:
        console.say(sentence("venue_entered", board=name, place=place, minutes=minutes))


def _line(days: Days, console: Console) -> str:
    until = f" – {days.until}" if days.until != days.since else ""
    hours = f" {days.starts:%H:%M}–{days.ends:%H:%M}" if days.starts else ""
    return f"{days.since}{until}: {word('board_day', days.kind).of(console.language)}{hours}"


@click.command()
@board_argument
@click.argument("place")
@click.option("--minutes", type=int, default=0, show_default=True, help="How long people travel there.")
@click.option("--checked", is_flag=True, help="The place was looked at: it identifies nobody.")
@click.pass_obj
def venue(console: Console, code: str, place: str, minutes: int, *, checked: bool) -> None:
    """Cofnodi lle mae Bwrdd yn cyfarfod / Enter where a Board's meetings may be, and the way there."""
    with desk() as at:
        name = boards_office.office_of(at.session, code).name
        entered = board_days.enter_venue(at, code, place, minutes, checked=checked)
        said = sentence("venue_entered", board=name, place=entered.place, minutes=entered.travel_minutes)
    console.say(said)
