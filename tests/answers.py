"""A sensible answer to every step, kept in one place: what an office enters when all goes well.

``answer`` gives them in the words of a form or a file: text, codes, numbers and
lists, nothing that JSON does not know. ``PEOPLE`` is who stands behind the codes.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from models.guidance import route
from models.guidance.packs import MilestoneKey
from models.guidance.working_days import last_working_day_on_or_before

REFERENCE = "CPR EX 1/2026"

PEOPLE = """\
code,name,e_mail,agency,language,trained_on,board,role,since
nia,Nia Example,nia@board.example.test,other,cy,,example,coordinator,2012-01-01
carys,Carys Example,carys@board.example.test,other,cy,,example,board_chair,2012-01-01
gwen,Gwen Example,gwen@board.example.test,health,en,,example,cprg_chair,2012-01-01
pat,Pat Example,pat@probation.example.test,probation,en,,example,panel_member,2012-01-01
mair,Mair Example,mair@housing.example.test,housing,unknown,,example,panel_member,2012-01-01
rhys,Rhys Example,rhys@elsewhere.example.test,independent_voluntary,cy,2012-01-01,example,reviewer,2012-01-01
rob,Rob Example,rob@elsewhere.example.test,independent_voluntary,en,2012-01-01,example,reviewer,2012-01-01
una,Una Example,una@elsewhere.example.test,independent_voluntary,en,,example,reviewer,2012-01-01
sian,Sian Example,sian@police.example.test,police,en,,example,agency_lead,2012-01-01
huw,Huw Example,huw@health.example.test,health,unknown,,example,agency_lead,2012-01-01
gwyn,Gwyn Example,gwyn@board-b.example.test,other,cy,,example_b,coordinator,2012-01-01
"""
"""Everybody whom the answers name, a reviewer who was never trained, and another Board's coordinator."""

AGENCIES = ("health", "police")
"""The agencies that worked with the child."""

REVIEWERS = {"concise": ("rhys",), "extended": ("rhys", "rob")}

_LATER = timedelta(weeks=8)
_Answer = Callable[[str, date, str], dict[str, Any]]


def answer(step: MilestoneKey, subject: str = "", *, on: date, outcome: str = "extended") -> dict[str, Any]:
    """Give the answer to *step* on a day, for a child, an agency or an addressee where it asks for each.

    Args:
        step: what is asked.
        subject: for whom it is asked, as the action says.
        on: the day on which it happened.
        outcome: where the Group and the Chair lead the review.
    """
    by = {
        "board_chair": "carys",
        "cprg_chair": "gwen",
        "panel_chair": "pat",
        "reviewer": "rhys",
        "agency_lead": "sian",
    }
    said = {
        "happened_on": on.isoformat(),
        "decided_by": by.get(route.STEPS[step].role, "nia"),
        "evidence": "minute",
    }
    given = {**said, **_ANSWERS[step](subject, on, outcome)}
    if step == route.HOLD_REVIEW:
        scope, _, cause = (subject if ":" in subject else "all:criminal_trial").partition(":")
        return {**given, "scope": scope, "cause": cause, "decided_by": "carys"}
    return given


def _meeting_day(on: date) -> date:
    """Give a day on which people can meet."""
    return last_working_day_on_or_before(on + _LATER)


def _referral(_: str, on: date, outcome: str) -> dict[str, Any]:
    criteria_met = outcome in route.REVIEWS
    return {
        "referred_by": "police",
        "harm": "died" if criteria_met else "other",
        "event_on": (on - timedelta(days=50)).isoformat(),
        "abuse_or_neglect": "suspected",
        "known_to_services": "yes",
        "learning_identified": "yes" if outcome == "mapf" else "no",
    }


def _scoping(child: str, on: date, outcome: str) -> dict[str, Any]:
    on_register = outcome == "extended"
    return {
        "child": int(child or 1),
        "on_register": "yes" if on_register else "no",
        "register_periods": [{"since": str(on.year - 1)}] if on_register else [],
        "looked_after": "no",
        "agencies": list(AGENCIES),
    }


def _recommendation(_: str, __: date, outcome: str) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "present": ["health", "police", "social_care"],
        "dissenting": ["health"],
        "rationale": "Both limbs of the criteria were considered.",
    }


def _decision(_: str, on: date, outcome: str) -> dict[str, Any]:
    deferred = outcome == "deferred"
    return {"outcome": outcome, **({"relook_on": (on + _LATER).isoformat()} if deferred else {})}


