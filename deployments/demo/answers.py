"""What is answered to each step: invented from the first word to the last, in codes and dates; pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from deployments.demo.cast import BOARD_CHAIR, PANEL_CHAIR, REVIEWERS, who_answers
from deployments.demo.days import AGENCIES, Dated, day_of
from deployments.demo.known import KnownHold, Pattern
from models.guidance import route
from models.guidance.calendar_dates import ImpreciseDate, add_months
from models.guidance.packs import MilestoneKey

Given = Mapping[str, Any]

INVENTED = "Invented for this demonstration."
LOOKED_AT_AGAIN = timedelta(weeks=12)
"""How long a hold stands before somebody looks at it: invented."""
_ITEMS = (1, 2)
_FINANCIAL_YEAR_ENDS = (3, 31)


@dataclass(frozen=True)
class Scene:
    """A step that is answered: in which replay, on which day, whom it concerns, and for which time."""

    pattern: Pattern
    line: tuple[Dated, ...]
    step: MilestoneKey
    subject: str
    day: date
    turn: int = 1

    @property
    def event(self) -> ImpreciseDate:
        """The month of the event; invented where it is not public."""
        happened = next(each.day for each in self.line if each.point.kind == "event")
        return ImpreciseDate.parse(f"{happened:%Y-%m}")

    def process(self, *, on: date) -> list[dict[str, str]]:
        """What runs beside the review as it stands on a day."""
        trials = [each for each in self.pattern.holds if each.scope == "all"]
        return [{"kind": each.cause, **self._end(each, on)} for each in trials]

    def _end(self, hold: KnownHold, on: date) -> dict[str, str]:
        return {"ended_on": str(hold.ended)} if self._over(hold, on) else {}

    def _over(self, hold: KnownHold, on: date) -> bool:
        return any(
            each.point.kind == "release" and each.point.hold == hold and each.day <= on for each in self.line
        )


def answer(scene: Scene) -> dict[str, Any]:
    """Give the answer to a step, as a file for ``cpr answer`` has it."""
    return {**base(scene.day, who_answers(scene.step, scene.subject)), **_ANSWERS[scene.step](scene)}


def base(day: date, decided_by: str) -> dict[str, Any]:
    """Give what every answer says: on which day it happened, who decided, on what evidence."""
    return {"happened_on": day.isoformat(), "decided_by": decided_by, "evidence": "minute"}


def embargo(scene: Scene) -> dict[str, Any]:
    """Give the answer that the family may not be spoken to yet."""
    return base(scene.day, REVIEWERS[0]) | {
        "state": "embargoed",
        "child_state": "not_appropriate",
        "language": "unknown",
    }


def hold(known: KnownHold, day: date) -> dict[str, Any]:
    """Give the facts of a hold; it is looked at again within weeks, however long it lasts."""
    return base(day, PANEL_CHAIR if known.scope == "all" else BOARD_CHAIR) | {
        "scope": known.scope,
        "cause": known.cause,
        "requested_by": known.requested_by,
        "authority": known.authority,
        "review_on": (day + LOOKED_AT_AGAIN).isoformat(),
        # The prosecutors let the review go on: the month of the verdict alone is public.
        "ends_with_process": "no",
    }


def look(known: KnownHold, scene: Scene) -> dict[str, Any]:
    """Give the answer to a look at a hold: it goes on, and is looked at again."""
    decided = base(scene.day, PANEL_CHAIR if known.scope == "all" else BOARD_CHAIR)
    return decided | {
        "scope": known.scope,
        "cause": known.cause,
        "goes_on": "yes",
        "review_on": (scene.day + LOOKED_AT_AGAIN).isoformat(),
    }


def release(known: KnownHold, day: date) -> dict[str, Any]:
    """Give the facts of a hold's end."""
    return base(day, PANEL_CHAIR if known.scope == "all" else BOARD_CHAIR) | {"scope": known.scope}


REFUSED: Mapping[MilestoneKey, Given] = {
    route.RECOMMENDATION: {"dissenting": ["housing"]},
    route.DECISION: {"outcome": "none"},
}
"""What makes an answer one that is refused: a dissent of somebody absent, an override without a reason."""


def _referral(scene: Scene) -> Given:
    child = {
        "harm": scene.pattern.harm or "life_threatening_injury",
        "event_on": str(scene.event),
        "abuse_or_neglect": "suspected",
        "known_to_services": "yes",
    }
    return {"referred_by": "police", **child, "subjects": [child] * (scene.pattern.children - 1)}


def _scoping(scene: Scene) -> Given:
    registered = scene.pattern.kind == "extended" and scene.subject == "1"
    since = add_months(scene.event.earliest, -12)
    return {
        "child": int(scene.subject),
        "on_register": "yes" if registered else "no",
        "register_periods": [{"since": f"{since:%Y-%m}"}] if registered else [],
        "looked_after": "no",
        "agencies": list(AGENCIES),
        "processes": scene.process(on=scene.day),
    }


