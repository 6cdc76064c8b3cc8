"""``cpr national``: the country on one page, out of the Boards' exports."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import click

from deployments.console import national_page as page
from deployments.console.consistency import departure_lines, finding_lines, flag_lines, protocol_lines
from deployments.console.edge import Console
from deployments.console.figures import data_from, plain_figures
from models.guidance.pictures.page import page as on_a_page
from models.guidance.sentences import sentence
from models.guidance.words import Language, word
from models.monitoring.national import National, picture
from models.monitoring.pictures.every import drawn_all

_LANGUAGES: tuple[Language, ...] = ("cy", "en")


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="JSON ar gyfer rhaglenni / JSON for programs.")
@click.option(
    "--pictures",
    type=click.Path(path_type=Path, file_okay=False),
    help="Ysgrifennu’r lluniau yno / Write the pictures there, as SVG and as pages, in both languages.",
)
@click.pass_obj
def national(console: Console, files: tuple[Path, ...], pictures: Path | None, *, as_json: bool) -> None:
    """Y darlun cenedlaethol ar un dudalen / The national picture on one page; its sums are shown.

    FILES are Boards’ exports; the record itself is read when there is none.
    """
    found = picture(data_from(files))
    if pictures is not None:
        _write(found, pictures)
    if as_json:
        click.echo(json.dumps(plain_figures(found), ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(_page(found, console.language)))


def _write(found: National, folder: Path) -> None:
    """Write each picture as SVG and on a page of its own, in Welsh and in English."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in _LANGUAGES:
        for name, svg in drawn_all(found, language).items():
            (folder / f"{name}-{language}.svg").write_text(svg, encoding="utf-8")
            (folder / f"{name}-{language}.html").write_text(on_a_page(svg, language), encoding="utf-8")


def _page(found: National, language: Language) -> Iterator[str]:
    days = {name: date.fromisoformat(getattr(found, name)) for name in ("as_of", "known_on")}
    yield sentence("national_title", **days).of(language)
    yield sentence("national_not_published").of(language)
    if found.synthetic:
        yield sentence("national_synthetic").of(language)
    for name, lines in _PARTS.items():
        yield from ("", word("national_part", name).of(language), *lines(found, language))


_PARTS: dict[str, Callable[[National, Language], Iterator[str]]] = {
    "number": page.number_lines,
    "timeliness": page.timeliness_lines,
    "delays": page.delay_lines,
    "agencies": page.agency_lines,
    "quality": page.quality_lines,
    "steps": page.step_lines,
    "departures": lambda found, said: departure_lines(found.departures, found.as_of, said),
    "findings": lambda found, said: finding_lines(found.findings, found.number.referrals, found.as_of, said),
    "flags": lambda found, said: flag_lines(found.flags, found.as_of, said),
    "protocols": lambda found, said: protocol_lines(found.protocols, found.as_of, said),
    "impact": page.impact_lines,
    "earlier": page.earlier_lines,
    "missing": page.missing_lines,
}
"""The parts of the page, in their order: number, timeliness, quality and impact are always there."""
