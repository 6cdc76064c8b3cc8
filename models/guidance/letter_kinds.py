"""Every letter that the office writes, and how it counts: what a person may get too much of."""

from collections.abc import Mapping
from typing import Literal

Sort = Literal["invitation", "answer", "letter", "digest", "alarm"]
"""How a letter counts towards what one person gets.

*invitation* (with what belongs to one and cannot be told in a line) and *answer* (to
something that the person did, or to a duty) always go; of *letter* a person gets three a week, and what
exceeds them is told in the day's *digest*, of which there is one a day; an *alarm* is
urgent: it waits for nothing, not even the morning.
"""

KINDS: Mapping[str, Sort] = {
    "referral_received": "answer",
    "action_waiting": "letter",
    "decision_made": "letter",
    "notification": "answer",
    "notification_by_hand": "answer",
    "referral_returned": "answer",
    "process_ended": "answer",
    "programme_proposed": "answer",
    "learning_shared": "letter",
    "invitation": "invitation",
    "invitation_changed": "invitation",
    "invitation_cancelled": "invitation",
    "counter_declined": "invitation",
    "invitation_reminder": "letter",
    "availability_asked": "invitation",
    "diary_asked": "invitation",
    "practitioners_asked": "invitation",
    "lead_briefing": "invitation",
    "joining_note": "invitation",
    "briefing_asked": "invitation",
    "event_follow_up": "letter",
    "event_feedback": "letter",
    "counter_proposed": "answer",
    "quorum_lost": "alarm",
    "reminder": "letter",
    "escalation": "letter",
    "offer_waiting": "letter",
    "mail_to_read": "letter",
    "answer_recorded": "answer",
    "answer_refused": "answer",
    "digest": "digest",
    "weekly": "digest",
    "monthly": "digest",
}

NOTIFICATION_LETTER = "notification"
"""The one letter that carries what somebody wrote: only over verified TLS, and no copy is kept of it."""

LETTERS_A_WEEK = 3
"""How many letters of the sort *letter* one person gets between Monday and Sunday (product)."""


def goes_at_once(letter: str) -> bool:
    """Say whether a letter waits for no office hours.

    >>> goes_at_once("quorum_lost"), goes_at_once("reminder")
    (True, False)
    """
    return KINDS[letter] == "alarm"
