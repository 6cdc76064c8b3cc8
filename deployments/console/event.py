"""``cpr event``: the care for a Learning Event: who takes part, who is prepared, who must not come."""

import json
from dataclasses import asdict

import click

from deployments.console import event_page
from deployments.console.edge import Console
from deployments.console.files import text_of
from models import casework
from models.casework import event_care
from models.casework.entering import Office
from models.casework.event_care import Proposed
from models.guidance.errors import GuidanceError, Refused
from models.guidance.sentences import sentence
from models.guidance.words import vocabulary, word
from models.records import Meeting, Person, Review
from models.records.events import ROUTES
from models.records.meetings import REASONS
from models.records.people import LANGUAGES
from tasks.office import desk

_reference = click.argument("reference")
_agencies = click.Choice([code for code in vocabulary("agency") if code != "welsh_government"])


@click.group()
def event() -> None:
    """Gofalu am y Digwyddiad Dysgu / Care for the Learning Event."""


def _at(office: Office, reference: str) -> tuple[Review, Meeting]:
    """Give a review, taken for this transaction, and its Learning Event."""
    review = casework.review_by(office.session, reference)
    casework.lock(office.session, review.key)
    meeting = event_care.learning_event(office.session, review)
    if meeting is None:
        raise GuidanceError("no_event_day", reference=review.reference)
    return review, meeting


def _person(office: Office, code: str) -> Person:
    found = office.session.get(Person, code)
    if found is None:
        raise GuidanceError("person_unknown", field="person")
    return found


@event.command("show")
@_reference
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def show(console: Console, reference: str, *, as_json: bool) -> None:
    """Dangos pwy sy'n dod, pwy sydd ar goll / Show who comes, who is missing, who is prepared."""
    with desk() as at:
        review, meeting = _at(at, reference)
        found = event_care.coverage(at.session, meeting)
        rows = event_page.rows(at, meeting)
        said = event_care.means(at.session, meeting)
    if as_json:
        shown = {
            "reference": review.reference,
            "event_on": meeting.planned_on,
            "state": meeting.state,
            "participants": rows,
            "coverage": {**asdict(found), "share_briefed": found.share_briefed},
            "feedback": asdict(said),
        }
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2, default=str))
        return
    click.echo("\n".join(event_page.page(rows, found, said, console.language)))


@event.command("people")
@_reference
@click.option(
    "--file", "path", required=True, help="CSV: name,e_mail,language,key,agency; - is standard input."
)
@click.pass_obj
def people(console: Console, reference: str, path: str) -> None:
    """Gwahodd rhestr asiantaeth / Invite an agency's list: all of it, or nobody."""
    lines = event_care.read_proposed(text_of(path))
    with desk() as at:
        review, _ = _at(at, reference)
        if problems := event_care.problems_with(at, review, lines):
            raise Refused(tuple(problems.values()))
        taken = event_care.propose_participants(at, review, lines)
    console.say(sentence("participants_invited", reference=review.reference, count=len(taken.invited)))


@event.command("add")
@_reference
@click.option("--name", required=True, help="As the person is written to.")
@click.option("--e-mail", "e_mail", required=True, help="Their own address at work.")
@click.option("--agency", type=_agencies, required=True)
@click.option("--language", type=click.Choice(LANGUAGES), default="unknown")
@click.option("--key", is_flag=True, help="The event cannot do without them.")
@click.option("--by-chair", is_flag=True, help="The Panel Chair asked for it.")
@click.pass_obj
def add(  # noqa: PLR0913 - one option each
    console: Console,
    reference: str,
    *,
    name: str,
    e_mail: str,
    agency: str,
    language: str,
    key: bool,
    by_chair: bool,
) -> None:
    """Gwahodd un person / Invite one person, or one whom the Panel Chair adds."""
    line = Proposed(name=name.strip(), e_mail=e_mail.strip(), language=language, key=key, agency=agency)
    with desk() as at:
        review, _ = _at(at, reference)
        taken = event_care.propose_participants(at, review, [line], by_chair=by_chair)
        if taken.refused:
            raise Refused(taken.refused)
    console.say(sentence("participants_invited", reference=review.reference, count=len(taken.invited)))


