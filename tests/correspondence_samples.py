"""Every letter with facts as the casework gives them, and with every optional fact left out."""

from typing import Any

REFERENCE = "CPR EX 1/2026"

_MEETING = {
    "kind": "panel",
    "number": 1,
    "starts_at": "2026-05-12T09:00:00+00:00",
    "ends_at": "2026-05-12T11:30:00+00:00",
    "place": "Ystafell 1, Neuadd y Dref",
    "online_url": "https://cyfarfod.example.test/abc",
}
_INVITED = {
    **_MEETING,
    "uid": "7f0c9a4e-4f53-5c1c-9e30-0d6f5f0f2b11",
    "meeting_sequence": 2,
    "confirmed": True,
    "part": "required",
    "key_person": False,
    "organiser_invitation": 7,
    "answer": "needs_action",
    "attendees": [{"role": "panel_chair", "agency": "police"}, {"role": None, "agency": "health"}],
}
_SOURCED = {"source": "Our default", "provenance": "product"}
_EVENT = {"event_on": "2026-06-12", "answer_by": "2026-04-10", **_SOURCED}
_ASKED = {"stage": "S10", "milestone": "timelines", "subject": "health", "act_by": "2026-03-13", **_SOURCED}
_STEP = {"reference": REFERENCE, "stage": "S10", "milestone": "timelines", "subject": "health"}
_LATE = {**_STEP, "role": "agency_lead", "person": "gwen", "act_by": "2026-02-02", "days": 9, "held": True}
_HOLD = {
    "reference": REFERENCE,
    "scope": "family_contact",
    "cause": "criminal_trial",
    "review_on": "2026-02-16",
}
_FORECAST = {
    "reference": REFERENCE,
    "synthetic": False,
    "tenth": "2026-08-30",
    "half": "2026-10-02",
    "ninetieth": "2027-01-11",
}
_QUORUM = {"reference": REFERENCE, "kind": "panel", "number": 2, "planned_on": "2026-03-02"}

_PROGRAMME = [
    {
        "kind": kind,
        "number": number,
        "starts_at": f"{on}T09:00:00+00:00",
        "ends_at": f"{on}T11:30:00+00:00",
        "fixed": kind == "family",
        "absent": absent,
    }
    for kind, number, on, absent in (
        ("panel", 1, "2026-03-10", []),
        ("family", 1, "2026-03-24", []),
        (
            "learning_event",
            1,
            "2026-05-12",
            [
                {"person": "sian", "cause": "busy", "agency": "health", "could_stand_in": ["gwen"]},
                {"person": "huw", "cause": "away", "agency": None, "could_stand_in": []},
            ],
        ),
        ("board", 1, "2026-07-24", []),
    )
]

INVITATIONS = ("invitation", "invitation_changed", "invitation_cancelled", "counter_declined")
METHODS = {
    "invitation": "REQUEST",
    "invitation_changed": "REQUEST",
    "invitation_cancelled": "CANCEL",
    "counter_declined": "DECLINECOUNTER",
}

