"""All reviews planned together: read in one transaction, each proposal written in one of its own.

Between them a minute may pass in which nothing is locked; a review that changed meanwhile is
left to the next night.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from models.casework import planning_all
from models.casework.planning_all import Asked
from models.diaries.many import joint
from models.diaries.many.nightly import Worth, worth_proposing
from models.diaries.results import Cost
from models.guidance.sentences import sentence
from models.guidance.words import Words
from tasks.office import desk

SECONDS = 60.0
"""How long the planner may look for a better plan (product)."""
_SEED = 2015


@dataclass(frozen=True)
class Night:
    """What came of planning all reviews together.

    Attributes:
        reviews: how many were planned.
        before: what the programmes cost together that stood as a whole.
        after: what those cost together with what is proposed.
        gap: by how much of its cost the joint plan is at most above the least possible: proven.
        short: what that comes to, part by part.
        proposed: the references of the reviews with a new proposal, or that would have one.
        left_out: the references of those for which there was no room beside the others.
    """

    reviews: int
    before: Cost
    after: Cost
    gap: float
    short: Cost
    proposed: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def plan_all(seconds: float = SECONDS, *, write: bool = True) -> Night:
    """Plan all open reviews of all Boards together, and propose what is better than what stands.

    Nothing is moved and nobody is invited. Without *write* nothing is proposed either.

    Args:
        seconds: for how long to look; at least one plan is made, however few they are.
        write: whether to propose.
    """
    with desk() as at:
        asked = planning_all.to_plan(at)
    if not asked:
        return Night(0, Cost(), Cost(), 0.0, Cost(), ())
    problems = {each.reference: each.problem for each in asked}
    until = time.monotonic() + seconds
    found = joint.plan_all(problems, lambda: time.monotonic() < until, _SEED)
    starts = {
        reference: {each.key: each.starts for each in programme.placed}
        for reference, programme in found.programmes.items()
    }
    standing = {each.reference: each.standing for each in asked}
    invited = frozenset(each.reference for each in asked if each.invited)
    worth = worth_proposing(problems, standing, starts, invited)
    proposed = _proposed(asked, worth) if write else tuple(worth.plans)
    return Night(len(asked), worth.before, worth.after, found.gap, found.short, proposed, found.left_out)


def _proposed(asked: list[Asked], worth: Worth) -> tuple[str, ...]:
    by_reference: Mapping[str, Asked] = {each.reference: each for each in asked}
    written = []
    for reference, plan in worth.plans.items():
        with desk() as at:
            if planning_all.propose(at, by_reference[reference], plan):
                written.append(reference)
    return tuple(written)


def said(night: Night) -> list[Words]:
    """Say what came of a night, a line each."""
    return [
        sentence("plan_all_planned", reviews=night.reviews),
        sentence("plan_all_gap", gap=f"{night.gap:.2%}", **night.short._asdict()),
        sentence("plan_all_before", **night.before._asdict()),
        sentence("plan_all_after", **night.after._asdict()),
        sentence("plan_all_proposed", listed=", ".join(night.proposed) or "–"),
        *([sentence("plan_all_left_out", listed=", ".join(night.left_out))] if night.left_out else []),
    ]
