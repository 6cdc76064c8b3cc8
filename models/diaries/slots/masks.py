"""When each person cannot come, may be able to, or is not known about: as sets of slots.

Nothing is taken for free that a diary does not cover.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.diaries.problem import Minutes, Person, Problem, Spans
from models.diaries.slots.filling import Around, Filling, filled
from models.diaries.slots.grid import Grid, grid
from models.diaries.slots.person_rows import person_rows
from models.diaries.slots.remembered import Remembered
from models.diaries.slots.span_rows import FAR_OFF, LONG_AGO, SpanRows

_SETS = 3
_NOTHING_KNOWN = SpanRows.of([(LONG_AGO, FAR_OFF)])
_HARD, _UNKNOWN, _TENTATIVE = range(_SETS)


class PersonMasks(NamedTuple):
    """Of one person the sets of slots at which they cannot come, are not known about, are perhaps busy.

    The three may overlap: what is said first counts.
    """

    hard: int
    unknown: int
    tentative: int


def masks(problem: Problem) -> Mapping[str, PersonMasks]:
    """For each person the slots that their obstacles touch, travel left out."""
    on = grid(problem.calendar)
    people = tuple(problem.people.values())
    return {person.code: made for person, made in zip(people, _made(people, on, on.slot, None), strict=True)}


def starts(people: Sequence[Person], on: Grid, length: Minutes, place: str | None) -> list[PersonMasks]:
    """For each of *people* the slots from which a meeting of *length* at *place* would meet an obstacle.

    The way there and back counts with the meeting. What was made of a person's diary before
    is used again; the others' diaries are read all at once.
    """
    keys = [(on, length, person.travel.get(place, 0) if place else 0) for person in people]
    found = [_remembered.get(person, key) for person, key in zip(people, keys, strict=True)]
    missing = [n for n, masks_ in enumerate(found) if masks_ is None]
    made = _made([people[n] for n in missing], on, length, place) if missing else []
    for n, masks_ in zip(missing, made, strict=True):
        found[n] = _remembered.keep(people[n], keys[n], masks_)
    return [masks_ for masks_ in found if masks_ is not None]


def gaps(known: Spans) -> list[tuple[Minutes, Minutes]]:
    """The spans that *known* does not cover, from long ago until far off.

    >>> [(a, b) for a, b in gaps([(50, 60), (0, 20), (10, 30)])][1:-1]
    [(30, 50)]
    """
    left: list[tuple[Minutes, Minutes]] = []
    since = LONG_AGO
    for begins, ends in sorted(known):
        if begins >= ends:
            continue
        if begins > since:
            left.append((since, begins))
        since = max(since, ends)
    return [*left, (since, FAR_OFF)]


_remembered: Remembered[PersonMasks] = Remembered()
forget = _remembered.forget
"""Forget what was made of diaries: whoever measures begins anew."""


def _made(people: Sequence[Person], on: Grid, length: Minutes, place: str | None) -> list[PersonMasks]:
    fillings: list[Filling] = []
    for number, person in enumerate(people):
        travel = person.travel.get(place, 0) if place else 0
        around = Around(length + travel, travel)
        fillings.extend(Filling(number * _SETS + of, rows, around) for of, rows in _rows(person, on, around))
    sets = filled(fillings, _SETS * len(people), on)
    return [PersonMasks(*sets[_SETS * n : _SETS * n + _SETS]) for n in range(len(people))]


def _rows(person: Person, on: Grid, around: Around) -> list[tuple[int, SpanRows]]:
    """The rows of a person, and into which of their three sets each goes."""
    sorted_: list[tuple[int, SpanRows]] = []
    unknown: SpanRows | None = _NOTHING_KNOWN
    for kind, rows in person_rows(person):
        if kind == "known":
            unknown = _not_known(rows, on.opened - around.after, on.closed_at + around.before)
        else:
            sorted_.append((_TENTATIVE if kind == "tentative" else _HARD, rows))
    if unknown is not None:
        sorted_.append((_UNKNOWN, unknown))
    return sorted_


def _not_known(known: SpanRows, since: Minutes, until: Minutes) -> SpanRows | None:
    """What *known* does not cover; nothing where its first span covers everything that matters."""
    begins, ends = known.rows.tolist()
    if begins and begins[0] <= since and ends[0] >= until:
        return None
    return SpanRows.of(gaps(known))
