"""S22: dissemination of the learning."""

from models.guidance.errors import GuidanceError
from models.guidance.route import DISSEMINATION
from tasks import office
from tasks.stage import Given, stage


@stage(DISSEMINATION, "dissemination of the learning")
def disseminate(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter how each agency passed the learning on, and send it to the other Boards."""
    return office.record(action, given)