SAMPLES: dict[str, dict[str, Any]] = {
    "referral_received": {},
    "action_waiting": _ASKED,
    "process_ended": {
        "kind": "criminal_trial",
        "ended_on": "2026-02-10",
        "lifted": [["family_contact", "criminal_trial"], ["publication", "criminal_trial"]],
        "still_held": [["publication", "inquest"]],
        "people": [{"person": "sian"}],
    },
    "decision_made": {"outcome": "concise"},
    "notification": {"notification": 1},
    "notification_by_hand": {"answer_by": "2026-02-20", **_SOURCED},
    "referral_returned": {"wanted": ["harm", "event_on"], "answer_by": "2026-02-27"},
    "programme_proposed": {
        "occasion": "panel",
        "complete_by": "2026-08-07",
        "vacancies": [["reviewer", None], ["panel_member", "health"]],
        "could_not_be_asked": [{"person": "sian"}],
        "answer_by": "2026-02-20",
        "programmes": [
            {"number": number, "ends_on": ends_on, "meetings": _PROGRAMME}
            for number, ends_on in ((1, "2026-07-24"), (2, "2026-08-12"), (3, "2026-08-07"))
        ],
    },
    "learning_shared": {"addressee": "agency:health"},
    **dict.fromkeys(INVITATIONS, _INVITED),
    "invitation_reminder": {**_INVITED, "answer_by": "2026-02-27"},
    "availability_asked": {
        "kind": "panel",
        "options": [
            [1, "2026-05-12T09:00:00+00:00", "2026-05-12T11:30:00+00:00"],
            [2, "2026-05-14T13:00:00+00:00", "2026-05-14T15:30:00+00:00"],
        ],
        "answer_by": "2026-03-02",
        **_SOURCED,
    },
    "diary_asked": {"answer_by": "2026-03-02", **_SOURCED},
    "practitioners_asked": _EVENT,
    "lead_briefing": _EVENT,
    "joining_note": {
        **_MEETING,
        "event_on": "2026-05-12",
        "roles": ["reviewer", "panel_chair", "practitioner"],
        "agencies": ["health", "police"],
    },
    "briefing_asked": {**_EVENT, "people": [[1, "Siân Enghraifft"], [3, "Jo Enghraifft"]]},
    "event_follow_up": {"event_on": "2026-06-12"},
    "event_feedback": _EVENT,
    "counter_proposed": {
        **_MEETING,
        "person": "sian",
        "proposed_start": "2026-05-13T09:00:00+00:00",
        "proposed_end": "2026-05-13T11:30:00+00:00",
    },
    "quorum_lost": {
        "kind": "learning_event",
        "number": 1,
        "starts_at": "2026-05-12T09:00:00+00:00",
        "missing": [["reviewer", None], [None, "health"], ["practitioner", "police"]],
        "could_stand_in": ["gwen", "huw"],
        "key_person": "sian",
        "reason": "sickness",
    },
    "reminder": {**_ASKED, "rung": "overdue_1", "days": 3},
    "escalation": {
        **_ASKED,
        "rung": "overdue_2",
        "days": 7,
        "late_role": "agency_lead",
        "late_agency": "health",
        "to": "lead",
    },
    "offer_waiting": {"stage": "S04", "milestone": "decision", "person": "huw", "offer": 12},
    "mail_to_read": {"count": 2, "reasons": ["unknown_sender", "no_answer_in_it"]},
    "answer_recorded": {"what": "decline", "detail": "leave"},
    "answer_refused": {"reason": "date_unreadable", "words": ["ongoing", "expected_end"]},
    "digest": {},
    "weekly": {
        "week_from": "2026-02-09",
        "week_until": "2026-02-15",
        "overdue": [_LATE],
        "this_week": [{**_LATE, "person": None, "act_by": "2026-02-13", "days": 0, "held": False}],
        "undated": [{**_STEP, "role": "coordinator", "person": None, "opened_on": "2026-01-05"}],
        "holds": [{**_HOLD, "past": True}],
        "not_looked_at": [{"reference": REFERENCE, "looked_at_on": "2026-01-05", "look_by": "2026-02-02"}],
        "forecasts": [
            {**_FORECAST, "since_last": None, "since_first": None},
            {**_FORECAST, "synthetic": True, "since_last": 0, "since_first": -12},
        ],
        "quorum": [
            {**_QUORUM, "met": True, "new_date_asked": False},
            {**_QUORUM, "met": False, "new_date_asked": False},
            {**_QUORUM, "met": False, "new_date_asked": True},
        ],
        "unanswered": [{**_QUORUM, "person": "huw", "invited_on": "2026-01-12"}],
        "nobody": [{**_STEP, "stage": "S07", "milestone": "check", "role": "panel_chair"}],
        "bounced": [{"person": "sian", "bounced_on": "2026-02-01"}],
        "to_release": [{"letter": 31, "kind": "escalation", "reference": None, "recipient": "gwen"}],
        "replies_to_read": 2,
        "offers": 1,
        "unknown": 0,
        "refused": 3,
    },
    "monthly": {
        "month": "2026-02",
        "open": 2,
        "late": 1,
        "held": 1,
        "reviews": [
            {
                "reference": REFERENCE,
                "status": "overdue",
                "months": 7,
                "complete_by": "2026-01-30",
                "overdue": [{key: _LATE[key] for key in _LATE if key not in ("person", "held")}],
                "holds": [{**_HOLD, "from_on": "2026-01-05"}],
            },
            {
                "reference": "CPR EX 2/2026",
                "status": "in_progress",
                "months": 1,
                "complete_by": None,
                "overdue": [],
                "holds": [],
            },
        ],
    },
}
"""One row a letter, its facts as whoever means it gives them."""

_OPTIONAL: dict[str, dict[str, Any]] = {
    **{
        name: {"place": "", "online_url": "", "confirmed": False, "answer_by": None, "attendees": []}
        for name in (*INVITATIONS, "invitation_reminder")
    },
    "action_waiting": {"act_by": None, "source": "", "provenance": "", "subject": ""},
    "reminder": {"act_by": None, "source": "", "provenance": "", "subject": ""},
    "escalation": {"late_agency": None, "source": "", "provenance": "", "to": "chair"},
    "availability_asked": {"source": None, "answer_by": None},
    "diary_asked": {"source": None, "answer_by": None},
    "notification_by_hand": {"source": None, "answer_by": None},
    "practitioners_asked": {"answer_by": None, "source": None},
    "lead_briefing": {"answer_by": None, "source": None},
    "briefing_asked": {"answer_by": None, "source": None},
    "event_feedback": {"answer_by": None, "source": None},
    "joining_note": {
        "starts_at": None,
        "ends_at": None,
        "place": "",
        "online_url": "",
        "roles": [],
        "agencies": [],
    },
    "counter_proposed": {"place": "", "online_url": ""},
    "programme_proposed": {
        "complete_by": None,
        "vacancies": [],
        "could_not_be_asked": [],
        "answer_by": None,
        "programmes": [],
    },
    "quorum_lost": {"starts_at": None, "could_stand_in": [], "key_person": None, "reason": None},
    "mail_to_read": {"reasons": []},
    "answer_recorded": {"detail": None},
    "answer_refused": {"words": []},
    "weekly": {name: [] for name, given in SAMPLES["weekly"].items() if isinstance(given, list)},
    "monthly": {"reviews": []},
}

BARE = {name: {**given, **_OPTIONAL.get(name, {})} for name, given in SAMPLES.items()}
"""The same letters with every optional fact left out."""
