"""``cpr programme``: a review's dates, proposed, chosen, planned again, and why not others."""

import json

import click

from deployments.console import programme_pages, programme_why
from deployments.console.edge import Console
from deployments.console.meeting_options import review_argument
from deployments.console.waking import wake
from models import casework
from models.casework import programmes
from models.casework.entering import Office
from models.casework.programmes import Proposal
from models.guidance.errors import GuidanceError
from models.guidance.sentences import sentence
from models.records import Review
from tasks.office import desk

_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


@click.group()
def programme() -> None:
    """Rhaglen cyfarfodydd adolygiad / The programme of a review's meetings."""


@programme.command("show")
@review_argument
@_json
@click.pass_obj
def show(console: Console, reference: str, *, as_json: bool) -> None:
    """Dangos y rhaglenni a gynigiwyd ddiwethaf / Show the programmes proposed last, and the one chosen."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        found = _shown(at, review)
        if not found:
            raise GuidanceError("no_programme_proposed", reference=review.reference)
        _show(console, at, review, found, as_json=as_json)


def _shown(at: Office, review: Review) -> list[Proposal]:
    """Give what was proposed last, after the programme that was chosen before it, if one stands."""
    last, stands = programmes.latest_round(at.session, review), programmes.chosen(at.session, review)
    known = {each.programme.key for each in last}
    return [*([stands] if stands and stands.programme.key not in known else []), *last]


def _show(console: Console, at: Office, review: Review, found: list[Proposal], *, as_json: bool) -> None:
    ahead = programmes.ahead(at, review)
    if as_json:
        shown = programme_pages.as_json(ahead, found)
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2, default=str))
        return
    click.echo("\n".join(programme_pages.page(ahead, found, console.language)))


@programme.command("propose")
@review_argument
@click.pass_obj
def propose(console: Console, reference: str) -> None:
    """Cynnig dyddiau i'r cyfarfodydd sydd heb amser / Propose days for the meetings that have no time yet."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        reference, to_place = review.reference, programmes.ahead(at, review).without_a_time
        found = programmes.propose(at, review, "asked")
        if found:
            _show(console, at, review, list(found), as_json=False)
    if not found:
        code = "programme_nothing_possible" if to_place else "programme_nothing_to_place"
        console.say(sentence(code, reference=reference))


@programme.command("choose")
@review_argument
@click.argument("number", type=click.IntRange(1, 999))
@click.pass_obj
def choose(console: Console, reference: str, number: int) -> None:
    """Dewis rhaglen / Choose a programme: its meetings are pencilled and everybody is invited.

    One that cannot be any more is not chosen: what is possible today is proposed in its place.
    """
    with desk() as at:
        review = casework.review_by(at.session, reference)
        choice = programmes.choose(at, review, number)
        reference, invites = review.reference, bool(programmes.ahead(at, review).planned)
    if choice.stale is not None:
        raise choice.stale
    console.say(
        sentence("programme_chosen" if invites else "programme_day_kept", reference=reference, number=number)
    )
    wake(reference)


@programme.command("replan")
@review_argument
@click.option("--move", "moved", multiple=True, help="A meeting to be moved, such as learning_event-1.")
@click.pass_obj
def replan(console: Console, reference: str, moved: tuple[str, ...]) -> None:
    """Cynllunio eto yr hyn y mae rhaid ei symud / Plan again what must move.

    Nothing is moved until a programme is chosen.
    """
    with desk() as at:
        review = casework.review_by(at.session, reference)
        reference = review.reference
        again = programmes.replan(at, review, "asked", moved=frozenset(moved))
        if again:
            _show(console, at, review, list(again), as_json=False)
        must_move = moved or programmes.must_be_moved(programmes.ahead(at, review))
    if not again:
        code = "programme_nothing_possible" if must_move else "programme_nothing_moves"
        console.say(sentence(code, reference=reference))


@programme.command("why")
@review_argument
@_json
@click.pass_obj
def why(console: Console, reference: str, *, as_json: bool) -> None:
    """Dweud pam nad gwell, a beth fyddai'n helpu / Say why there is nothing better, and what would help."""
    with desk() as at:
        found = programmes.why(at, casework.review_by(at.session, reference))
    if as_json:
        click.echo(json.dumps(programme_why.as_json(found), ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(programme_why.page(found, console.language)))
