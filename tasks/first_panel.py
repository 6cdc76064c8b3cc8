"""S08: the first Panel meeting."""

from models.guidance.errors import GuidanceError
from models.guidance.route import FIRST_PANEL
from tasks import office
from tasks.stage import Given, stage


@stage(FIRST_PANEL, "first Panel meeting")
def hold_first_panel(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter the first Panel meeting, the dates fixed there, and ask the agencies for their timelines."""
    return office.record(action, given)