def _notification(_: str, __: date, outcome: str) -> dict[str, Any]:
    """Give a good notification: every limb that the outcome calls for, each more than a phrase."""
    limbs = {
        "rationale_abuse": "Neglect was suspected by two agencies in the months before the event.",
        "rationale_harm": "The child died; a post-mortem examination does not rule out the neglect.",
        "rationale_window": "The child was on the register in the six months before: extended."
        if outcome == "extended"
        else "No day on the register and none looked after in the six months: concise.",
    }
    not_met = {"rationale_not_met": "No abuse or neglect is known or suspected by any of the agencies."}
    return {
        **(limbs if outcome in route.REVIEWS else not_met),
        "outline": "How agencies shared what they knew, and how the child was heard.",
        "scan_confirmed": "yes",
    }


def _panel(_: str, __: date, outcome: str) -> dict[str, Any]:
    reviewers = list(REVIEWERS.get(outcome, REVIEWERS["extended"]))
    return {"chair": "pat", "members": ["mair"], "reviewers": reviewers, "declared_independent": reviewers}


def _publication(_: str, on: date, __: str) -> dict[str, Any]:
    day = on.isoformat()
    return {"legal_clearance_on": day, "family_told_on": day, "in_welsh": "yes", "in_english": "yes"}


def _action_plan(_: str, on: date, __: str) -> dict[str, Any]:
    item = {
        "agency": "health",
        "due_on": (on + _LATER).isoformat(),
        "action": "Teach the handover of bruising in babies.",
        "measure": "An audit of handovers.",
    }
    return {"items": [item, {**item, "agency": "police"}]}


def _channels(_: str, __: date, ___: str) -> dict[str, Any]:
    return {"channels": [{"agency": agency, "channel": "briefing", "reach": 12} for agency in AGENCIES]}


def _attendance(*_: object) -> dict[str, Any]:
    return {"attendance": [{"agency": "police", "attended": 2}, {"agency": "health", "attended": 3}]}


def _always(**facts: Any) -> _Answer:  # noqa: ANN401 - any fact
    return lambda *_: facts


_ANSWERS: dict[MilestoneKey, _Answer] = {
    route.REFERRAL: _referral,
    route.SCOPING: _scoping,
    route.RECOMMENDATION: _recommendation,
    route.DECISION: _decision,
    route.NOTIFICATION: _notification,
    route.PANEL: _panel,
    route.FIRST_CHECK: _always(processes=[]),
    route.CHECK: _always(processes=[]),
    route.HOLD_REVIEW: lambda _, on, __: {
        "goes_on": "yes",
        "review_on": (on + timedelta(weeks=4)).isoformat(),
    },
    route.FIRST_PANEL: _attendance,
    route.FAMILY_CONTACT: _always(
        state="accepted", child_state="not_appropriate", language="cy", contact_via="rhys"
    ),
    route.TIMELINES: lambda agency, *_: {"agency": agency, "received": "yes"},
    route.ANALYSIS: _always(questions=5),
    route.INVITE: lambda _, on, __: {"event_on": _meeting_day(on).isoformat(), "invited": 12},
    route.BRIEF: _always(briefed=12),
    route.GO_NO_GO: _always(going_ahead="go"),
    route.LEARNING_EVENT: lambda *_: {**_attendance(), "learning": ["Share early what one agency knows."]},
    route.DRAFT: _always(with_outline_plan="yes"),
    route.SIGN_OFF: _always(outcome="signed_off", comments=2),
    route.FEEDBACK: _always(family_told="yes", practitioners_told="yes"),
    route.COMPLETE: _always(),
    route.SUBMISSION: _always(),
    route.REPLY: _always(further_action="none"),
    route.PUBLICATION: _publication,
    route.WINDOW_END: _always(kept="keep"),
    route.ACTION_PLAN: _action_plan,
    route.DISSEMINATION: _channels,
    route.ACKNOWLEDGEMENT: lambda addressee, *_: {"addressee": addressee},
    route.QUARTERLY: _always(done=[1, 2]),
    route.EFFECT_6: _always(effect="too_soon"),
    route.EFFECT_12: _always(effect="seen"),
    route.CLOSURE: _always(),
    route.ANNUAL_REPORT: lambda _, on, __: {"financial_year": on.year},
    route.CONVENED: lambda _, on, __: {"forum_on": _meeting_day(on).isoformat()},
    route.FORUM: _attendance,
    route.FORUM_LEARNING: _always(learning=["Ask who else knows the family."]),
    route.FORUM_DISSEMINATION: _channels,
    route.THEMES: _always(themes=["Handover between night and day."]),
}
