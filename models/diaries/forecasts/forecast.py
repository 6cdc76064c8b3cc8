"""When a review will be complete: from its first day, with how sure that is.

Two thousand courses are drawn that the review may yet take. Each has one pace, drawn from
what the stages that the review has finished say of it; each stage to come has a length by
its own curve, longer or shorter by that pace; the present stage is one that has already
lasted as long as it has. Planned meetings and the day on which a hold is looked at again
are facts: nothing of which they are the end is over before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from models.diaries.forecasts.histories import LINE, STAGES, present_stage
from models.diaries.forecasts.pace import Law, Learnt, length
from models.diaries.forecasts.survival import Floats
from models.guidance.packs import MilestoneKey

DRAWS = 2000
"""Courses that are drawn: the ends of an interval then move by a day or two, not more."""

LONGEST = 3650.0
"""Days that no stage lasts on from now: a bound on arithmetic, not a rule."""

_MOST_TOLD = 2.5
"""Spreads by which a finished stage can be off, as far as it says something of the pace (product).

Days that were entered together, or an inquest of two years, are not the review's pace.
"""

QUANTILES = (0.10, 0.25, 0.50, 0.75, 0.90)
"""Ends of the 80 % and of the 50 % interval, and the middle."""

Days = NDArray[np.int64]


@dataclass(frozen=True)
class Underway:
    """A review that is not complete, on a day.

    Attributes:
        reached: its milestones of the main line until now.
        on: the day from which it is looked at.
        not_before: facts: the day before which a milestone is not reached.
    """

    reached: Mapping[MilestoneKey, date]
    on: date
    not_before: Mapping[MilestoneKey, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Forecast:
    """When a review is expected to be complete.

    Between *tenth* and *ninetieth* it is in eight of ten courses, between *quarter* and
    *three_quarters* in half of them; *half* is the middle.

    Attributes:
        reviews_known: finished reviews that it was learnt from.
        stages: for each milestone to come the middle of the days on which it is reached.
    """

    tenth: date
    quarter: date
    half: date
    three_quarters: date
    ninetieth: date
    reviews_known: int
    stages: Mapping[MilestoneKey, date] = field(default_factory=dict)


def forecast(learnt: Learnt, review: Underway, seed: int, draws: int = DRAWS) -> Forecast:
    """Forecast when a review will be complete; the same seed gives the same days.

    Facts change nothing of the draws, so that two forecasts with one seed and different
    planned days differ by those days alone.

    Raises:
        ValueError: the review is complete.
    """
    ends = courses(learnt, review, seed, draws)
    middles = np.quantile(ends, 0.5, axis=1, method="inverted_cdf")
    to_come = LINE[STAGES + 1 - len(ends) :]
    tenth, quarter, half, three_quarters, ninetieth = (
        _day(at) for at in np.quantile(ends[-1], QUANTILES, method="inverted_cdf")
    )
    stages = {key: _day(at) for key, at in zip(to_come, middles, strict=True)}
    return Forecast(tenth, quarter, half, three_quarters, ninetieth, learnt.reviews, stages)


def _day(ordinal: float) -> date:
    return date.fromordinal(int(ordinal))


def courses(learnt: Learnt, review: Underway, seed: int, draws: int = DRAWS) -> Days:
    """Draw the days (ordinals) of the milestones to come: a row a milestone, a column a course.

    Raises:
        ValueError: the review is complete.
    """
    present = present_stage(review.reached)
    if present is None:
        message = "a review that is complete has no course to come"
        raise ValueError(message)
    chance = np.random.default_rng(seed)
    since = review.reached[LINE[present]]
    law = learnt.laws[present]
    spent = length(max((review.on - since).days, 0))
    paces = _still_there(law, _paces(learnt, review, chance, draws), spent, chance)
    lengths = [_longer(law, paces, spent, chance)]
    lengths += [_any(each, paces, chance) for each in learnt.laws[present + 1 :]]
    most = LONGEST + np.expm1(spent)
    return _days(review, since, [_whole(each, most) for each in lengths], LINE[present + 1 :])


def _paces(learnt: Learnt, review: Underway, chance: np.random.Generator, draws: int) -> Floats:
    """Draw the review's pace, by what its finished stages say (normal, and so in closed form)."""
    precision, told = (1 / learnt.pace**2, 0.0) if learnt.pace else (np.inf, 0.0)
    for law, (begins, ends) in zip(learnt.laws, pairwise(LINE), strict=True):
        if begins in review.reached and ends in review.reached:
            most = _MOST_TOLD * float(np.hypot(law.own, law.loading * learnt.pace))
            off = length(max((review.reached[ends] - review.reached[begins]).days, 0)) - law.centre
            off = min(max(off, -most), most)
            precision += (law.loading / law.own) ** 2
            told += law.loading * off / law.own**2
    drawn: Floats = told / precision + chance.standard_normal(draws) / np.sqrt(precision)
    return drawn


