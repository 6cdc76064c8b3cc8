"""What earlier reviews teach: how long each stage takes, and how far a review has a pace of its own.

Slow reviews are slow everywhere. A review's pace is one number, the same at every stage:
by how much its stages take longer (or shorter) than they do on the whole, in logarithms.
Its variance is what two stages of one review have in common, the mean over all such pairs;
what is left of a stage's own variance is that stage's alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import log1p

import numpy as np

from models.diaries.forecasts.histories import STAGES, History, Stay, finished, stays
from models.diaries.forecasts.survival import Floats, Points, curve, points

ENOUGH = 15
"""Finished reviews below which nothing is forecast (product)."""

_FEW = 5
"""Stays that must have ended before a stage is judged by them and not by the plan (product)."""

_LEAST_SPREAD = 0.05
"""Of a stage that took the same days every time: no curve of a few dozen reviews is sharper (product)."""

_LEAST_OWN = 0.1
"""The least part of a stage's variance that is its own: no stage is pace alone (product)."""


@dataclass(frozen=True)
class Law:
    """How long one stage takes.

    Attributes:
        centre: the mean length, as the logarithm of days plus one.
        loading: how much of a review's pace the stage takes; 1, or less where it hardly varies at all.
        own: the standard deviation of what is the stage's alone.
        residuals: points about nought by which that is carried, of standard deviation *own* with the blur.
        mass: their shares.
        blur: the scale of the logistic curve about each point.
        ends: how many stays it was learnt from; with too few it is the plan's length.
    """

    centre: float
    loading: float
    own: float
    residuals: Floats
    mass: Floats
    blur: float
    ends: int


@dataclass(frozen=True)
class Learnt:
    """What was learnt on a day from the reviews that were known then.

    Attributes:
        laws: one a stage.
        pace: the standard deviation of reviews' paces.
        reviews: how many had finished.
    """

    laws: tuple[Law, ...]
    pace: float
    reviews: int

    @property
    def without_pace(self) -> "Learnt":
        """Give the same stages as if reviews had no pace of their own: each varies as much, and by itself."""
        return replace(self, laws=tuple(_alone(law, self.pace) for law in self.laws), pace=0.0)


def _alone(law: Law, pace: float) -> Law:
    spread = float(np.hypot(law.own, law.loading * pace))
    wider = spread / law.own
    return replace(law, own=spread, residuals=law.residuals * wider, blur=law.blur * wider)


@dataclass(frozen=True)
class TooLittleHistory:
    """No forecast: so many reviews had finished, and so many are needed."""

    reviews: int
    needed: int = ENOUGH


def learn(histories: Sequence[History], on: date, planned: Sequence[int]) -> Learnt | TooLittleHistory:
    """Learn from reviews what was known of them at the end of a day.

    Args:
        histories: finished reviews and others; those under way count for as long as they have lasted.
        on: the day.
        planned: the days that the plan gives each stage, for one that too few have ended.
    """
    reviews = len(finished(histories, on))
    if reviews < ENOUGH:
        return TooLittleHistory(reviews)
    known = [tuple(stays(each, on)) for each in histories if min(each.reached.values()) <= on]
    seen = _seen(known)
    usual = float(np.median([each.spread for each in seen if each.points] or [_LEAST_SPREAD]))
    pace = _pace(known, seen) * _wider(reviews)
    laws = tuple(
        _from_stays(each.points, each.ends, pace) if each.points else _from_plan(days, usual, pace, each.ends)
        for each, days in zip(seen, planned, strict=True)
    )
    return Learnt(laws, pace, reviews)


def length(days: float) -> float:
    """Give days as what lengths are counted in.

    >>> length(0)
    0.0
    """
    return log1p(days)


@dataclass(frozen=True)
class _Seen:
    """What is known of a stage: how many stays ended, and its points where these are not too few."""

    ends: int
    points: Points | None

    @property
    def spread(self) -> float:
        """Give the standard deviation, as it is for a review to come."""
        return max(self.points.spread * _wider(self.ends), _LEAST_SPREAD) if self.points else 0.0


def _seen(known: Iterable[tuple[Stay, ...]]) -> list[_Seen]:
    """Give what is known of each stage."""
    found: list[list[Stay]] = [[] for _ in range(STAGES)]
    for each in known:
        for stay in each:
            found[stay.stage].append(stay)
    return [_seen_of(each) for each in found]


def _seen_of(found: Sequence[Stay]) -> _Seen:
    ended = np.array([stay.ended for stay in found], dtype=bool)
    ends = int(ended.sum())
    if ends < _FEW:
        return _Seen(ends, None)
    return _Seen(ends, points(curve(np.array([stay.days + 1.0 for stay in found]), ended)))


def _wider(count: int) -> float:
    """Give by what factor something to come lies farther from the mean of so many than they themselves do.

    >>> round(_wider(15), 2), round(_wider(150), 2)
    (1.07, 1.01)
    """
    return float(np.sqrt((count + 1) / (count - 1)))


def _pace(known: Iterable[tuple[Stay, ...]], seen: Sequence[_Seen]) -> float:
    """Give the standard deviation of paces: of what any two stages of one review have in common."""
    centres = [each.points.centre if each.points else None for each in seen]
    common = pairs = 0.0
    for each in known:
        off = [
            length(stay.days) - centre
            for stay in each
            if stay.ended and (centre := centres[stay.stage]) is not None
        ]
        common += (sum(off) ** 2 - sum(one**2 for one in off)) / 2
        pairs += len(off) * (len(off) - 1) / 2
    return float(np.sqrt(max(common / pairs, 0.0))) if pairs else 0.0


def _shares(spread: float, pace: float) -> tuple[float, float]:
    """Give how much of the pace a stage takes, and the standard deviation of what is its own."""
    loading = min(1.0, np.sqrt(1 - _LEAST_OWN) * spread / pace) if pace else 1.0
    return float(loading), float(np.sqrt(spread**2 - (loading * pace) ** 2))


def _from_stays(found: Points, ends: int, pace: float) -> Law:
    """Take the reviews' pace out of a stage's points, and blur them over what was not seen."""
    loading, own = _shares(_Seen(ends, found).spread, pace)
    # Silverman's rule; as much as the blur adds the points draw together, so that the spread stays.
    blur = 1.06 * ends**-0.2
    kept = 1 / np.sqrt(1 + blur**2)
    residuals = (found.at - found.centre) / max(found.spread, _LEAST_SPREAD) * own * kept
    return Law(found.centre, loading, own, residuals, found.mass, own * kept * blur * _LOGISTIC, ends)


def _from_plan(days: int, spread: float, pace: float, ends: int) -> Law:
    """Take the plan's length, as uncertain as stages usually are."""
    loading, own = _shares(spread, pace)
    return Law(length(days), loading, own, np.zeros(1), np.ones(1), own * _LOGISTIC, ends)


_LOGISTIC = float(np.sqrt(3) / np.pi)
"""The scale of a logistic curve whose standard deviation is one."""
