"""``cpr delays`` and ``cpr attribute``: where the days of a review went, or of all of them, and why."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import click

from deployments.console import delays_together
from deployments.console.edge import Console
from deployments.console.files import plain_values, text_of
from models import casework
from models.casework import on_record
from models.casework.delay_causes import Account, Cause, account_of
from models.casework.delays import DelayFacts, attribute
from models.casework.delays_together import WAYS, By
from models.guidance import route
from models.guidance.delays import CauseDays
from models.guidance.errors import GuidanceError
from models.guidance.sentences import in_words, sentence
from models.guidance.words import Language, Words, word
from tasks.office import desk

_UNTIL = {"completion": route.COMPLETE, "publication": route.PUBLICATION}
_DAY = click.DateTime(["%Y-%m-%d"])


@dataclass
class _Asked:
    """What was asked for, as click reads it."""

    to: str
    as_of: datetime | None
    known_on: datetime | None
    board: str | None
    by: By | None
    as_json: bool
    as_csv: bool
    as_waterfall: bool
    as_svg: bool

    @property
    def of_all_only(self) -> bool:
        """Whether something was asked for that one review cannot give."""
        return any((self.board, self.by, self.as_csv, self.as_waterfall, self.as_svg))


@click.command()
@click.argument("reference", required=False)
@click.option("--all", "of_all", is_flag=True, help="Pob adolygiad / Every review.")
@click.option("--board", help="Dim ond Bwrdd (cod) / A Board's alone (its code).")
@click.option("--by", type=click.Choice(WAYS), help="Fesul beth / Put together by what.")
@click.option(
    "--to",
    type=click.Choice(list(_UNTIL)),
    default="completion",
    show_default=True,
    help="Hyd at ba gam / Up to which stage.",
)
@click.option("--as-of", type=_DAY, help="Hyd at ba ddiwrnod / Up to which day; today by default.")
@click.option(
    "--known-on",
    type=_DAY,
    help="Fel y gwyddys ar ba ddiwrnod / As it was known on which day; now by default.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON ar gyfer rhaglenni / JSON for programs.")
@click.option("--csv", "as_csv", is_flag=True, help="Tabl CSV / A CSV table.")
@click.option(
    "--waterfall", "as_waterfall", is_flag=True, help="Pam deuddeg ac nid chwech / Why twelve and not six."
)
@click.option("--svg", "as_svg", is_flag=True, help="Yr un fel llun / The same as a picture.")
@click.pass_obj
def delays(console: Console, /, reference: str | None, *, of_all: bool, **options: Any) -> None:  # noqa: ANN401 - click's
    """I ble yr aeth y diwrnodau / Where the days went: every one has a cause or says that it has none."""
    asked = _Asked(**options)
    if (reference is None) != of_all:
        raise GuidanceError("delays_which")
    if reference is not None and asked.of_all_only:
        raise GuidanceError("delays_only_with_all")
    if reference is not None:
        _one(console, reference, asked)
    else:
        _all(console, asked)


def _one(console: Console, reference: str, asked: _Asked) -> None:
    with desk() as at:
        review = casework.review_by(at.session, reference)
        as_of, known_on = _as_of(asked, at.today), _day(asked.known_on)
        record = on_record.one(at.session, review, as_of=as_of, known_on=known_on)
        found = account_of(record, to=_UNTIL[asked.to])
    if asked.as_json:
        click.echo(json.dumps(_plain(found) if found else None, ensure_ascii=False, indent=2, default=str))
    elif found is None:
        console.say(sentence("no_days_yet", reference=review.reference))
    else:
        click.echo("\n".join(_page(found, console.language)))


def _all(console: Console, asked: _Asked) -> None:
    with desk() as at:
        found = delays_together.found_in(
            at,
            board=asked.board,
            by=asked.by,
            to=_UNTIL[asked.to],
            as_of=_as_of(asked, at.today),
            known_on=_day(asked.known_on),
        )
    if asked.as_json:
        click.echo(json.dumps(delays_together.plain(found), ensure_ascii=False, indent=2, default=str))
    elif asked.as_csv:
        click.echo(delays_together.table(found), nl=False)
    elif asked.as_svg:
        click.echo(delays_together.drawn(found, console.language), nl=False)
    else:
        lines = delays_together.why if asked.as_waterfall else delays_together.page
        click.echo("\n".join(lines(found, console.language)))


def _as_of(asked: _Asked, today: date) -> date:
    """Give the day up to which days are accounted for: of those to come nobody knows what they will be."""
    as_of = _day(asked.as_of) or today
    if as_of > today:
        raise GuidanceError("as_of_to_come", as_of=as_of)
    return as_of


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


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
        "reason": each.reason,
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
    by = f", {each.by}: {each.reason}" if each.why == "person" else ""
    return f"{since} – {until}: {word('cause', each.span.cause).of(language)}{about}; {why}{by}"


def _about(each: Cause) -> Words | None:
    names = {
        "documents": "agency",
        "returned": "agency",
        "partial_hold": "hold_scope",
        "hold": "hold_scope",
        "diary": "meeting",
        "reviewer": "meeting",
    }
    return word(names[each.why], each.subject) if each.subject and each.why in names else None
