"""What the data do not say: stated, with of how many, and never counted as nought."""

from collections.abc import Iterator, Sequence
from datetime import date

from models.guidance.boards import boards
from models.monitoring.national.figures import Delays, Missing
from models.monitoring.rows import DataSet, ReviewRow
from models.monitoring.shares import Share


def missing(data: DataSet, reviews: Sequence[ReviewRow], delays: Delays) -> tuple[Missing, ...]:
    """Say what is missing, in the order of the picture; what is all there is not named."""
    found = (*_boards(data), *_referrals(data.reviews), *_reviews(reviews), *_days(data, delays))
    return tuple(Missing(code, share) for code, share in found if share.n)


_Found = Iterator[tuple[str, Share]]


def _boards(data: DataSet) -> _Found:
    """Name the Boards of Wales whose export was not read; among invented Boards none is missing."""
    real = {each.code for each in boards(date.fromisoformat(data.as_of))}
    if real & set(data.boards):
        yield "missing_boards", Share(len(real - set(data.boards)), len(real))


def _referrals(rows: Sequence[ReviewRow]) -> _Found:
    decided = [row for row in rows if row.decided]
    deaths = [row for row in rows if row.died == "yes"]
    forums = [row for row in decided if row.decided == "mapf"]
    notified = [row for row in rows if row.notified]
    yield "missing_facts", Share(sum(not row.facts for row in decided), len(decided))
    yield "missing_known", Share(sum(row.known_to_services == "not_known" for row in deaths), len(deaths))
    yield "missing_notified", Share(sum(not row.notified for row in decided), len(decided))
    yield "missing_quality", Share(sum(row.quality is None for row in notified), len(notified))
    yield "missing_forums", Share(sum(row.forum in (None, "not_known") for row in forums), len(forums))


def _reviews(reviews: Sequence[ReviewRow]) -> _Found:
    completed = [row for row in reviews if row.completed_in]
    closed = [row for row in reviews if row.closed_in]
    yield "missing_family", Share(sum(row.family is None for row in completed), len(completed))
    yield "missing_learning", Share(sum(not row.learning_points for row in completed), len(completed))
    yield "missing_effect", Share(sum(row.effect_12_months not in _SEEN for row in closed), len(closed))


_SEEN = ("seen", "not_seen")
"""The answers that say whether there was an effect."""


def _days(data: DataSet, delays: Delays) -> _Found:
    documents = data.documents
    yield "missing_timelines", Share(sum(row.state == "given_up" for row in documents), len(documents))
    yield "missing_causes", Share(delays.unexplained, delays.elapsed)
    yield "missing_earlier", Share(sum(row.value is None for row in data.earlier), len(data.earlier))