def _recommendation(scene: Scene) -> Given:
    return {
        "outcome": scene.pattern.kind,
        "present": list(AGENCIES),
        "dissenting": ["health"],
        "rationale": f"Both limbs of the criteria are met. {INVENTED}",
    }


def _notification(scene: Scene) -> Given:
    """Give a whole notification, every sentence of which says that it is invented."""
    kind = "extended" if scene.pattern.kind == "extended" else "concise"
    return {
        "rationale_abuse": f"{INVENTED} Neglect was suspected by two agencies.",
        "rationale_harm": f"{INVENTED} The harm meets the second limb of the criteria.",
        "rationale_window": f"{INVENTED} What the register shows in the six months makes it {kind}.",
        "outline": f"{INVENTED} How agencies shared what they knew.",
        "scan_confirmed": "yes",
    }


def _panel(scene: Scene) -> Given:
    reviewers = list(REVIEWERS if scene.pattern.kind == "extended" else REVIEWERS[:1])
    return {
        "chair": PANEL_CHAIR,
        "members": ["police", "health", "social-care", "education"],
        "reviewers": reviewers,
        "declared_independent": reviewers,
    }


def _came(*agencies: str) -> dict[str, Any]:
    return {"attendance": [{"agency": agency, "attended": 2} for agency in agencies]}


def met_again(day: date) -> dict[str, Any]:
    """Give who came to a further Panel meeting."""
    return base(day, PANEL_CHAIR) | _came(*AGENCIES)


def _learning_event(_: Scene) -> Given:
    learned = ("Concerns were shared late between agencies.", "The child’s own voice was seldom asked for.")
    return {**_came(*AGENCIES), "learning": [f"{each} {INVENTED}" for each in learned]}


def _publication(scene: Scene) -> Given:
    told = day_of(scene.line, route.FEEDBACK).isoformat()
    return {"legal_clearance_on": told, "family_told_on": told, "in_welsh": "yes", "in_english": "yes"}


def _action_plan(scene: Scene) -> Given:
    owners = ("social_care", "health")
    items = [
        {
            "agency": agency,
            "due_on": add_months(scene.day, 3 * number).isoformat(),
            "action": f"Agree how concerns are shared. {INVENTED}",
            "measure": f"An audit of files each quarter. {INVENTED}",
        }
        for number, agency in zip(_ITEMS, owners, strict=True)
    ]
    return {"items": items}


def _dissemination(_: Scene) -> Given:
    return {"channels": [{"agency": agency, "channel": "briefing", "reach": 20} for agency in AGENCIES]}


def _annual_report(scene: Scene) -> Given:
    done = day_of(scene.line, route.COMPLETE)
    return {"financial_year": done.year + ((done.month, done.day) > _FINANCIAL_YEAR_ENDS)}


def _always(**given: object) -> Callable[[Scene], Given]:
    return lambda _: given


_ANSWERS: Mapping[MilestoneKey, Callable[[Scene], Given]] = {
    route.REFERRAL: _referral,
    route.SCOPING: _scoping,
    route.RECOMMENDATION: _recommendation,
    route.DECISION: lambda scene: {"outcome": scene.pattern.kind},
    route.NOTIFICATION: _notification,
    route.PANEL: _panel,
    route.FIRST_CHECK: lambda scene: {"processes": scene.process(on=scene.day)},
    route.CHECK: lambda scene: {"processes": scene.process(on=scene.day)},
    route.FIRST_PANEL: lambda _: _came(*AGENCIES),
    route.FAMILY_CONTACT: _always(
        state="accepted", child_state="not_appropriate", language="cy", contact_via=REVIEWERS[0]
    ),
    route.TIMELINES: lambda scene: {"agency": scene.subject, "received": "yes"},
    route.ANALYSIS: _always(questions=6),
    route.INVITE: lambda scene: {
        "event_on": day_of(scene.line, route.LEARNING_EVENT).isoformat(),
        "invited": 14,
    },
    route.BRIEF: _always(briefed=14),
    route.GO_NO_GO: _always(going_ahead="go"),
    route.LEARNING_EVENT: _learning_event,
    route.DRAFT: _always(with_outline_plan="yes"),
    route.SIGN_OFF: _always(outcome="signed_off", comments=3),
    route.COMPLETE: _always(),
    route.FEEDBACK: _always(family_told="yes", practitioners_told="yes"),
    route.SUBMISSION: _always(),
    route.REPLY: _always(further_action="none"),
    route.PUBLICATION: _publication,
    route.WINDOW_END: _always(kept="keep"),
    route.ACTION_PLAN: _action_plan,
    route.DISSEMINATION: _dissemination,
    route.ACKNOWLEDGEMENT: lambda scene: {"addressee": scene.subject},
    route.QUARTERLY: lambda scene: {"done": [scene.turn]},
    route.EFFECT_6: _always(effect="too_soon"),
    route.EFFECT_12: _always(effect="seen"),
    route.ANNUAL_REPORT: _annual_report,
    route.CLOSURE: _always(),
}
"""One answer for each step of a review's path."""