@event.command("withdraw")
@_reference
@click.argument("person")
@click.option("--reason", type=click.Choice(REASONS), required=True)
@click.pass_obj
def withdraw(console: Console, reference: str, person: str, reason: str) -> None:
    """Tynnu person o'r adolygiad / Keep PERSON out of the review: uninvited, never written to about it."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        casework.lock(at.session, review.key)
        event_care.withdraw_person(at, review, _person(at, person), reason)
    console.say(sentence("person_withdrawn", reference=review.reference, person=person))


@event.command("admit")
@_reference
@click.argument("person")
@click.pass_obj
def admit(console: Console, reference: str, person: str) -> None:
    """Gadael i berson gymryd rhan eto / Let PERSON take part again; inviting them is a step of its own."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        casework.lock(at.session, review.key)
        event_care.admit_again(at, review, _person(at, person))
    console.say(sentence("person_admitted_again", reference=review.reference, person=person))


@event.command("brief")
@_reference
@click.argument("agency", type=_agencies)
@click.argument("numbers", nargs=-1, type=int)
@click.pass_obj
def brief(console: Console, reference: str, agency: str, numbers: tuple[int, ...]) -> None:
    """Cofnodi pwy sydd wedi'i friffio / Record that AGENCY has briefed its people, or those of NUMBERS."""
    with desk() as at:
        review, meeting = _at(at, reference)
        done = event_care.briefed(at, meeting, agency, numbers or None)
    said = {"reference": review.reference, "agency": word("agency", agency)}
    console.say(sentence("people_briefed", count=len(done), **said))


@event.command("told")
@_reference
@click.argument("agency", type=_agencies)
@click.pass_obj
def told(console: Console, reference: str, agency: str) -> None:
    """Cofnodi bod yr arweinydd wedi hysbysu ei bobl / Record that the lead of AGENCY has told its people."""
    with desk() as at:
        review, _ = _at(at, reference)
        event_care.told(at, review, agency)
    console.say(sentence("agency_told", reference=review.reference, agency=word("agency", agency)))


@event.command("contribution")
@_reference
@click.argument("person")
@click.argument("route", type=click.Choice(ROUTES))
@click.option("--reason", type=click.Choice(REASONS), help="Why not at all, or why not in person.")
@click.pass_obj
def contribution(console: Console, reference: str, person: str, route: str, reason: str | None) -> None:
    """Cofnodi sut mae rhywun absennol yn cyfrannu / Record how PERSON, who cannot come, has their say."""
    with desk() as at:
        review, meeting = _at(at, reference)
        event_care.contribute(at, meeting, _person(at, person), route, reason)
    said = {"person": person, "contribution": word("contribution", route)}
    console.say(sentence("contribution_recorded", reference=review.reference, **said))


@event.command("feedback")
@_reference
@click.argument("helpful", type=click.IntRange(1, 5), required=False)
@click.argument("prepared", type=click.Choice(["yes", "no"]), required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def feedback(
    console: Console, reference: str, helpful: int | None, prepared: str | None, *, as_json: bool
) -> None:
    """Dangos yr adborth, neu roi un ateb / Show the feedback, or take one answer: HELPFUL 1-5, PREPARED."""
    if (helpful is None) != (prepared is None):
        raise Refused((GuidanceError("field_missing", field="prepared"),))
    with desk() as at:
        review, meeting = _at(at, reference)
        if helpful is not None and prepared is not None:
            event_care.take_feedback(at, meeting, helpful, prepared)
            console.say(sentence("feedback_taken", reference=review.reference))
        said = event_care.means(at.session, meeting)
    if as_json:
        click.echo(json.dumps({"reference": review.reference, **asdict(said)}))
        return
    console.say(event_page.feedback(said))
