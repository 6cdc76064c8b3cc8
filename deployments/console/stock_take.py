"""``cpr stock-take`` and ``cpr annual-report``: the country's yearly report, and a Board's own."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from deployments import settings
from deployments.console.edge import Console
from deployments.console.figures import columns
from models.guidance.boards import board as board_of
from models.guidance.errors import GuidanceError
from models.guidance.sentences import sentence
from models.monitoring.annual import Contribution, contribution, last_day
from models.monitoring.rows import DataSet
from tasks.papers import annual_report
from tasks.papers.paper import Paper, Table, plain_text

FIRST_YEAR = 2013
"""The first financial year that reviews fell into, by the year in which it ended."""


@click.command("stock-take")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Ar ba ddiwrnod / As of which day.")
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Y ffolder a wneir / The folder that is made.",
)
@click.option(
    "--publish", is_flag=True, help="Gadael ffigurau bach allan / Leave small figures out, to publish it."
)
@click.pass_obj
def stock_take(
    console: Console, files: tuple[Path, ...], as_of: datetime | None, folder: Path, *, publish: bool
) -> None:
    """Arolwg blynyddol o'r sefyllfa / The annual stock-take: number, timeliness, quality, impact.

    FILES are Boards' exports; the record itself is read when there is none.
    """
    from deployments.papers import write_stock_take

    data = _data(files, as_of.date() if as_of else None)
    national = write_stock_take(folder, data, publish=publish)
    console.say(sentence("stock_take_written", referrals=national.number.referrals, folder=folder))


def _data(files: tuple[Path, ...], as_of: date | None) -> DataSet:
    """Read exports, which say themselves of which day they are; or the record, as of the day asked for."""
    if not files:
        return _record(as_of)
    from tasks.monitoring import read_files

    data = read_files(files)
    if as_of and data.as_of != as_of.isoformat():
        raise GuidanceError("stock_take_other_day", as_of=date.fromisoformat(data.as_of))
    return data


def _record(as_of: date | None, board: str | None = None) -> DataSet:
    settings.enter(settings.installation())
    from models.casework.monitoring import data_set
    from tasks.office import desk

    with desk() as at:
        return data_set(at, as_of=min(as_of, at.today) if as_of and board else as_of, board=board)


@click.command("annual-report")
@click.option("--board", required=True, help="Cod y Bwrdd / The Board's code.")
@click.option(
    "--year",
    required=True,
    type=click.IntRange(FIRST_YEAR, 2100),
    help="Y flwyddyn y daw'r flwyddyn ariannol i ben / The year in which the financial year ends.",
)
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Y ffolder a wneir; hebddo dangosir y ffigurau / The folder that is made; else they are shown.",
)
@click.pass_obj
def annual_report_(console: Console, board: str, year: int, folder: Path | None) -> None:
    """Cyfraniad at adroddiad blynyddol y Bwrdd / What reviews give to the Board's annual report (S24)."""
    figures = _figures(board_of(board).code, year)
    if folder is None:
        click.echo("\n".join(_shown(annual_report.contents(figures, console.language))))
        return
    from deployments.papers import write_annual_report

    write_annual_report(folder, figures)
    console.say(sentence("annual_report_written", board=board_of(board).name, year=year, folder=folder))


def _figures(board: str, year: int) -> Contribution:
    data = _record(last_day(year), board)
    if date.fromisoformat(data.as_of) <= last_day(year - 1):
        raise GuidanceError("financial_year_to_come", year=year, begins=last_day(year - 1))
    return contribution(data, board, year)


def _shown(paper: Paper) -> Iterator[str]:
    yield from (*paper.warnings, "", paper.title, "")
    yield from map(plain_text, paper.about)
    for section in paper.sections:
        yield from ("", section.title)
        yield from (f"  {plain_text(line)}" for line in section.lines)
        for table in section.tables:
            yield from ("", f"  {table.caption}", *columns(_rows(table)))


def _rows(table: Table) -> list[list[str]]:
    return [list(table.heads), *([row.head, *(cell.text for cell in row.cells)] for row in table.rows)]
