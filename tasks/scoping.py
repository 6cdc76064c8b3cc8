"""S02: scoping information."""

from models.guidance.errors import GuidanceError
from models.guidance.route import SCOPING
from tasks import office
from tasks.stage import Given, stage


@stage(SCOPING, "scoping information")
def gather_information(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter what the agencies know of one child: register, looked-after periods, involvement."""
    return office.record(action, given)
