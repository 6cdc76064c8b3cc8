"""``cpr meeting invite``, ``reply``, ``ask`` and the like: who comes to a meeting, and when they could."""

from datetime import datetime

import click

from deployments.console import meeting_pages
from deployments.console.edge import Console
from deployments.console.meeting_options import (
    DAY,
    Span,
    kind_argument,
    number_option,
    person_of,
    review_argument,
    which,
)
from models import casework
from models.casework import arranging, availability, convening, counters, invitations, meetings
from models.casework.invitations import Said
from models.casework.invited import is_over
from models.guidance.errors import GuidanceError
from models.guidance.meeting_kinds import day_of
from models.guidance.sentences import sentence
from models.guidance.words import word
from models.records.meetings import REASONS
from tasks.office import desk

_SAID = {
    "accept": "accepted",
    "tentative": "tentative",
    "decline": "declined",
    "deputy": "delegated",
    "propose": "countered",
}
"""What somebody says on the telephone, as the record has it."""


@click.command("invite")
@review_argument
@kind_argument
@click.argument("person")
@number_option
@click.option("--optional", is_flag=True, help="The meeting can do without them.")
@click.option("--key", is_flag=True, help="The meeting cannot do without them.")
@click.pass_obj
def invite(  # noqa: PLR0913 - one option each
    console: Console, reference: str, kind: str, person: str, number: int | None, *, optional: bool, key: bool
) -> None:
    """Gwahodd person / Invite PERSON (by code) to a meeting."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        found = arranging.named(at.session, review, kind, number)
        someone = person_of(at, person)
        invitations.invite(at, found, someone, part="optional" if optional else "required", key_person=key)
    console.say(sentence("person_invited", person=person, **which(review, found)))


@click.command("uninvite")
@review_argument
@kind_argument
@click.argument("person")
@number_option
@click.pass_obj
def uninvite(console: Console, reference: str, kind: str, person: str, number: int | None) -> None:
    """Tynnu gwahoddiad yn ôl / Take the invitation of PERSON back; nobody else is told."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        invitations.uninvite(at, arranging.invitation(at.session, review, kind, number, person))
        found = arranging.named(at.session, review, kind, number)
    console.say(sentence("person_uninvited", person=person, **which(review, found)))


@click.command("reply")
@review_argument
@kind_argument
@click.argument("person")
@click.argument("answer", type=click.Choice(tuple(_SAID)))
@number_option
@click.option("--reason", type=click.Choice(REASONS), help="Why they cannot come.")
@click.option("--deputy", help="With deputy: who comes instead (code); the one on the list by default.")
@click.option("--at", "proposed", type=Span(), help="With propose: 2026-05-12T10:00/12:30.")
@click.pass_obj
def reply(  # noqa: PLR0913, PLR0917 - one option each
    console: Console,
    reference: str,
    kind: str,
    person: str,
    answer: str,
    number: int | None,
    *,
    reason: str | None,
    deputy: str | None,
    proposed: tuple[datetime, datetime] | None,
) -> None:
    """Cofnodi ateb dros y ffôn / Enter what PERSON answered by telephone."""
    starts, ends = proposed or (None, None)
    said = Said(
        _SAID[answer], "telephone", reason=reason, deputy=deputy, proposed_start=starts, proposed_end=ends
    )
    with desk() as at:
        review = casework.review_by(at.session, reference)
        invitation = arranging.invitation(at.session, review, kind, number, person)
        if is_over(at, arranging.named(at.session, review, kind, number)):
            raise GuidanceError("meeting_is_over")
        outcome = invitations.take(at, invitation, said)
    console.say(sentence("reply_taken", person=person, outcome=word("reply_outcome", outcome)))


@click.command("ask")
@review_argument
@kind_argument
@number_option
@click.option("--option", "options", type=Span(), multiple=True, required=True, help="A time; several.")
@click.option("--by", "answer_by", type=DAY, required=True, help="The day to answer by.")
@click.option(
    "--of", "people", multiple=True, help="Who is asked (codes); whom the meeting calls for, by default."
)
@click.pass_obj
def ask(  # noqa: PLR0913, PLR0917 - one option each
    console: Console,
    reference: str,
    kind: str,
    number: int | None,
    options: tuple[tuple[datetime, datetime], ...],
    answer_by: datetime,
    people: tuple[str, ...],
) -> None:
    """Gofyn pryd y gall pobl ddod / Offer times and ask at which of them people could come."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        number = number or arranging.number_meant(at.session, review, kind)
        found = meetings.to_be_fixed(at, review, kind, number)
        called = convening.convened(at.session, review, kind, day_of(min(options)[0]))
        asked = [person_of(at, code) for code in people] or [each.person for each in called]
        availability.ask(at, found, options, asked, answer_by.date())
    console.say(
        sentence(
            "times_offered",
            reference=review.reference,
            count=len(options),
            people=len(asked),
            answer_by=answer_by.date(),
        )
    )


@click.command("choose")
@review_argument
@kind_argument
@click.argument("option", type=int)
@number_option
@click.pass_obj
def choose(console: Console, reference: str, kind: str, option: int, number: int | None) -> None:
    """Dewis un o'r amserau / Plan the meeting at the time of number OPTION."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        found = arranging.named(at.session, review, kind, number)
        said = meeting_pages.described(review.reference, arranging.choose(at, review, found, option))
    console.say(said)


@click.command("counter")
@review_argument
@kind_argument
@click.argument("person")
@click.argument("decision", type=click.Choice(("accept", "decline")))
@number_option
@click.pass_obj
def counter(  # noqa: PLR0913, PLR0917 - one argument each
    console: Console, reference: str, kind: str, person: str, decision: str, number: int | None
) -> None:
    """Derbyn neu wrthod amser arall / Accept or decline the other time that PERSON proposed."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        invitation = arranging.invitation(at.session, review, kind, number, person)
        if decision == "accept":
            moved = arranging.accept_counter(at, review, invitation)
            said = meeting_pages.described(review.reference, moved)
        else:
            counters.decline_counter(at, invitation)
            said = sentence("counter_declined_said", person=person)
    console.say(said)
