"""``cpr demo``: watch one review from its referral to its closed action plan."""

import signal
import sys
import time
from collections.abc import Mapping
from datetime import date
from textwrap import wrap
from types import FrameType
from typing import TYPE_CHECKING

import click

from deployments.console.edge import Console
from deployments.demo import known
from deployments.demo.words import DemoError, said
from deployments.errors import sentence
from deployments.services import Services
from models.guidance.errors import GuidanceError
from models.guidance.sentences import in_words
from models.guidance.words import Words

if TYPE_CHECKING:
    from deployments.demo.rounds import Went

_WIDTH = 118
_MARGIN = 19
"""The widest date, "30 September 2022", and two spaces."""
_PULSE = 1.0


@click.command()
@click.option(
    "--pattern",
    "name",
    envvar="DEMO",
    type=click.Choice(known.names()),
    default=known.DEFAULT,
    show_default=True,
    help="Patrwm pa adolygiad / The pattern of which review.",
)
@click.option(
    "--stay", is_flag=True, help="Gadael popeth yn rhedeg wedyn / Leave everything running afterwards."
)
@click.pass_obj
def demo(console: Console, name: str, *, stay: bool) -> None:
    """Gwylio adolygiad o'r atgyfeiriad i'r diwedd / Watch a review from its referral to its end."""
    _let_signals_end_it()
    _introduce(console, name)
    try:
        _watch(console, known.pattern(name), stay=stay)
    except GuidanceError as error:
        # Here it is no refused input but a demonstration that failed.
        raise DemoError("went_wrong", reason=error.words) from error


def _watch(console: Console, pattern: known.Pattern, *, stay: bool) -> None:
    from deployments.demo.installing import installed

    began = time.monotonic()
    with installed(console.language, console.say) as place:
        # Only now: Prefect reads the environment when it is imported.
        from deployments.demo.performing import perform

        started = time.monotonic()
        console.say(said("ready", seconds=round(started - began), pages=place.services.pages))
        click.echo()
        performed = perform(pattern, place, lambda *told: _tell(console, *told))
        played = time.monotonic()
        for line in performed.report(console.language):
            _print(line)
        console.say(_took(began, started, played))
        if stay:
            run = f"{place.services.pages}/runs/flow-run/{performed.run_id}"
            click.echo()
            stays = said("stays", pages=place.services.pages, run=run, folder=place.letters)
            _print(stays.of(console.language))
            sys.stdout.flush()
            _stay(place.services)
            console.say(sentence("stopping"))


def _introduce(console: Console, name: str) -> None:
    from models.guidance.boards import board

    for code in ("intro_what", "intro_why", "intro_program", "intro_replay"):
        words = said(code, pattern=name, board=board("example").name)
        click.echo("\n".join(wrap(words.of(console.language), _WIDTH)) + "\n")


def _tell(console: Console, day: date, code: str, facts: Mapping[str, object], went: "Went") -> None:
    text = said(code, **facts).of(console.language)
    if went.letters:
        text += f" {said('letters_went', count=went.letters).of(console.language)}"
    if went.answers:
        text += f" {said('answers_came', count=went.answers).of(console.language)}"
    first, *rest = wrap(text, _WIDTH - _MARGIN)
    click.echo(f"{in_words(day, console.language):<{_MARGIN}}{first}")
    for line in rest:
        click.echo(" " * _MARGIN + line)
    sys.stdout.flush()


def _print(line: str) -> None:
    # Addresses and paths stay whole, however long they are.
    parts = wrap(line, _WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
    click.echo(line if len(line) <= _WIDTH else "\n".join(parts))


def _took(began: float, started: float, played: float) -> Words:
    return said(
        "took",
        seconds=round(played - began),
        starting=round(started - began),
        playing=round(played - started),
    )


def _stay(services: Services) -> None:
    try:
        while True:
            services.check()
            time.sleep(_PULSE)
    except KeyboardInterrupt:
        # A second Ctrl-C must not leave programs behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _let_signals_end_it() -> None:
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _interrupt)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
