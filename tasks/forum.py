"""M01-M05: the Multi-Agency Professional Forum."""

from models.guidance.errors import GuidanceError
from models.guidance.route import CONVENED, FORUM, FORUM_DISSEMINATION, FORUM_LEARNING, THEMES
from tasks import office
from tasks.stage import Given, stage


@stage(CONVENED, "convening the forum")
def convene_forum(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter the day for which the forum is called together."""
    return office.record(action, given)


@stage(FORUM, "the forum")
def hold_forum(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter that the forum was held, and who came."""
    return office.record(action, given)


@stage(FORUM_LEARNING, "learning of the forum")
def record_learning(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter what the forum learned."""
    return office.record(action, given)


@stage(FORUM_DISSEMINATION, "dissemination of the forum's learning")
def pass_on(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter how the learning was passed on; the forum cannot close without."""
    return office.record(action, given)


@stage(THEMES, "themes for audit and training")
def set_themes(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter the themes for audit and training; with them the forum is done."""
    return office.record(action, given)
