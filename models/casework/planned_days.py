"""What is known already, as a form shows it: whoever answers a stage need not look it up."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from models.casework import actions, meetings
from models.casework.known_processes import told_again
from models.casework.programmes.ahead import TO_COME
from models.casework.standing import processes
from models.guidance.packs import MilestoneKey
from models.guidance.route import CHECK, CONVENED, FIRST_CHECK, FIRST_PANEL, INVITE
from models.records import Action, Review

_FIELDS: Mapping[MilestoneKey, Mapping[str, str]] = {
    FIRST_PANEL: {"learning_event_on": "learning_event", "board_meeting_on": "board"},
    INVITE: {"event_on": "learning_event"},
    CONVENED: {"forum_on": "forum"},
}
"""For a step the kinds of meeting whose days its fields ask for."""


def filled_in(session: Session, review: Review, action: Action) -> dict[str, Any]:
    """Give the fields of an action whose answer is known: days that are arranged, processes that go on.

    A check that is sent back as it was shown says that all of them still do.
    """
    if actions.step_key(action) in (FIRST_CHECK, CHECK):
        going_on = [each for each in processes(session, review) if each.ended_on is None]
        return {"processes": [told_again(each) for each in going_on]} if going_on else {}
    return planned_days(session, review, action)


def planned_days(session: Session, review: Review, action: Action) -> dict[str, str]:
    """Give the fields of an action that ask for the day of a meeting which is arranged, with that day."""
    found = {}
    for field, kind in _FIELDS.get(actions.step_key(action), {}).items():
        meeting = meetings.find(session, review, kind)
        if meeting is not None and meeting.state in TO_COME and meeting.planned_on is not None:
            found[field] = meeting.planned_on.isoformat()
    return found
