"""``cpr replies``: read the answers that came by mail, see what a person must read, confirm answers."""

import json
import os
from collections.abc import Mapping

import click
from sqlmodel import col, select

from deployments.console.edge import Console
from deployments.console.waking import wake
from models.casework import Office
from models.casework.offers import confirm_offer, dismiss_offer
from models.guidance.errors import GuidanceError
from models.guidance.sentences import sentence
from models.guidance.words import Language, vocabulary, word
from models.records import Offer, Received, Review
from tasks.correspondence.replies.intake import read_configured
from tasks.correspondence.replies.told import to_read
from tasks.office import desk

_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
_LISTED = 100
"""How many of the latest messages are listed."""


@click.group()
def replies() -> None:
    """Atebion drwy'r post / Answers by mail."""


@replies.command("read")
@_as_json
@click.pass_obj
def read(console: Console, *, as_json: bool) -> None:
    """Darllen blwch yr atebion nawr / Read the replies mailbox now."""
    found = read_configured(desk, os.environ)
    if found is None:
        raise GuidanceError("replies_not_configured")
    for reference in found.reviews:
        wake(reference)
    if as_json:
        click.echo(json.dumps({"read": found.outcomes.total(), **found.outcomes}, indent=2))
    elif found.outcomes:
        said = ", ".join(
            f"{count} {word('received_outcome', name).of(console.language)}"
            for name, count in sorted(found.outcomes.items())
        )
        console.say(sentence("replies_read", count=found.outcomes.total(), outcomes=said))
    elif found.trouble is None:
        console.say(sentence("nothing_to_read"))
    if found.trouble is not None:
        raise found.trouble


@replies.command("list")
@click.option("--shown", is_flag=True, help="Only what a person must still read.")
@_as_json
@click.pass_obj
def list_(console: Console, *, shown: bool, as_json: bool) -> None:
    """Rhestru'r negeseuon diweddaraf / List the latest messages: what each was and what came of it."""
    with desk() as at:
        latest = select(Received).order_by(col(Received.id).desc()).limit(_LISTED)
        rows = to_read(at.session) if shown else at.session.exec(latest).all()
        found = [_plain(each) for each in rows]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for each in found:
        click.echo(_line(each, console.language))
    if not found:
        console.say(sentence("nothing_to_read"))


def _plain(row: Received) -> dict[str, object]:
    """Give a message in codes; its text is nowhere here."""
    return {
        "id": row.key,
        "received_on": row.received_on.isoformat(),
        "kind": row.kind,
        "outcome": row.outcome,
        "reason": row.reason,
        "person": row.person_code,
        "invitation": row.invitation_id,
        "letter": row.letter_id,
        "seen_by": row.seen_by,
    }


def _line(row: Mapping[str, object], language: Language) -> str:
    kind = word("received_kind", str(row["kind"])).of(language)
    outcome = word("received_outcome", str(row["outcome"])).of(language)
    why = f" ({_why(str(row['reason']), language)})" if row["reason"] else ""
    return f"{row['id']:>6} {row['received_on']} {row['person'] or '-':<20} {kind}: {outcome}{why}"


def _why(code: str, language: Language) -> str:
    words = vocabulary("mail_reason").get(code)
    return words.of(language) if words else code.replace("_", " ")


@replies.command("show")
@click.argument("number", type=int)
@_as_json
@click.pass_obj
def show(console: Console, number: int, *, as_json: bool) -> None:
    """Dangos un neges / Show what came of message NUMBER, and where it lies; never its text."""
    with desk() as at:
        row = _received(at, number)
        found, lies = _plain(row), _where(row)
    if as_json:
        click.echo(json.dumps({**found, **lies}, ensure_ascii=False, indent=2))
        return
    click.echo(_line(found, console.language))
    console.say(sentence("reply_lies_at", **lies))


def _where(row: Received) -> dict[str, str]:
    """Say where a message lies; its number is the one that it had when it came."""
    put = "Quarantine" if row.outcome == "quarantined" else "Processed"
    return {
        "account": row.account,
        "folder": put if row.moved else row.folder,
        "uid": row.uid,
        "uidvalidity": row.uidvalidity,
        "message": row.message_id or "-",
    }


def _received(at: Office, number: int) -> Received:
    row = at.session.get(Received, number)
    if row is None:
        raise GuidanceError("no_such_reply", number=number)
    return row


@replies.command("settle")
@click.argument("number", type=int)
@click.pass_obj
def settle(console: Console, number: int) -> None:
    """Nodi bod neges wedi'i darllen / Say that a person has read message NUMBER and seen to it."""
    with desk() as at:
        row = _received(at, number)
        row.seen_by = row.seen_by or at.by
    console.say(sentence("reply_settled", number=number))


@replies.command("offers")
@_as_json
@click.pass_obj
def offers(console: Console, *, as_json: bool) -> None:
    """Rhestru'r atebion i'w cadarnhau / List the answers that wait to be confirmed."""
    with desk() as at:
        waiting = select(Offer, Review).join(Review, col(Review.id) == Offer.review_id)
        waiting = waiting.where(Offer.state == "offered").order_by(col(Offer.id))
        found = [_offered(offer, review) for offer, review in at.session.exec(waiting)]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for each in found:
        about = f"{each['reference']} {each['kind']} {each['person']}"
        given = json.dumps(each["given"], ensure_ascii=False)
        click.echo(f"{each['offer']:>6} {each['offered_on']} {about}: {given}")
    if not found:
        console.say(sentence("no_offers"))


def _offered(offer: Offer, review: Review) -> dict[str, object]:
    return {
        "offer": offer.key,
        "offered_on": offer.offered_on.isoformat(),
        "reference": review.reference,
        "kind": offer.kind,
        "person": offer.person_code,
        "given": offer.given,
    }


@replies.command("confirm")
@click.argument("number", type=int)
@click.option("--reason", help="Where an action of the plan is given up: why, in a few words.")
@click.pass_obj
def confirm(console: Console, number: int, reason: str | None) -> None:
    """Cadarnhau ateb / Let the offered answer NUMBER count."""
    with desk() as at:
        offer = _offer(at, number)
        reference = at.session.get_one(Review, offer.review_id).reference
        left_out = confirm_offer(at, offer, **({"reason": reason} if reason else {}))
    console.say(sentence("offer_confirmed", offer=number))
    for each in left_out:
        click.echo(each.words.of(console.language), err=True)
    wake(reference)


@replies.command("dismiss")
@click.argument("number", type=int)
@click.pass_obj
def dismiss(console: Console, number: int) -> None:
    """Gwrthod ateb / Let the offered answer NUMBER not count."""
    with desk() as at:
        dismiss_offer(at, _offer(at, number))
    console.say(sentence("offer_dismissed", offer=number))


def _offer(at: Office, number: int) -> Offer:
    offer = at.session.get(Offer, number)
    if offer is None:
        raise GuidanceError("no_such_offer", offer=number)
    return offer
