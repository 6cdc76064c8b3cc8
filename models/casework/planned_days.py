"""Days that are arranged already, as a form shows them: whoever answers a stage need not look them up."""

from collections.abc import Mapping

from sqlmodel import Session

from models.casework import actions, meetings
from models.casework.programmes.ahead import TO_COME
from models.guidance.packs import MilestoneKey
from models.guidance.route import CONVENED, FIRST_PANEL, INVITE
from models.records import Action, Review

_FIELDS: Mapping[MilestoneKey, Mapping[str, str]] = {
    FIRST_PANEL: {"learning_event_on": "learning_event", "board_meeting_on": "board"},
    INVITE: {"event_on": "learning_event"},
    CONVENED: {"forum_on": "forum"},
}
"""For a step the kinds of meeting whose days its fields ask for."""


def planned_days(session: Session, review: Review, action: Action) -> dict[str, str]:
    """Give the fields of an action that ask for the day of a meeting which is arranged, with that day."""
    found = {}
    for field, kind in _FIELDS.get(actions.step_key(action), {}).items():
        meeting = meetings.find(session, review, kind)
        if meeting is not None and meeting.state in TO_COME and meeting.planned_on is not None:
            found[field] = meeting.planned_on.isoformat()
    return found
