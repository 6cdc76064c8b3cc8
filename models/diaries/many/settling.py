"""From arrays back to meetings: who comes to each, who does not and why, each beside all the others."""

from collections.abc import Mapping, Sequence
from datetime import time
from functools import reduce

from models.diaries.many.engagements import Engagements, Key
from models.diaries.many.laying import Laid
from models.diaries.many.seating import Seating
from models.diaries.problem import Meeting, Problem
from models.diaries.results import Cost, Placed, Programme
from models.diaries.slots.grid import minute_of

_HOUR = 60


def settled(
    problems: Mapping[str, Problem],
    laid: Mapping[str, Laid],
    seats: Seating,
    engaged: Engagements,
    fixed: Mapping[Key, Placed],
) -> dict[str, Programme]:
    """The programmes of *laid*, beside what is *engaged* and *fixed* already.

    First everybody is where the arrays have them. Then each meeting in turn is told beside
    all the others: whoever has become free meanwhile comes, and nobody comes to two.
    """
    held = {name: _held(seats, each) for name, each in laid.items()}
    for name, meetings in held.items():
        for at in meetings:
            engaged.put((name, at.key), problems[name], at)
    return {
        name: _programme(name, problems[name], meetings, engaged, fixed) for name, meetings in held.items()
    }


def _programme(
    name: str, problem: Problem, held: Sequence[Placed], engaged: Engagements, fixed: Mapping[Key, Placed]
) -> Programme:
    asked = {meeting.key: meeting for meeting in problem.meetings}
    found = [fixed[name, key] for key in asked if (name, key) in fixed]
    for at in held:
        told = engaged.placed((name, at.key), problem, asked[at.key], at.starts)
        engaged.put((name, at.key), problem, told)
        found.append(told)
    found.sort(key=lambda each: each.starts)
    return Programme(tuple(found), reduce(Cost.plus, (each.cost for each in found), Cost()))


def _held(seats: Seating, laid: Laid) -> list[Placed]:
    """The meetings of a programme as the arrays have them; what they cost is told later."""
    found = []
    cells = laid.engaged.cell
    for number, row, start in zip(laid.held.stands, laid.held.days, laid.held.starts, strict=True):
        stand = seats.stands[number]
        day = stand.first + int(row)
        comes = cells[cells % seats.days.count == day] // seats.days.count
        found.append(_at(seats, stand.asked, stand.place, (day, int(start)), [int(each) for each in comes]))
    return found


def _at(
    seats: Seating, meeting: Meeting, place: int | None, when: tuple[int, int], comes: Sequence[int]
) -> Placed:
    days, (day, slot) = seats.days, when
    opens = minute_of(days.on(day), time(days.opens // _HOUR, days.opens % _HOUR))
    starts = opens + slot * days.slot
    return Placed(
        key=meeting.key,
        on=days.on(day),
        starts=starts,
        ends=starts + meeting.length,
        cost=Cost(),
        comes=tuple(dict.fromkeys(seats.people[each] for each in comes)),
        place=None if place is None else seats.places[place],
    )
