"""What a letter about an action says besides what is asked: of a hold, and of the processes that go on."""

from typing import Any

from models.casework import overview
from models.casework.entering import Office
from models.casework.standing import open_holds, processes
from models.guidance.holds import subject_of
from models.guidance.route import CHECK, FIRST_CHECK, HOLD_REVIEW
from models.guidance.stages import Stage
from models.records import Action, Review


def about(office: Office, review: Review, action: Action) -> dict[str, Any]:
    """Give the facts that `letters.action_waiting` takes besides the action itself; none for most."""
    step = Stage(action.stage), action.milestone
    if step in (FIRST_CHECK, CHECK):
        going_on = [each.kind for each in processes(office.session, review) if each.ended_on is None]
        return {"processes": sorted(set(going_on))}
    return {"hold": _hold(office, review, action.subject)} if step == HOLD_REVIEW else {}


def _hold(office: Office, review: Review, subject: str) -> dict[str, Any] | None:
    """Give a hold, and the days of its review until today: all of them, and those not held as a whole."""
    days = overview.ledger(office, review)
    for each in open_holds(office.session, review):
        if subject_of(each.scope, each.cause) == subject and days:
            return {
                "scope": each.scope,
                "cause": each.cause,
                "from_on": each.from_on.isoformat(),
                "gross": days.elapsed,
                "net": days.net,
            }
    return None
