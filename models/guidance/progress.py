"""How far a review is, derived from its milestones; never set by hand."""

from datetime import date
from typing import Literal, get_args

from models.guidance.route import COMPLETE, Standing, has_ended, may_be_done
from models.guidance.stages import Stage

Status = Literal["completed", "in_progress", "overdue", "held", "withdrawn", "transferred", "merged"]
"""Every review has exactly one of these (R100)."""

_ENDED_OTHERWISE: dict[str | None, Status] = {
    "withdrawn": "withdrawn",
    "transferred": "transferred",
    "merged": "merged",
}

STATUSES: tuple[Status, ...] = get_args(Status)


def stage_of(standing: Standing) -> Stage | None:
    """Give the first stage that something is asked of now; none once nothing more is asked."""
    return next((step.stage for step, _ in may_be_done(standing)), None)


def status_of(
    standing: Standing, *, closed_as: str | None, held_whole: bool, due_on: date | None, on: date
) -> Status:
    """Say how a review stands on a day.

    What ended otherwise says so first; what is complete is neither held nor
    overdue; a review that is held as a whole is held, and its days past the
    deadline are counted in the ledger all the same.

    >>> status_of(Standing(), closed_as=None, held_whole=False, due_on=date(2026, 6, 1), on=date(2026, 6, 2))
    'overdue'
    """
    if closed_as in _ENDED_OTHERWISE:
        return _ENDED_OTHERWISE[closed_as]
    if standing.times(*COMPLETE) or has_ended(standing):
        return "completed"
    if held_whole:
        return "held"
    return "overdue" if due_on is not None and due_on < on else "in_progress"
