"""``cpr forecast``: when a review is expected to be complete, what would change that, and how good it is."""

import json
from typing import Any

import click

from deployments.console import forecast_pages as pages
from deployments.console.edge import Console
from deployments.console.files import text_of
from models import casework
from models.casework import forecast_drift, forecasts, review_histories
from models.casework.entering import Office
from models.casework.forecast_what_if import suppose
from models.casework.review_histories import OnRecord
from models.diaries.forecasts.evaluation import evaluate as evaluated
from models.diaries.forecasts.forecast import Forecast
from models.diaries.forecasts.histories import History
from models.diaries.forecasts.histories_file import ReadHistories, read_histories
from models.diaries.forecasts.pace import TooLittleHistory
from models.diaries.forecasts.what_if import supposed
from models.guidance.errors import GuidanceError
from models.guidance.packs import DEFAULT
from models.guidance.sentences import sentence
from models.records import Review
from tasks.office import desk

_SEED = 1
"""Of the evaluation's draws: the same table gives the same figures."""

_json = click.option("--json", "as_json", is_flag=True, help="JSON ar gyfer rhaglenni / JSON for programs.")


class _OneOrEvaluate(click.Group):
    """A group whose every other word is a review's reference: ``cpr forecast REF``."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take what is no subcommand for the reference of a review."""
        if args and args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return "one", self.commands["one"], args


@click.group(cls=_OneOrEvaluate, context_settings={"ignore_unknown_options": True})
def forecast() -> None:
    """Pryd y disgwylir cwblhau adolygiad / When a review is expected to be complete.

    `cpr forecast REFERENCE [--if KIND WHAT] [--history FILE]`, neu / or `cpr forecast evaluate`.
    """


@forecast.command("one", hidden=True)
@click.argument("reference")
@click.option(
    "--if",
    "ifs",
    nargs=2,
    multiple=True,
    metavar="KIND WHAT",
    help="process-ends inquest=2027-03-31 | move learning_event=+7 | replaced PERSON[=OTHER]",
)
@click.option("--history", "path", help="Hanesion o dabl CSV hefyd / Histories from a CSV table too.")
@_json
@click.pass_obj
def one(
    console: Console, reference: str, ifs: tuple[tuple[str, str], ...], path: str | None, *, as_json: bool
) -> None:
    """Rhagweld un adolygiad / Forecast one review."""
    more = _from_file(path, console).histories if path else ()
    with desk() as at:
        page = _page(at, casework.review_by(at.session, reference), ifs, more)
    if as_json:
        click.echo(json.dumps(pages.as_json(page), ensure_ascii=False, indent=2, default=str))
    else:
        click.echo("\n".join(pages.lines(page, console.language)))


def _page(
    at: Office, review: Review, ifs: tuple[tuple[str, str], ...], more: tuple[History, ...]
) -> pages.Page:
    of, found = forecasts.found_on_record(at, review)
    made = forecast_drift.made_of(at.session, review)
    page = pages.Page(of, at.today, tuple(made), pages.planned(at, review), len(more))
    if not of.is_under_way:
        return page
    given = forecasts.given_of(at.session, review)
    told = forecasts.forecast_of(at, of, found, given=given, more=more)
    if isinstance(told, TooLittleHistory):
        return page.with_too_little(told)
    return page.with_forecast(told, tuple(_supposed(at, of, found, more, each) for each in ifs))


def _supposed(
    at: Office, of: OnRecord, found: list[OnRecord], more: tuple[History, ...], written: tuple[str, str]
) -> pages.Otherwise:
    given = forecasts.given_of(at.session, of.review)
    answered = suppose(at, of.review, given, supposed(*written))
    told = forecasts.forecast_of(at, of, found, given=answered.given, more=more)
    assert isinstance(told, Forecast)
    return pages.Otherwise(" ".join(written), told, answered.consequences)


@forecast.command("evaluate")
@click.option("--file", "path", help="Tabl CSV o hanesion / A CSV table of histories; the record by default.")
@_json
@click.pass_obj
def evaluate(console: Console, path: str | None, *, as_json: bool) -> None:
    """Pa mor dda fuasai'r rhagolwg / How good the forecast would have been, beside simpler ways."""
    if path:
        histories: list[History] = list(_from_file(path, console).histories)
    else:
        with desk() as at:
            histories = review_histories.to_judge(review_histories.on_record(at.session))
    found = evaluated(histories, DEFAULT, _SEED)
    if as_json:
        shown: dict[str, Any] = {"reviews": found.reviews, "scores": [vars(each) for each in found.scores]}
        click.echo(json.dumps(shown, indent=2))
    elif found.scores:
        click.echo("\n".join(pages.scores(found, console.language)))
    else:
        needed = TooLittleHistory(found.reviews).needed
        raise GuidanceError("forecasts_not_judged", reviews=found.reviews, needed=needed)


def _from_file(path: str, console: Console) -> ReadHistories:
    """Read a table, and say on standard error which of its rows were refused."""
    read = read_histories(text_of(path))
    for each in read.refused:
        click.echo(sentence(each.code, line=each.line).of(console.language), err=True)
    return read
