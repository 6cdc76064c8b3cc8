"""S03: the Group's recommendation."""

from models.guidance.errors import GuidanceError
from models.guidance.route import RECOMMENDATION
from tasks import office
from tasks.stage import Given, stage


@stage(RECOMMENDATION, "CPRG recommendation")
def recommend(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter what the Group recommends, with each agency's view, beside what the criteria point to."""
    return office.record(action, given)
