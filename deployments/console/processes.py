"""``cpr process``: parallel processes begin or end, or none is known; what may go on meanwhile."""

import json
from typing import Any

import click

from deployments.console.edge import Console
from deployments.console.given import given_facts, list_of, option, when
from deployments.console.process_pages import page, plain
from deployments.console.waking import wake
from models import casework
from models.casework import ProcessBegunFacts, ProcessEndedFacts, process_events
from models.casework.process_list import known
from models.casework.process_looks import NoProcessFacts, none_known
from models.guidance.holds import PROCESSES, SCOPES
from models.guidance.processes import NONE
from models.guidance.sentences import sentence
from models.guidance.words import word
from tasks.office import desk

_kind = click.argument("kind", required=False, type=click.Choice(PROCESSES))


@click.group()
def process() -> None:
    """Prosesau cyfochrog / Parallel processes: none known, begin, end, show."""


@process.command("none")
@click.argument("reference")
@when
@click.pass_obj
def none(console: Console, /, reference: str, **given: Any) -> None:  # noqa: ANN401 - the options' texts
    """Holwyd: dim un yn hysbys / Enter that it was asked, and that no process is known."""
    facts = given_facts(NoProcessFacts, given)
    with desk() as at:
        review = casework.review_by(at.session, reference)
        none_known(at, casework.lock(at.session, review.key), facts)
    console.say(sentence("process_none_known", reference=review.reference))


@process.command("begin")
@click.argument("reference")
@_kind
@when
@option("--expected-end-on", "Disgwylir iddi orffen / Expected to end", ProcessBegunFacts)
@option("--contact-role", "Rôl y cyswllt / Role of the contact", ProcessBegunFacts)
@click.option(
    "--constrains",
    multiple=True,
    type=click.Choice([*SCOPES, NONE]),
    help="Ar beth y mae’n cyfyngu; gellir ei ailadrodd / What it constrains; may be repeated.",
)
@click.pass_obj
def begin(console: Console, /, reference: str, **given: Any) -> None:  # noqa: ANN401 - the options' texts
    """Dechreuodd proses / Enter that a process of KIND began; the day is --on, or the file's."""
    listed = {"constrains": list(given.pop("constrains"))} if given.get("constrains") else {}
    given.pop("constrains", None)
    facts = given_facts(ProcessBegunFacts, {**given, **listed})
    with desk() as at:
        review = casework.review_by(at.session, reference)
        process_events.begin(at, casework.lock(at.session, review.key), facts)
    console.say(sentence("process_begun", reference=review.reference))
    wake(reference)


@process.command("end")
@click.argument("reference")
@_kind
@when
@click.option("--began-on", help="Pa un: dechreuodd ar / Which one: it began on; 2026-05-01.")
@click.pass_obj
def end(console: Console, /, reference: str, **given: Any) -> None:  # noqa: ANN401 - the options' texts
    """Daeth proses i ben / Enter that the process of KIND ended: exactly what it held goes on."""
    facts = given_facts(ProcessEndedFacts, given)
    with desk() as at:
        # Locked first: a hold that somebody else ends at this moment must not be read before.
        review = casework.lock(at.session, casework.review_by(at.session, reference).key)
        before = len(casework.standing.open_holds(at.session, review))
        process_events.end(at, review, facts)
        count = before - len(casework.standing.open_holds(at.session, review))
    kind = word("process", facts.kind)
    console.say(sentence("process_over", reference=review.reference, kind=kind, count=count))
    if not wake(reference):
        console.say(sentence("run_follows"))


@process.command("show")
@click.argument("reference")
@list_of
@click.pass_obj
def show(console: Console, reference: str, *, as_json: bool) -> None:
    """Y prosesau ac a all fynd yn ei flaen / The processes beside REFERENCE, and what may go on meanwhile."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        found = known(at.session, review)
    if as_json:
        click.echo(json.dumps(plain(found), ensure_ascii=False, indent=2, default=str))
    else:
        click.echo("\n".join(page(review.reference, found, console.language)))
