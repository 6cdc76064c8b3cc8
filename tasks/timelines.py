"""S10 and S11: the agencies' timelines, merged and analysed."""

from models.guidance.errors import GuidanceError
from models.guidance.route import ANALYSIS, TIMELINES
from tasks import office
from tasks.stage import Given, stage


@stage(TIMELINES, "agency timeline")
def receive_timeline(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter that an agency's timeline came, or that it is given up with a reason."""
    return office.record(action, given)


@stage(ANALYSIS, "merged timeline and analysis")
def analyse(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter that the merged timeline was read, and how many questions it leaves."""
    return office.record(action, given)
