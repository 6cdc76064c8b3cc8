"""What is entered on which day, for every referral together, in the order in which it happens; pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from deployments.replay import answers
from deployments.replay.causes import PROCESSES
from deployments.replay.course import AGENCIES, Course, Stop, course
from deployments.replay.drawing import Drawn
from models.guidance import route
from models.guidance.packs import MilestoneKey

Kind = Literal["receive", "answer", "hold", "release", "process_end", "attribute"]
_LATE = "education"
"""Whose timeline is late, where one is."""


@dataclass(frozen=True)
class Act:
    """Something that is entered."""

    day: date
    kind: Kind
    drawn: Drawn
    given: Mapping[str, Any]
    step: MilestoneKey | None = None
    subject: str = ""


def script(referrals: Iterable[Drawn], until: date) -> tuple[Act, ...]:
    """Give everything that is entered up to a day; what falls on one day keeps its order."""
    acts = [act for drawn in referrals for act in _acts(drawn, course(drawn)) if act.day <= until]
    return tuple(sorted(acts, key=lambda act: act.day))


def _acts(drawn: Drawn, laid: Course) -> Iterator[Act]:
    for step, day in laid.days:
        waited = [stop for stop in laid.stops if stop.kind.before == step]
        for stop in waited:
            yield from _waited(drawn, stop)
        if step == route.ACTION_PLAN and not drawn.with_plan:
            continue
        yield from _answered(drawn, laid, step, day, _late(waited))


def _late(waited: Iterable[Stop]) -> Stop | None:
    return next((stop for stop in waited if stop.kind.cause == "agency_documents_late"), None)


def _answered(drawn: Drawn, laid: Course, step: MilestoneKey, day: date, late: Stop | None) -> Iterator[Act]:
    if step == route.REFERRAL:
        yield Act(day, "receive", drawn, answers.answer(drawn, laid, step, "", day), step)
        return
    for subject in _subjects(step):
        on = late.since if late and subject and subject not in (_LATE, "1") else day
        yield Act(on, "answer", drawn, answers.answer(drawn, laid, step, subject, on), step, subject)


def _subjects(step: MilestoneKey) -> tuple[str, ...]:
    if step == route.SCOPING:
        return ("1",)
    return AGENCIES if step == route.TIMELINES else ("",)


def _waited(drawn: Drawn, stop: Stop) -> Iterator[Act]:
    if stop.kind.how == "hold":
        yield Act(stop.since, "hold", drawn, answers.hold(drawn, stop))
        if stop.kind in PROCESSES:
            yield Act(stop.until, "process_end", drawn, answers.process_end(drawn, stop))
        else:
            yield Act(stop.until, "release", drawn, answers.release(drawn, stop))
    elif stop.kind.how == "person":
        yield Act(stop.until, "attribute", drawn, answers.attribution(drawn, stop))
