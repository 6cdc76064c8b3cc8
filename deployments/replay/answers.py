"""What is answered to each step of a drawn referral: codes, dates, and texts that say they are invented."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from deployments.replay.cast import code_of, who_answers
from deployments.replay.causes import PROCESSES
from deployments.replay.course import AGENCIES, Course, Stop
from deployments.replay.drawing import Drawn
from models.guidance import route
from models.guidance.calendar_dates import add_months
from models.guidance.packs import MilestoneKey

Given = Mapping[str, Any]
_Answer = Callable[[Drawn, Course, date], Given]

INVENTED = "Invented for the replay."
CLEAR = f"Limb A and limb B were each held against the facts. {INVENTED}"
THIN = f"As discussed. {INVENTED}"
"""A rationale as half of the notifications of 2015 had it: none that could be followed."""

NAMED = "A cause that Social Research 45/2015, section 2.3, names; the days are drawn."
_EVENT_BEFORE = timedelta(days=35)
_LOOKED_AT_AGAIN = timedelta(weeks=12)
_REQUESTERS = {
    "criminal_trial": "cps",
    "inquest": "coroner",
    "disciplinary": "agency",
    "publication_legal": "board",
}


def base(day: date, decided_by: str) -> dict[str, Any]:
    """Give what every answer says: on which day it happened, who decided, on what evidence."""
    return {"happened_on": day.isoformat(), "decided_by": decided_by, "evidence": "minute"}


def answer(drawn: Drawn, course: Course, step: MilestoneKey, subject: str, day: date) -> dict[str, Any]:
    """Give the answer to a step on a day, for an agency where it asks each."""
    given = base(day, who_answers(drawn.board, step, subject)) | dict(_ANSWERS[step](drawn, course, day))
    return given | {"agency": subject} if step == route.TIMELINES else given


def hold(drawn: Drawn, stop: Stop) -> dict[str, Any]:
    """Give the facts of a hold."""
    return base(stop.since, code_of(drawn.board, "board_chair")) | {
        "scope": stop.kind.scope,
        "cause": stop.kind.cause,
        "requested_by": _REQUESTERS.get(stop.kind.cause, "other"),
        "authority": "written_request",
        "review_on": (stop.since + _LOOKED_AT_AGAIN).isoformat(),
    }


def release(drawn: Drawn, stop: Stop) -> dict[str, Any]:
    """Give the facts of a hold's end."""
    ended = {"scope": stop.kind.scope, "cause": stop.kind.cause}
    return base(stop.until, code_of(drawn.board, "board_chair")) | ended


def process_end(drawn: Drawn, stop: Stop) -> dict[str, Any]:
    """Give the end of a process, with which the hold that came of it ends."""
    return base(stop.until, code_of(drawn.board, "panel_chair")) | {"kind": stop.kind.cause}


def attribution(drawn: Drawn, stop: Stop) -> dict[str, Any]:
    """Give what the coordinator puts down once a delay is over."""
    return base(stop.until, code_of(drawn.board, "coordinator")) | {
        "cause": stop.kind.cause,
        "since": stop.since.isoformat(),
        "until": stop.until.isoformat(),
        "reason": NAMED,
    }


def _referral(drawn: Drawn, _: Course, day: date) -> Given:
    coded = drawn.coded
    happened = (day - _EVENT_BEFORE).isoformat()
    when = "identified_on" if coded.harm == "serious_permanent_impairment" else "event_on"
    return {
        "referred_by": "social_care",
        "harm": coded.harm,
        when: happened,
        "abuse_or_neglect": coded.abuse_or_neglect,
        "known_to_services": coded.known_to_services,
        "learning_identified": coded.learning_identified,
    }


def _scoping(drawn: Drawn, _: Course, day: date) -> Given:
    since = add_months(day, -12)
    return {
        "child": 1,
        "on_register": "yes" if drawn.coded.on_register else "no",
        "register_periods": [{"since": f"{since:%Y-%m}"}] if drawn.coded.on_register else [],
        "looked_after": "no",
        "agencies": list(AGENCIES),
    }


def _recommendation(drawn: Drawn, _: Course, __: date) -> Given:
    return {
        "outcome": drawn.outcome,
        "present": list(AGENCIES),
        "dissenting": ["health"] if drawn.dissent else [],
        "rationale": CLEAR if drawn.clear else THIN,
    }


