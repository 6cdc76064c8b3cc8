"""``cpr picture``: a review's timeline and delays, a meeting's diaries, a Board's load, as plain SVG."""

from pathlib import Path

import click

from deployments.console.edge import Console
from deployments.console.meeting_options import kind_argument, review_argument
from models import casework
from models.casework import pictures
from models.guidance.errors import GuidanceError
from models.guidance.pictures.delays import breakdown as drawn_delays
from models.guidance.pictures.heat_map import diaries as drawn_diaries
from models.guidance.pictures.load import load as drawn_load
from models.guidance.pictures.page import page
from models.guidance.pictures.timeline import review_timeline
from models.guidance.sentences import sentence
from tasks.office import desk

_PAGES = (".html", ".htm")

_out = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="Ysgrifennu i ffeil .svg neu .html / Write to a file, .svg or .html (a page); printed by default.",
)


@click.group()
def picture() -> None:
    """Lluniau SVG, yn Gymraeg neu yn Saesneg / Pictures as SVG, in Welsh or in English."""


@picture.command()
@review_argument
@_out
@click.pass_obj
def timeline(console: Console, reference: str, out: Path | None) -> None:
    """Llinell amser adolygiad / A review: planned against what happened, holds, meetings, the forecast."""
    with desk() as at:
        shown = pictures.timeline_of(at, casework.review_by(at.session, reference))
    _give(console, review_timeline(shown, console.language), out)


@picture.command()
@review_argument
@kind_argument
@click.option("--number", type=click.IntRange(1, 99), default=1, show_default=True, help="Pa un / Which one.")
@_out
@click.pass_obj
def diaries(console: Console, reference: str, kind: str, number: int, out: Path | None) -> None:
    """Dyddiaduron cyfarfod sydd i ddod / The diaries of a meeting to come: people by days."""
    with desk() as at:
        shown = pictures.diaries_of(at, casework.review_by(at.session, reference), kind, number)
    _give(console, drawn_diaries(shown, console.language), out)


@picture.command()
@click.argument("board")
@_out
@click.pass_obj
def load(console: Console, board: str, out: Path | None) -> None:
    """Llwyth pobl Bwrdd / Hours of meetings for everybody whom a Board invites, by month."""
    with desk() as at:
        shown = pictures.load_of(at, board)
    _give(console, drawn_load(shown, console.language), out)


@picture.command("delays")
@review_argument
@_out
@click.pass_obj
def delays_(console: Console, reference: str, out: Path | None) -> None:
    """I ble yr aeth diwrnodau adolygiad / Where a review's days went: its causes on the calendar."""
    with desk() as at:
        shown = pictures.delays_of(at, casework.review_by(at.session, reference))
    _give(console, drawn_delays(shown, console.language), out)


def _give(console: Console, svg: str, out: Path | None) -> None:
    if out is None:
        click.echo(svg, nl=False)
        return
    if (kind := out.suffix.lower()) not in (".svg", *_PAGES):
        raise GuidanceError("picture_neither")
    try:
        out.write_text(page(svg, console.language) if kind in _PAGES else svg, encoding="utf-8")
    except OSError:
        raise GuidanceError("picture_not_written") from None
    console.say(sentence("picture_written", file=out.name))
