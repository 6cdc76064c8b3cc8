"""The stock-take and the annual report written out: a folder that appears whole, or not at all.

Beside a page lies what it is made of: the export's rows; or, for publication, its own figures alone.
"""

from collections.abc import Iterator
from pathlib import Path

from models.guidance.words import Language, Words
from models.monitoring.annual import Contribution
from models.monitoring.checks import tied
from models.monitoring.national import National, picture
from models.monitoring.rows import DataSet
from tasks.monitoring.writing import FORMATS, whole_folder, write_rows
from tasks.papers import annual_report, stock_take
from tasks.papers.pages import page
from tasks.papers.paper import Paper, word_context
from tasks.papers.sheets import figures_csv
from tasks.papers.word import word

_LANGUAGES: tuple[Language, ...] = ("cy", "en")


def write_stock_take(
    folder: Path, data: DataSet, *, publish: bool = False, about: tuple[Words, ...] = ()
) -> National:
    """Write the stock-take of a data set, and give the figures that it is made of.

    Args:
        folder: where; it is made.
        data: the rows; they are written beside the pages, unless these are for publication.
        publish: leave out small figures.
        about: what else is to be known of where the figures come from.

    Raises:
        GuidanceError: the rows do not tie, or the folder cannot be written; nothing is left behind.
    """
    counted = tied(data)
    national = picture(data)
    with whole_folder(folder) as new:
        for language in _LANGUAGES:
            paper = stock_take.contents(national, language, publish=publish, about=about)
            _write(new, "stock-take", stock_take.PAPER, paper)
        if not publish:
            write_rows(new / "data", data, counted, FORMATS)
    return national


def write_annual_report(folder: Path, figures: Contribution) -> None:
    """Write a Board's contribution.

    Raises:
        GuidanceError: the folder cannot be written; nothing is left behind.
    """
    with whole_folder(folder) as new:
        for language in _LANGUAGES:
            _write(new, "annual-report", annual_report.PAPER, annual_report.contents(figures, language))


def _write(folder: Path, name: str, template: str, paper: Paper) -> None:
    (folder / f"{name}-{paper.language}.html").write_text(page(paper), encoding="utf-8")
    (folder / f"{name}-{paper.language}.docx").write_bytes(
        word(template, paper.language, word_context(paper))
    )
    figures = figures_csv(paper)
    (folder / f"figures-{paper.language}.csv").write_text(figures, encoding="utf-8", newline="")
    for code, svg in _pictures(paper):
        (folder / f"{code}-{paper.language}.svg").write_text(svg, encoding="utf-8")


def _pictures(paper: Paper) -> Iterator[tuple[str, str]]:
    for section in paper.sections:
        yield from ((each.code, each.svg) for each in section.pictures)
