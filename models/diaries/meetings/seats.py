"""Who is to come to a meeting, seat by seat, and what it costs where nobody, or somebody else, sits there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from models.diaries.problem import Meeting
from models.diaries.results import Part
from models.diaries.slots.masks import PersonMasks
from models.diaries.slots.remembered import Remembered
from models.diaries.slots.tally import without


@dataclass(frozen=True)
class Seat:
    """Who may sit there, the first choice first, and for which agency if for one."""

    part: Part
    persons: tuple[str, ...]
    agency: str | None = None


class SeatMasks(NamedTuple):
    """For a seat the sets of slots with what is lacking there; all others lack nothing.

    Attributes:
        nobody: no one can come.
        replaced: the first choice cannot, somebody else can.
        unsure: of the one who comes it is not known.
        tentative: the one who comes is perhaps busy.
    """

    nobody: int
    replaced: int
    unsure: int
    tentative: int


def seats(meeting: Meeting) -> tuple[Seat, ...]:
    """Every seat: the required people, the agencies, those who may come."""
    found = _remembered.get(meeting, None)
    return found if found is not None else _remembered.keep(meeting, None, _seats(meeting))


_remembered: Remembered[tuple[Seat, ...]] = Remembered()


def _seats(meeting: Meeting) -> tuple[Seat, ...]:
    required = (Seat("required", (one, *meeting.stand_ins.get(one, ()))) for one in meeting.required)
    agencies = (Seat("agency", persons, agency) for agency, persons in meeting.agencies.items())
    optional = (Seat("optional", (one,)) for one in meeting.optional)
    return (*required, *agencies, *optional)


def everybody(seats_: Iterable[Seat]) -> tuple[str, ...]:
    """Everybody who has a seat or may stand in, once each, in their order."""
    return tuple(dict.fromkeys(person for seat in seats_ for person in seat.persons))


def seat_masks(seat: Seat, masks_of: Callable[[str], PersonMasks], among: int) -> SeatMasks:
    """What is lacking on *seat* at each of the slots *among*.

    The first choice sits there whenever they are not away for certain. Else the best of the
    others does: known before not known, sure before perhaps busy.
    """
    if not seat.persons:
        return SeatMasks(among, 0, 0, 0)
    hard, unknown, tentative = masks_of(seat.persons[0])
    hard &= among
    unsure = without(unknown & among, hard)
    perhaps = without(tentative & among, hard | unknown)
    if not hard or len(seat.persons) == 1:
        return SeatMasks(hard, 0, unsure, perhaps)
    sure = maybe = not_known = 0
    for person in seat.persons[1:]:
        other = masks_of(person)
        able = without(hard, other.hard)
        here = without(able, other.unknown)
        not_known |= able & other.unknown
        maybe |= here & other.tentative
        sure |= without(here, other.tentative)
    come = sure | maybe | not_known
    return SeatMasks(
        nobody=without(hard, come),
        replaced=come,
        unsure=unsure | without(not_known, sure | maybe),
        tentative=perhaps | without(maybe, sure),
    )
