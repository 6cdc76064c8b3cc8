"""Counts by Board, read from a table: notifications, and the shares they are held against."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.guidance.boards import Board, all_boards
from models.guidance.errors import GuidanceError, Refused
from models.guidance.words import Words, vocabulary

_SHARE = "_pct"
_PRINTED = "printed_"
_COUNTED = "notifications"
_ABOUT = (" Safeguarding Board", "Bwrdd Diogelu ")
_FORMULA = ("=", "+", "-", "@", "\t")
_MOST = 100_000
_TOTAL = 100.0
_ROUNDED_BY = 2.0
"""Printed shares are rounded to whole percents, so six of them may miss the hundred by this much."""


@dataclass(frozen=True)
class BoardCount:
    """A Board's count, and its share of each population in per cent."""

    board: Board
    name: Words
    count: int
    shares: Mapping[str, float]


def read_counts(text: str) -> tuple[BoardCount, ...]:
    """Read a CSV table with the columns ``board``, ``notifications`` and one ``..._pct`` a measure.

    ``printed_`` before a measure's name is left away; ranks and the share of the
    notifications themselves are worked out, never read.

    Raises:
        Refused: columns are missing, a Board is unknown or stands twice, a figure is none.
    """
    reader = csv.DictReader(text.lstrip("\ufeff").splitlines())
    columns = [name or "" for name in reader.fieldnames or ()]
    measures = {name: _measure(name) for name in columns if name.endswith(_SHARE)}
    measures = {name: measure for name, measure in measures.items() if measure != _COUNTED}
    if not {"board", _COUNTED} <= set(columns) or not measures:
        raise Refused((GuidanceError("counts_columns"),))
    read = [_row(line, row, measures) for line, row in enumerate(reader, start=2)]
    problems = [each for each in read if isinstance(each, GuidanceError)]
    rows = tuple(each for each in read if isinstance(each, BoardCount))
    problems = problems or list(_oddities(rows))
    if problems:
        raise Refused(tuple(problems))
    return rows


def measure_words(measure: str) -> Words:
    """Name a measure for people; one that is not known keeps its column's name.

    >>> measure_words("children_in_need").cy, measure_words("children_in_care").en
    ('plant mewn angen', 'children_in_care')
    """
    return vocabulary("measure").get(measure, Words(cy=measure, en=measure))


def _measure(column: str) -> str:
    return column.removesuffix(_SHARE).removeprefix(_PRINTED)


def _row(line: int, row: Mapping[str, str | None], measures: Mapping[str, str]) -> BoardCount | GuidanceError:
    board = board_named(row.get("board") or "")
    if board is None:
        return GuidanceError("counts_line", line=line, fields="board")
    wrong = [name for name in (_COUNTED, *measures) if _figure(row.get(name), whole=name == _COUNTED) is None]
    if wrong:
        return GuidanceError("counts_line", line=line, fields=", ".join(wrong))
    shares = {measure: _figure(row.get(column), whole=False) or 0.0 for column, measure in measures.items()}
    count = int(_figure(row.get(_COUNTED), whole=True) or 0)
    return BoardCount(board[0], board[1], count, shares)


def _oddities(rows: Sequence[BoardCount]) -> Iterator[GuidanceError]:
    """Say of the whole table what cannot be: a Board twice, nothing counted, shares that are not a whole."""
    if len({row.board.code for row in rows}) != len(rows):
        yield GuidanceError("counts_board_twice")
    if not sum(row.count for row in rows):
        yield GuidanceError("counts_nothing")
        return
    for measure in rows[0].shares:
        total = sum(row.shares[measure] for row in rows)
        if abs(total - _TOTAL) > _ROUNDED_BY or not all(row.shares[measure] for row in rows):
            yield GuidanceError("counts_shares", measure=measure, total=f"{total:g}")


def board_named(written: str) -> tuple[Board, Words] | None:
    """Find a Board by any name that it has had, in Welsh or English, as the table writes it."""
    wanted = _bare(written)
    for board in all_boards():
        for _, name in board.names:
            if wanted in (board.code, _bare(name.cy), _bare(name.en)):
                return board, Words(cy=_short(name.cy), en=_short(name.en))
    return None


def _short(name: str) -> str:
    for about in _ABOUT:
        name = name.replace(about, "")
    return name


def _bare(name: str) -> str:
    return _short(name.strip()).replace("’", "'").casefold()


def _figure(written: str | None, *, whole: bool) -> float | None:
    """Read a figure; a formula or any other text is none."""
    written = (written or "").strip()
    if written.startswith(_FORMULA) or not written.isascii():
        return None
    try:
        figure = int(written) if whole else float(written)
    except ValueError:
        return None
    return figure if 0 <= figure <= (_MOST if whole else _TOTAL) else None
