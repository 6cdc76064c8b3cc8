"""The Learning Event's special care, seen from outside: what the post, the replies and the console call.

The 2015 review names three failures: key people were not there, practitioners took it for
training, and their agencies had not prepared them. Each part below designs one of them out.
"""

from models.casework import lead_first
from models.casework.briefing import ask_who_is_briefed, briefed, numbered
from models.casework.coverage import Absent, Coverage, contribute, coverage
from models.casework.entering import Office
from models.casework.event_letters import ask_for_feedback, follow_up, send_joining_notes, tell_who_is_absent
from models.casework.feedback import Means, give_feedback, means, take_feedback
from models.casework.lead_first import gate, learning_event, told
from models.casework.opening import all_reviews
from models.casework.participants import (
    Proposed,
    Taken,
    participants,
    problems_with,
    propose_participants,
    read_proposed,
)
from models.casework.standing import lock, stand
from models.casework.withdrawals import admit_again, is_withdrawn, withdraw_person
from models.guidance import event_days
from models.guidance.route import Standing
from models.guidance.stages import Stage
from models.records import Meeting, Review

__all__ = [
    "Absent",
    "Coverage",
    "Means",
    "Proposed",
    "Taken",
    "admit_again",
    "briefed",
    "contribute",
    "coverage",
    "gate",
    "give_feedback",
    "is_withdrawn",
    "learning_event",
    "look_over",
    "means",
    "numbered",
    "participants",
    "problems_with",
    "propose_participants",
    "read_proposed",
    "take_feedback",
    "told",
    "withdraw_person",
]


def look_over(office: Office) -> int:
    """Mean what is due today for every Learning Event; give how many letters. Twice a day changes nothing.

    After an outage what was missed is meant late, once, as far as it still makes sense:
    nothing that prepares for an event which is over, nothing about one long past.
    """
    return sum(_look_over_one(office, each) for each in all_reviews(office))


def _look_over_one(office: Office, review: Review) -> int:
    if learning_event(office.session, review) is None:
        return 0
    lock(office.session, review.key)  # two mornings at once come one after the other
    meeting = learning_event(office.session, review)
    assert meeting is not None
    standing = stand(office.session, review)
    if meeting.state == "held":
        return 0 if Stage.S13 in standing.held else _afterwards(office, review, meeting)
    if meeting.state == "cancelled" or Stage.S12 in standing.held:
        return 0
    return _beforehand(office, review, meeting, standing)


def _beforehand(office: Office, review: Review, meeting: Meeting, standing: Standing) -> int:
    assert meeting.planned_on is not None
    if meeting.planned_on <= office.today:
        return 0
    lead_first.hand_over(office, meeting)
    meant = lead_first.ask_for_practitioners(office, review, meeting, standing.agencies)
    if office.today >= event_days.day("prepare", meeting.planned_on):
        meant += ask_who_is_briefed(office, review, meeting)
        meant += send_joining_notes(office, review, meeting)
    if office.today >= event_days.day("last_look", meeting.planned_on):
        meant += tell_who_is_absent(office, review, meeting)
    return meant


def _afterwards(office: Office, review: Review, meeting: Meeting) -> int:
    assert meeting.planned_on is not None
    if office.today > event_days.day("too_late", meeting.planned_on):
        return 0
    meant = 0
    if office.today >= event_days.day("follow_up", meeting.planned_on):
        meant += follow_up(office, review, meeting)
    if office.today >= event_days.day("feedback", meeting.planned_on):
        meant += ask_for_feedback(office, review, meeting)
    return meant
