"""What a meeting needs of people, and who may fill it at what price: as many reviews are reckoned with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.diaries.many.worth import AGENCY, MEMBER, REQUIRED, TAKEN
from models.diaries.meetings.seats import seats
from models.diaries.problem import Meeting, Minutes, Prices


@dataclass(frozen=True)
class Role:
    """What a meeting needs: its choices as (person, points for members), and its lack."""

    choices: tuple[tuple[str, int], ...]
    lack: int


_LACKS = {"required": REQUIRED, "agency": AGENCY, "optional": 2 * MEMBER}


def roles(meeting: Meeting) -> tuple[Role, ...]:
    """The roles of *meeting*; the points are those of somebody who is free there.

    A stand-in or a deputy counts as a member replaced: two points. Whoever is not known
    there counts one more, and is a choice all the same.
    """
    return tuple(
        Role(tuple((code, 2 if rank else 0) for rank, code in enumerate(seat.persons)), _LACKS[seat.part])
        for seat in seats(meeting)
    )


@dataclass(frozen=True)
class Reach:
    """How far a meeting reaches from its beginning, in slots: back for the way there, on to the way home."""

    back: int
    on: int


def touched(length: Minutes, travel: Minutes, slot: Minutes) -> Reach:
    """The slots that a meeting of *length* touches, with *travel* minutes before and after.

    >>> touched(50, 20, 15)
    Reach(back=2, on=5)
    """
    return Reach(-(-travel // slot), -(-(length + travel) // slot))


def filled(length: Minutes, travel: Minutes, slot: Minutes) -> Reach:
    """The slots that it takes from their first minute to their last.

    >>> filled(50, 20, 15)
    Reach(back=1, on=4)
    """
    return Reach(travel // slot, (length + travel) // slot)


def charged(needed: Sequence[Role]) -> Mapping[str, tuple[int, int]]:
    """For each person the one role in which their time is priced: the one that they are first asked for.

    Somebody may be wanted twice at one meeting and is there once, so they pay once: else
    what the prices prove would be too much.
    """
    wanted: dict[str, tuple[int, int]] = {}
    for number, role in enumerate(needed):
        for code, points in role.choices:
            if code not in wanted or points < wanted[code][1]:
                wanted[code] = (number, points)
    return wanted


def costs(points: int, prices: Prices) -> tuple[int, int, int, int]:
    """What somebody costs who is free, only tentatively so, not known to be; and one who cannot come."""
    free = points * MEMBER
    return free, free + prices.tentative, free + MEMBER, TAKEN
