"""S04: the decision of the Chair of the Board."""

from models.guidance.errors import GuidanceError
from models.guidance.route import DECISION
from tasks import office
from tasks.stage import Given, stage


@stage(DECISION, "Chair's decision")
def decide(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter the Chair's decision; otherwise than recommended only with a reason.

    Nobody is overruled: where the criteria point elsewhere, that is shown and kept.
    """
    return office.record(action, given)
