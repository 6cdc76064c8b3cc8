"""The coordinator's choice in the replay: what was proposed, the first of it chosen, the days it gives."""

from collections.abc import Mapping
from datetime import date

from deployments.demo.cast import COORDINATOR
from deployments.demo.words import DemoError, said
from models import casework
from models.casework import meetings
from models.casework.programmes.choosing import choose
from models.casework.programmes.proposing import Proposal, latest_round
from models.guidance import route
from models.guidance.meeting_kinds import day_of
from models.guidance.packs import MilestoneKey
from models.guidance.sentences import in_words
from models.guidance.stages import Stage
from models.guidance.words import Language, Words, word
from tasks.office import desk

_STEPS: Mapping[tuple[str, int], MilestoneKey] = {
    ("panel", 1): route.FIRST_PANEL,
    ("learning_event", 1): route.LEARNING_EVENT,
    ("board", 1): route.SIGN_OFF,
}
"""The steps that happen at a meeting of the programme."""


def proposed(reference: str) -> Words | None:
    """Say the programmes that wait to be chosen from; nothing where none does."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        waiting = [each for each in latest_round(at.session, review) if each.programme.state == "proposed"]
    if not waiting:
        return None
    return Words(cy=_listed(waiting, "cy"), en=_listed(waiting, "en"))


def _listed(waiting: list[Proposal], language: Language) -> str:
    return " ".join(_line(each, language) for each in waiting)


def _line(proposal: Proposal, language: Language) -> str:
    days = (
        f"{word('meeting', each.kind).of(language)} {in_words(day_of(each.starts_at), language)}"
        for each in proposal.meetings
    )
    return f"{proposal.programme.number}) {', '.join(days)}."


def choose_first(reference: str) -> None:
    """Choose the first programme, as the coordinator does.

    Raises:
        DemoError: it cannot be chosen.
    """
    with desk(by=COORDINATOR) as at:
        review = casework.review_by(at.session, reference)
        choice = choose(at, review, latest_round(at.session, review)[0].programme.number)
    if choice.stale is not None:
        raise DemoError("refused", stage=said("programme"), reason=choice.stale.words)


def days_chosen(reference: str) -> Mapping[MilestoneKey, date]:
    """Give the days on which steps happen at meetings that are planned, and still to come."""
    return {_STEPS[key]: day for key, day in _to_come(reference).items() if key in _STEPS}


def panels_between(reference: str, since: date, until: date) -> list[date]:
    """Give the days from *since* and before *until* of Panel meetings after the first; none in a hold."""
    with desk() as at:
        if Stage.S11 in casework.stand(at.session, casework.review_by(at.session, reference)).held:
            return []
    days = _to_come(reference)
    return sorted(
        day for (kind, number), day in days.items() if kind == "panel" and number > 1 and since <= day < until
    )


def _to_come(reference: str) -> dict[tuple[str, int], date]:
    with desk() as at:
        known = meetings.all_of(at.session, casework.review_by(at.session, reference))
        return {
            (each.kind, each.number): each.planned_on
            for each in known
            if each.planned_on and each.state in ("pencilled", "planned")
        }
