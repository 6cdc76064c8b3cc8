"""Who may sit where: every meeting that can move, in flat arrays that are reckoned with all at once.

A *stand* is a meeting at one of its places (or on line); it has a row for each day of its
window. A *role* is what a stand needs: a required person, a voice for an agency, somebody
optional. A *choice* is a person who may fill a role, with what that costs when they are
free, only tentatively so, or not known to be. What a role costs if nobody fills it is its *lack*.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from models.diaries.many.presence import Bits, Days
from models.diaries.problem import Meeting
from models.diaries.slots.span_rows import Whole

Numbers: TypeAlias = NDArray[np.integer[Any]]
"""Numbers of rows, slots and the like; their width does not matter."""


@dataclass(frozen=True)
class Part:
    """What of the arrays belongs to one review."""

    meetings: slice
    stands: slice
    rows: slice
    roles: slice
    choices: slice


@dataclass(frozen=True)
class Stand:
    """A meeting at one of its places.

    Attributes:
        review: the review's number.
        meeting: the meeting's number among all of them.
        asked: the meeting.
        place: the number of its place, or none.
        rank: which of its places that is.
        first: the row of the window's first day among the days.
        rows: its own rows.
        slots: how many slots it is long.
        free: (rows, beginnings) where it may begin as far as its own problem says.
    """

    review: int
    meeting: int
    asked: Meeting
    place: int | None
    rank: int
    first: int
    rows: slice
    slots: int
    free: Bits


@dataclass(frozen=True)
class Seating:
    """All reviews in arrays.

    Attributes:
        days: their days.
        present: (tables, days, beginnings) of :mod:`models.diaries.many.presence`.
        people: whose number is which.
        places: the same of places.
        stands: every meeting at each of its places, review by review.
        parts: what belongs to each review.
        plain: (rows, beginnings) what a stand costs if its people have nothing else.
        bare: (rows,) what a day costs whoever comes.
        stand_row, stand_role, stand_roles: by stand its first row, its first role, how many.
        role_stand, role_row, role_first, role_choices, role_lack: by role its stand and that one's first
            row, its first choice, how many, its lack.
        choice_first, choice_table, choice_reach, choice_charged: by choice the first day of the window, the
            table, the reach, and whether this is the one role of the stand in which their time is priced.
        choice_cost: (choices, 4) what it costs if free, tentative, not known; hard is never chosen.
        choice_days: (choices, widest window) person times days plus day; the last cell where there is none.
        begins, ends: (reaches, beginnings) the slots from and until which somebody's time is touched.
        pays_from, pays_until: the same of the slots that are taken whole: only these are priced, so that
            what is proved holds to the minute.
    """

    days: Days
    present: NDArray[np.int8]
    people: tuple[str, ...]
    places: tuple[str, ...]
    stands: tuple[Stand, ...]
    parts: tuple[Part, ...]
    plain: Whole
    bare: Whole
    stand_row: Numbers
    stand_role: Numbers
    stand_roles: Numbers
    role_stand: Numbers
    role_row: Numbers
    role_first: Numbers
    role_choices: Numbers
    role_lack: Whole
    choice_first: Numbers
    choice_table: Numbers
    choice_reach: Numbers
    choice_charged: Bits
    choice_cost: Whole
    choice_days: Numbers
    begins: Numbers
    ends: Numbers
    pays_from: Numbers
    pays_until: Numbers
