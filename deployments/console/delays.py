"""``cpr delays`` and ``cpr attribute``: where the days of a review went, and why."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from deployments.console.edge import Console
from deployments.console.files import plain_values, text_of
from models import casework
from models.casework.delay_causes import Account, Cause, account
from models.casework.delays import DelayFacts, attribute
from models.guidance import route
from models.guidance.delays import CauseDays
from models.guidance.sentences import in_words, sentence
from models.guidance.words import Language, Words, word
from tasks.office import desk

_UNTIL = {"completion": route.COMPLETE, "publication": route.PUBLICATION}


@click.command()
@click.argument("reference")
@click.option(
    "--to",
    type=click.Choice(list(_UNTIL)),
    default="completion",
    show_default=True,
    help="Hyd at ba gam / Up to which stage.",
)
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="Fel ar ba ddiwrnod / As on which day; today by default."
)
@click.option("--json", "as_json", is_flag=True, help="JSON ar gyfer rhaglenni / JSON for programs.")
@click.pass_obj
def delays(console: Console, reference: str, to: str, on: datetime | None, *, as_json: bool) -> None:
    """I ble yr aeth y diwrnodau / Where the days went: every one has a cause or says that it has none."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        found = account(at, review, to=_UNTIL[to], on=on.date() if on else None)
    if as_json:
        click.echo(json.dumps(_plain(found) if found else None, ensure_ascii=False, indent=2, default=str))
    elif found is None:
        console.say(sentence("no_days_yet", reference=review.reference))
    else:
        click.echo("\n".join(_page(found, console.language)))


@click.command("attribute")
@click.argument("reference")
@click.option("--file", "path", required=True, help="YAML neu JSON / YAML or JSON; - reads standard input.")
@click.pass_obj
def attribute_(console: Console, reference: str, path: str) -> None:
    """Cofnodi achos oedi / Put days down to a cause, with who says so and how it is known."""
    facts = casework.understand(DelayFacts, plain_values(text_of(path)))
    with desk() as at:
        review = casework.review_by(at.session, reference)
        attribute(at, casework.lock(at.session, review.key), facts)
    console.say(sentence("delay_entered", reference=review.reference))


def _plain(found: Account) -> dict[str, Any]:
    ledger = found.ledger
    return {
        "from": found.began_on,
        "until": found.ended_on,
        "elapsed": ledger.elapsed,
        "working": ledger.working,
        "attributed": ledger.attributed,
        "unexplained": ledger.unexplained,
        "net": ledger.net,
        "causes": [
            {"cause": each.cause, "any": each.any, "exclusive": each.exclusive, "shared": each.shared}
            for each in ledger.causes
        ],
        "entries": [_plain_entry(each) for each in found.causes],
    }


def _plain_entry(each: Cause) -> dict[str, Any]:
    return {
        "cause": each.span.cause,
        "from": each.span.since,
        "until": each.span.until,
        "why": each.why,
        "about": each.subject,
        "by": each.by,
        "known_on": each.known_on,
    }


def _page(found: Account, language: Language) -> Iterator[str]:
    yield sentence("where_the_days_went", **vars(found.ledger)).of(language)
    if found.ledger.causes:
        yield ""
        yield "  ".join(
            f"{word('days', each).of(language):>12}" if place else f"{word('days', each).of(language):<34}"
            for place, each in enumerate(("cause", "any", "exclusive", "shared"))
        )
        yield from (_cause_line(each, language) for each in found.ledger.causes)
        yield ""
    for each in found.causes:
        yield f"- {_said(each, language)}"


def _cause_line(each: CauseDays, language: Language) -> str:
    name = word("cause", each.cause).of(language)
    return f"{name:<34}  {each.any:>12}  {each.exclusive:>12}  {each.shared:>12}"


def _said(each: Cause, language: Language) -> str:
    since, until = in_words(each.span.since, language), in_words(each.span.until, language)
    named = _about(each)
    about = f" ({named.of(language)})" if named else ""
    why = word("delay_rule", each.why).of(language)
    by = f", {each.by}" if each.why == "person" else ""
    return f"{since} – {until}: {word('cause', each.span.cause).of(language)}{about}; {why}{by}"


def _about(each: Cause) -> Words | None:
    names = {"documents": "agency", "partial_hold": "hold_scope", "hold": "hold_scope", "diary": "meeting"}
    return word(names[each.why], each.subject) if each.subject and each.why in names else None
