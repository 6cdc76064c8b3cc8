"""S14, S15 and S17: draft, sign-off, final report."""

from models.guidance.errors import GuidanceError
from models.guidance.route import COMPLETE, DRAFT, SIGN_OFF
from tasks import office
from tasks.stage import Given, stage


@stage(DRAFT, "draft report with outline action plan")
def draft_report(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter the draft report and its outline action plan, which come together."""
    return office.record(action, given)


@stage(SIGN_OFF, "Board consideration")
def sign_off(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter what the Board said; a returned draft is asked for again."""
    return office.record(action, given)


@stage(COMPLETE, "review complete")
def complete(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter the final report and action plan."""
    return office.record(action, given)
