"""Why twelve and not six: from the months that the plan has to those that reviews took, step by step.

Every day is in one step. A day with one cause is that cause's; a day that several
causes share is in a step of its own, because to divide it would say which of them it
was, and nobody knows. So the steps add up to the mean, to the day; and what is printed,
in tenths of a month, adds up too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from models.guidance.delays import Together

DAYS_OF_A_MONTH = Fraction(36525, 1200)
"""The mean month of the calendar: a twelfth of 365.25 days."""
PLANNED, NOT_NEEDED, SHARED, UNEXPLAINED = "planned", "not_needed", "shared", "unexplained"
"""The steps that are no cause: the plan's days, those of them that were not needed, days of several
causes, and days of none."""


@dataclass(frozen=True)
class Step:
    """One step of the way from plan to mean: a cause, or one of those that are none.

    ``days`` is its mean over the reviews; ``tenths`` the same in tenths of a month, rounded so
    that all steps add up to the rounded mean.
    """

    code: str
    days: Fraction
    tenths: int


@dataclass(frozen=True)
class Waterfall:
    """The steps in their order, and the mean to which they add up."""

    reviews: int
    steps: tuple[Step, ...]
    days: Fraction
    tenths: int


def waterfall(together: Together) -> Waterfall | None:
    """Say of which steps the mean time of some reviews is made; none of no review.

    >>> from models.guidance.delays import CauseDays, Ledger
    >>> two = Together()
    >>> two.add(181, Ledger(365, 181, 184, 0, 365, (CauseDays("diary", 184, 184),)))
    >>> two.add(181, Ledger(181, 181, 0, 0, 181))
    >>> [(each.code, str(each.days), each.tenths) for each in waterfall(two).steps]
    [('planned', '181', 60), ('diary', '92', 30)]
    """
    if not together.reviews:
        return None
    codes, totals = zip(*_steps(together), strict=True)
    days = [Fraction(total, together.reviews) for total in totals]
    mean = Fraction(together.elapsed, together.reviews)
    tenths = rounded([each * 10 / DAYS_OF_A_MONTH for each in days])
    steps = tuple(map(Step, codes, days, tenths))
    return Waterfall(together.reviews, steps, mean, sum(tenths))


def _steps(together: Together) -> Iterator[tuple[str, int]]:
    """Give the plan's days, those not needed, every cause that ever was the only one, and the rest."""
    yield PLANNED, together.planned
    if together.planned != together.working:
        yield NOT_NEEDED, together.working - together.planned
    for cause, days in sorted(together.exclusive.items(), key=lambda each: (-each[1], each[0])):
        if days:
            yield cause, days
    if together.shared:
        yield SHARED, together.shared
    if together.unexplained:
        yield UNEXPLAINED, together.unexplained


def rounded(values: Sequence[Fraction]) -> list[int]:
    """Round to whole numbers whose sum is the rounded sum: what is left over goes where most was cut off.

    >>> rounded([Fraction(1, 3)] * 3), rounded([Fraction(5, 2), Fraction(-1, 2)])
    ([1, 0, 0], [3, -1])
    """
    whole = [floor(each) for each in values]
    left = floor(sum(values) + Fraction(1, 2)) - sum(whole)
    by_cut = sorted(range(len(values)), key=lambda place: (whole[place] - values[place], place))
    for place in by_cut[:left]:
        whole[place] += 1
    return whole
