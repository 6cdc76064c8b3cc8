"""What costs of many reviews are worth beside each other, as one whole number.

The strict order of :class:`~models.diaries.results.Cost` holds within a programme: its days
are worth less than a point for members, its points less than an agency, its agencies less
than a required person. Across reviews the figures are added up, part by part.
"""

from models.diaries.meetings.costs import NEVER
from models.diaries.results import Cost

DAY = 1
MEMBER = 10_000 * DAY
AGENCY = 1_000 * MEMBER
REQUIRED = 1_000 * AGENCY
LEFT_OUT = 1_000 * REQUIRED
"""A review for which there is no room at all beside the others."""
TAKEN = 10 * LEFT_OUT
"""The price of somebody's time that is taken: nobody pays it."""

_UNITS = (REQUIRED, AGENCY, MEMBER, DAY)

__all__ = ["AGENCY", "DAY", "LEFT_OUT", "MEMBER", "NEVER", "REQUIRED", "TAKEN", "gap", "worth"]


def worth(cost: Cost) -> int:
    """Give *cost* as one number.

    >>> worth(Cost(agencies=1, members=2, days=30))
    10020030
    """
    return cost.required * REQUIRED + cost.agencies * AGENCY + cost.members * MEMBER + cost.days * DAY


def gap(total: Cost, bound: int, left_out: int = 0) -> float:
    """How much of what a plan costs is not proved to be needed, from the first part on that is not.

    A part is proved where the plan's worth and the *bound* differ by less than one of it. What
    is proved is left out of the comparison, or the required people whom nobody can have
    would make every gap look small: 9 required, 178 agencies, 1,345 points and a bound that
    is ten points less are 10 in 1,345. Between 0 and 1; *left_out* is how many reviews have no room.

    >>> round(gap(Cost(9, 178, 1345, 0), worth(Cost(9, 178, 1335, 0))), 4)
    0.0074
    """
    open_ = worth(total) + left_out * LEFT_OUT - bound
    parts = ((LEFT_OUT, left_out), *zip(_UNITS, total, strict=True))
    counted = sum(unit * count for unit, count in parts if unit <= open_)
    return min(1.0, open_ / counted) if open_ > 0 and counted else 0.0
