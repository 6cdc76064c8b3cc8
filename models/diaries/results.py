"""What the planner answers: dates, what each lacks and why, and how well it can be proved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, Self

from models.diaries.problem import Cause, Minutes

Part = Literal["required", "agency", "optional"]

MISSING, NOT_KNOWN = 2, 1
"""Points of ``Cost.members`` for somebody missing or replaced, and for one whose diary is not known there."""


class Cost(NamedTuple):
    """What a date or a programme costs; compared from left to right: nothing buys off what is before it.

    Attributes:
        required: required people missing, with nobody to stand in.
        agencies: agencies for whom nobody can speak.
        members: points for members missing or replaced (2) and for diaries not known (1).
        days: lateness, distance from the target, and the prices, in days.
    """

    required: int = 0
    agencies: int = 0
    members: int = 0
    days: int = 0

    def plus(self, *others: Self) -> "Cost":
        """Add others, part by part.

        >>> Cost(0, 1, 2, 30).plus(Cost(days=5))
        Cost(required=0, agencies=1, members=2, days=35)
        """
        return Cost(*map(sum, zip(self, *others, strict=True)))


@dataclass(frozen=True)
class Absent:
    """Somebody who cannot come, or of whom it is not known, and who comes instead.

    *agency* stands where they were to speak for one; *stands_in* where somebody does.
    """

    person: str
    part: Part
    cause: Cause
    agency: str | None = None
    stands_in: str | None = None


@dataclass(frozen=True)
class Placed:
    """A meeting at a time, who comes, and who does not."""

    key: str
    on: date
    starts: Minutes
    ends: Minutes
    cost: Cost
    comes: tuple[str, ...] = ()
    absent: tuple[Absent, ...] = ()
    place: str | None = None


@dataclass(frozen=True)
class Programme:
    """All meetings of a review, in the order of their days."""

    placed: tuple[Placed, ...]
    cost: Cost


@dataclass(frozen=True)
class NotProposed:
    """A day that is not proposed for a meeting, and who or what stands against it.

    *who* is empty where the day itself is against it. *lacks* is what its best hour would cost.
    """

    on: date
    causes: tuple[tuple[Cause, tuple[str, ...]], ...]
    lacks: Cost | None = None


@dataclass(frozen=True)
class Alternative:
    """Another day for one meeting, with the cost of the best whole programme that has it there."""

    placed: Placed
    whole: Cost


@dataclass(frozen=True)
class Plan:
    """The answer to a problem.

    Attributes:
        programmes: up to three distinct ones, the best first; none where no days fit at all.
        alternatives: for each meeting its best days, each with the whole programme's cost.
        no_later_than: for each meeting the last day with which the whole lacks no more people
            than the best programme does.
        last_possible: the last day with which there is a programme at all.
        proved: the cost that no programme can go below; it is that of the first.
    """

    programmes: tuple[Programme, ...]
    alternatives: Mapping[str, tuple[Alternative, ...]] = field(default_factory=dict)
    no_later_than: Mapping[str, date] = field(default_factory=dict)
    last_possible: Mapping[str, date] = field(default_factory=dict)
    proved: Cost | None = None
