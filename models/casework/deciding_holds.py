"""Who decides on a hold: the Chair of the Board or of the Panel, or who is named to stand in for one."""

from datetime import date

from sqlmodel import Session

from models.casework.absences import deputy
from models.casework.asked import Facts
from models.casework.people import may_act_as
from models.casework.standing import facts as facts_of
from models.guidance.errors import GuidanceError
from models.records import PanelMember, Person, Review

_CHAIRS = ("board_chair", "panel_chair")


def problem_with_who_decides(session: Session, review: Review, facts: Facts) -> GuidanceError | None:
    """Say that whoever is named as deciding on a hold is no Chair; nothing where they are one."""
    if decides(session, review, facts.decided_by, facts.happened_on):
        return None
    return GuidanceError("hold_decided_by_no_chair", field="decided_by")


def decides(session: Session, review: Review, code: str, on: date) -> bool:
    """Say whether a person may decide on a day whether a review is held.

    That is who holds a Chair's role for the Board, or is named as deputy in it; and who
    chairs this review's Panel, with their deputy.
    """
    chairs = any(may_act_as(session, review.board_code, role, code, on) for role in _CHAIRS)
    return chairs or code in _panel_chairs(session, review, on)


def _panel_chairs(session: Session, review: Review, on: date) -> set[str]:
    chairs = [each.person_code for each in facts_of(session, PanelMember, review) if each.chairs]
    people = [person for each in chairs if (person := session.get(Person, each))]
    deputies = [deputy(session, review.board_code, each, "panel_chair", on) for each in people]
    return {*chairs, *(each.code for each in deputies if each)}
