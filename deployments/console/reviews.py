"""``cpr review``: open a review from a file, list reviews, show one."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import click

from deployments.console import meeting_pages
from deployments.console.edge import REFUSED, Console
from deployments.console.files import plain_values, text_of
from models import casework
from models.casework import overview
from models.casework.programmes import deadlines
from models.casework.programmes.deadlines import Arranged
from models.casework.returning import returned_days
from models.casework.returning import waiting as waiting_for
from models.casework.standing import milestones
from models.casework.understanding import said_again
from models.guidance.delays import Ledger
from models.guidance.errors import GuidanceError
from models.guidance.sentences import in_words, sentence
from models.guidance.words import Language, Words, word
from models.records import Action, Review
from tasks.office import desk


@click.group()
def review() -> None:
    """Agor, rhestru a dangos adolygiadau / Open, list and show reviews."""


@review.command("open")
@click.option("--file", "path", required=True, help="The referral in YAML or JSON; - reads standard input.")
@click.pass_obj
def open_(console: Console, path: str) -> None:
    """Agor adolygiad o ffeil / Open a review from a file.

    An incomplete referral is kept as a draft; the same command with more facts completes it.
    """
    given = plain_values(text_of(path))
    if not isinstance(given, dict) or not {"reference", "board"} <= set(given):
        raise GuidanceError("referral_needs_reference_and_board")
    reference, board = str(given.pop("reference")), str(given.pop("board"))
    with desk() as at:
        opened = casework.receive(at, reference, board, given)
        waiting = casework.open_actions(at.session, opened)
        refusals = [said_again(each) for action in waiting for each in action.refusal or ()]
        said = sentence("kept_as_draft" if refusals else "review_opened", reference=opened.reference)
    console.say(said)
    for refusal in refusals:
        click.echo(refusal.of(console.language), err=True)
    if refusals:
        raise click.exceptions.Exit(REFUSED)
    _start_run(opened.reference, console)


def _start_run(reference: str, console: Console) -> None:
    """Give the review its run at once where Prefect can be reached; reconcile does it otherwise."""
    from deployments.console.waking import give_run

    if not give_run(reference):
        console.say(sentence("run_follows"))


@review.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def list_(console: Console, *, as_json: bool) -> None:
    """Rhestru'r adolygiadau a'r hyn sy'n aros / List the reviews and what each waits for."""
    with desk() as at:
        rows = [_listed(at, each) for each in casework.all_reviews(at)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        status = word("status", row["status"]).of(console.language)
        waits = ", ".join(str(each) for each in row["awaits"]) or "-"
        click.echo(f"{row['reference']:<20} {status:<16} {row['due'] or '':<12} {waits}")


def _listed(at: casework.Office, each: Review) -> dict[str, Any]:
    waiting = casework.open_actions(at.session, each)
    return {
        "reference": each.reference,
        "board": each.board_code,
        "pack": each.pack,
        "status": overview.status(at, each),
        "draft": each.pack is None,
        "awaits": [f"{action.stage}.{action.milestone}" for action in waiting[:1]],
        "due": waiting[0].due_on.isoformat() if waiting and waiting[0].due_on else None,
    }


@review.command("show")
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def show(console: Console, reference: str, *, as_json: bool) -> None:
    """Dangos un adolygiad / Show one review: what happened against the plan, and what is awaited."""
    with desk() as at:
        found = casework.review_by(at.session, reference)
        rows, ledger = overview.timeline(at, found), overview.ledger(at, found)
        waiting = casework.open_actions(at.session, found)
        arranged = deadlines.arranged(at.session, found)
        listed = _listed(at, found)
        returned = returned_days(milestones(at.session, found), on=at.today)
        waits = bool(waiting_for(at.session, found))
    if as_json:
        shown = {
            **listed,
            "timeline": [_row_as_json(row) for row in rows],
            "meetings": [_meeting_as_json(each) for each in arranged],
            "actions": [_action_as_json(action) for action in waiting],
            "days": asdict(ledger) if ledger else None,
            "returned_days": returned,
        }
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2, default=str))
        return
    click.echo("\n".join(_page(found, rows, arranged, waiting, ledger=ledger, language=console.language)))
    if returned:
        console.say(sentence("referral_waits" if waits else "referral_waited", days=returned))


