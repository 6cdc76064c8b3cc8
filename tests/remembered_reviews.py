"""Earlier reviews on the record, as an installation of many years has them; all of them invented."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from office_days import OfficeDays

from models.diaries.forecasts.histories import History
from models.records import Milestone, Review

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def remembers(office: OfficeDays, found: Iterable[History], *, synthetic: bool = False) -> None:
    """Put the main lines of earlier reviews on the record, as an installation of many years has them."""
    for each in found:
        slug = each.reference.lower().replace(" ", "-").replace("/", "-")
        review = Review(
            reference=each.reference,
            slug=slug,
            board_code="example",
            pack="cpr-2016",
            synthetic=synthetic,
            opened_at=NOW,
        )
        office.session.add(review)
        office.session.flush()
        office.session.add_all(_milestones(review, each))
    office.session.flush()


def _milestones(review: Review, history: History) -> Iterator[Milestone]:
    for (stage, milestone), day in history.reached.items():
        yield Milestone(
            review_id=review.key,
            stage=stage,
            milestone=milestone,
            happened_on=day,
            decided_by="carys",
            evidence="minute",
            entered_by="nia",
            facts_sha256="",
            recorded_at=NOW,
        )
