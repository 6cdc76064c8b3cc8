"""One meeting: the best days for it, who is missing and who stands in, what each does to the deadlines."""

from dataclasses import dataclass, replace
from datetime import date

from models.casework.entering import Office
from models.casework.programmes import Ahead, ahead, problem_ahead
from models.diaries.meetings import one_meeting
from models.diaries.meetings.patterns import Pattern, patterns
from models.diaries.problem import Meeting, Problem
from models.diaries.programmes import programme
from models.diaries.programmes.room import room
from models.diaries.results import NotProposed, Placed
from models.guidance.errors import GuidanceError
from models.records import Review

HOW_MANY = 5
"""How many days are proposed (product)."""


@dataclass(frozen=True)
class Possible:
    """A day for a meeting, and what follows from it.

    Attributes:
        placed: when it would be, who comes and who does not.
        days_left: from then to the meeting's deadline; less than none: so many days late.
        ends_on: the day of the last meeting of the best programme that has this one then; none: there is
            no such programme.
        days_to_spare: from then to the completion date; less than none: so many days late.
    """

    placed: Placed
    days_left: int | None
    ends_on: date | None
    days_to_spare: int | None


@dataclass(frozen=True)
class Dates:
    """What can be said of the days for a meeting.

    Attributes:
        key: which meeting, as a planner calls it.
        first: the first day that was looked at.
        last: the last one.
        due: the meeting's deadline.
        complete_by: the review's.
        possible: the best days, the best first.
        not_proposed: every other day, with who or what stands against it.
        patterns: the same in few lines.
    """

    key: str
    first: date
    last: date
    due: date | None
    complete_by: date | None
    possible: tuple[Possible, ...]
    not_proposed: tuple[NotProposed, ...]
    patterns: tuple[Pattern, ...]


def dates(office: Office, review: Review, kind: str, number: int | None = None) -> Dates:
    """Give the best days for one meeting of a review that is still to come, whether it has a time or not.

    The other meetings that have a time stay where they are; those that have none leave room
    for themselves.

    Args:
        office: the desk.
        review: whose meeting.
        kind: one of the kinds of meeting.
        number: which of its kind; the first that has no time, else the first, where it is left out.

    Raises:
        GuidanceError: ``meeting_not_ahead``: there is no such meeting to come, or it is over.
    """
    at = ahead(office, review)
    key = _key(at, kind, number)
    problem = problem_ahead(at, moving=frozenset({key}))
    narrowed = room(problem, key)
    asked = _meeting(narrowed, key)
    found = one_meeting.best(narrowed, key, k=HOW_MANY)
    return Dates(
        key=key,
        first=asked.earliest,
        last=asked.latest,
        due=asked.due,
        complete_by=at.complete_by,
        possible=tuple(_possible(at, problem, each) for each in found.dates),
        not_proposed=found.not_proposed,
        patterns=tuple(patterns(found.not_proposed, [each.on for each in found.dates])),
    )


def _key(at: Ahead, kind: str, number: int | None) -> str:
    known = [row.key for row in at.rows if row.kind == kind]
    if number is not None:
        known = [each for each in known if each == f"{kind}-{number}"]
    if not known:
        raise GuidanceError("meeting_not_ahead", reference=at.review.reference)
    return next((each for each in known if each in at.without_a_time), known[0])


def _meeting(problem: Problem, key: str) -> Meeting:
    return next(each for each in problem.meetings if each.key == key)


def _possible(at: Ahead, problem: Problem, placed: Placed) -> Possible:
    asked = _meeting(problem, placed.key)
    ends_on = _ends_on(problem, placed)
    return Possible(
        placed,
        days_left=(asked.due - placed.on).days if asked.due else None,
        ends_on=ends_on,
        days_to_spare=(at.complete_by - ends_on).days if ends_on and at.complete_by else None,
    )


def _ends_on(problem: Problem, placed: Placed) -> date | None:
    """Give when the best programme would end that has a meeting then."""
    meetings = tuple(
        replace(each, fixed=placed.starts) if each.key == placed.key else each for each in problem.meetings
    )
    found = programme.plan(replace(problem, meetings=meetings), programmes=1, alternatives=0).programmes
    return max(each.on for each in found[0].placed) if found else None
