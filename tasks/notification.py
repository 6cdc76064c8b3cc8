"""S05: the notification to Welsh Government."""

from models.guidance.errors import GuidanceError
from models.guidance.route import NOTIFICATION
from tasks import office
from tasks.stage import Given, stage


@stage(NOTIFICATION, "notification to Welsh Government")
def notify(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter what Welsh Government was told, whatever was decided."""
    return office.record(action, given)
