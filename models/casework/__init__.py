"""The office's work: plain functions on a session, the facts, and a day, that write the record.

``answer`` is the one entrance for everything that people are asked. Each stage
has a module that declares what is asked and what is done with the answer.
"""

from models.casework import (
    action_plan,
    annual_report,
    decision,
    dissemination,
    family,
    first_panel,
    forum,
    learning_event,
    notification,
    panel,
    parallel_processes,
    publication,
    recommendation,
    referral,
    report,
    scoping,
    timelines,
)
from models.casework.actions import find, open_actions, settle, step_key
from models.casework.answering import answer, refuse, review_by, stands_already
from models.casework.entering import Office, answers
from models.casework.hold_reviews import HoldReviewFacts, look_again
from models.casework.holding import HoldFacts, ReleaseFacts, hold, release
from models.casework.opening import all_reviews, claim_run, next_generation, receive
from models.casework.process_events import ProcessBegunFacts, ProcessEndedFacts
from models.casework.standing import lock, stand
from models.casework.understanding import understand

__all__ = [
    "HoldFacts",
    "HoldReviewFacts",
    "Office",
    "ProcessBegunFacts",
    "ProcessEndedFacts",
    "ReleaseFacts",
    "action_plan",
    "all_reviews",
    "annual_report",
    "answer",
    "answers",
    "claim_run",
    "decision",
    "dissemination",
    "family",
    "find",
    "first_panel",
    "forum",
    "hold",
    "learning_event",
    "lock",
    "look_again",
    "next_generation",
    "notification",
    "open_actions",
    "panel",
    "parallel_processes",
    "publication",
    "receive",
    "recommendation",
    "referral",
    "refuse",
    "release",
    "report",
    "review_by",
    "scoping",
    "settle",
    "stand",
    "stands_already",
    "step_key",
    "timelines",
    "understand",
]
