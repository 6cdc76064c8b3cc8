"""``cpr reviewers``: who could review, who is suggested for a review, and why everybody else is not."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import click

from deployments.console.edge import Console
from models import casework
from models.casework import reviewer_pool
from models.casework.reviewer_suggestions import Suggested, suggested
from models.diaries.reviewers import Candidate
from models.guidance.errors import GuidanceError
from models.guidance.sentences import sentence
from models.guidance.words import Language, word
from tasks.office import desk

_COLUMNS = ("person", "agency", "language", "trained", "open", "busiest", "last", "boards")


@click.group()
def reviewers() -> None:
    """Y gronfa o adolygwyr, a phwy sy’n addas / The pool of reviewers, and who is suitable."""


@reviewers.command("suggest")
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="JSON ar gyfer rhaglenni / JSON for programs.")
@click.pass_obj
def suggest(console: Console, reference: str, *, as_json: bool) -> None:
    """Awgrymu adolygwyr / Suggest reviewers for a review, with reasons; nothing is entered."""
    with desk() as at:
        found = suggested(at, casework.review_by(at.session, reference))
    if as_json:
        click.echo(json.dumps(_plain(found), ensure_ascii=False, indent=2, default=str))
        return
    click.echo("\n".join(_page(found, console.language)))


@reviewers.command("list")
@click.argument("board")
@click.option("--json", "as_json", is_flag=True, help="JSON ar gyfer rhaglenni / JSON for programs.")
@click.pass_obj
def list_(console: Console, board: str, *, as_json: bool) -> None:
    """Rhestru’r gronfa / List the pool that a Board can ask, with what each has to do."""
    with desk() as at:
        people = reviewer_pool.pool(at, board)
        boards = reviewer_pool.boards_of(at.session, [each.code for each in people], at.today)
    if as_json:
        rows = [{**_plain_candidate(each), "boards": boards[each.code]} for each in people]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
    elif not people:
        raise GuidanceError("reviewers_none_known")
    else:
        heads = [word("reviewer_column", each).of(console.language) for each in _COLUMNS]
        lines = [_cells(each, boards[each.code], console.language) for each in people]
        click.echo("\n".join(_table([heads, *lines])))


def _cells(each: Candidate, boards: Sequence[str], language: Language) -> list[str]:
    return [
        each.code,
        word("agency", each.agency).of(language),
        word("language", each.language).of(language),
        str(each.trained_on or "-"),
        str(each.open_reviews),
        f"{each.busiest_month:g}",
        str(each.last_appointed_on or "-"),
        ", ".join(boards),
    ]


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _page(found: Suggested, language: Language) -> Iterator[str]:
    suggestion, wanted = found.suggestion, found.wanted
    chosen = ", ".join(each.code for each in suggestion.chosen)
    code = "reviewers_suggested" if chosen else "reviewers_nobody"
    yield sentence(code, reference=found.reference, number=wanted.number, people=chosen).of(language)
    if wanted.beside:
        yield sentence("reviewer_beside", people=", ".join(each.code for each in wanted.beside)).of(language)
    yield from (f"- {_because(each, language)}" for each in suggestion.chosen)
    if suggestion.first_day:
        yield sentence("reviewers_first_day", on=suggestion.first_day).of(language)
    yield from (f"! {sentence(f'reviewers_{note}').of(language)}" for note in suggestion.notes)
    if suggestion.others:
        others = ", ".join(each.code for each in suggestion.others)
        yield sentence("reviewers_others", people=others).of(language)
    for each, causes in suggestion.excluded:
        said = "; ".join(word("reviewer_excluded", cause).of(language) for cause in causes)
        yield f"- {sentence('reviewer_not_suggested', person=each.code, causes=said).of(language)}"
    yield sentence("reviewers_advice").of(language)


def _because(each: Candidate, language: Language) -> str:
    said = sentence(
        "reviewer_because",
        person=each.code,
        trained=each.trained_on,
        agency=word("agency", each.agency),
        language=word("language", each.language),
        open=each.open_reviews,
        hours=f"{each.hours:g}",
    )
    last = (
        sentence("reviewer_last_appointed", on=each.last_appointed_on)
        if each.last_appointed_on
        else sentence("reviewer_never_appointed")
    )
    return f"{said.of(language)} {last.of(language)}"


def _plain(found: Suggested) -> dict[str, Any]:
    suggestion, wanted = found.suggestion, found.wanted
    return {
        "reference": found.reference,
        "wanted": wanted.number,
        "welsh_speaker_wanted": wanted.welsh,
        "appointed": [each.code for each in wanted.beside],
        "suggested": [_plain_candidate(each) for each in suggestion.chosen],
        "first_day": suggestion.first_day,
        "first_panel_by": wanted.by,
        "notes": list(suggestion.notes),
        "others": [each.code for each in suggestion.others],
        "excluded": [{"person": each.code, "causes": list(causes)} for each, causes in suggestion.excluded],
    }


def _plain_candidate(each: Candidate) -> dict[str, Any]:
    return {
        "person": each.code,
        "agency": each.agency,
        "language": each.language,
        "trained_on": each.trained_on,
        "open_reviews": each.open_reviews,
        "hours": each.hours,
        "hours_in_fullest_month": each.busiest_month,
        "appointments": each.appointments,
        "last_appointed_on": each.last_appointed_on,
    }
