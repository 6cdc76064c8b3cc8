"""S18-S20: submission and publication."""

from models.guidance.errors import GuidanceError
from models.guidance.route import PUBLICATION, REPLY, SUBMISSION, WINDOW_END
from tasks import office
from tasks.stage import Given, stage


@stage(SUBMISSION, "submission to Welsh Government")
def submit(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter that the report went to Welsh Government, which may comment and never approves."""
    return office.record(action, given)


@stage(REPLY, "Welsh Government's answer")
def enter_reply(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter what Welsh Government answered; nothing waits for it."""
    return office.record(action, given)


@stage(PUBLICATION, "publication")
def publish(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter the publication: cleared, the family told first, in Welsh and in English."""
    return office.record(action, given)


@stage(WINDOW_END, "end of the publication window")
def end_window(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter whether the report is kept or withdrawn."""
    return office.record(action, given)
