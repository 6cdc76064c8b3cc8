"""A Board's office as its letters tell it: the telephone, where to check a letter, who gives support."""

import re
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.casework.entering import Office
from models.guidance.errors import GuidanceError, Refused
from models.guidance.words import Words
from models.records import Board, Role, audit
from models.records.errors import RecordsError

_TELEPHONE = re.compile(r"\+?[0-9][0-9 ()-]{4,28}[0-9]")
_WEBSITE = re.compile(r"https://[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}(/[A-Za-z0-9._~/%?=&#-]{0,200})?")
_LONGEST_SUPPORT = 200

FIELDS = ("telephone", "website", "support")
"""What a Board's letters say of its office, in the order in which it is shown."""


@dataclass(frozen=True)
class BoardsOffice:
    """What letters say of a Board's office; empty where they say nothing of it."""

    code: str
    name: Words
    telephone: str
    website: str
    support: str

    @property
    def missing(self) -> tuple[str, ...]:
        """Give what letters leave out because nobody has entered it."""
        return tuple(name for name in FIELDS if not getattr(self, name))


def office_of(session: Session, code: str) -> BoardsOffice:
    """Give what is known of a Board's office.

    Raises:
        RecordsError: ``no_such_board``.
    """
    board = _board(session, code)
    return BoardsOffice(
        board.code,
        Words(cy=board.name_cy, en=board.name_en),
        telephone=board.telephone,
        website=board.website,
        support=board.support,
    )


def enter(office: Office, code: str, **given: str | None) -> BoardsOffice:
    """Enter what letters say of a Board's office; what is not given stays, the same again changes nothing.

    Args:
        office: the desk.
        code: the Board's.
        given: by the names in FIELDS; an empty text takes away what was there.

    Raises:
        RecordsError: ``no_such_board``.
        Refused: a telephone number, a web address or a text that is none; nothing is entered then.
    """
    board = _board(office.session, code)
    wanted = {name: " ".join(value.split()) for name in FIELDS if (value := given.get(name)) is not None}
    if problems := tuple(
        GuidanceError(_WRONG[name]) for name, text in wanted.items() if not _reads(name, text)
    ):
        raise Refused(problems)
    changed = {name: text for name, text in wanted.items() if getattr(board, name) != text}
    for name, text in changed.items():
        setattr(board, name, text)
    office.session.flush()
    if changed:
        # What was changed, never to what: a support line may be somebody's own telephone.
        audit.write(office.session, "board_entered", by=office.by, board=code, fields=sorted(changed))
    return office_of(office.session, code)


def boards_that_write(session: Session) -> list[BoardsOffice]:
    """Give the Boards that somebody has a role for: those whose letters go out."""
    codes = session.exec(select(Role.board_code).distinct().order_by(col(Role.board_code)))
    return [office_of(session, code) for code in codes]


def _board(session: Session, code: str) -> Board:
    board = session.get(Board, code)
    if board is None:
        known = session.exec(select(Board.code).order_by(col(Board.code)))
        raise RecordsError("no_such_board", boards=", ".join(known))
    return board


_WRONG = {
    "telephone": "board_telephone_unknown",
    "website": "board_website_unknown",
    "support": "board_support_too_long",
}


def _reads(name: str, text: str) -> bool:
    """Say whether a text can be what it is given as; an empty one always can."""
    if name == "support":
        return len(text) <= _LONGEST_SUPPORT and text.isprintable()
    pattern = _TELEPHONE if name == "telephone" else _WEBSITE
    return not text or pattern.fullmatch(text) is not None
