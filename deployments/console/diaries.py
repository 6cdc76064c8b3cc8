"""``cpr diary``: when people are busy, from their diaries: taken in, shown, read again, forgotten."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from deployments.console.dates import day_of
from deployments.console.diary_asking import ask
from deployments.console.edge import Console
from models.casework import diaries
from models.guidance.calendar_dates import LONDON
from models.guidance.errors import GuidanceError
from models.guidance.sentences import in_words, sentence
from models.guidance.words import Language, word
from models.records import Diary
from tasks.diaries import coming_in
from tasks.diaries.scanning import LARGEST
from tasks.office import desk


@click.group()
def diary() -> None:
    """Dyddiaduron: pryd mae pobl yn brysur / Diaries: when people are busy."""


@diary.command("import")
@click.argument("person")
@click.argument("source")
@click.option("--until", "written", help="The last day for which it is complete, such as 2026-07-31.")
@click.pass_obj
def import_(console: Console, person: str, source: str, written: str | None) -> None:
    """Darllen dyddiadur / Read PERSON's diary from SOURCE.

    SOURCE is a file (.ics, or the availability form as CSV), an https, webcal or caldavs
    address, or - for either of them on standard input: an address is a secret.
    """
    until = day_of("--until", written) if written else None
    given: str | bytes = source if coming_in.is_address(source) else _content(source)
    if isinstance(given, str):
        taken = coming_in.take_in_address(person, given, os.environ, until)
    else:
        taken = coming_in.take_in(person, given, until)
    read = taken.read
    for code in read.warnings:
        click.echo(sentence(code).of(console.language), err=True)
    name = word("diary_source", taken.source)
    if read.known_until is None:
        console.say(sentence("diary_in_not_known", person=person, source=name, blocks=len(read.blocks)))
        return
    known = {"since": read.known_from, "until": read.known_until}
    console.say(sentence("diary_in", person=person, source=name, blocks=len(read.blocks), **known))


def _content(source: str) -> str | bytes:
    """Read a file, or standard input; an address that stands there is given as a text."""
    try:
        if source == "-":
            content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(source).open("rb") as file:
                content = file.read(LARGEST + 1)
    except (OSError, ValueError):
        raise GuidanceError("file_not_readable") from None
    line = content[:2100].strip()
    if source == "-" and b"\n" not in line and coming_in.is_address(written := line.decode(errors="replace")):
        return written
    return content


@diary.command()
@click.argument("person")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def show(console: Console, person: str, *, as_json: bool) -> None:
    """Beth sy'n hysbys o ddyddiadur / What is known of PERSON's diary; never what for."""
    with desk() as at:
        diaries.person_of(at.session, person)
        rows = diaries.of_person(at.session, person)
        told = [(row, diaries.busy_hours(at.session, row)) for row in rows]
    if as_json:
        listed = [
            _as_json(row) | {"busy_hours": {f"{monday}": round(hours, 2) for monday, hours in weeks.items()}}
            for row, weeks in told
        ]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for row, weeks in told:
        for line in _lines(row, console.language):
            click.echo(line)
        for monday, hours in weeks.items():
            console.say(sentence("diary_week", monday=monday, hours=f"{hours:.1f}"))
    if not rows:
        console.say(sentence("diary_none", person=person))


def _as_json(row: Diary) -> dict[str, object]:
    return {
        "source": row.source,
        "read_at": row.read_at.isoformat() if row.read_at else None,
        "tried_at": row.tried_at.isoformat() if row.tried_at else None,
        "known_from": f"{row.known_from}" if row.known_from else None,
        "known_until": f"{row.known_until}" if row.known_until else None,
        "problem": row.problem,
    }


def _lines(row: Diary, language: Language) -> Iterator[str]:
    name = word("diary_source", row.source)
    if row.read_at is None:
        yield sentence("diary_row_not_read", source=name).of(language)
    else:
        on = row.read_at.astimezone(LONDON).date()
        yield sentence("diary_row", source=name, on=on).of(language)
    if row.known_from and row.known_until:
        yield sentence("diary_known", since=row.known_from, until=row.known_until).of(language)
    else:
        yield sentence("diary_not_known").of(language)
    if row.problem:
        tried = in_words(row.tried_at.astimezone(LONDON).date(), language) if row.tried_at else "-"
        yield f"{tried}: {sentence(row.problem).of(language)}"


@diary.command()
@click.argument("person", required=False)
@click.pass_obj
def refresh(console: Console, person: str | None) -> None:
    """Darllen eto / Read again the diaries that have an address: PERSON's, or everybody's."""
    counts = coming_in.refresh(os.environ, person)
    failed = {code: count for code, count in counts.items() if code not in coming_in.NO_TROUBLE}
    console.say(
        sentence(
            "diaries_refreshed",
            read=counts["read"],
            unchanged=counts["unchanged"],
            failed=sum(failed.values()),
        )
    )
    for code, count in sorted(failed.items()):
        click.echo(f"{count} × {sentence(code).of(console.language)}", err=True)
    if failed:
        click.get_current_context().exit(1)


@diary.command()
@click.argument("person")
@click.pass_obj
def forget(console: Console, person: str) -> None:
    """Anghofio / Delete everything that is known of PERSON's diaries, addresses included."""
    with desk() as at:
        count = diaries.forget(at, person)
    console.say(sentence("diaries_forgotten", person=person, count=count))


diary.add_command(ask)
