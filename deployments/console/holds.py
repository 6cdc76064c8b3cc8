"""``cpr hold``: stop stages of a review, look at that again, let them go on, and see what is held."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

import click

from deployments.console.edge import Console
from deployments.console.given import given_facts, list_of, option, when
from deployments.console.hold_pages import page, plain
from deployments.console.waking import wake
from models import casework
from models.casework import HoldFacts, HoldReviewFacts, ReleaseFacts
from models.casework.asked import Facts
from models.casework.hold_list import listed
from models.guidance.sentences import sentence
from models.guidance.words import Words
from models.records import Review
from tasks.office import desk

F = TypeVar("F", bound=Facts)

_scope = option("--scope", "Beth sy’n peidio / What it stops", HoldFacts)
_cause = option("--cause", "Pam / Why", HoldFacts)


@click.group()
def hold() -> None:
    """Atal adolygiad dros dro a'i ryddhau / Hold a review and release it."""


@hold.command("open")
@click.argument("reference")
@when
@_scope
@_cause
@option("--requested-by", "Pwy a ofynnodd / Who asked", HoldFacts)
@option("--authority", "O dan ba awdurdod / Under what authority", HoldFacts)
@option("--review-on", "Edrychir eto ar / Looked at again on", HoldFacts)
@option("--ends-with-process", "A yw’n dod i ben gyda’r broses / Whether it ends with the process", HoldFacts)
@click.pass_obj
def open_(console: Console, /, reference: str, **given: Any) -> None:  # noqa: ANN401 - the options' texts
    """Dechrau ataliad / Open a hold on the review REFERENCE."""
    _enter(console, reference, given_facts(HoldFacts, given), casework.hold, "hold_opened")


@hold.command("review")
@click.argument("reference")
@when
@_scope
@_cause
@option("--goes-on", "A yw’n parhau / Whether it goes on", HoldReviewFacts)
@option("--review-on", "Os yw: edrychir eto ar / If it does: looked at again on", HoldReviewFacts)
@click.pass_obj
def review_(console: Console, /, reference: str, **given: Any) -> None:  # noqa: ANN401 - the options' texts
    """Edrych eto ar ataliad / Look at a hold again: it goes on until a new day, or it ends."""
    facts = given_facts(HoldReviewFacts, given)
    said = "hold_goes_on" if facts.goes_on == "yes" else "hold_closed"
    _enter(console, reference, facts, casework.look_again, said)


@hold.command("close")
@click.argument("reference")
@when
@_scope
@_cause
@click.pass_obj
def close(console: Console, /, reference: str, **given: Any) -> None:  # noqa: ANN401 - the options' texts
    """Dod ag ataliad i ben / End a hold on the review REFERENCE."""
    _enter(console, reference, given_facts(ReleaseFacts, given), casework.release, "hold_closed")


def _enter(
    console: Console,
    reference: str,
    facts: F,
    enter: Callable[[casework.Office, Review, F], object],
    said: str,
) -> None:
    with desk() as at:
        review = casework.review_by(at.session, reference)
        enter(at, casework.lock(at.session, review.key), facts)
    told: Words = sentence(said, reference=review.reference)
    console.say(told)
    if not wake(reference):
        console.say(sentence("run_follows"))


@hold.command("list")
@click.argument("reference")
@list_of
@click.pass_obj
def list_(console: Console, reference: str, *, as_json: bool) -> None:
    """Holl ataliadau adolygiad a'u diwrnodau / All holds of the review REFERENCE, with their days."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        found = listed(at, review)
    if as_json:
        click.echo(json.dumps(plain(found), ensure_ascii=False, indent=2, default=str))
    else:
        click.echo("\n".join(page(review.reference, found, console.language)))
