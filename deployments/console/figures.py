"""Figures of the national picture as commands show them: in a line for people, in JSON for programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from models.guidance.boards import board
from models.guidance.sentences import sentence
from models.guidance.words import Language, vocabulary
from models.monitoring.dictionary import tables
from models.monitoring.rows import DataSet
from models.monitoring.shares import Share


def data_from(paths: Sequence[Path]) -> DataSet:
    """Read exports, or make the data set of the record where none is given.

    Raises:
        GuidanceError: an export cannot be read, or there is nothing to make one of.
    """
    if paths:
        from tasks.monitoring import read_files

        return read_files(paths)
    from deployments import settings

    settings.enter(settings.installation())
    from models.casework.monitoring import data_set
    from tasks.office import desk

    with desk() as at:
        return data_set(at)


def plain_figures(value: Any) -> Any:  # noqa: ANN401 - whatever the figures are made of
    """Give figures as JSON has them; a share says its per cent and its exact interval as well."""
    if isinstance(value, Share):
        return {"n": value.n, "of": value.of, "percent": value.percent, "interval": value.interval}
    if is_dataclass(value):
        return {each.name: plain_figures(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain_figures(each) for key, each in value.items()}
    return [plain_figures(each) for each in value] if isinstance(value, list | tuple) else value


def share(found: Share, language: Language) -> str:
    """Say so many of so many, with the per cent and its exact interval where there is one."""
    if found.percent is None or found.interval is None:
        return sentence("share_of", n=found.n, of=found.of).of(language)
    low, high = (f"{end:.0f}" for end in found.interval)
    said = sentence(
        "share_of_percent", n=found.n, of=found.of, percent=f"{found.percent:.0f}", low=low, high=high
    )
    return said.of(language)


def figure(value: float | None, digits: int = 1) -> str:
    """Write a figure; a dash where there is none."""
    return "–" if value is None else f"{value:.{digits}f}"


def days(value: float | None) -> str:
    """Write a median of days, which may lie half-way between two."""
    return "–" if value is None else f"{value:g}"


def board_name(code: str, as_of: str, language: Language) -> str:
    """Give a Board's name as it was on the day of the picture."""
    return board(code).name_on(date.fromisoformat(as_of)).of(language)


def coded(name: str, code: str, language: Language) -> str:
    """Say a code in words; one that the vocabulary does not know stays as it is."""
    words = vocabulary(name).get(code)
    return words.of(language) if words else code


def in_field(table: str, field: str, code: str, language: Language) -> str:
    """Say a code as the data dictionary has it for a field; one that it does not know stays as it is."""
    own = next(each for each in tables()[table].fields if each.name == field)
    return own.codes[code].of(language) if code in own.codes else code


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Set rows as a table: the first column to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield "  " + "  ".join((first.ljust(widths[0]), *cells)).rstrip()
