"""Programmes proposed of themselves, in the transaction of what calls for them: nothing is held up by it."""

from collections.abc import Callable

from models.casework.entering import Office
from models.casework.programmes import telling
from models.casework.programmes.ahead import ahead
from models.casework.programmes.proposing import chosen, latest_round, propose
from models.casework.programmes.replanning import replan
from models.guidance.errors import GuidanceError
from models.records import Review

_Plan = Callable[[Office, Review, str], object]


def propose_at_once(office: Office, review: Review, occasion: str) -> None:
    """Propose programmes for what has no time yet; the coordinators are told also where none can be planned."""
    _at_once(office, review, occasion, propose)


def replan_at_once(office: Office, review: Review, occasion: str) -> None:
    """Plan a programme that was chosen again, if something of it must move; no other is touched."""
    if chosen(office.session, review):
        _at_once(office, review, occasion, replan)


def resume_at_once(office: Office, review: Review) -> None:
    """Plan again once a hold has ended, where days were proposed before: those it ran over are over."""
    if latest_round(office.session, review):
        _at_once(office, review, "hold", _resume)


def _resume(office: Office, review: Review, occasion: str) -> None:
    if not (chosen(office.session, review) and replan(office, review, occasion)):
        propose(office, review, occasion)


def _at_once(office: Office, review: Review, occasion: str, plan: _Plan) -> None:
    try:
        with office.session.begin_nested():
            plan(office, review, occasion)
    except GuidanceError:
        # A decision stands although no days can be planned for it: people see why with the command.
        telling.tell(ahead(office, review), occasion, [])
