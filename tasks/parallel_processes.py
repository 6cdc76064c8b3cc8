"""S07: trials, inquests and other reviews that run beside."""

from models.guidance.errors import GuidanceError
from models.guidance.route import CHECK, FIRST_CHECK
from tasks import office
from tasks.stage import Given, stage


@stage(FIRST_CHECK, "parallel-process check")
def check_processes(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter the parallel processes as they stand before the Panel first meets."""
    return office.record(action, given)


@stage(CHECK, "28-day check of parallel processes")
def check_processes_again(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter the parallel processes as they stand now; asked every 28 days while one goes on."""
    return office.record(action, given)
