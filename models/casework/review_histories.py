"""The main line of every review on the record, in three queries: what forecasts are learnt from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, tuple_
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from models.diaries.forecasts.histories import LINE, History, in_order
from models.guidance import route
from models.guidance.boards import board
from models.guidance.packs import MilestoneKey
from models.guidance.stages import Stage
from models.records import Closure, Decision, Milestone, Review


@dataclass(frozen=True)
class OnRecord:
    """A review, what is known of its main line, and whether any of it is invented."""

    review: Review
    history: History
    synthetic: bool

    @property
    def of_invented_board(self) -> bool:
        """Say whether it is of a Board that there is not: people practise there on days that are real."""
        return board(self.review.board_code).invented

    @property
    def is_under_way(self) -> bool:
        """Say whether it was referred, and is neither complete nor closed otherwise."""
        history = self.history
        return route.REFERRAL in history.reached and not (history.completed_on or history.left_on)


def on_record(session: Session) -> list[OnRecord]:
    """Give the reviews that are or may become one, the oldest first; no forum, no referral without review.

    Of what happened more than once the first day counts; of decisions the last, because
    one that was deferred was none.
    """
    reached, synthetic = _reached(session)
    outcomes, left = _outcomes(session), _left(session)
    found = []
    for review in session.exec(select(Review).where(col(Review.pack).is_not(None)).order_by(col(Review.id))):
        outcome, days = outcomes.get(review.key), reached.get(review.key, {})
        if outcome not in (None, "deferred", *route.REVIEWS):
            continue
        if outcome == "deferred":
            days.pop(route.DECISION, None)
        history = History(review.reference, days, left.get(review.key))
        found.append(OnRecord(review, history, review.synthetic or review.key in synthetic))
    return found


def to_learn_from(found: Iterable[OnRecord], of: OnRecord) -> list[History]:
    """Give the histories that a review's forecast is learnt from: all others whose days are in their order.

    Nothing invented says anything of a real review.
    """
    return [
        each.history
        for each in found
        if each.review.id != of.review.id
        and (of.synthetic or not each.synthetic)
        and (of.of_invented_board or not each.of_invented_board)
        and in_order(each.history.reached)
    ]


def to_judge(found: Iterable[OnRecord]) -> list[History]:
    """Give the histories that forecasts are judged by: the real ones; in a demonstration, where none is, all."""
    usable = [each for each in found if in_order(each.history.reached)]
    happened = [each for each in usable if not each.synthetic]
    real = [each for each in happened if not each.of_invented_board]
    return [each.history for each in real or happened or usable]


def _reached(session: Session) -> tuple[dict[int, dict[MilestoneKey, date]], set[int]]:
    """Give the days of each review's main line, and the reviews in which one of them is invented."""
    wanted = (
        columns(
            col(Milestone.review_id),
            col(Milestone.stage),
            col(Milestone.milestone),
            func.min(Milestone.happened_on),
            func.max(Milestone.happened_on),
            func.bool_or(Milestone.synthetic),
        )
        .where(col(Milestone.superseded_at).is_(None))
        .where(tuple_(col(Milestone.stage), col(Milestone.milestone)).in_([(str(s), m) for s, m in LINE]))
        .group_by(col(Milestone.review_id), col(Milestone.stage), col(Milestone.milestone))
    )
    reached: dict[int, dict[MilestoneKey, date]] = defaultdict(dict)
    synthetic: set[int] = set()
    for review_id, stage, milestone, first, last, invented in session.execute(wanted):
        key = (Stage(stage), milestone)
        reached[review_id][key] = last if key == route.DECISION else first
        synthetic.update({review_id} if invented else ())
    return reached, synthetic


def _outcomes(session: Session) -> dict[int, str]:
    """Give the last decision of each review."""
    wanted = select(Decision.review_id, Decision.outcome).join(
        Milestone, col(Decision.milestone_id) == Milestone.id
    )
    wanted = wanted.where(col(Milestone.superseded_at).is_(None)).order_by(col(Decision.id))
    return dict(session.exec(wanted).all())


def _left(session: Session) -> dict[int, date]:
    """Give the day on which a review was withdrawn, transferred or merged."""
    wanted = select(col(Closure.review_id), col(Milestone.happened_on)).join(
        Milestone, col(Closure.milestone_id) == Milestone.id
    )
    wanted = wanted.where(col(Milestone.superseded_at).is_(None), Closure.kind != "closed")
    return dict(session.exec(wanted).all())
