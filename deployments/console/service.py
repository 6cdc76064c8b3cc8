"""`cpr up`, `cpr doctor`, `cpr reconcile`: keep an installation running."""

import json
import signal
import sys
import time
from dataclasses import asdict, replace
from types import FrameType

import click

from deployments import settings
from deployments.console.edge import DONE, FAILED, Console
from deployments.errors import sentence
from models.guidance.words import Words

_PULSE = 1.0
"""Seconds between two looks at whether the services still run."""


@click.command()
@click.pass_obj
def up(console: Console) -> None:
    """Rhedeg popeth nes i chi bwyso Ctrl-C / Run everything until you press Ctrl-C."""
    from deployments.services import running

    installation = replace(settings.installation(), language=console.language)
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _interrupt)
    with running(installation, console.say) as services:
        console.say(_reconciled())
        console.say(sentence("answers_running", pages=services.answers))
        if installation.answers_url is None:
            console.say(sentence("answers_unlinked"))
        console.say(sentence("running", pages=services.pages))
        sys.stdout.flush()
        try:
            while True:
                services.check()
                time.sleep(_PULSE)
        except KeyboardInterrupt:
            # A second Ctrl-C must not leave programs behind.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            console.say(sentence("stopping"))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON ar gyfer rhaglenni / JSON for programs.")
@click.pass_obj
def doctor(console: Console, *, as_json: bool) -> int:
    """Dweud beth sydd o'i le, un frawddeg yr un / Say what is wrong, a sentence each."""
    from deployments.findings import findings

    found = findings(settings.installation())
    if as_json:
        rows = [{"code": f.code, "well": f.well, "cy": f.words.cy, "en": f.words.en} for f in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for finding in found:
            click.echo(f"{'✓' if finding.well else '✗'} {finding.words.of(console.language)}")
    return DONE if all(finding.well for finding in found) else FAILED


@click.command()
@click.pass_obj
def reconcile(console: Console) -> None:
    """Rhoi rhediad i bob adolygiad agored / Give every open review its run."""
    console.say(_reconciled())


def _reconciled() -> Words:
    from flows.reconcile import reconcile_reviews

    return sentence("reconciled", **asdict(reconcile_reviews()))


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
