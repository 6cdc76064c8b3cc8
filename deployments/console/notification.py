"""``cpr notification``: what Welsh Government is told: preview, paper, draft, sending, answer."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from deployments.console.edge import Console
from deployments.console.files import plain_values, text_of
from models import casework
from models.casework.asked import Facts
from models.casework.notification import drafts, scores
from models.casework.notification.acknowledging import AcknowledgedFacts, acknowledge
from models.casework.notification.sending import delivery, enter_by_hand, send_again, standing_row
from models.casework.notification.told import TEXTS, Told, told_by, would_tell
from models.casework.standing import facts as facts_of
from models.casework.understanding import kinds_in_words
from models.guidance.errors import GuidanceError
from models.guidance.notification import clear
from models.guidance.sentences import sentence
from models.guidance.words import Language, word
from models.records import Notification, Review
from tasks.correspondence.errors import CorrespondenceError
from tasks.office import desk

_REFERENCE = click.argument("reference")
_LANGUAGES = click.Choice(["cy", "en"])


@click.group()
def notification() -> None:
    """Yr hysbysiad i Lywodraeth Cymru / The notification to Welsh Government."""


@notification.command()
@_REFERENCE
@click.option("--language", "spoken", type=_LANGUAGES, help="Iaith y llythyr / The letter’s language.")
@click.option("--json", "as_json", is_flag=True, help="JSON ar gyfer rhaglenni / JSON for programs.")
@click.pass_obj
def show(console: Console, reference: str, spoken: Language | None, *, as_json: bool) -> None:
    """Dangos yr hyn a ddarllenir / Show what Welsh Government reads, its quality and how it stands."""
    from tasks.correspondence.notified import as_sent, preview

    with desk() as at:
        review = casework.review_by(at.session, reference)
        told, row = _told(at, review)
        letter = (as_sent(at, row) if row else None) or preview(at, review, told, spoken or console.language)
        stands = delivery(at.session, review)
    if as_json:
        click.echo(json.dumps(_plain(told, stands), ensure_ascii=False, indent=2))
        return
    click.echo(letter)
    click.echo("\n".join(_beneath(told, stands, console.language)))


@notification.command("word")
@_REFERENCE
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Y ffolder / The folder; it is made if it is not there.",
)
@click.pass_obj
def word_(console: Console, reference: str, folder: Path) -> None:
    """Ysgrifennu'r ffurflen yn Word / Write the form in Word, in Welsh and in English."""
    from tasks.papers.word import word as paper

    with desk() as at:
        review = casework.review_by(at.session, reference)
        told, _ = _told(at, review)
        slug = review.slug
    names = {language: f"{slug}-{language}.docx" for language in ("cy", "en")}
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for language, name in names.items():
            spoken: Language = "cy" if language == "cy" else "en"
            (folder / name).write_bytes(paper("notification", spoken, told.said(spoken)))
    except OSError:
        raise CorrespondenceError("folder_not_writable", folder=folder) from None
    console.say(sentence("notification_papers", files=", ".join(names.values()), folder=folder))


@notification.command()
@_REFERENCE
@click.option("--file", "path", required=True, help="YAML neu JSON / YAML or JSON; - reads standard input.")
@click.pass_obj
def draft(console: Console, reference: str, path: str) -> None:
    """Cadw drafft / Keep a draft: some of the texts, the others stay as they were."""
    given = plain_values(text_of(path))
    texts = _texts_in(given)
    with desk() as at:
        review = casework.review_by(at.session, reference)
        checked = isinstance(given, dict) and given.get("text_checked") in ("yes", True)
        drafts.save(at, casework.lock(at.session, review.key), texts, checked=checked)
        told, _ = _told(at, review)
    console.say(sentence("draft_kept", reference=review.reference, score=told.quality.score))


@notification.command()
@_REFERENCE
@click.pass_obj
def send(console: Console, reference: str) -> None:
    """Anfon at bwy bynnag sydd ar y rhestr nawr / Send to whoever is on the list of people now."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        count = send_again(at, casework.lock(at.session, review.key))
    said = "notification_meant" if count else "notification_meant_already"
    console.say(sentence(said, reference=review.reference, count=count))


@notification.command("by-hand")
@_REFERENCE
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Y diwrnod / The day.")
@click.option("--decided-by", required=True, help="Pwy a’i hanfonodd (cod) / Who sent it (code).")
@click.pass_obj
def by_hand(console: Console, reference: str, on: datetime, decided_by: str) -> None:
    """Cofnodi iddo gael ei anfon â llaw / Enter that it was sent by hand."""
    given = {"happened_on": on.date().isoformat(), "decided_by": decided_by, "evidence": "e_mail"}
    with desk() as at:
        review = casework.review_by(at.session, reference)
        facts = casework.understand(Facts, given)
        enter_by_hand(at, casework.lock(at.session, review.key), facts)
    console.say(sentence("notification_sent_by_hand", reference=review.reference))


@notification.command()
@_REFERENCE
@click.option("--file", "path", required=True, help="YAML neu JSON / YAML or JSON; - reads standard input.")
@click.pass_obj
def acknowledged(console: Console, reference: str, path: str) -> None:
    """Cofnodi ateb Llywodraeth Cymru / Enter that Welsh Government acknowledged it."""
    facts = casework.understand(AcknowledgedFacts, plain_values(text_of(path)))
    with desk() as at:
        review = casework.review_by(at.session, reference)
        acknowledge(at, casework.lock(at.session, review.key), facts)
    console.say(sentence("notification_acknowledged", reference=review.reference))


def _told(at: casework.Office, review: Review) -> tuple[Told, Notification | None]:
    """Give what was notified, or would be with the draft as it is."""
    if facts_of(at.session, Notification, review):
        row = standing_row(at.session, review)
        return told_by(at.session, row), row
    return would_tell(at.session, review, drafts.latest(at.session, review)), None


def _texts_in(given: object) -> dict[str, str]:
    """Take a draft's texts out of a file; what else an answer has in it is left for the answer."""
    if not isinstance(given, dict):
        raise GuidanceError("answer_not_a_list_of_fields")
    return {name: str(given[name] or "") for name in TEXTS if name in given}


def _beneath(told: Told, stands: str, language: Language) -> Iterator[str]:
    yield ""
    yield word("delivery", stands).of(language)
    yield from (each.of(language) for each in scores.sentences(told.quality))
    for name, kinds in told.found().items():
        found = sentence(
            "notified_text_found", field=word("notified_text", name), kinds=kinds_in_words(kinds)
        )
        yield f"! {found.of(language)}"


def _plain(told: Told, stands: str) -> dict[str, Any]:
    quality = told.quality
    return {
        "reference": told.reference,
        "outcome": told.outcome,
        "recommended": told.recommended,
        "advice": told.advice,
        "departs": told.departs,
        "unanimous": told.unanimous,
        "votes": dict(told.votes),
        "delivery": stands,
        "quality": quality.score,
        "clear": clear(quality),
        "parts": {each.part: {"points": each.points, "most": each.most} for each in quality.parts},
        "missing": [
            {"part": each.part, "code": lack.code, "limb": lack.limb}
            for each in quality.parts
            for lack in each.lacks
        ],
        "found": {name: list(kinds) for name, kinds in told.found().items()},
    }
