"""Counting at thousands of slots at once, and each day's least count: numbers cut into planes of bits."""

from collections.abc import Sequence
from typing import NamedTuple


class Tally:
    """A whole number for every slot: plane *n* holds the bit of worth ``2 ** n`` of each."""

    __slots__ = ("planes",)

    def __init__(self) -> None:
        self.planes: list[int] = []

    def add(self, where: int, worth: int = 1) -> None:
        """Add *worth* at the slots *where*."""
        place = 0
        while worth and where:
            if worth & 1:
                self._carry(where, place)
            worth >>= 1
            place += 1

    def _carry(self, where: int, place: int) -> None:
        planes = self.planes
        while where:
            while len(planes) <= place:
                planes.append(0)
            kept = planes[place]
            planes[place] = kept ^ where
            where &= kept
            place += 1


class Fields(NamedTuple):
    """Every day's slots as a field of so many bits.

    Attributes:
        width: bits of a field.
        highest: the last slot of each day.
        others: all other slots.
    """

    width: int
    highest: int
    others: int

    def any(self, slots: int) -> int:
        """Of each day that has any of *slots* the last slot.

        Adding all bits but the highest carries into the highest where any of them is set.
        """
        return ((slots & self.others) + self.others | slots) & self.highest

    def whole(self, highest: int) -> int:
        """All slots of the days whose last slot is given."""
        return highest | (highest - (highest >> self.width - 1))


def without(these: int, those: int) -> int:
    """Give *these* bits that are not among *those*.

    Said without a negative number, which costs nine times as much.
    """
    return these ^ (these & those)


def least_of_each_day(among: int, planes: Sequence[int], fields: Fields) -> int:
    """Of the slots *among* those at which their day's number is least; *planes* from the lowest up.

    Plane by plane from the highest: where a day has any slot without the bit, those with it go.
    """
    for plane in reversed(planes):
        less = without(among, plane)
        if less != among:
            among = less | without(among, fields.whole(fields.any(less)))
    return among


def first_of_each_day(slots: int, fields: Fields) -> int:
    """Of *slots* the first of each day that has any."""
    highest = fields.any(slots)
    return slots & (without(fields.whole(highest), slots) + (highest >> fields.width - 1))
