"""A written page read as a reader has it: its figures by their places, its tables, its words."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from models.monitoring.shares import Share


@dataclass
class Read(HTMLParser):
    """What stands on a page.

    Attributes:
        figures: each figure's place, and what is shown there, as often as it is.
        tags: every element with its attributes, in order.
        text: all words, without the style.
    """

    figures: list[tuple[str, str]] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._place: str | None = None
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag
        self._place = dict(attrs).get("data-figure")

    def handle_endtag(self, _: str) -> None:
        self._place, self._inside = None, ""

    def handle_data(self, data: str) -> None:
        if self._inside != "style":
            self.text += data
        if self._place:
            self.figures.append((self._place, data))

    @property
    def headings(self) -> list[str]:
        """Give the headings' levels, in order."""
        return [tag for tag, _ in self.tags if tag in ("h1", "h2", "h3")]


def read(page: str) -> Read:
    """Read a page."""
    found = Read()
    found.feed(page)
    return found


def at(figures: Any, path: str) -> Any:  # noqa: ANN401 - whatever figures these are
    """Find a figure by its place, in another way than the pages do: on what `dataclasses.asdict` gives."""
    names = path.split(".")
    if names[-1] == "count":
        return len(at(figures, ".".join(names[:-1])))
    if names[0] == "cells":
        cells = figures["number"]["cells"]
        return sum(each["n"] for each in cells if [each["board"], each["outcome"]] == names[1:])
    if names[0] == "months_each":
        delays = figures[names[1]]
        return delays[names[2]] / delays["reviews"] / 30.4375
    if "percent" in names or "interval" in names:
        place = names.index("percent" if "percent" in names else "interval")
        share = Share(**at(figures, ".".join(names[:place])))
        found: Any = getattr(share, names[place])
        return found[int(names[-1])] if found is not None and names[place] == "interval" else found
    found = figures
    for name in names:
        found = found[int(name)] if isinstance(found, list | tuple) else found[name]
    return found


def shown(figure: object) -> str:
    """Write a figure as a person would, to one decimal."""
    if figure is None:
        return "–"
    return f"{figure:,}" if isinstance(figure, int) else f"{round(float(str(figure)), 9):,.1f}"
