"""S01: the referral."""

from models.guidance.errors import GuidanceError
from models.guidance.route import REFERRAL
from tasks import office
from tasks.stage import Given, stage


@stage(REFERRAL, "referral")
def complete_referral(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter what a referral lacked.

    The criteria are asked only of a referral that is complete; until then it is a draft, never lost.
    """
    return office.record(action, given)
