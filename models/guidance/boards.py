"""The Safeguarding Boards of Wales and their authorities, as they stood on a day.

Names and areas are dated: a boundary that moves never rewrites history. A Board
keeps its code when its name changes.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar

from models.guidance.errors import GuidanceError
from models.guidance.packaged import table
from models.guidance.words import Words

_Dated = TypeVar("_Dated")


@dataclass(frozen=True)
class Board:
    """A regional Safeguarding Board.

    *names* are dated, oldest first; *invented* marks the Board of demonstrations,
    which is never counted among those of Wales.
    """

    code: str
    names: tuple[tuple[date, Words], ...]
    invented: bool

    @property
    def holds_reviews(self) -> bool:
        """Whether reviews may be opened for it: the other invented ones only answer the first."""
        return not self.invented or self.code == "example"

    @property
    def name(self) -> Words:
        """Its latest name.

        >>> board("example").name.both
        'Bwrdd Enghraifft / Example Board'
        """
        return self.names[-1][1]

    def name_on(self, on: date) -> Words:
        """Its name on a day; before its first, the first.

        >>> board("cwm_taf").name_on(date(2019, 3, 31)).en
        'Cwm Taf Safeguarding Board'
        """
        return _latest(self.names, on)


@dataclass(frozen=True)
class Authority:
    """A local authority, and the Boards (codes) it has belonged to, dated, oldest first."""

    code: str
    name: Words
    boards: tuple[tuple[date, str], ...]

    def board_on(self, on: date) -> str:
        """The code of the Board that covered it on a day.

        >>> [a.board_on(date(2019, 4, 1)) for a in all_authorities() if a.code == "bridgend"]
        ['cwm_taf']
        """
        return _latest(self.boards, on)


def boards(on: date) -> tuple[Board, ...]:
    """The Boards of Wales on a day, the invented ones left out.

    There is none before the framework began.

    >>> len(boards(date(2015, 1, 1)))
    6
    """
    return tuple(one for one in all_boards() if not one.invented and one.names[0][0] <= on)


def all_boards() -> tuple[Board, ...]:
    """Every Board there has been, the invented ones included."""
    return tuple(_boards().values())


def board(code: str) -> Board:
    """The Board of that code, the invented ones included.

    Raises:
        GuidanceError: ``no_such_board``.
    """
    if code not in _boards():
        raise GuidanceError("no_such_board", boards=", ".join(_boards()))
    return _boards()[code]


def other_boards(code: str, on: date) -> tuple[Board, ...]:
    """The Boards that are told what one Board has learned.

    What an invented Board learns goes to invented Boards: nothing synthetic is ever
    put down to a real one.

    Raises:
        GuidanceError: ``no_such_board``.

    >>> len(other_boards("north_wales", date(2015, 1, 1)))
    5
    """
    own = board(code)
    alike = boards(on) if not own.invented else tuple(one for one in all_boards() if one.invented)
    return tuple(one for one in alike if one != own)


def authorities(board_code: str, on: date) -> tuple[Authority, ...]:
    """The authorities of a Board on a day; an invented Board has none.

    Raises:
        GuidanceError: ``no_such_board``.

    >>> [a.name.en for a in authorities("cwm_taf", date(2015, 1, 1))]
    ['Merthyr Tydfil', 'Rhondda Cynon Taf']
    """
    own = board(board_code)
    return tuple(one for one in all_authorities() if one.board_on(on) == own.code)


@cache
def all_authorities() -> tuple[Authority, ...]:
    """The 22 authorities of Wales."""
    return tuple(
        Authority(
            code=row["code"],
            name=Words(cy=row["cy"], en=row["en"]),
            boards=tuple((entry["since"], entry["board"]) for entry in row["boards"]),
        )
        for row in table("boards")["authorities"]
    )


@cache
def _boards() -> dict[str, Board]:
    return {
        row["code"]: Board(
            code=row["code"],
            names=tuple((name["since"], Words(cy=name["cy"], en=name["en"])) for name in row["names"]),
            invented=row.get("invented", False),
        )
        for row in table("boards")["boards"]
    }


def _latest(entries: tuple[tuple[date, _Dated], ...], on: date) -> _Dated:
    begun = [what for since, what in entries if since <= on]
    return begun[-1] if begun else entries[0][1]
