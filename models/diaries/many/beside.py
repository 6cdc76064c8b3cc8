"""Reviews beside each other: whoever comes to a meeting of one is in a meeting for all the others."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from models.diaries.meetings.attendance import placed
from models.diaries.problem import Minutes, Problem
from models.diaries.results import Cost, Placed

Starts = Mapping[str, Minutes]
"""When each meeting of a programme begins, by key."""
_Span = tuple[Minutes, Minutes]


@dataclass(frozen=True)
class Taken:
    """The time that programmes take: of people, and of places.

    Attributes:
        people: by code the spans in which they are in one of the meetings.
        places: by name the spans in which one of the meetings is there.
    """

    people: Mapping[str, Sequence[_Span]] = field(default_factory=dict)
    places: Mapping[str, Sequence[_Span]] = field(default_factory=dict)

    def beside(self, problem: Problem) -> Problem:
        """Give the same problem, in which these people are in a meeting then, and these places taken."""
        people = {
            code: replace(each, other_meetings=(*each.other_meetings, *self.people[code]))
            if code in self.people
            else each
            for code, each in problem.people.items()
        }
        places = {place: (*spans, *self.places.get(place, ())) for place, spans in problem.places.items()}
        return replace(problem, people=people, places=places)


def taken(programmes: Iterable[Sequence[Placed]]) -> Taken:
    """Give the time that *programmes* take of those who come to their meetings, and of their places."""
    people: dict[str, list[_Span]] = {}
    places: dict[str, list[_Span]] = {}
    for each in (meeting for programme in programmes for meeting in programme):
        for code in each.comes:
            people.setdefault(code, []).append((each.starts, each.ends))
        if each.place is not None:
            places.setdefault(each.place, []).append((each.starts, each.ends))
    return Taken(people, places)


def put(problem: Problem, starts: Starts) -> tuple[Placed, ...]:
    """Put the meetings of a problem that have a time there, and say who comes to each."""
    found = [placed(problem, each, starts[each.key]) for each in problem.meetings if each.key in starts]
    return tuple(sorted(found, key=lambda each: each.starts))


def cost_of(programme: Iterable[Placed]) -> Cost:
    """Add up what meetings cost."""
    return reduce(Cost.plus, (each.cost for each in programme), Cost())


def one_after_another(
    problems: Mapping[str, Problem], starts: Mapping[str, Starts], first: Collection[str] = ()
) -> dict[str, tuple[Placed, ...]]:
    """Put all programmes at their times, by their names: who would be in two meetings comes to the first.

    Those that are named as *first* come before all others.
    """
    found: dict[str, tuple[Placed, ...]] = {}
    for name in sorted(set(problems) & set(starts), key=lambda name: (name not in first, name)):
        found[name] = put(taken(found.values()).beside(problems[name]), starts[name])
    return found
