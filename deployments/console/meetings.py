"""``cpr meeting``: plan meetings, see who comes, take answers by telephone, offer times."""

import json
from typing import Any

import click

from deployments.console import meeting_answers, meeting_dates, meeting_pages
from deployments.console.edge import Console
from deployments.console.meeting_options import (
    DAY,
    HOUR,
    kind_argument,
    number_option,
    review_argument,
    which,
)
from models import casework
from models.casework import arranging, meetings
from models.casework.arranging import Wanted
from models.guidance.sentences import sentence
from tasks.office import desk


@click.group()
def meeting() -> None:
    """Cyfarfodydd, gwahoddiadau ac atebion / Meetings, invitations and answers."""


@meeting.command("list")
@review_argument
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def list_(console: Console, reference: str, *, as_json: bool) -> None:
    """Rhestru cyfarfodydd adolygiad / List the meetings of the review REFERENCE."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        found = meetings.all_of(at.session, review)
        if as_json:
            shown = [meeting_pages.as_json(at.session, each) for each in found]
            click.echo(json.dumps(shown, ensure_ascii=False, indent=2, default=str))
            return
        for each in found:
            console.say(meeting_pages.described(review.reference, each))


@meeting.command("show")
@review_argument
@kind_argument
@number_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def show(console: Console, reference: str, kind: str, number: int | None, *, as_json: bool) -> None:
    """Dangos cyfarfod: pwy, atebion, cworwm / Show a meeting: who, their answers, its quorum."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        found = arranging.named(at.session, review, kind, number)
        if as_json:
            shown = meeting_pages.as_json(at.session, found)
            click.echo(json.dumps(shown, ensure_ascii=False, indent=2, default=str))
            return
        click.echo("\n".join(meeting_pages.page(at.session, review.reference, found, console.language)))


def _arrangement(command: click.decorators.FC) -> click.decorators.FC:
    for option in (
        click.option("--checked", is_flag=True, help="The place was looked at: it identifies nobody."),
        click.option("--online", "online_url", help="The https link of an on-line meeting."),
        click.option("--place", help="Where people meet."),
        click.option(
            "--pencilled/--firm", "pencilled", default=None, help="The date is uncertain, or is not."
        ),
        click.option("--until", "ends", type=HOUR, help="Hour in London; the usual one by default."),
        click.option("--from", "starts", type=HOUR, help="Hour in London; the usual one by default."),
        click.option("--on", type=DAY, help="The day."),
    ):
        command = option(command)
    return command


def _wanted(kind: str, number: int, given: dict[str, Any]) -> Wanted:
    on, starts, ends = (given.pop(name) for name in ("on", "starts", "ends"))
    return Wanted(
        kind,
        number,
        on=on.date() if on else None,
        starts=starts.time() if starts else None,
        ends=ends.time() if ends else None,
        **given,
    )


@meeting.command("plan")
@review_argument
@kind_argument
@number_option
@_arrangement
@click.pass_obj
def plan(console: Console, /, reference: str, kind: str, number: int | None, **given: Any) -> None:  # noqa: ANN401 - one option each
    """Cynllunio cyfarfod a gwahodd / Plan a meeting, and invite whom it calls for."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        number = number or arranging.number_meant(at.session, review, kind)
        planned = arranging.arrange(at, review, _wanted(kind, number, given))
        said = meeting_pages.planned(at.session, review, planned)
    for each in said:
        console.say(each)


@meeting.command("move")
@review_argument
@kind_argument
@number_option
@_arrangement
@click.pass_obj
def move(console: Console, /, reference: str, kind: str, number: int | None, **given: Any) -> None:  # noqa: ANN401 - one option each
    """Symud cyfarfod, neu newid ei le / Move a meeting that is planned, or change where it is."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        number = arranging.named(at.session, review, kind, number).number
        planned = arranging.arrange(at, review, _wanted(kind, number, given))
        said = meeting_pages.planned(at.session, review, planned)
    for each in said:
        console.say(each)


@meeting.command("firm")
@review_argument
@kind_argument
@number_option
@click.pass_obj
def firm(console: Console, reference: str, kind: str, number: int | None) -> None:
    """Cadarnhau dyddiad / Make a pencilled date firm."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        found = arranging.named(at.session, review, kind, number)
        meetings.firm(at, found)
        said = meeting_pages.described(review.reference, found)
    console.say(said)


@meeting.command("cancel")
@review_argument
@kind_argument
@number_option
@click.pass_obj
def cancel(console: Console, reference: str, kind: str, number: int | None) -> None:
    """Canslo cyfarfod / Cancel a meeting: it leaves the diary of everybody who was invited."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        found = arranging.named(at.session, review, kind, number)
        meetings.cancel(at, found)
    console.say(sentence("meeting_cancelled", **which(review, found)))


for _command in (
    meeting_answers.invite,
    meeting_answers.uninvite,
    meeting_answers.reply,
    meeting_answers.ask,
    meeting_answers.choose,
    meeting_answers.counter,
    meeting_dates.dates,
):
    meeting.add_command(_command)
