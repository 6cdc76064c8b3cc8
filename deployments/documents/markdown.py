"""The little Markdown that the pages need."""

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Give the lines of a table; a stroke inside a cell stays a stroke.

    >>> table(["a", "b"], [["1", "2"]])
    ['| a | b |', '|---|---|', '| 1 | 2 |']
    """
    return [_line(heads), "|" + "---|" * len(heads), *map(_line, rows)]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def fenced(text: str, language: str) -> list[str]:
    """Give the lines of a block that is shown as it is written."""
    return [f"```{language}", *text.rstrip("\n").splitlines(), "```"]
