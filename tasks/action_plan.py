"""S21 and S23: the action plan, its effect, the end."""

from models.guidance.errors import GuidanceError
from models.guidance.route import ACTION_PLAN, CLOSURE, EFFECT_6, EFFECT_12, QUARTERLY
from tasks import office
from tasks.stage import Given, stage


@stage(ACTION_PLAN, "final action plan")
def finish_plan(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter the final action plan; agencies own its items."""
    return office.record(action, given)


@stage(QUARTERLY, "action-plan progress")
def report_progress(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter which items are done; asked every quarter while one is open."""
    return office.record(action, given)


@stage(EFFECT_6, "effect after six months")
def look_for_effect(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter whether practice has changed after six months."""
    return office.record(action, given)


@stage(EFFECT_12, "effect after twelve months")
def look_for_effect_again(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter whether practice has changed after twelve months."""
    return office.record(action, given)


@stage(CLOSURE, "closing the review")
def close(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Close the review; with an item open only with a reason."""
    return office.record(action, given)
