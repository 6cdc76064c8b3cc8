"""``cpr compare-boards``: notifications by Board held against their populations, from a table of counts.

Nothing is kept and no service is needed.
"""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import click

from deployments.console.edge import Console
from deployments.console.files import text_of
from models.guidance.board_counts import measure_words, read_counts
from models.guidance.comparison import Against, Comparison, Row, compare
from models.guidance.pictures import boards as pictures
from models.guidance.sentences import sentence
from models.guidance.words import Language, word

_LANGUAGES: tuple[Language, ...] = ("cy", "en")


@click.command("compare-boards")
@click.option("--file", "path", required=True, help="Tabl CSV / A CSV table; - reads standard input.")
@click.option("--json", "as_json", is_flag=True, help="JSON ar gyfer rhaglenni / JSON for programs.")
@click.option("--svg", "as_svg", is_flag=True, help="Llun â chyfyngau / A picture with intervals.")
@click.option("--measure", help="Pa fesur i’r llun / Which measure the picture shows; the first by default.")
@click.option(
    "--figures",
    type=click.Path(path_type=Path, file_okay=False),
    help="Ysgrifennu Ffigurau 1 a 3 / Write Figures 1 and 3 there, as SVG and CSV.",
)
@click.pass_obj
def compare_boards(  # noqa: PLR0913 - one option each
    console: Console, path: str, measure: str | None, figures: Path | None, *, as_json: bool, as_svg: bool
) -> None:
    """Cymharu Byrddau heb gael eich camarwain gan niferoedd bach / Compare Boards, small numbers minded.

    The format of the table stands in docs/formats/board-counts.md.
    """
    compared = compare(read_counts(text_of(path)))
    if figures is not None:
        _write(compared, figures)
    if as_json:
        click.echo(json.dumps(_plain(compared), ensure_ascii=False, indent=2))
    elif as_svg:
        click.echo(pictures.observed_and_expected(compared, _chosen(compared, measure), console.language))
    else:
        for line in _lines(compared, console.language):
            click.echo(line)


def _chosen(compared: Comparison, measure: str | None) -> str:
    measures = tuple(compared.tests)
    if measure is not None and measure not in measures:
        raise click.BadParameter(", ".join(measures), param_hint="--measure")
    return measure or measures[0]


def _plain(compared: Comparison) -> dict[str, Any]:
    return {
        "total": compared.total,
        "correction": f"Bonferroni, {len(compared.rows)} comparisons",
        "intervals": "exact (Garwood), 95 %",
        "chi_square": {
            measure: {
                "value": round(test.value, 2),
                "degrees": test.degrees,
                "probability": round(test.probability, 5),
            }
            for measure, test in compared.tests.items()
        },
        "warnings": [
            {"code": "small_numbers", "measure": measure}
            for measure, test in compared.tests.items()
            if test.small
        ],
        "boards": [_plain_row(row) for row in compared.rows],
    }


def _plain_row(row: Row) -> dict[str, Any]:
    return {
        "board": row.counted.board.code,
        "name": {"cy": row.counted.name.cy, "en": row.counted.name.en},
        "notifications": row.counted.count,
        "percent": round(row.share),
        "rank": row.rank,
        "against": {measure: _plain_against(each) for measure, each in row.against.items()},
    }


def _plain_against(against: Against) -> dict[str, Any]:
    return {
        "share_percent": against.share,
        "rank": against.rank,
        "observed_over_expected": round(against.ratio, 2),
        "expected": round(against.expected, 2),
        "interval": [round(end, 2) for end in against.interval],
        "interval_corrected": [round(end, 2) for end in against.interval_corrected],
        "probability_corrected": round(against.probability_corrected, 5),
        "stands_out": against.stands_out,
    }


def _lines(compared: Comparison, language: Language) -> list[str]:
    lines = []
    for measure, test in compared.tests.items():
        title = sentence("ratio_title", measure=measure_words(measure), total=compared.total)
        lines += [title.of(language), "", _heads(language)]
        for row in compared.rows:
            against = row.against[measure]
            low, high = against.interval_corrected
            lines.append(
                f"  {row.counted.name.of(language):<32}{row.counted.count:>6}{row.share:>6.0f} {row.rank:>6}"
                f"{against.expected:>10.2f}{against.ratio:>8.2f}  ({low:.2f}–{high:.2f})  "
                f"{word('stands_out', against.stands_out).of(language)}"
            )
        lines += ["", f"  χ² = {test.value:.2f}, df = {test.degrees}, p = {test.probability:.4f}"]
        if test.small:
            lines.append("  " + sentence("small_numbers", measure=measure_words(measure)).of(language))
        lines.append("")
    return [*lines, sentence("compared_how", boards=len(compared.rows)).of(language)]


def _heads(language: Language) -> str:
    board, count, rank, expected, ratio, interval = (
        word("comparison", each).of(language)
        for each in ("board", "count", "rank", "expected", "ratio", "interval")
    )
    return f"  {board:<32}{count:>6}     % {rank:>6}{expected:>10}{ratio:>8}  {interval}"


def _write(compared: Comparison, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for language in _LANGUAGES:
        drawn = {
            "figure-1": pictures.notifications_by_board(compared, language),
            "figure-3": pictures.notifications_and_shares(compared, language),
        }
        for name, svg in drawn.items():
            (folder / f"{name}-{language}.svg").write_text(svg, encoding="utf-8")
    table = StringIO()
    rows = csv.writer(table)
    measures = tuple(compared.tests)
    heads = [f"{measure}_{part}" for measure in measures for part in ("pct", "rank")]
    rows.writerow(["board", "notifications", "notifications_pct", "notifications_rank", *heads])
    for row in compared.rows:
        cells = [part for m in measures for part in (f"{row.against[m].share:g}", row.against[m].rank)]
        rows.writerow([row.counted.name.en, row.counted.count, round(row.share), row.rank, *cells])
    # With its mark, spreadsheets read it as UTF-8.
    (folder / "figures.csv").write_text("\ufeff" + table.getvalue(), encoding="utf-8")
