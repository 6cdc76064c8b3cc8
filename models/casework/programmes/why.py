"""Why the best programme is not better, or why there is none, and what would help: on the record as it stands."""

from dataclasses import dataclass

from models.casework.entering import Office
from models.casework.programmes.ahead import Ahead, ahead
from models.casework.programmes.replanning import movable
from models.casework.programmes.the_problem import furthest, problem_ahead
from models.diaries.programmes.programme import plan
from models.diaries.programmes.why_not import Explanation, explain
from models.diaries.results import Plan
from models.guidance.errors import GuidanceError
from models.records import Review


@dataclass(frozen=True)
class Why:
    """What lies ahead, the best that can be done with it, and what stands against better."""

    at: Ahead
    plan: Plan
    explanation: Explanation


def why(office: Office, review: Review) -> Why:
    """Explain the best programme of a review's meetings to come; those that nobody has accepted may move.

    Raises:
        GuidanceError: ``programme_nothing_ahead``: no meeting is to come, or to be planned yet.
    """
    at = ahead(office, review)
    if not at.rows:
        raise GuidanceError("programme_nothing_ahead", reference=review.reference)
    problem = problem_ahead(at, through=furthest(office.today), moving=movable(at))
    found = plan(problem, programmes=1, alternatives=0)
    return Why(at, found, explain(problem, found))
