"""S12 and S13: the Learning Event."""

from models.guidance.errors import GuidanceError
from models.guidance.route import BRIEF, GO_NO_GO, INVITE, LEARNING_EVENT
from tasks import office
from tasks.stage import Given, stage


@stage(INVITE, "Learning Event invitations")
def invite(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter for which day the Board's invitations went."""
    return office.record(action, given)


@stage(BRIEF, "Learning Event briefing")
def brief(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter that the agencies have prepared their people."""
    return office.record(action, given)


@stage(GO_NO_GO, "Learning Event go or no go")
def go_ahead(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter whether the event goes ahead; if not, invitations for another day are asked for."""
    return office.record(action, given)


@stage(LEARNING_EVENT, "Learning Event")
def hold_learning_event(reference: str, action: int, given: Given) -> GuidanceError | None:
    """Enter who came and what was learned."""
    return office.record(action, given)
