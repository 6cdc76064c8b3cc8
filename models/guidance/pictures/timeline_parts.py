"""What a timeline shows of a review, read from its record by whoever asks for the picture."""

from dataclasses import dataclass
from datetime import date

from models.guidance.stages import Stage


@dataclass(frozen=True)
class Mark:
    """One milestone: the day by which it was or is due, and the day on which it happened."""

    due: date | None
    happened: date | None

    def late(self, today: date) -> int:
        """Give the calendar days by which it came late, or is late on *today*; never below none."""
        return max(((self.happened or today) - self.due).days, 0) if self.due else 0


@dataclass(frozen=True)
class Arranged:
    """A meeting to come: its day, and whether it is firm or pencilled."""

    on: date
    firm: bool


@dataclass(frozen=True)
class Line:
    """A stage with its milestones, and the meetings that are arranged for it."""

    stage: Stage
    marks: tuple[Mark, ...]
    meetings: tuple[Arranged, ...] = ()


@dataclass(frozen=True)
class Held:
    """A hold: codes of its scope and cause, from a day until a day; none while it is open."""

    scope: str
    cause: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Band:
    """When the review is expected to be complete: the bounds of 80 and of 50 %, and the middle."""

    tenth: date
    quarter: date
    half: date
    three_quarters: date
    ninetieth: date


@dataclass(frozen=True)
class Timeline:
    """Everything that the picture shows of a review on a day; *lines* in the guidance's order."""

    reference: str
    lines: tuple[Line, ...]
    today: date
    complete_by: date | None = None
    holds: tuple[Held, ...] = ()
    forecast: Band | None = None
