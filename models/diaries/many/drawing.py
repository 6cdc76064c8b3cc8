"""Problems drawn up in the arrays of :mod:`models.diaries.many.seating`: stand by stand, role by role."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from models.diaries.many.presence import Bits, Days, Presence, bits
from models.diaries.many.roles import Reach, charged, costs, filled, roles, touched
from models.diaries.many.seating import Numbers, Part, Seating, Stand
from models.diaries.many.worth import NEVER
from models.diaries.meetings.position import position
from models.diaries.meetings.possible import beginnings
from models.diaries.problem import Meeting, Problem
from models.diaries.slots.grid import grid
from models.diaries.slots.span_rows import Whole


@dataclass
class _Drawn:
    """The arrays while they grow."""

    presence: Presence
    people: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    reaches: dict[tuple[Reach, Reach], int] = field(default_factory=dict)
    stands: list[Stand] = field(default_factory=list)
    bare: list[Whole] = field(default_factory=list)
    roles: list[tuple[int, int, int, int]] = field(default_factory=list)
    choices: list[tuple[int, int, int, bool, int, int]] = field(default_factory=list)
    costs: list[tuple[int, int, int, int]] = field(default_factory=list)
    rows: int = 0
    meetings: int = 0

    def counts(self) -> tuple[int, int, int, int, int]:
        """Say how far everything has grown."""
        return self.meetings, len(self.stands), self.rows, len(self.roles), len(self.choices)


def seating(problems: Sequence[Problem], days: Days) -> Seating:
    """Lay out *problems* in arrays; meetings that are fixed are left out."""
    drawn = _Drawn(Presence(days))
    marks = [drawn.counts()]
    for review, problem in enumerate(problems):
        for meeting in problem.meetings:
            if meeting.fixed is None:
                _add_meeting(drawn, review, problem, meeting)
                drawn.meetings += 1
        marks.append(drawn.counts())
    parts = [_part(before, after) for before, after in pairwise(marks)]
    return _seated(drawn, tuple(parts))


def _part(before: Sequence[int], after: Sequence[int]) -> Part:
    return Part(*(slice(since, until) for since, until in zip(before, after, strict=True)))


def _add_meeting(drawn: _Drawn, review: int, problem: Problem, meeting: Meeting) -> None:
    """Add a stand for each of the places of *meeting*, or the one on line."""
    days = drawn.presence.days
    first, until = _window(days, problem, meeting)
    own = days.row(problem.calendar.first)
    bare = position(problem, meeting, grid(problem.calendar))[first - own : until - own]
    for rank, place in enumerate(meeting.places or (None,)):
        stand = Stand(
            review,
            drawn.meetings,
            meeting,
            None if place is None else drawn.places.setdefault(place, len(drawn.places)),
            rank,
            first,
            slice(drawn.rows, drawn.rows + until - first),
            touched(meeting.length, 0, days.slot).on,
            _free(days, problem, meeting, place)[first:until],
        )
        drawn.bare.append(bare + rank * problem.prices.second_place)
        drawn.rows += until - first
        drawn.stands.append(stand)
        _add_roles(drawn, problem, meeting, place)


def _add_roles(drawn: _Drawn, problem: Problem, meeting: Meeting, place: str | None) -> None:
    """Add the roles of the stand last added, each with its choices."""
    stand = len(drawn.stands) - 1
    needed = roles(meeting)
    priced = charged(needed)
    slot = drawn.presence.days.slot
    for number, role in enumerate(needed):
        if not role.choices:
            drawn.bare[stand] = drawn.bare[stand] + role.lack
            continue
        drawn.roles.append((stand, len(drawn.choices), len(role.choices), role.lack))
        for code, points in role.choices:
            person = problem.people[code]
            asked = (meeting.length, person.travel.get(place, 0) if place else 0, slot)
            reaches = touched(*asked), filled(*asked)
            drawn.choices.append(
                (
                    drawn.people.setdefault(code, len(drawn.people)),
                    drawn.presence.number(person, problem.calendar, meeting.length, place),
                    drawn.reaches.setdefault(reaches, len(drawn.reaches)),
                    priced[code] == (number, points),
                    stand,
                    drawn.stands[stand].first,
                )
            )
            drawn.costs.append(costs(points, problem.prices))


def _window(days: Days, problem: Problem, meeting: Meeting) -> tuple[int, int]:
    """The rows of the first day on which *meeting* may be, and of the one after the last."""
    calendar = problem.calendar
    first = days.row(max(meeting.earliest, calendar.first))
    return first, max(first, days.row(min(meeting.latest, calendar.last)) + 1)


def _free(days: Days, problem: Problem, meeting: Meeting, place: str | None) -> Bits:
    """The beginnings at which *meeting* may be at *place*, or on line: (all days, beginnings)."""
    on = grid(problem.calendar)
    there = replace(meeting, places=() if place is None else (place,))
    found = np.zeros((days.count, days.slots), np.bool_)
    found[days.within(problem.calendar)] = bits(beginnings(problem, there, on).slots, on)
    return found


def _seated(drawn: _Drawn, parts: tuple[Part, ...]) -> Seating:
    """Make arrays of what has grown."""
    days = drawn.presence.days
    of_roles = np.array(drawn.roles, np.int64).reshape(-1, 4)
    of_choices = np.array(drawn.choices, np.int32).reshape(-1, 6)
    columns = _columns(drawn)
    stand_row = np.array([stand.rows.start for stand in drawn.stands], np.int32)
    role_stand = of_roles[:, 0].astype(np.int32)
    found = Seating(
        days=days,
        present=drawn.presence.stacked(),
        people=tuple(drawn.people),
        places=tuple(drawn.places),
        stands=tuple(drawn.stands),
        parts=parts,
        plain=np.full((drawn.rows, days.slots), NEVER),
        bare=np.concatenate([np.zeros(0, np.int64), *drawn.bare]),
        stand_row=stand_row,
        stand_role=np.searchsorted(role_stand, np.arange(len(drawn.stands))).astype(np.int32),
        stand_roles=np.bincount(role_stand, minlength=len(drawn.stands)).astype(np.int32),
        role_stand=role_stand,
        role_row=stand_row[role_stand],
        role_first=of_roles[:, 1].astype(np.int32),
        role_choices=of_roles[:, 2].astype(np.int32),
        role_lack=of_roles[:, 3],
        choice_first=of_choices[:, 5],
        choice_table=of_choices[:, 1],
        choice_reach=of_choices[:, 2],
        choice_charged=of_choices[:, 3].astype(np.bool_),
        choice_cost=np.array(drawn.costs, np.int64).reshape(-1, 4),
        choice_days=_choice_days(drawn, of_choices),
        begins=columns[:, 0],
        ends=columns[:, 1],
        pays_from=columns[:, 2],
        pays_until=columns[:, 3],
    )
    for number, stand in enumerate(found.stands):
        costs = found.bare[stand.rows, None] + _cheapest(found, number)
        found.plain[stand.rows] = np.where(stand.free, costs, NEVER)
    return found


def _columns(drawn: _Drawn) -> Numbers:
    """(reaches, 4, beginnings) from and until which slots a meeting touches time, and fills it."""
    slots = drawn.presence.days.slots
    starts = np.arange(slots)
    columns = [
        (np.maximum(starts - each.back, 0), np.minimum(starts + each.on, slots))
        for both in drawn.reaches
        for each in both
    ]
    return np.array(columns, np.int32).reshape(-1, 4, slots)


def _choice_days(drawn: _Drawn, of_choices: Numbers) -> Numbers:
    """The cells of (person, day) of each choice over its window; beyond it the cell of nobody."""
    days = drawn.presence.days.count
    lengths = np.array([each.rows.stop - each.rows.start for each in drawn.stands], np.int32)
    widest = int(lengths.max()) if len(lengths) else 0
    step = np.arange(widest, dtype=np.int32)
    cells = of_choices[:, 0:1] * days + of_choices[:, 5:6] + step
    return np.where(step < lengths[of_choices[:, 4]][:, None], cells, len(drawn.people) * days)


def _cheapest(seats: Seating, number: int) -> Whole:
    """(rows, beginnings) what the roles of a stand cost if its people have nothing else."""
    stand = seats.stands[number]
    window = slice(stand.first, stand.first + stand.rows.stop - stand.rows.start)
    total = np.zeros(stand.free.shape, np.int64)
    for role in np.flatnonzero(seats.role_stand == number):
        least = np.full(stand.free.shape, seats.role_lack[role])
        for choice in _choices(seats, int(role)):
            status = seats.present[seats.choice_table[choice], window]
            np.minimum(least, seats.choice_cost[choice][status], out=least)
        total += least
    return total


def _choices(seats: Seating, role: int) -> Iterator[int]:
    first = int(seats.role_first[role])
    yield from range(first, first + int(seats.role_choices[role]))