def _page(  # noqa: PLR0913 - the parts of the page, from top to bottom
    found: Review,
    rows: tuple[overview.Row, ...],
    arranged: Sequence[Arranged],
    waiting: Sequence[Action],
    *,
    ledger: Ledger | None,
    language: Language,
) -> Iterator[str]:
    yield f"{found.reference} ({found.pack or '-'})"
    yield from timeline_lines(rows, language)
    for each in arranged:
        yield meeting_pages.beside_deadline(found.reference, each).of(language)
        late = meeting_pages.late_words(each)
        yield from ([f"    ! {late.of(language)}"] if late else [])
    for action in waiting:
        yield action_line(action, language)
        yield from (f"    ! {said_again(refusal).of(language)}" for refusal in action.refusal or ())
    if ledger:
        yield ledger_line(ledger).of(language)


def timeline_lines(rows: tuple[overview.Row, ...], language: Language) -> Iterator[str]:
    """Give the timeline as lines of text: planned, actual, days late, source."""
    columns = ("stage", "planned", "actual", "days_late", "source")
    stage, planned, actual, late, source = (word("screen", each).of(language) for each in columns)
    yield f"{stage:<58} {planned:<11} {actual:<11} {late:>14}  {source}"
    for row in rows:
        name = overview.what(row.stage, row.subject).of(language)
        milestone = word("milestone", row.milestone).of(language)
        source = f"{row.source} [{word('provenance', row.provenance).of(language)}]" if row.source else ""
        mark = f" ({word('screen', 'synthetic').of(language)})" if row.synthetic else ""
        yield (
            f"{row.stage} {name + ' · ' + milestone:<54} {_day(row.planned):<11} "
            f"{_day(row.actual):<11} {row.late or '':>14}  {source}{mark}"
        ).rstrip()


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def action_line(action: Action, language: Language) -> str:
    """Give one action as a line: what is awaited, from whom, by when, and who says so."""
    stage, milestone = casework.step_key(action)
    by = in_words(action.act_by, language) if action.act_by else "-"
    what = overview.what(stage, action.subject).of(language)
    return (
        f"→ {word('screen', 'awaiting').of(language)}: {stage} {what} · "
        f"{word('milestone', milestone).of(language)} "
        f"({word('role', action.role).of(language)}, {word('screen', 'due').of(language)} {by})"
    )


def ledger_line(ledger: Ledger) -> Words:
    """Say in one sentence where the days went."""
    return sentence("where_the_days_went", **vars(ledger))


def _row_as_json(row: overview.Row) -> dict[str, object]:
    return {
        "stage": row.stage.value,
        "milestone": row.milestone,
        "subject": row.subject,
        "planned": row.planned,
        "actual": row.actual,
        "days_late": row.late,
        "source": row.source,
        "provenance": str(row.provenance),
        "synthetic": row.synthetic,
    }


def _meeting_as_json(arranged: Arranged) -> dict[str, object]:
    meeting, deadline = arranged.meeting, arranged.deadline
    return {
        "kind": meeting.kind,
        "number": meeting.number,
        "on": meeting.planned_on,
        "starts_at": meeting.starts_at,
        "state": meeting.state,
        "deadline": deadline.due if deadline else None,
        "late": arranged.late_on is not None,
    }


def _action_as_json(action: Action) -> dict[str, object]:
    return {
        "stage": action.stage,
        "milestone": action.milestone,
        "subject": action.subject,
        "role": action.role,
        "person": action.person_code,
        "due": action.due_on,
        "act_by": action.act_by,
        "source": action.source,
        "provenance": action.provenance,
        "refused": [each["code"] for each in action.refusal or ()],
    }
