"""Who has how many hours of meetings in which month: of those that stand, and of those that are proposed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from models.casework.entering import Office
from models.casework.hours_of_meetings import STAYS_AWAY, hours_by_month, months_from
from models.casework.planning_all import Asked, to_plan
from models.diaries.many.beside import one_after_another
from models.diaries.results import Placed
from models.guidance import boards
from models.guidance.errors import GuidanceError
from models.records import Invitation, Meeting, Review

MONTHS = 12
"""How many months are told, this one the first (product)."""


@dataclass(frozen=True)
class Loaded:
    """A person's hours of meetings in each month, of whichever Board: those that stand, those proposed beside."""

    person: str
    standing: tuple[float, ...]
    proposed: tuple[float, ...]


@dataclass(frozen=True)
class Load:
    """The months by their first days, and the people, those with the most hours first."""

    months: tuple[date, ...]
    people: tuple[Loaded, ...]


def load(office: Office, board: str) -> Load:
    """Give the load of everybody whom a Board has invited to a meeting, or would by what is proposed.

    Their meetings for other Boards count, too. The way to a meeting does not.

    Raises:
        GuidanceError: ``no_such_board``, or ``load_of_nobody``: nobody is invited.
    """
    name = boards.board(board).name
    months = months_from(office.today, MONTHS)
    asked = to_plan(office)
    programmes = _proposed(asked)
    of_board = set(office.session.exec(select(Review.reference).where(Review.board_code == board)))
    people = _invited(office, board) | {
        code for review in of_board & set(programmes) for each in programmes[review] for code in each.comes
    }
    standing = hours_by_month(office.session, sorted(people), months)
    proposed = _hours([each for own in programmes.values() for each in own], months)
    nothing = (0.0,) * len(months)
    rows = [Loaded(each, standing[each], proposed.get(each, nothing)) for each in people]
    rows = [each for each in rows if any(each.standing) or any(each.proposed)]
    if not rows:
        raise GuidanceError("load_of_nobody", board=name)
    return Load(months, tuple(sorted(rows, key=lambda row: (-sum(row.standing + row.proposed), row.person))))


def _invited(office: Office, board: str) -> set[str]:
    wanted = (
        select(Invitation.person_code)
        .join(Meeting, col(Meeting.id) == Invitation.meeting_id)
        .join(Review, col(Review.id) == Meeting.review_id)
        .where(Review.board_code == board, col(Invitation.state).not_in(STAYS_AWAY))
    )
    return set(office.session.exec(wanted.distinct()))


def _proposed(asked: Sequence[Asked]) -> Mapping[str, Sequence[Placed]]:
    """Give, by review, the meetings that are proposed and do not stand as planned meetings."""
    problems = {each.reference: each.problem for each in asked}
    found = one_after_another(problems, {each.reference: each.standing for each in asked})
    return {
        each.reference: [one for one in found[each.reference] if one.key in each.to_come] for each in asked
    }


def _hours(meetings: Sequence[Placed], months: Sequence[date]) -> Mapping[str, tuple[float, ...]]:
    place = {(month.year, month.month): number for number, month in enumerate(months)}
    found: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(months))
    for each in meetings:
        number = place.get((each.on.year, each.on.month))
        if number is not None:
            for code in each.comes:
                found[code][number] += (each.ends - each.starts) / 60
    return {code: tuple(hours) for code, hours in found.items()}
