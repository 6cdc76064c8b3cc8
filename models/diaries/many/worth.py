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

__all__ = ["AGENCY", "DAY", "LEFT_OUT", "MEMBER", "NEVER", "REQUIRED", "TAKEN", "gap", "short", "worth"]


def worth(cost: Cost) -> int:
    """Give *cost* as one number.

    >>> worth(Cost(agencies=1, members=2, days=30))
    10020030
    """
    return cost.required * REQUIRED + cost.agencies * AGENCY + cost.members * MEMBER + cost.days * DAY


def gap(cost: int, bound: int) -> float:
    """How much of what a plan costs is not proved to be needed: between 0 and 1.

    >>> round(gap(worth(Cost(1, 178, 1345, 0)), worth(Cost(1, 177, 1345, 0))), 4)
    0.0008
    """
    return min(1.0, (cost - bound) / cost) if cost > bound else 0.0


def short(cost: int, bound: int) -> Cost:
    """What the best plan there can be might lack less than this one, at the most, the greatest part first.

    A gap in proportion looks small beside required people whom nobody can have: nine of them
    weigh as much as 9,000 agencies. This says it in what people count.

    >>> short(worth(Cost(1, 178, 1345, 0)), worth(Cost(1, 177, 1340, 7)))
    Cost(required=0, agencies=1, members=4, days=9993)
    """
    rest, parts = max(0, cost - bound), []
    for unit in _UNITS:
        count, rest = divmod(rest, unit)
        parts.append(count)
    return Cost(*parts)
