"""On which day each step of a drawn review comes: a course to plan, with its delays put in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from deployments.replay.causes import Delay, Kind
from deployments.replay.drawing import PLANNED_DAYS, Drawn
from models.guidance import route
from models.guidance.packs import MilestoneKey
from models.guidance.route import REVIEWS
from models.guidance.working_days import last_working_day_on_or_before

AGENCIES = ("education", "health", "police", "social_care")
"""The agencies that worked with every invented child."""

_BEFORE_THE_DECISION: tuple[tuple[MilestoneKey, int], ...] = (
    (route.REFERRAL, 0),
    (route.SCOPING, 14),
    (route.RECOMMENDATION, 28),
    (route.DECISION, 33),
    (route.NOTIFICATION, 38),
)

_REVIEW: tuple[tuple[MilestoneKey, int], ...] = (
    (route.PANEL, 52),
    (route.FIRST_CHECK, 57),
    (route.FIRST_PANEL, 62),
    (route.FAMILY_CONTACT, 72),
    (route.INVITE, 74),
    (route.TIMELINES, 86),
    (route.ANALYSIS, 98),
    (route.BRIEF, 102),
    (route.GO_NO_GO, 108),
    (route.LEARNING_EVENT, 116),
    (route.DRAFT, 144),
    (route.SIGN_OFF, 163),
    (route.COMPLETE, PLANNED_DAYS),
    (route.SUBMISSION, PLANNED_DAYS + 5),
    (route.FEEDBACK, PLANNED_DAYS + 12),
    (route.REPLY, PLANNED_DAYS + 18),
    (route.PUBLICATION, PLANNED_DAYS + 26),
    (route.ACTION_PLAN, PLANNED_DAYS + 27),
)
"""Days after the referral, where nothing delays anything; our own reading of the pack's plan."""


@dataclass(frozen=True)
class Stop:
    """Days on which a step waited: from the day on which it could have been, until it was."""

    kind: Kind
    since: date
    until: date


@dataclass(frozen=True)
class Course:
    """A referral's days: when each step comes, and what it waited for."""

    days: tuple[tuple[MilestoneKey, date], ...]
    stops: tuple[Stop, ...]

    def day(self, step: MilestoneKey) -> date:
        """Give the day of a step."""
        return dict(self.days)[step]


def course(drawn: Drawn) -> Course:
    """Lay out a referral's days: its delays one after the other, each before the step that waits for it.

    Completion falls on the day that was drawn; every other day is a working day.
    """
    days: list[tuple[MilestoneKey, date]] = []
    stops: list[Stop] = []
    later = 0
    for step, planned in (*_BEFORE_THE_DECISION, *(_REVIEW if drawn.outcome in REVIEWS else ())):
        for delay in drawn.delays:
            if delay.kind.before == step:
                since = _day(drawn, step, planned + later)
                later += delay.days
                stops += _stops(delay, since, _day(drawn, step, planned + later))
        days.append((step, _day(drawn, step, planned + later)))
    return Course(tuple(_in_order(days)), tuple(stops))


def _stops(delay: Delay, since: date, until: date) -> Iterator[Stop]:
    """Give the days of a delay, and those of its last on which a person saw another cause beside it."""
    yield Stop(delay.kind, since, until)
    if delay.shared:
        other = Kind(delay.kind.beside, delay.kind.before, "person")
        yield Stop(other, max(since, until - timedelta(days=delay.shared)), until)


def _day(drawn: Drawn, step: MilestoneKey, after: int) -> date:
    if step == route.COMPLETE and drawn.elapsed is not None:
        return drawn.referred_on + timedelta(days=drawn.elapsed)
    return last_working_day_on_or_before(drawn.referred_on + timedelta(days=after))


def _in_order(days: list[tuple[MilestoneKey, date]]) -> Iterator[tuple[MilestoneKey, date]]:
    """Let no step come before the one it follows."""
    latest = date.min
    for step, day in days:
        latest = max(day, latest)
        yield step, latest
