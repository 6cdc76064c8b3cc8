"""``cpr monitoring``: the data set exported, checked, read back, taken each night, and explained."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deployments.console.edge import Console
from deployments.console.files import text_of
from models.guidance.sentences import sentence
from models.guidance.words import Language, Words
from models.monitoring.checks import Check, checks, see_that_they_tie
from models.monitoring.dictionary import Field, tables
from models.monitoring.written import dictionary_sheet

if TYPE_CHECKING:
    from tasks.monitoring import Exported

_DAY = click.DateTime(["%Y-%m-%d"])
_PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.group()
def monitoring() -> None:
    """Y set data monitro, heb enw na chyfeirnod / The monitoring data set, without name or reference."""


@monitoring.command()
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Ffolder newydd / New folder.",
)
@click.option("--as-of", type=_DAY, help="Fel ar ba ddiwrnod / As of which day; today by default.")
@click.option(
    "--known-on", type=_DAY, help="Fel yr oedd yn hysbys ar / As known on which day; now by default."
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["csv", "xlsx", "json"]),
    help="Pob un heb hyn / All of them without this; may be given again.",
)
@click.option("--board", help="Un Bwrdd yn unig / One Board alone.")
@click.option("--publish", is_flag=True, help="Tablau i’w cyhoeddi / Tables for publication, and no rows.")
@click.pass_obj
def export(  # noqa: PLR0913, PLR0917 - one option each
    console: Console,
    out: Path,
    as_of: datetime | None,
    known_on: datetime | None,
    formats: tuple[str, ...],
    board: str | None,
    *,
    publish: bool,
) -> None:
    """Allforio rhesi wedi’u codio / Export coded rows: no date finer than the month, no reference.

    What an export holds, and who may have it, stands in docs/monitoring.md.
    """
    from models.guidance.boards import board as board_of
    from tasks.monitoring import export as export_rows
    from tasks.monitoring.writing import FORMATS

    written = export_rows(
        out,
        as_of=as_of.date() if as_of else None,
        known_on=known_on.date() if known_on else None,
        board=board_of(board).code if board else None,
        formats=formats or FORMATS,
        publish=publish,
    )
    console.say(_said(written, out.name))


@monitoring.command()
@_PATHS
@click.option("--json", "as_json", is_flag=True, help="JSON ar gyfer rhaglenni / JSON for programs.")
@click.pass_obj
def check(console: Console, paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Gwirio allforion / Check exports: every count in two ways, with the two numbers."""
    from tasks.monitoring import read_files

    counted = checks(read_files(paths))
    if as_json:
        plain = [
            {"check": each.code, "left": each.left, "right": each.right, "ties": each.ties}
            for each in counted
        ]
        click.echo(json.dumps(plain, indent=2))
    else:
        for each in counted:
            click.echo(_check_line(each, console.language))
    see_that_they_tie(counted)


@monitoring.command()
@_PATHS
@click.pass_obj
def read(console: Console, paths: tuple[Path, ...]) -> None:
    """Darllen sawl allforiad gyda’i gilydd / Read several exports together; nothing is kept."""
    from tasks.monitoring import read_files

    found = read_files(paths)
    said: dict[str, Any] = {"reviews": len(found.reviews), "boards": len(found.boards)}
    as_of = date.fromisoformat(found.as_of)
    console.say(sentence("export_read", as_of=as_of, checks=len(checks(found)), **said))


@monitoring.command()
@click.pass_obj
def refresh(console: Console) -> None:
    """Cymryd ffigurau heddiw / Take today’s figures, as the night does."""
    from tasks.monitoring import refresh as take

    taken = take()
    said: dict[str, Any] = {"as_of": taken.as_of, "reviews": taken.reviews, "read": taken.read}
    console.say(sentence("snapshot_taken", checks=len(taken.checks), **said))
    see_that_they_tie(taken.checks)


@monitoring.command("import")
@click.argument("path")
@click.pass_obj
def import_(console: Console, path: str) -> None:
    """Cymryd cyfrifon blynyddoedd cynharach / Take in counts of earlier years; unknown stays unknown.

    docs/figures/regions_2015.csv and docs/figures/outcomes_2015.csv are such tables.
    """
    from tasks.monitoring import import_earlier

    console.say(sentence("earlier_taken_in", **vars(import_earlier(text_of(path)))))


@monitoring.command()
@click.option("--json", "as_json", is_flag=True, help="JSON ar gyfer rhaglenni / JSON for programs.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV, yn y ddwy iaith / CSV, in both languages.")
@click.pass_obj
def dictionary(console: Console, *, as_json: bool, as_csv: bool) -> None:
    """Beth mae pob maes yn ei olygu / What every field means, what it may hold, and when it is empty."""
    if as_csv:
        from tasks.monitoring.formats import csv_text

        click.echo(csv_text(dictionary_sheet()), nl=False)
    elif as_json:
        sheet = dictionary_sheet()
        rows = [dict(zip(sheet.heads, row, strict=True)) for row in sheet.rows]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_pages(console.language)))


def _said(written: "Exported", name: str) -> Words:
    """Say what an export is, or what was left out of the tables for publication."""
    if written.published:
        return sentence("export_published", tables=len(written.published), hidden=written.hidden, name=name)
    found = written.found
    return sentence(
        "export_written",
        reviews=len(found.reviews),
        name=name,
        as_of=date.fromisoformat(found.as_of),
        known_on=date.fromisoformat(found.known_on),
        checks=len(written.checks),
    )


def _check_line(each: Check, language: Language) -> str:
    sign = "=" if each.ties else "≠"
    return f"{each.left:>9} {sign} {each.right:<9} {each.words.of(language)}"


def _pages(language: Language) -> Iterable[str]:
    for table in tables().values():
        yield f"{table.name}: {table.words.of(language)}"
        for field in table.fields:
            yield from _field_lines(field, language)
        yield ""


def _field_lines(field: Field, language: Language) -> Iterable[str]:
    empty = f" [{field.empty.of(language)}]" if field.empty else ""
    yield f"  {field.name:<26}{field.words.of(language)} ({field.kind_words.of(language)}){empty}"
    for code, words in field.codes.items():
        yield f"  {'':<26}  {code}: {words.of(language)}"