def _still_there(law: Law, paces: Floats, spent: float, chance: np.random.Generator) -> Floats:
    """Draw paces again by how likely each makes it that the stage lasts as long as it has: slow ones stay."""
    lasting = _lasting(law, paces, spent)
    # Beside the likeliest, so that the share of a stage beyond all experience is never nought everywhere.
    shares = np.cumsum(np.exp(lasting - lasting.max()) @ law.mass)
    # One draw, then even steps: the paces keep their spread better than by as many draws.
    steps = (np.arange(paces.size) + chance.random()) / paces.size * shares[-1]
    return np.asarray(paces[np.minimum(np.searchsorted(shares, steps), paces.size - 1)])


def _lasting(law: Law, paces: Floats, spent: float) -> Floats:
    """Give, a row a pace and a column a point, the logarithm of the share that lasts longer than *spent*."""
    least = spent - law.centre - law.loading * paces
    return -np.logaddexp(0.0, (least[:, None] - law.residuals[None, :]) / law.blur)


def _longer(law: Law, paces: Floats, spent: float, chance: np.random.Generator) -> Floats:
    """Draw the present stage's length, given that it has lasted so long: by each point's share that does."""
    lasting = _lasting(law, paces, spent)
    shares = np.cumsum(np.exp(lasting - lasting.max(axis=1, keepdims=True)) * law.mass, axis=1)
    wanted = chance.random(paces.size) * shares[:, -1]
    point = np.minimum((shares < wanted[:, None]).sum(axis=1), law.mass.size - 1)
    # The logistic curve beyond a point of it, by the logarithm of what is left there.
    left = np.log1p(-chance.random(paces.size)) + lasting[np.arange(paces.size), point]
    beyond = law.residuals[point] + law.blur * (np.log(-np.expm1(np.minimum(left, -1e-12))) - left)
    drawn: Floats = np.maximum(law.centre + law.loading * paces + beyond, spent)
    return drawn


def _any(law: Law, paces: Floats, chance: np.random.Generator) -> Floats:
    """Draw the length of a stage that has not begun."""
    point = np.minimum(np.searchsorted(np.cumsum(law.mass), chance.random(paces.size)), law.mass.size - 1)
    return law.centre + law.loading * paces + law.residuals[point] + chance.logistic(0, law.blur, paces.size)


def _whole(lengths: Floats, most: float) -> Days:
    """Give whole days, none below nought and none beyond all bounds."""
    days = np.expm1(np.minimum(lengths, length(most)))
    return np.maximum(np.rint(days), 0).astype(np.int64)


def _days(review: Underway, since: date, lengths: list[Days], to_come: tuple[MilestoneKey, ...]) -> Days:
    """Lay the stages behind each other; nothing to come is before today or before what is planned."""
    now, rows = np.full(lengths[0].size, since.toordinal()), []
    for days, key in zip(lengths, to_come, strict=True):
        floor = max(review.on, review.not_before.get(key, review.on))
        now = np.maximum(now + days, floor.toordinal())
        rows.append(now)
    return np.stack(rows)


def days_between(first: date, then: date) -> int:
    """Give how many days a forecast has moved: later is more than none."""
    return (then - first) // timedelta(days=1)
