"""S09 and S16: the family and the child."""

from models.guidance.errors import GuidanceError
from models.guidance.route import FAMILY_CONTACT, FEEDBACK
from tasks import office
from tasks.stage import Given, stage


@stage(FAMILY_CONTACT, "contact with the family")
def contact_family(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter where contact with the family and the child stands; it is never left blank."""
    return office.record(action, given)


@stage(FEEDBACK, "feedback to family and practitioners")
def give_feedback(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter that family and practitioners were told, or why not; nothing is published before."""
    return office.record(action, given)
