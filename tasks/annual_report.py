"""S24: the Board's annual report."""

from models.guidance.errors import GuidanceError
from models.guidance.route import ANNUAL_REPORT
from tasks import office
from tasks.stage import Given, stage


@stage(ANNUAL_REPORT, "contribution to the annual report")
def contribute(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter that the review was counted in the Board's annual report."""
    return office.record(action, given)
