"""What was said to Welsh Government and how well, and what came of the reviews."""

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter

from models.guidance.notification import baseline
from models.monitoring.national.counting import NOT_KNOWN, in_order
from models.monitoring.national.figures import Impact, Quality
from models.monitoring.national.timing import grouped
from models.monitoring.rows import ReviewRow
from models.monitoring.shares import Share

PARTS = ("type", "votes", "rationale", "outline", "order")
"""What a notification's quality is made of."""


def quality(rows: Sequence[ReviewRow]) -> Quality:
    """Say how good the notifications are, against the half of 2015 (R35)."""
    without, of = baseline()
    scored = [row for row in rows if row.quality is not None]
    scores = [row.quality for row in scored if row.quality is not None]
    return Quality(
        notified=sum(row.notified for row in rows),
        scored=len(scored),
        mean_score=sum(scores) / len(scores) if scores else None,
        parts={part: _share(scored, f"quality_{part}") for part in PARTS},
        clear=_clear(scored),
        clear_by_board={board: _clear(own) for board, own in grouped(scored, attrgetter("board")).items()},
        baseline=Share(of - without, of),
        unanimous=in_order(Counter(row.unanimous for row in rows if row.unanimous)),
    )


def impact(reviews: Sequence[ReviewRow]) -> Impact:
    """Say what came of the reviews: learning, actions, who was told, what effect was seen."""
    completed = [row for row in reviews if row.completed_in]
    return Impact(
        learning_points=_sum(reviews, "learning_points"),
        reviews_with_learning=Share(sum(row.learning_points > 0 for row in completed), len(completed)),
        plan_items_done=Share(_sum(reviews, "plan_items_done"), _sum(reviews, "plan_items")),
        boards_acknowledged=Share(_sum(reviews, "boards_acknowledged"), _sum(reviews, "boards_told")),
        agencies_acknowledged=Share(_sum(reviews, "agencies_acknowledged"), _sum(reviews, "agencies_told")),
        reach=_sum(reviews, "reach"),
        effect_6_months=in_order(Counter(map(attrgetter("effect_6_months"), reviews))),
        effect_12_months=in_order(Counter(map(attrgetter("effect_12_months"), reviews))),
        families=in_order(Counter(row.family or NOT_KNOWN for row in completed)),
    )


def _clear(rows: Sequence[ReviewRow]) -> Share:
    """Count clear rationales by the rule of `models.guidance.notification.clear`."""
    return Share(sum(bool(row.quality_type and row.quality_rationale) for row in rows), len(rows))


def _share(rows: Sequence[ReviewRow], name: str) -> Share:
    return Share(sum(map(bool, map(attrgetter(name), rows))), len(rows))


def _sum(rows: Iterable[ReviewRow], name: str) -> int:
    return sum(map(attrgetter(name), rows))
