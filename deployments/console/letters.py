"""``cpr letters``: what waits, what is in doubt, and what a person decides about a letter."""

import json
from pathlib import Path
from typing import Any

import click

from deployments.console.edge import DONE, FAILED, Console
from models.guidance.sentences import sentence
from models.guidance.words import Language, word
from models.records import Letter
from models.records.letters import STATES
from tasks.correspondence import shelf
from tasks.correspondence.errors import CorrespondenceError
from tasks.correspondence.hours import CLOSES, OPENS
from tasks.office import desk

_NUMBER = click.argument("number", type=int)


@click.group()
def letters() -> None:
    """Gweld y llythyrau a phenderfynu arnynt / See the letters, and decide about them."""


@letters.command("list")
@click.option("--state", type=click.Choice(STATES), help="Only letters in this state.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def list_(console: Console, state: str | None, *, as_json: bool) -> None:
    """Rhestru'r llythyrau sy'n aros neu'n ansicr / List the letters that wait or are in doubt."""
    with desk() as at:
        rows = [_row(each) for each in shelf.listed(at.session, state)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(_line(row, console.language))


@letters.command()
@_NUMBER
@click.option("--eml", "as_eml", is_flag=True, help="Print the letter itself, as it goes.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def show(console: Console, number: int, *, as_eml: bool, as_json: bool) -> None:
    """Dangos llythyr: ei gyflwr a pham / Show a letter: its state and why."""
    with desk() as at:
        letter = shelf.find(at.session, number)
        row, message = _row(letter), letter.message
    if as_eml:
        if message is None:
            never = row["state"] == "withdrawn"
            raise CorrespondenceError("letter_never_written" if never else "letter_not_written")
        click.echo(message, nl=False)
        return
    if as_json:
        click.echo(json.dumps(row, ensure_ascii=False, indent=2))
        return
    for name, value in row.items():
        shown = word("letter_state", value).of(console.language) if name == "state" else value
        click.echo(f"{name:<12} {'' if shown is None else shown}")


@letters.command()
@_NUMBER
@click.pass_obj
def release(console: Console, number: int) -> None:
    """Rhyddhau llythyr arfaethedig / Release a proposed letter: it goes when its turn comes."""
    with desk() as at:
        shelf.release(at, number)
    console.say(sentence("letter_released", number=number))


@letters.command()
@_NUMBER
@click.option(
    "--arrived/--again", required=True, default=None, help="What was found out: it arrived, or send again."
)
@click.pass_obj
def settle(console: Console, number: int, *, arrived: bool) -> None:
    """Dweud beth ddaeth o lythyr ansicr / Say what became of a letter in doubt."""
    with desk() as at:
        letter = shelf.settle(at, number, arrived=arrived)
        again = "letter_withdrawn" if letter.state == "withdrawn" else "letter_again"
    console.say(sentence("letter_arrived" if arrived else again, number=number))


@letters.command()
@_NUMBER
@click.pass_obj
def withdraw(console: Console, number: int) -> None:
    """Tynnu llythyr yn ôl / Take back a letter that has not gone."""
    with desk() as at:
        shelf.withdraw(at, number)
    console.say(sentence("letter_withdrawn", number=number))


@letters.command()
@click.option(
    "--dry-run",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write what would go now into this folder as .eml files; nothing is sent or changed.",
)
@click.pass_obj
def send(console: Console, folder: Path | None) -> int:
    """Anfon yr hyn sydd i'w anfon nawr / Send what is to go now."""
    # Not above: the channels take a second to load, and listing needs none.
    from tasks.correspondence.going_out import kept_by_the_hour, send_letters, write_letters

    if folder is not None:
        console.say(sentence("letters_written", count=len(write_letters(folder)), folder=folder))
        return DONE
    sent = send_letters()
    if sent is None:
        raise CorrespondenceError("mail_url_missing")
    waiting = sent.postponed + sent.not_rendered
    counts = {"accepted": sent.accepted, "waiting": waiting, "bounced": sent.bounced, "unknown": sent.unknown}
    console.say(sentence("letters_sent", **counts))
    if sent.server_away:
        console.say(sentence("letters_server_away"))
    elif not sent.accepted and (kept := kept_by_the_hour()):
        hours = {"opens": f"{OPENS:%H:%M}", "closes": f"{CLOSES:%H:%M}"}
        console.say(sentence("letters_wait_for_hours", count=kept, **hours))
    return FAILED if sent.server_away else DONE


def _row(letter: Letter) -> dict[str, Any]:
    """Give what is said of a letter: codes, days and instants, and of its person the code alone."""
    return {
        "number": letter.id,
        "letter": letter.letter,
        "to": letter.recipient,
        "reference": letter.facts.get("reference"),
        "due_on": letter.due_on.isoformat(),
        "state": letter.state,
        "reason": letter.reason,
        "attempt": letter.attempt,
        "code": letter.answer_code,
        "after": letter.after_id,
        "folded_into": letter.folded_into_id,
        "sent_on": letter.sent_on.isoformat() if letter.sent_on else None,
        "not_before": letter.not_before.isoformat() if letter.not_before else None,
        "message_id": letter.message_id,
    }


def _line(row: dict[str, Any], language: Language) -> str:
    state = word("letter_state", row["state"]).of(language)
    about = f"{row['letter']:<22} {row['to']:<12} {row['reference'] or '-':<16}"
    return f"{row['number']:>6} {row['due_on']} {state:<22} {about} {row['reason'] or ''}".rstrip()
