"""``cpr diary ask``: ask for the diaries that are not known, by one letter to each person."""

import json
from dataclasses import asdict

import click

from deployments.console.edge import Console
from models import casework
from models.casework import diaries_asked
from models.casework.diaries_asked import Asked
from models.casework.entering import Office
from models.guidance.errors import GuidanceError
from models.guidance.references import reference
from models.guidance.sentences import sentence
from models.records import Person, Review
from tasks.office import desk


@click.command()
@click.argument("whom", metavar="REFERENCE|PERSON")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def ask(console: Console, whom: str, *, as_json: bool) -> None:
    """Gofyn am ddyddiaduron nad ydynt yn hysbys / Ask for diaries that are not known.

    Of everybody who meets for the review REFERENCE and their deputies, or of one PERSON by
    code. Nobody is asked twice within four weeks.
    """
    found = _asked(whom)
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2, default=str))
        return
    if not found:
        console.say(sentence("diary_ask_nobody", reference=whom))
    for each in found:
        console.say(sentence(f"diary_ask_{each.code}", person=each.person, on=each.on))


def _asked(whom: str) -> list[Asked]:
    with desk() as at:
        person = at.session.get(Person, whom)
        if person is not None:
            return [diaries_asked.ask_person(at, person)]
        return diaries_asked.ask(at, _review(at, whom))


def _review(at: Office, whom: str) -> Review:
    """Give the review; what is no reference may as well have been meant for a person's code."""
    try:
        written = reference(whom)
    except GuidanceError:
        raise GuidanceError("diary_ask_whom") from None
    return casework.review_by(at.session, written)
