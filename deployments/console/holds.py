"""``cpr hold``: stop stages of a review, and let them go on."""

import click

from deployments.console.edge import Console
from deployments.console.files import plain_values, text_of
from deployments.console.waking import wake
from models import casework
from models.casework import HoldFacts, ReleaseFacts
from models.guidance.sentences import sentence
from tasks.office import desk

_file = click.option(
    "--file", "path", required=True, help="The facts in YAML or JSON; - reads standard input."
)


@click.group()
def hold() -> None:
    """Atal adolygiad dros dro a'i ryddhau / Hold a review and release it."""


@hold.command("open")
@click.argument("reference")
@_file
@click.pass_obj
def open_(console: Console, reference: str, path: str) -> None:
    """Dechrau ataliad / Open a hold on the review REFERENCE."""
    facts = casework.understand(HoldFacts, plain_values(text_of(path)))
    with desk() as at:
        review = casework.review_by(at.session, reference)
        casework.hold(at, casework.lock(at.session, review.key), facts)
    console.say(sentence("hold_opened", reference=reference))
    wake(reference)


@hold.command("close")
@click.argument("reference")
@_file
@click.pass_obj
def close(console: Console, reference: str, path: str) -> None:
    """Dod ag ataliad i ben / End a hold on the review REFERENCE."""
    facts = casework.understand(ReleaseFacts, plain_values(text_of(path)))
    with desk() as at:
        review = casework.review_by(at.session, reference)
        casework.release(at, casework.lock(at.session, review.key), facts)
    console.say(sentence("hold_closed", reference=reference))
    if not wake(reference):
        console.say(sentence("run_follows"))
