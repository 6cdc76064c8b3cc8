"""``cpr remind`` and ``cpr away``: who is reminded and who is not and why; who is away."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date

import click

from deployments.console.dates import day_of
from deployments.console.edge import Console
from models.casework import Office, monthly, overview, reminders, weekly
from models.casework.absences import absences, record_absence
from models.casework.reminders import Decision
from models.guidance.errors import GuidanceError
from models.guidance.sentences import in_words, sentence
from models.guidance.stages import Stage
from models.guidance.words import Language, word
from tasks.correspondence.reminding import remind as remind_today
from tasks.office import desk

_REGULAR = {"weekly": weekly, "monthly": monthly}


@click.command()
@click.option("--on", "written", help="The day, such as 2026-03-02; today where it is left out.")
@click.option("--dry-run", is_flag=True, help="Say who would get what, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def remind(console: Console, written: str | None, *, dry_run: bool, as_json: bool) -> None:
    """Atgoffa heddiw, neu ddweud pwy fyddai'n cael beth / Remind today, or say who would get what and why.

    A day other than today can only be looked at: --dry-run.
    """
    on = day_of("--on", written) if written else None
    if on is not None and not dry_run:
        raise GuidanceError("remind_on_needs_dry_run")
    decisions, regular = _looked_at(on) if dry_run else _written()
    if as_json:
        lines = [*(_as_json(each) for each in decisions), *regular]
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
        return
    for line in _lines(decisions, regular, console.language):
        click.echo(line)
    told = sum(each.goes for each in decisions) + len(regular)
    code = "reminders_would_go" if dry_run else "reminders_written"
    console.say(sentence(code, count=told, others=len(decisions) + len(regular) - told))


def _looked_at(on: date | None) -> tuple[list[Decision], list[dict[str, object]]]:
    with desk() as at:
        on = on or at.today
        return reminders.due(at, on), list(_regular(replace(at, today=on)))


def _written() -> tuple[list[Decision], list[dict[str, object]]]:
    with desk() as at:
        regular = list(_regular(at))
    return remind_today().decisions, regular


def _regular(at: Office) -> Iterator[dict[str, object]]:
    """Give who gets the week's or the month's letter."""
    for letter, module in _REGULAR.items():
        for board, people, _ in module.to_write(at):
            for person in people:
                yield {"letter": letter, "board": board, "person": person.code, "goes": True, "reason": "due"}


def _as_json(decision: Decision) -> dict[str, object]:
    return {**asdict(decision), "act_by": decision.act_by.isoformat()}


def _lines(decisions: list[Decision], regular: list[dict[str, object]], language: Language) -> Iterator[str]:
    for each in decisions:
        what = overview.what(Stage(each.stage), "" if each.what == "invitation" else each.subject)
        yield (
            f"{'✓' if each.goes else '✗'} {each.reference:<16} {each.person or '-':<12} "
            f"{each.stage} {what.of(language)} · {word('milestone', each.milestone).of(language)} "
            f"({in_words(each.act_by, language)}) · {word('rung', each.rung).of(language)}: "
            f"{word('reminder_reason', each.reason).of(language)}"
        )
    for row in regular:
        name = word("regular_letter", str(row["letter"])).of(language)
        yield f"✓ {row['board']:<16} {row['person']:<12} {name}"


@click.command()
@click.argument("person", required=False)
@click.option("--from", "since", help="The first day away, such as 2026-03-02.")
@click.option("--until", help="The last day away; it counts.")
@click.option("--list", "listed", is_flag=True, help="List who is away, today or later.")
@click.pass_obj
def away(console: Console, person: str | None, since: str | None, until: str | None, *, listed: bool) -> None:
    """Cofnodi bod rhywun i ffwrdd / Enter that PERSON is away: reminders go to the deputy meanwhile."""
    if listed:
        _list(console)
        return
    if not (person and since and until):
        raise GuidanceError("away_needs_person_and_days")
    with desk() as at:
        row = record_absence(at, person, day_of("--from", since), day_of("--until", until))
    console.say(sentence("away_entered", person=row.person_code, since=row.since, until=row.until))


def _list(console: Console) -> None:
    with desk() as at:
        rows = absences(at.session, ending_from=at.today)
    for row in rows:
        since, until = (in_words(day, console.language) for day in (row.since, row.until))
        click.echo(f"{row.person_code:<16} {since} - {until}")
    if not rows:
        console.say(sentence("nobody_away"))
