"""S06: the Review Panel and the reviewers."""

from models.guidance.errors import GuidanceError
from models.guidance.route import PANEL
from tasks import office
from tasks.stage import Given, stage


@stage(PANEL, "Panel and reviewers")
def set_up_panel(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter Panel, Chair and reviewers.

    Reviewers are trained and independent: one for a concise review, two for an extended one.
    """
    return office.record(action, given)
