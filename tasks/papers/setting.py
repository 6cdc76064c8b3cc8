"""What every section of a paper is written with: figures, texts, names; and the tables that recur."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from models.guidance.boards import board
from models.guidance.words import Language
from tasks.papers.figures import Figures, FiguresT
from tasks.papers.paper import Figure, Line, Row, Table, Texts


@dataclass(frozen=True)
class Setting(Generic[FiguresT]):
    """The figures and the language in which they are told."""

    figures: Figures[FiguresT]
    texts: Texts

    @property
    def language(self) -> Language:
        """The language of the paper."""
        return self.texts.language

    def board(self, code: str) -> str:
        """Name a Board as it was called on the day of the figures."""
        as_of = date.fromisoformat(self.figures.source.as_of)
        return board(code).name_on(as_of).of(self.language)

    def boards(self, codes: Iterable[str]) -> dict[str, str]:
        """Give Boards' names with their codes, in the names' own order: in each language another."""
        return dict(sorted((self.board(code), code) for code in codes))

    def line(self, code: str, **paths: str) -> Line:
        """Say a sentence with the figures at these places in it."""
        return self.texts.line(code, **{name: self.figures.at(path) for name, path in paths.items()})

    def heads(self, *codes: str) -> tuple[str, ...]:
        """Give the heads of columns."""
        return tuple(self.texts.text(code) for code in codes)

    def share_line(self, code: str, path: str, **more: str) -> Line:
        """Say a sentence about a share: ``n`` of ``of``, ``percent``, and from ``low`` to ``high``."""
        ends = {"low": f"{path}.interval.0", "high": f"{path}.interval.1"}
        parts = {name: f"{path}.{name}" for name in ("n", "of", "percent")}
        return self.line(code, **parts, **ends, **more)

    def shares(self, caption: str, head: str, rows: Mapping[str, str]) -> Table:
        """Give a table of shares, by what each row is called."""
        return Table(
            self.texts.text(caption),
            self.heads(head, "number", "of", "percent", "low", "high"),
            tuple(Row(name, self.figures.share(path)) for name, path in rows.items()),
        )

    def counts(self, caption: str, head: str, rows: Mapping[str, str], total: str = "") -> Table:
        """Give a table of counts, by what each row is called; *total* is where their sum stands."""
        return Table(
            self.texts.text(caption),
            self.heads(head, "number"),
            (*self._counted(rows), *self._total((self.figures.at(total),) if total else ())),
        )

    def _counted(self, rows: Mapping[str, str]) -> Iterable[Row]:
        return (Row(name, (self.figures.at(path),)) for name, path in rows.items())

    def _total(self, cells: tuple[Figure, ...]) -> tuple[Row, ...]:
        return (Row(self.texts.text("all"), cells, total=True),) if cells else ()
