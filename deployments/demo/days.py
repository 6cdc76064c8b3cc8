"""On which day everything happens: public months kept, what lies between them filled in evenly; pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from deployments.demo.known import KnownHold, Pattern
from models.guidance import route
from models.guidance.calendar_dates import ImpreciseDate, add_months
from models.guidance.packs import MilestoneKey, pack
from models.guidance.timescales import Deadline, deadlines
from models.guidance.working_days import add_working_days, last_working_day_on_or_before

AGENCIES = ("education", "health", "police", "social_care")
"""The agencies that worked with the invented child or family."""

_TIMELINES_COME = ("police", "health", "education", "social_care")
"""The first to come is not the first that the run asks for: it comes beside the line."""

LINE: tuple[MilestoneKey, ...] = (
    route.REFERRAL,
    route.SCOPING,
    route.RECOMMENDATION,
    route.DECISION,
    route.NOTIFICATION,
    route.PANEL,
    route.FIRST_CHECK,
    route.FIRST_PANEL,
    route.FAMILY_CONTACT,
    route.TIMELINES,
    route.ANALYSIS,
    route.INVITE,
    route.BRIEF,
    route.GO_NO_GO,
    route.LEARNING_EVENT,
    route.DRAFT,
    route.SIGN_OFF,
    route.COMPLETE,
    route.FEEDBACK,
    route.SUBMISSION,
    route.PUBLICATION,
)
"""What happens one after the other until publication."""

MONITORED: tuple[MilestoneKey, ...] = (
    route.ACTION_PLAN,
    route.DISSEMINATION,
    route.WINDOW_END,
    route.QUARTERLY,
    route.QUARTERLY,
    route.EFFECT_6,
    route.EFFECT_12,
    route.ANNUAL_REPORT,
    route.CLOSURE,
)
"""What follows publication: nothing of it is public, and it is replayed as planned."""

Kind = Literal["event", "announced", "answer", "hold", "release", "look_over"]
_REFERRED_AFTER = timedelta(weeks=4)
"""How long after the event somebody refers it: invented."""
_HELD_AFTER = 15
"""How many working days after a step a hold begins that follows it: invented."""
_MID_MONTH = 28
_A_WEEK = 5


@dataclass(frozen=True)
class Point:
    """Something that happens once, with its month where that is public."""

    kind: Kind
    step: MilestoneKey | None = None
    subject: str = ""
    month: ImpreciseDate | None = None
    hold: KnownHold | None = None


@dataclass(frozen=True)
class Dated:
    """A point with its day."""

    point: Point
    day: date

    @property
    def public(self) -> bool:
        """Whether the month of the day is public; the day itself never is."""
        return self.point.month is not None


def schedule(pattern: Pattern) -> tuple[Dated, ...]:
    """Give everything that happens until the review is closed, in the order in which it happens."""
    points = tuple(_line(pattern))
    fixed = _fixed(points)
    last = max(fixed)
    days = _filled(points[: last + 1], fixed, pattern)
    line = [Dated(point, day) for point, day in zip(points, days, strict=False)]
    rest = [point.step for point in points[last + 1 :] if point.step]
    line += _as_planned([*rest, *MONITORED], line, pattern)
    # What is sorted stably keeps its place among what happens on the same day.
    return tuple(sorted(line, key=lambda each: each.day))


def redated(line: Sequence[Dated], chosen: Mapping[MilestoneKey, date], after: date) -> tuple[Dated, ...]:
    """Move what comes *after* a day to the days that were chosen, and spread evenly again what lies between.

    What is public stays, so does a hold, and so does what follows the last public month. A
    day that was chosen beyond one of these is not kept: nothing overtakes what is known.
    """
    last = max(place for place, each in enumerate(line) if each.public)
    stays = {
        place: each.day
        for place, each in enumerate(line)
        if each.day <= after or each.public or each.point.kind != "answer" or place > last
    }
    for place, each in enumerate(line):
        day = chosen.get(each.point.step) if each.point.step and place not in stays else None
        if day and max(stays[n] for n in stays if n < place) < day < min(
            stays[n] for n in stays if n > place
        ):
            stays[place] = day
    days = [line[0].day]
    for here, there in pairwise(sorted(stays)):
        days += [*_between(stays[here], stays[there], there - here - 1), stays[there]]
    return tuple(Dated(each.point, day) for each, day in zip(line, days, strict=True))


def day_of(line: Iterable[Dated], step: MilestoneKey) -> date:
    """Give the last day on which a step happens."""
    return max(each.day for each in line if each.point.step == step)


def _line(pattern: Pattern) -> Iterator[Point]:
    yield Point("event", month=pattern.public.get("event"))
    for step in LINE:
        for subject in _subjects(step, pattern):
            yield Point("answer", step, subject, pattern.public.get(step[1]))
        if step == route.DECISION and "announced" in pattern.public:
            yield Point("announced", month=pattern.public["announced"])
        for hold in pattern.holds:
            if hold.after == step[1]:
                yield Point("hold", month=hold.began, hold=hold)
                yield Point("release", month=hold.ended, hold=hold)


def _subjects(step: MilestoneKey, pattern: Pattern) -> tuple[str, ...]:
    if step == route.SCOPING:
        return tuple(str(number) for number in range(1, pattern.children + 1))
    return _TIMELINES_COME if step == route.TIMELINES else ("",)


def _fixed(points: Sequence[Point]) -> dict[int, date]:
    """Give the days of the public months: in the middle, or spread where several share a month."""
    shared = Counter(point.month for point in points if point.month)
    met: Counter[ImpreciseDate] = Counter()
    days = {}
    for place, point in enumerate(points):
        if point.month:
            met[point.month] += 1
            into = _MID_MONTH * met[point.month] // (shared[point.month] + 1)
            days[place] = last_working_day_on_or_before(point.month.earliest + timedelta(days=into))
    return days


def _filled(points: Sequence[Point], fixed: Mapping[int, date], pattern: Pattern) -> list[date]:
    first = min(fixed)
    days = [*_before(points[:first], points[first], fixed[first], pattern), fixed[first]]
    for here, there in pairwise(sorted(fixed)):
        stretch = points[here + 1 : there]
        planned = _to_plan(points[: here + 1], days, stretch, pattern)
        if not planned or max(planned) >= fixed[there]:
            planned = _between(fixed[here], fixed[there], len(stretch))
        days += [*planned, fixed[there]]
    return days


def _to_plan(
    past: Sequence[Point], days: Sequence[date], stretch: Sequence[Point], pattern: Pattern
) -> list[date]:
    """Give the days of what came before a hold, as if it had gone to plan until then; none without a hold."""
    if "hold" not in {point.kind for point in stretch}:
        return []
    actual = {point.step: day for point, day in zip(past, days, strict=True) if point.step}
    found: list[date] = []
    for point in stretch:
        before = (found or list(days))[-1]
        found.append(_planned_day(point, before, actual, pattern))
        if point.step:
            actual[point.step] = found[-1]
    return found


def _planned_day(point: Point, before: date, actual: Mapping[MilestoneKey, date], pattern: Pattern) -> date:
    if point.step == route.REFERRAL:
        return last_working_day_on_or_before(before + _REFERRED_AFTER)
    due = _deadlines(pattern, actual).get(point.step) if point.step else None
    return max(before, due.act_by) if due else add_working_days(before, _HELD_AFTER)


def _between(start: date, end: date, count: int) -> list[date]:
    """Spread *count* days evenly between two others, each a working day."""
    step = (end - start) / (count + 1)
    return [max(start, last_working_day_on_or_before(start + place * step)) for place in range(1, count + 1)]


def _before(points: Sequence[Point], first: Point, day: date, pattern: Pattern) -> list[date]:
    """Give the days of what came before the first public month, as if it had gone to plan."""
    if first.step is None:
        return []
    planned = _deadlines(pattern, {route.REFERRAL: day})
    referral = last_working_day_on_or_before(day - (planned[first.step].due - day))
    planned = _deadlines(pattern, {route.REFERRAL: referral})
    found = {route.REFERRAL: referral} | {key: min(row.act_by, day) for key, row in planned.items()}
    return [found[point.step] if point.step else add_months(referral, -1) for point in points]


def _as_planned(steps: Iterable[MilestoneKey], line: Sequence[Dated], pattern: Pattern) -> Iterator[Dated]:
    """Give the days of what follows the last public month: by its deadline, but never before that month."""
    actual = {each.point.step: each.day for each in line if each.point.step}
    soonest = add_working_days(line[-1].day, _A_WEEK)
    for step in steps:
        due = _deadlines(pattern, actual).get(step)
        after = max(actual[key] for key in route.STEPS[step].after if key in actual)
        planned = due.act_by if due else add_working_days(after, _A_WEEK)
        actual[step] = max(soonest, after, planned)
        yield Dated(Point("answer", step), actual[step])


def _deadlines(pattern: Pattern, actual: Mapping[MilestoneKey, date]) -> dict[MilestoneKey, Deadline]:
    return {(row.stage, row.milestone): row for row in deadlines(pack(pattern.pack), actual)}
