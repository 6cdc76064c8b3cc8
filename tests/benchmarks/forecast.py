"""How sure the forecast's intervals are on histories that it was not learnt from, and how long one takes.

Run it from the checkout: ``.venv/bin/python tests/benchmarks/forecast.py``. Ten tables of
forty invented reviews, each forecast again at each of its milestones; the peers answer the
same questions in the same run.
"""

import sys
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.table import Row, report
from review_histories import histories

from models.diaries.forecasts.evaluation import Score, evaluate
from models.diaries.forecasts.forecast import DRAWS, Underway, forecast
from models.diaries.forecasts.histories import LINE, planned_days
from models.diaries.forecasts.pace import Learnt, learn

TABLES, REVIEWS = range(100, 110), 40
LEAST, MOST = 0.75, 0.85
MILLISECONDS = {20: 50.0, 60: 50.0, 600: 100.0}
"""By how many histories are learnt from."""
PACK = "cpr-2016"
ROUNDS = 41


def judged() -> dict[str, list[Score]]:
    """Give each method's scores, one a table."""
    found: dict[str, list[Score]] = {}
    for seed in TABLES:
        for score in evaluate(histories(REVIEWS, seed), PACK, seed).scores:
            found.setdefault(score.method, []).append(score)
    return found


def over_all(scores: list[Score], name: str) -> float:
    """Give a figure over all forecasts, each counting alike."""
    forecasts = sum(each.forecasts for each in scores)
    return sum(float(getattr(each, name)) * each.forecasts for each in scores) / forecasts


def milliseconds(reviews: int) -> tuple[float, float]:
    """Give the median time of a forecast from so many histories, learning included, and the longest."""
    found = histories(reviews, 1)
    on = max(each.reached[LINE[-1]] for each in found)
    times = []
    for seed in range(ROUNDS):
        begun = perf_counter()
        learnt = learn(found, on, planned_days(PACK))
        assert isinstance(learnt, Learnt)
        forecast(learnt, Underway({LINE[0]: on}, on), seed)
        times.append((perf_counter() - begun) * 1000)
    return median(times), max(times)


def rows() -> list[Row]:
    """Give the rows of the table."""
    scores = judged()
    ours, alone = scores["shared_pace"], scores["stages_alone"]
    count, fifty = sum(each.forecasts for each in ours), over_all(ours, "covers_50")
    covers, others = over_all(ours, "covers_80"), over_all(alone, "covers_80")
    spread = [each.covers_80 or 0.0 for each in ours]
    coverage = Row(
        f"80 % intervals hold, {count} forecasts on held-out histories",
        f"sum of independent stages {others:.1%}",
        f"{covers:.1%} (tables {min(spread):.1%} to {max(spread):.1%}; 50 %: {fifty:.1%};"
        f" width {over_all(ours, 'width'):.0f} days, peer {over_all(alone, 'width'):.0f})",
        f"{LEAST:.0%} to {MOST:.0%}",
        LEAST <= covers <= MOST,
    )
    crps = {method: over_all(each, "crps") for method, each in scores.items()}
    names = {"stages_alone": "independent stages", "plan": "plan’s date", "mean_duration": "mean duration"}
    scored = Row(
        "CRPS, days",
        ", ".join(f"{name} {crps[method]:.1f}" for method, name in names.items()),
        f"{crps['shared_pace']:.1f}",
        "below every peer",
        crps["shared_pace"] < min(crps[method] for method in names),
    )
    return [coverage, scored, *(_timed(reviews) for reviews in MILLISECONDS)]


def _timed(reviews: int) -> Row:
    middle, longest = milliseconds(reviews)
    return Row(
        f"one forecast of {DRAWS} draws, learning from {reviews} histories",
        "-",
        f"{middle:.1f} ms (longest {longest:.1f})",
        f"<= {MILLISECONDS[reviews]:.0f} ms",
        middle <= MILLISECONDS[reviews],
    )


def main() -> int:
    """Print the table; fail where the intervals hold too little, or too much to be of use."""
    return report(rows())


if __name__ == "__main__":
    sys.exit(main())
