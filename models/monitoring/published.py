"""Tables that anybody may see: counts by Board, without the small ones and what would give them away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.guidance.route import REVIEWS
from models.monitoring.checks import ENDED_OTHERWISE
from models.monitoring.dictionary import tables
from models.monitoring.rows import DataSet, ReviewRow
from models.monitoring.suppression import Line, left_out
from models.monitoring.written import Sheet

LEFT_OUT = "[c]"
"""What stands in place of a count that is confidential."""
ALL = "all"
"""The row and the column of totals."""
UNDECIDED = "not_decided"

COUNTED = ("decided", "status", "on_time", "with_action_plan")
"""The fields by which rows are counted, one table each."""


@dataclass(frozen=True)
class Published:
    """A table of counts: codes across, Boards down, totals last; None is left out."""

    name: str
    codes: tuple[str, ...]
    rows: Mapping[str, Mapping[str, int | None]]

    @property
    def sheet(self) -> Sheet:
        """The table as cells."""
        lines = [
            (board, *(LEFT_OUT if (n := row[code]) is None else str(n) for code in self.codes))
            for board, row in self.rows.items()
        ]
        return Sheet(("board", *self.codes), tuple(lines))

    @property
    def hidden(self) -> int:
        """Count the cells that are left out."""
        return sum(n is None for row in self.rows.values() for n in row.values())


def published(found: DataSet) -> tuple[Published, ...]:
    """Count the rows by Board and by each field, and leave out what must not be seen.

    All tables are looked at together: what one leaves out, another does not give away.
    """
    boards = (*found.boards, ALL)
    codes = {name: (*_codes(name), ALL) for name in COUNTED}
    counts: dict[str, int] = {}
    for row in found.reviews:
        for board in (row.board, ALL):
            for cell in _cells(row, board):
                counts[cell] = counts.get(cell, 0) + 1
    every = {_cell(name, board, code) for name in COUNTED for board in boards for code in codes[name]}
    every |= {_cell(_OTHERWISE, board, "") for board in boards}
    whole = {**dict.fromkeys(every, 0), **counts}
    hidden = left_out(whole, tuple(_lines(found.boards, whole)))
    return tuple(
        Published(
            name, codes[name], {board: _row(name, board, codes[name], whole, hidden) for board in boards}
        )
        for name in COUNTED
    )


_OTHERWISE = "ended_otherwise"
"""Reviews that were decided and ended otherwise: counted nowhere, and yet the difference of two tables."""


def _codes(name: str) -> tuple[str, ...]:
    """Give the codes of a field, in the dictionary's order; what is not decided yet is one of its own."""
    field = next(each for each in tables()["reviews"].fields if each.name == name)
    own = [code for code in field.codes if (name, code) != ("decided", "ask")]
    return (*own, UNDECIDED) if field.empty else tuple(own)


def _cell(name: str, board: str, code: str) -> str:
    # Every table has the same totals: they are one cell, left out in all of them or in none.
    return f"{board}" if code == ALL else f"{name} {board} {code}"


def _cells(row: ReviewRow, board: str) -> Iterator[str]:
    yield _cell("", board, ALL)
    for name in COUNTED:
        yield _cell(name, board, getattr(row, name) or UNDECIDED)
    if row.decided in REVIEWS and row.status in ENDED_OTHERWISE:
        yield _cell(_OTHERWISE, board, "")


def _lines(boards: tuple[str, ...], counts: Mapping[str, int]) -> Iterator[Line]:
    """Give all that adds up: across, down, and from one table to another."""
    for name in COUNTED:
        for board in (*boards, ALL):
            yield Line(tuple(_cell(name, board, code) for code in _codes(name)), _cell(name, board, ALL))
        for code in (*_codes(name), ALL):
            yield Line(tuple(_cell(name, board, code) for board in boards), _cell(name, ALL, code))
    for board in (*boards, ALL):
        yield from _between(board, counts)


def _between(board: str, counts: Mapping[str, int]) -> Iterator[Line]:
    """What is not asked whether it was on time is no review: the tables of both say the same of a Board."""
    parts = [_cell("decided", board, code) for code in _codes("decided") if code not in REVIEWS]
    otherwise = _cell(_OTHERWISE, board, "")
    parts += [otherwise] if counts[otherwise] else []
    for name in ("on_time", "with_action_plan"):
        yield Line(tuple(parts), _cell(name, board, "not_asked"))


def _row(
    name: str, board: str, codes: tuple[str, ...], counts: Mapping[str, int], hidden: frozenset[str]
) -> dict[str, int | None]:
    cells = {code: _cell(name, board, code) for code in codes}
    return {code: None if cell in hidden else counts[cell] for code, cell in cells.items()}
