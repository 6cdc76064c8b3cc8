"""Costs as one whole number, so that a hundred days are compared and added at once.

The parts stand side by side, the first one highest, each with room enough for every
programme that is let in: adding numbers is adding costs, and the lesser number is the lesser cost.
"""

from typing import Final

from models.diaries.results import Cost
from models.guidance.errors import GuidanceError

DAYS_BITS: Final = 26
MEMBERS_BITS: Final = 13
AGENCIES_BITS: Final = 9
REQUIRED_BITS: Final = 10

MEMBERS_AT: Final = DAYS_BITS
AGENCIES_AT: Final = MEMBERS_AT + MEMBERS_BITS
REQUIRED_AT: Final = AGENCIES_AT + AGENCIES_BITS

NEVER: Final = 1 << (REQUIRED_AT + REQUIRED_BITS)
"""More than any cost, and thirty of it can be added before 64 bits are full."""

MOST: Final = Cost(
    required=(1 << REQUIRED_BITS) - 1,
    agencies=(1 << AGENCIES_BITS) - 1,
    members=(1 << MEMBERS_BITS) - 1,
    days=(1 << DAYS_BITS) - 1,
)
"""The most that each part can hold."""


def packed(cost: Cost) -> int:
    """Pack a cost into a number, such that the numbers of two add up to the number of their sum.

    Raises:
        GuidanceError: ``cost_too_great``; a part has no room, which no checked problem reaches.

    >>> packed(Cost(required=1)) > packed(Cost(agencies=511, members=8191, days=67108863))
    True
    """
    if any(not 0 <= part <= most for part, most in zip(cost, MOST, strict=True)):
        raise GuidanceError("cost_too_great")
    required, agencies, members, days = cost
    return (required << REQUIRED_AT) + (agencies << AGENCIES_AT) + (members << MEMBERS_AT) + days


def unpacked(number: int) -> Cost:
    """Take apart a number that :func:`packed` made, or a sum of such numbers.

    >>> unpacked(packed(Cost(1, 2, 3, 40)) + packed(Cost(days=5)))
    Cost(required=1, agencies=2, members=3, days=45)
    """
    number = int(number)
    return Cost(
        required=number >> REQUIRED_AT,
        agencies=number >> AGENCIES_AT & MOST.agencies,
        members=number >> MEMBERS_AT & MOST.members,
        days=number & MOST.days,
    )
