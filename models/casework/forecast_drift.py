"""How a review's forecasts have moved from week to week, and how far they were from what came (R48)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models.records import ForecastMade, Review


def made_of(session: Session, review: Review) -> Sequence[ForecastMade]:
    """Give the forecasts that were made of a review, the oldest first."""
    wanted = select(ForecastMade).where(ForecastMade.review_id == review.id)
    return session.exec(wanted.order_by(col(ForecastMade.made_on))).all()


@dataclass(frozen=True)
class Drift:
    """By how many days the middle of a forecast has moved; later is more than none.

    *since_last* is since the forecast before, *since_first* since the first; none where there is no other.
    """

    made: ForecastMade
    since_last: int | None
    since_first: int | None


def drift(rows: Sequence[ForecastMade]) -> Drift:
    """Say how the last of a review's forecasts, the oldest first, differs from those before it."""
    *before, last = rows
    if not before:
        return Drift(last, None, None)
    return Drift(last, (last.half - before[-1].half).days, (last.half - before[0].half).days)


def signed(days: int | None) -> str:
    """Tell by how many days a forecast has moved; a dash where there is none to hold it against.

    >>> signed(5), signed(0), signed(-12), signed(None)
    ('+5', '0', '-12', '-')
    """
    if days is None:
        return "-"
    return f"{days:+d}" if days else "0"


def week(session: Session, board: str, monday: date, today: date) -> list[dict[str, object]]:
    """Give a Board's forecasts of this week, as the weekly letter tells them: the next to end first."""
    wanted = (
        select(ForecastMade, Review)
        .join(Review, col(Review.id) == ForecastMade.review_id)
        .where(Review.board_code == board, ForecastMade.made_on <= today)
        .order_by(col(ForecastMade.made_on))
    )
    rows: dict[int, tuple[Review, list[ForecastMade]]] = {}
    for made, review in session.exec(wanted):
        rows.setdefault(review.key, (review, []))[1].append(made)
    told = [(review, drift(made)) for review, made in rows.values() if made[-1].made_on >= monday]
    return [_told(review, each) for review, each in sorted(told, key=lambda pair: pair[1].made.half)]


def _told(review: Review, each: Drift) -> dict[str, object]:
    return {
        "reference": review.reference,
        "synthetic": review.synthetic,
        "tenth": each.made.tenth.isoformat(),
        "half": each.made.half.isoformat(),
        "ninetieth": each.made.ninetieth.isoformat(),
        "since_last": each.since_last,
        "since_first": each.since_first,
    }


@dataclass(frozen=True)
class Held:
    """A forecast beside what came: days too late (or, below nought, too early), and whether 80 % held it."""

    made: ForecastMade
    error: int
    within: bool


def held_against(rows: Sequence[ForecastMade], completed_on: date) -> list[Held]:
    """Hold the forecasts of a review against the day on which it was complete."""
    return [
        Held(each, (each.half - completed_on).days, each.tenth <= completed_on <= each.ninetieth)
        for each in rows
        if each.made_on < completed_on
    ]


def mean_error(held: Sequence[Held]) -> float | None:
    """Give the mean absolute error in days; none where nothing was forecast."""
    return sum(abs(each.error) for each in held) / len(held) if held else None
