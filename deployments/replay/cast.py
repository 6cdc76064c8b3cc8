"""The invented people of the invented Boards, alike in each: each name says what part it plays."""

from collections.abc import Iterable, Iterator

from deployments.replay.course import AGENCIES
from models.guidance.boards import board as board_of
from models.guidance.packs import MilestoneKey
from models.guidance.route import STEPS, TIMELINES

_HEADING = "code,name,e_mail,agency,language,trained_on,board,role,since"
_SINCE = "2012-01-01"
_ROLES = (
    ("coordinator", "other", ""),
    ("board_chair", "other", ""),
    ("cprg_chair", "health", ""),
    ("panel_chair", "probation", ""),
    ("reviewer", "independent_voluntary", _SINCE),
    ("second_reviewer", "independent_voluntary", _SINCE),
)


def people(boards: Iterable[str]) -> str:
    """Give the list of people of some Boards, as ``cpr people import`` reads it."""
    return "\n".join([_HEADING, *(line for board in boards for line in _of(board))]) + "\n"


def _of(board: str) -> Iterator[str]:
    for role, agency, trained_on in _ROLES:
        yield _line(board, role, agency, role.removeprefix("second_"), trained_on)
    for agency in AGENCIES:
        for role in ("agency_lead", "panel_member"):
            yield _line(board, agency, agency, role, "")


def _line(board: str, person: str, agency: str, role: str, trained_on: str) -> str:
    code = code_of(board, person)
    name = f"{person.replace('_', ' ').capitalize()}, {board_of(board).name.en}"
    address = f"{code}@bwrdd.example.test"
    return f'{code},"{name}",{address},{agency},unknown,{trained_on},{board},{role},{_SINCE}'


def code_of(board: str, person: str) -> str:
    """Give the code of somebody by Board and part.

    >>> code_of("example_b", "panel_chair")
    'b-panel-chair'
    """
    letter = board.removeprefix("example").removeprefix("_") or "a"
    return f"{letter}-{person.replace('_', '-')}"


def who_answers(board: str, step: MilestoneKey, subject: str) -> str:
    """Give the code of the invented person who answers a step."""
    return code_of(board, subject if step == TIMELINES else STEPS[step].role)
