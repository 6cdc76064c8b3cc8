"""The invented people of the Example Board, and the invented coordinators who receive its learning."""

from collections.abc import Iterator
from datetime import date
from importlib.resources import files

from models.guidance import boards
from models.guidance.packs import MilestoneKey
from models.guidance.route import STEPS, TIMELINES

BOARD = "example"

COORDINATOR, BOARD_CHAIR, GROUP_CHAIR, PANEL_CHAIR = (
    "coordinator",
    "board-chair",
    "group-chair",
    "panel-chair",
)
OFFICE = {
    "telephone": "01000 000000",
    "website": "https://bwrdd.example.test/",
    "support": "01000 111111",
}
"""What letters say of the invented Board's office."""
REVIEWERS = ("reviewer-1", "reviewer-2")

_IN_THE_ROLE = {
    "coordinator": COORDINATOR,
    "board_chair": BOARD_CHAIR,
    "cprg_chair": GROUP_CHAIR,
    "panel_chair": PANEL_CHAIR,
    "reviewer": REVIEWERS[0],
}


def who_answers(step: MilestoneKey, subject: str) -> str:
    """Give the code of the invented person who answers a step.

    >>> from models.guidance.route import DECISION
    >>> who_answers(DECISION, ""), who_answers(TIMELINES, "social_care")
    ('board-chair', 'social-care')
    """
    return subject.replace("_", "-") if step == TIMELINES else _IN_THE_ROLE[STEPS[step].role]


def people(on: date) -> str:
    """Give the list of people as ``cpr people import`` reads it: the Board's own, and one a Board besides."""
    own = files("deployments").joinpath("demo/people.csv").read_text(encoding="utf-8")
    return own + "".join(_coordinators(own.partition("\n")[0], on))


def _coordinators(heading: str, on: date) -> Iterator[str]:
    for number, board in enumerate(boards.other_boards(BOARD, on), start=1):
        row = {
            "code": f"coordinator-{number}",
            "name": f"Cydlynydd Enghraifft {number}",
            "e_mail": f"cydlynydd-{number}@bwrdd.example.test",
            "agency": "other",
            "language": "unknown",
            "board": board.code,
            "role": "coordinator",
            "since": "2012-01-01",
        }
        yield ",".join(row.get(column, "") for column in heading.split(",")) + "\n"
