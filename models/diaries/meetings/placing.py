"""Who comes to a meeting, who does not and for what cause: to the minute, one time after another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from models.diaries.meetings.position import day_price
from models.diaries.meetings.possible import first_free, meets
from models.diaries.meetings.seats import Seat, everybody, seats
from models.diaries.problem import Cause, Meeting, Minutes, Person, Problem
from models.diaries.results import MISSING, NOT_KNOWN, Absent, Cost, Placed
from models.diaries.slots.grid import day_of, grid
from models.diaries.slots.masks import PersonMasks, gaps, starts
from models.diaries.slots.person_rows import person_rows

_CAUSES: dict[str, Cause] = {
    "barred": "parallel_process",
    "other_meetings": "other_meeting",
    "away": "away",
    "busy": "busy",
}
_CauseOf = Callable[[str], Cause | None]


class Seated(NamedTuple):
    """Who sits on a seat, what that costs, and who is absent from it."""

    cost: Cost
    comes: tuple[str, ...] = ()
    absent: tuple[Absent, ...] = ()


@dataclass(frozen=True)
class Gathering:
    """A meeting with everybody who is asked to it, to be told of at one time after another.

    What does not depend on the time is made once.
    """

    problem: Problem
    meeting: Meeting

    def at(self, starts_at: Minutes) -> Placed:
        """The meeting as it would be from *starts_at*: its place, who comes, who does not, its cost."""
        place = first_free(self.problem, self.meeting, starts_at)
        cause = self._causes(starts_at, place)
        tentative = self.problem.prices.tentative
        seated = [seat_at(seat, cause, tentative) for seat in seats(self.meeting)]
        on = day_of(starts_at)
        return Placed(
            key=self.meeting.key,
            on=on,
            starts=starts_at,
            ends=starts_at + self.meeting.length,
            cost=Cost(days=self._price(on, place)).plus(*(one.cost for one in seated)),
            comes=tuple(dict.fromkeys(person for one in seated for person in one.comes)),
            absent=tuple(absent for one in seated for absent in one.absent),
            place=place,
        )

    def _price(self, on: date, place: str | None) -> int:
        """What the day and the place cost, in days."""
        second = 0 if place is None else self.meeting.places.index(place)
        return day_price(self.problem, self.meeting, on) + self.problem.prices.second_place * second

    def _causes(self, starts_at: Minutes, place: str | None) -> _CauseOf:
        """What keeps each person from that time, to be asked of one after another.

        Where a slot begins, the sets say of most people all there is to say: only for somebody
        away for certain the rows are looked at, and nobody asks about a deputy who is not needed.
        """
        slot = grid(self.problem.calendar).slot_at(starts_at)
        people, length = self.problem.people, self.meeting.length
        if slot is None:
            return lambda code: cause_of(people[code], starts_at, length, place)
        masks = self._masks[place]

        def cause(code: str) -> Cause | None:
            hard, unknown, tentative = masks[code]
            if hard >> slot & 1:
                return cause_of(people[code], starts_at, length, place)
            if unknown >> slot & 1:
                return "unknown"
            return "tentative" if tentative >> slot & 1 else None

        return cause

    @cached_property
    def _masks(self) -> Mapping[str | None, Mapping[str, PersonMasks]]:
        """For each place the slots from which the meeting would meet an obstacle of each person."""
        on, codes = grid(self.problem.calendar), everybody(seats(self.meeting))
        people = [self.problem.people[code] for code in codes]
        return {
            place: dict(zip(codes, starts(people, on, self.meeting.length, place), strict=True))
            for place in self.meeting.places or (None,)
        }


def placed(problem: Problem, meeting: Meeting, starts_at: Minutes) -> Placed:
    """The meeting as it would be from *starts_at*, told once.

    The minute need not be one at which the meeting could be put: where people have accepted
    one outside the hours, that one is told as it is.
    """
    return Gathering(problem, meeting).at(starts_at)


def cause_of(person: Person, starts_at: Minutes, length: Minutes, place: str | None) -> Cause | None:
    """What keeps *person* from a meeting with the way there and back; nothing if they are free."""
    travel = person.travel.get(place, 0) if place else 0
    since, until = starts_at - travel, starts_at + length + travel
    rows = dict(person_rows(person))
    for kind, cause in _CAUSES.items():
        if kind in rows and meets(rows[kind], since, until):
            return cause
    if meets(gaps(rows.get("known", ())), since, until):
        return "unknown"
    return "tentative" if "tentative" in rows and meets(rows["tentative"], since, until) else None


def seat_at(seat: Seat, cause: _CauseOf, tentative: int) -> Seated:
    """Who sits on *seat*, given what keeps each person away; *tentative* is a price in days."""
    if not seat.persons:
        return _empty(seat, Absent("", seat.part, "unknown", seat.agency))
    first, *others = seat.persons
    against = cause(first)
    if against is None:
        return Seated(Cost(), (first,))
    if against == "tentative":
        return Seated(Cost(days=tentative), (first,))
    if against == "unknown":
        unsure = Absent(first, seat.part, against, seat.agency)
        return Seated(Cost(members=NOT_KNOWN), (first,), (unsure,))
    instead = _best(others, cause)
    absent = Absent(first, seat.part, against, seat.agency, stands_in=instead)
    if instead is None:
        return _empty(seat, absent)
    return _replaced(seat, absent, instead, cause(instead), tentative)


def _replaced(seat: Seat, absent: Absent, instead: str, against: Cause | None, tentative: int) -> Seated:
    """Somebody else sits there, of whom perhaps it is not known."""
    if against == "unknown":
        unsure = Absent(instead, seat.part, against, seat.agency)
        return Seated(Cost(members=MISSING + NOT_KNOWN), (instead,), (absent, unsure))
    return Seated(Cost(members=MISSING, days=tentative * (against is not None)), (instead,), (absent,))


def _best(others: Sequence[str], cause: _CauseOf) -> str | None:
    """Of those who can come at all the first of the surest."""
    against = {other: cause(other) for other in others}
    order: tuple[Cause | None, ...] = (None, "tentative", "unknown")
    return next((other for sure in order for other in others if against[other] == sure), None)


def _empty(seat: Seat, absent: Absent) -> Seated:
    """Nobody sits there."""
    if seat.part == "required":
        return Seated(Cost(required=1), absent=(absent,))
    if seat.part == "agency":
        return Seated(Cost(agencies=1), absent=(absent,))
    return Seated(Cost(members=MISSING), absent=(absent,))
