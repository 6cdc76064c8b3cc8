"""At which slots a meeting can begin at all, and where it would be."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from models.diaries.problem import Meeting, Minutes, Problem, Spans
from models.diaries.slots.filling import Around, Filling, filled
from models.diaries.slots.grid import Grid
from models.diaries.slots.span_rows import SpanRows
from models.diaries.slots.tally import without


class Beginnings(NamedTuple):
    """The slots at which a meeting can begin, and which of them are at which place.

    ``at`` has a row for each place, the first choice first: the slots at which that one is the
    first that is free. On line it has one row, with no place.
    """

    slots: int
    at: tuple[tuple[str | None, int], ...]


def beginnings(problem: Problem, meeting: Meeting, on: Grid) -> Beginnings:
    """Where *meeting* can begin: a working day of its window, within the hours, a place free."""
    slots = (
        on.between(meeting.earliest, meeting.latest)
        & on.working(meeting.board)
        & within_hours(meeting.length, on)
        & allowed(meeting, on)
    )
    if not meeting.places:
        return Beginnings(slots, ((None, slots),))
    at, left = [], slots
    for place, taken in taken_places(problem, meeting, on):
        at.append((place, without(left, taken)))
        left &= taken
    return Beginnings(without(slots, left), tuple(at))


def within_hours(length: Minutes, on: Grid) -> int:
    """The slots from which a meeting of *length* ends before the day closes."""
    return on.each_day(0, on.per_day - -(-length // on.slot) + 1)


def taken_places(problem: Problem, meeting: Meeting, on: Grid) -> Iterable[tuple[str, int]]:
    """Each place of *meeting* with the slots from which somebody else would be in it."""
    rows = [
        Filling(n, SpanRows.of(problem.places[place]), Around(meeting.length))
        for n, place in enumerate(meeting.places)
        if len(problem.places.get(place, ()))
    ]
    return zip(meeting.places, filled(rows, len(meeting.places), on), strict=True)


def first_free(problem: Problem, meeting: Meeting, starts: Minutes) -> str | None:
    """The place at which *meeting* is if it begins at *starts*; all taken: the first choice."""
    for place in meeting.places:
        if not meets(problem.places.get(place, ()), starts, starts + meeting.length):
            return place
    return meeting.places[0] if meeting.places else None


def meets(spans: Spans, since: Minutes, until: Minutes) -> bool:
    """Whether any of *spans* has a minute from *since* to *until*, that one left out."""
    if not len(spans):
        return False
    begins, ends = SpanRows.of(spans).rows
    return bool((np.maximum(begins, since) < np.minimum(ends, until)).any())


def allowed(meeting: Meeting, on: Grid) -> int:
    """The slots from which the meeting lies within one of the spans to which it is bound, if it is bound."""
    if meeting.only is None:
        return on.each_day(0, on.per_day)
    if not len(meeting.only):
        return 0
    return filled([Filling(0, SpanRows.of(meeting.only), Around(1, 1 - meeting.length))], 1, on)[0]