def _notification(drawn: Drawn, _: Course, __: date) -> Given:
    """Give what Welsh Government is told: limb by limb, or without a rationale."""
    said = {"outline": f"How agencies shared what they knew. {INVENTED}", "scan_confirmed": "yes"}
    if not drawn.clear:
        return said
    if drawn.outcome not in route.REVIEWS:
        met = "Neither limb A, abuse or neglect, nor limb B, harm, was held to be met."
        return said | {"rationale_not_met": f"{met} {INVENTED}"}
    return said | {
        "rationale_abuse": f"Abuse or neglect is known or suspected by two agencies. {INVENTED}",
        "rationale_harm": f"The harm is one of those that the second limb names. {INVENTED}",
        "rationale_window": f"What the register shows in the six months makes it so. {INVENTED}",
    }


def _first_check(drawn: Drawn, course: Course, _: date) -> Given:
    """Name the process that a hold will come of."""
    kinds = dict.fromkeys(stop.kind.cause for stop in course.stops if stop.kind in PROCESSES)
    return {"processes": [{"kind": kind, "began_on": f"{drawn.referred_on:%Y-%m}"} for kind in kinds]}


def _panel(drawn: Drawn, _: Course, __: date) -> Given:
    both = [code_of(drawn.board, each) for each in ("reviewer", "second_reviewer")]
    reviewers = both if drawn.outcome == "extended" else both[:1]
    return {
        "chair": code_of(drawn.board, "panel_chair"),
        "members": [code_of(drawn.board, agency) for agency in AGENCIES],
        "reviewers": reviewers,
        "declared_independent": reviewers,
    }


def _came(*_: object) -> Given:
    return {"attendance": [{"agency": agency, "attended": 2} for agency in AGENCIES]}


def _family(drawn: Drawn, _: Course, __: date) -> Given:
    return {
        "state": "accepted",
        "child_state": "not_appropriate",
        "language": "unknown",
        "contact_via": code_of(drawn.board, "reviewer"),
    }


def _publication(_: Drawn, course: Course, __: date) -> Given:
    told = course.day(route.FEEDBACK).isoformat()
    return {"legal_clearance_on": told, "family_told_on": told, "in_welsh": "yes", "in_english": "yes"}


def _action_plan(_: Drawn, __: Course, day: date) -> Given:
    items = [
        {
            "agency": agency,
            "due_on": add_months(day, 6).isoformat(),
            "action": f"Agree how concerns are shared. {INVENTED}",
            "measure": f"An audit of files each quarter. {INVENTED}",
        }
        for agency in ("health", "social_care")
    ]
    return {"items": items}


def _always(**given: object) -> _Answer:
    return lambda *_: given


_ANSWERS: Mapping[MilestoneKey, _Answer] = {
    route.REFERRAL: _referral,
    route.SCOPING: _scoping,
    route.RECOMMENDATION: _recommendation,
    route.DECISION: lambda drawn, *_: {"outcome": drawn.outcome},
    route.NOTIFICATION: _notification,
    route.PANEL: _panel,
    route.FIRST_CHECK: _first_check,
    route.FIRST_PANEL: _came,
    route.FAMILY_CONTACT: _family,
    route.TIMELINES: _always(received="yes"),
    route.ANALYSIS: _always(questions=6),
    route.INVITE: lambda _, course, __: {
        "event_on": course.day(route.LEARNING_EVENT).isoformat(),
        "invited": 14,
    },
    route.BRIEF: _always(briefed=14),
    route.GO_NO_GO: _always(going_ahead="go"),
    route.LEARNING_EVENT: lambda *_: {**_came(), "learning": [f"Concerns were shared late. {INVENTED}"]},
    route.DRAFT: _always(with_outline_plan="yes"),
    route.SIGN_OFF: _always(outcome="signed_off", comments=3),
    route.COMPLETE: _always(),
    route.FEEDBACK: _always(family_told="yes", practitioners_told="yes"),
    route.SUBMISSION: _always(),
    route.REPLY: _always(further_action="none"),
    route.PUBLICATION: _publication,
    route.ACTION_PLAN: _action_plan,
}
"""One answer for each step played; what came of the learning was not recorded in 2015, nor is it here."""
