"""How good the forecast is: made again where it could have been made, and held against what came.

Rolling origin: at each milestone of each finished review a forecast is made with what was
known on that day alone, of that review and of all others. The same questions are put to
peers: the stages one by one with no pace in common, the plan's day, the mean duration.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from models.diaries.forecasts.forecast import QUANTILES, Underway, courses
from models.diaries.forecasts.histories import LINE, STAGES, History, finished, planned_days
from models.diaries.forecasts.pace import Learnt, TooLittleHistory, learn

Method = Literal["shared_pace", "stages_alone", "plan", "mean_duration"]
METHODS: tuple[Method, ...] = ("shared_pace", "stages_alone", "plan", "mean_duration")
"""Ours first; the last two give a day and no interval."""


@dataclass(frozen=True)
class Score:
    """How one method did over all its forecasts.

    Attributes:
        covers_80, covers_50: shares of the outcomes that lay within the interval; none for a method without.
        crps: the continuous ranked probability score, in days; for a method that gives a day, its mean error.
        error: the mean absolute error of the middle, in days.
        width: the mean width of the 80 % interval, in days.
    """

    method: Method
    forecasts: int
    covers_80: float | None
    covers_50: float | None
    crps: float
    error: float
    width: float | None


@dataclass(frozen=True)
class Evaluation:
    """The scores, in the order of METHODS, of so many finished *reviews*; none where there are too few."""

    scores: tuple[Score, ...]
    reviews: int


@dataclass(frozen=True)
class _Asked:
    """A forecast to be made: of a review on a day, with the others as they were known; and what came."""

    review: Underway
    others: Sequence[History]
    referred_on: date
    came: int


def evaluate(histories: Sequence[History], planned: str, seed: int) -> Evaluation:
    """Forecast every finished review at each of its milestones, by each method.

    Args:
        histories: reviews; those that are not finished are known to the others, and not forecast.
        planned: the version of the guidance whose plan stages without history are given.
        seed: of the draws.
    """
    last = max((day for each in histories for day in each.reached.values()), default=date.min)
    told = [_told(each, planned, seed) for each in _asked(histories, last)]
    rows = [row for row in told if row is not None]
    scores = tuple(_score(method, [row[place] for row in rows]) for place, method in enumerate(METHODS))
    return Evaluation(scores if rows else (), len(finished(histories, last)))


def crps(draws: NDArray[np.int64], came: int) -> float:
    """Give the continuous ranked probability score of draws, in their unit: the lower the better.

    Half the mean distance between two draws is taken from their mean distance to what came; for
    a single draw it is the absolute error.

    >>> crps(np.array([3]), 5), crps(np.array([4, 6]), 5)
    (2.0, 0.5)
    """
    inner = np.sort(draws).astype(float)
    count = inner.size
    apart = (2 * np.arange(count) + 1 - count) @ inner / count**2
    return float(np.abs(inner - came).mean() - apart)


def _asked(histories: Sequence[History], last: date) -> Iterator[_Asked]:
    """Give each finished review at each of its milestones but the last."""
    for each in finished(histories, last):
        others = [other for other in histories if other is not each]
        completed = each.completed_on
        assert completed is not None
        for key in LINE[:STAGES]:
            on = each.reached.get(key)
            if on is not None:
                reached = each.known_on(on).reached
                if LINE[STAGES] not in reached:
                    yield _Asked(Underway(reached, on), others, each.reached[LINE[0]], completed.toordinal())


_Row = tuple[float, float, float, float, float]
"""Whether it lay within 80 % and within 50 %, the score, the middle's error, the width: in days."""


def _told(asked: _Asked, planned: str, seed: int) -> tuple[_Row, ...] | None:
    """Let every method answer; none where too few reviews had finished by that day."""
    on, days = asked.review.on, planned_days(planned)
    learnt = learn(asked.others, on, days)
    if isinstance(learnt, TooLittleHistory):
        return None
    plan = asked.referred_on + timedelta(days=sum(days))
    return (
        _of_draws(asked, learnt, seed),
        _of_draws(asked, learnt.without_pace, seed),
        _of_day(asked, plan),
        _of_day(asked, asked.referred_on + timedelta(days=_mean_duration(asked.others, on))),
    )


def _mean_duration(histories: Sequence[History], on: date) -> int:
    days = [
        (each.completed_on - each.reached[LINE[0]]).days
        for each in finished(histories, on)
        if each.completed_on
    ]
    return round(sum(days) / len(days))


def _of_draws(asked: _Asked, learnt: Learnt, seed: int) -> _Row:
    ends, came = courses(learnt, asked.review, seed)[-1], asked.came
    tenth, quarter, half, three_quarters, ninetieth = np.quantile(ends, QUANTILES, method="inverted_cdf")
    return (
        float(tenth <= came <= ninetieth),
        float(quarter <= came <= three_quarters),
        crps(ends, came),
        float(abs(half - came)),
        float(ninetieth - tenth),
    )


def _of_day(asked: _Asked, day: date) -> _Row:
    """Hold a day against what came; one that is past is today."""
    off = float(abs(max(day, asked.review.on).toordinal() - asked.came))
    return (np.nan, np.nan, off, off, np.nan)


def _score(method: Method, rows: Sequence[_Row]) -> Score:
    if not rows:
        return Score(method, 0, None, None, 0.0, 0.0, None)
    covers_80, covers_50, score, error, width = (float(each) for each in np.array(rows).mean(axis=0))
    if np.isnan(width):
        return Score(method, len(rows), None, None, score, error, None)
    return Score(method, len(rows), covers_80, covers_50, score, error, width)
