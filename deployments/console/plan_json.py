"""What ``cpr plan --json`` gives; docs/formats/plan.md describes it."""

from collections.abc import Iterator
from typing import Any

from models.diaries.problem import Problem
from models.diaries.programmes.why_not import Explanation, Helps
from models.diaries.results import Absent, Cost, Placed, Plan, Programme
from models.diaries.written.problem_fields import written_instant


def answer(problem: Problem, found: Plan, why: Explanation | None) -> dict[str, Any]:
    """Give the whole answer: days in ISO form, instants as London writes them, people by code."""
    best = found.programmes[0] if found.programmes else None
    return {
        "programmes": [_programme(each) for each in found.programmes],
        "alternatives": {
            key: [{**_placed(each.placed), "whole": _cost(each.whole)} for each in those]
            for key, those in found.alternatives.items()
        },
        "no_later_than": {key: on.isoformat() for key, on in found.no_later_than.items()},
        "last_possible": {key: on.isoformat() for key, on in found.last_possible.items()},
        "violations": [*violations(problem, best)] if best else [],
        "proved": _cost(found.proved) if found.proved else None,
        **({"explanation": _explanation(why)} if why else {}),
    }


def violations(problem: Problem, programme: Programme) -> Iterator[dict[str, Any]]:
    """Everything that a programme does not keep: who is missing, replaced or not known, and what is late."""
    due = {meeting.key: meeting.due for meeting in problem.meetings}
    for placed in programme.placed:
        for absent in placed.absent:
            yield {"meeting": placed.key, **_absent(absent)}
        by = due[placed.key]
        if by is not None and placed.on > by:
            yield {"meeting": placed.key, "due": by.isoformat(), "days_late": (placed.on - by).days}


def _programme(programme: Programme) -> dict[str, Any]:
    return {"cost": _cost(programme.cost), "meetings": [_placed(each) for each in programme.placed]}


def _placed(placed: Placed) -> dict[str, Any]:
    return {
        "key": placed.key,
        "on": placed.on.isoformat(),
        "starts": written_instant(placed.starts),
        "ends": written_instant(placed.ends),
        "place": placed.place,
        "comes": list(placed.comes),
        "absent": [_absent(each) for each in placed.absent],
        "cost": _cost(placed.cost),
    }


def _absent(absent: Absent) -> dict[str, Any]:
    return {
        "person": absent.person,
        "part": absent.part,
        "agency": absent.agency,
        "cause": absent.cause,
        "stands_in": absent.stands_in,
    }


def _cost(cost: Cost) -> dict[str, int]:
    return cost._asdict()


def _explanation(why: Explanation) -> dict[str, Any]:
    return {
        "lacks": _cost(why.lacks) if why.lacks else None,
        "smallest": _helps(why.smallest) if why.smallest else None,
        "alone": [_helps(each) for each in why.alone],
        "dayless": list(why.dayless),
        "gains": [
            {
                "lift": gain.lifted.lift,
                "which": gain.lifted.which or None,
                "cost": _cost(gain.cost),
                "missing": [{"meeting": key, "cause": cause} for key, cause in gain.missing],
            }
            for gain in why.gains
        ],
    }


def _helps(helps: Helps) -> dict[str, Any]:
    rules = [{"rule": each.rule, "meeting": each.meeting, "days": each.days} for each in helps.relaxations]
    return {"relaxations": rules, "cost": _cost(helps.cost)}
