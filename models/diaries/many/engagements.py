"""Who is engaged when, across reviews: nobody is in two meetings at once, nor on the way to one.

An engagement lasts from when somebody sets out until they are back. Two engagements of one
person never meet; a place has one meeting at a time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from models.diaries.meetings.placing import placed
from models.diaries.meetings.seats import everybody, seats
from models.diaries.problem import Meeting, Minutes, Person, Problem, Spans
from models.diaries.results import Placed

Key = tuple[str, str]
"""A review's name and the key of a meeting."""
_Span = tuple[Minutes, Minutes]


@dataclass
class Engagements:
    """The engagements of people, and what places have, each by the meeting that it is for."""

    people: dict[str, dict[Key, _Span]] = field(default_factory=dict)
    places: dict[str, dict[Key, _Span]] = field(default_factory=dict)
    _of: dict[Key, tuple[tuple[str, ...], str | None]] = field(default_factory=dict)

    def put(self, key: Key, problem: Problem, at: Placed) -> None:
        """Enter a meeting, in place of what stood there for it."""
        self.lift(key)
        for code in at.comes:
            travel = problem.people[code].travel.get(at.place, 0) if at.place else 0
            self.people.setdefault(code, {})[key] = (at.starts - travel, at.ends + travel)
        if at.place:
            self.places.setdefault(at.place, {})[key] = (at.starts, at.ends)
        self._of[key] = at.comes, at.place

    def lift(self, key: Key) -> None:
        """Take a meeting out."""
        comes, place = self._of.pop(key, ((), None))
        for code in comes:
            del self.people[code][key]
        if place:
            del self.places[place][key]

    def of(self, code: str, review: str | None = None) -> Spans:
        """Give somebody's engagements for all meetings but those of *review*."""
        return tuple(span for key, span in self.people.get(code, {}).items() if key[0] != review)

    def placed(self, key: Key, problem: Problem, meeting: Meeting, starts: Minutes) -> Placed:
        """The meeting as it would be from *starts* beside all others."""
        codes = everybody(seats(meeting))
        travel = max((each for code in codes for each in problem.people[code].travel.values()), default=0)
        around = starts - travel, starts + meeting.length + travel
        people = dict(problem.people)
        for code in codes:
            others = _near(_but(self.people.get(code, {}), key), around)
            if others:
                person = people[code]
                people[code] = replace(person, other_meetings=(*person.other_meetings, *others))
        places = {
            place: (*problem.places.get(place, ()), *_but(self.places.get(place, {}), key))
            for place in meeting.places
        }
        return placed(replace(problem, people=people, places=places), meeting, starts)


def _but(spans: Mapping[Key, _Span], key: Key) -> tuple[_Span, ...]:
    return tuple(span for other, span in spans.items() if other != key)


def _near(spans: Iterable[_Span], around: _Span) -> tuple[_Span, ...]:
    return tuple(span for span in spans if span[0] < around[1] and around[0] < span[1])


def fixed_first(problems: Mapping[str, Problem]) -> tuple[Engagements, dict[Key, Placed]]:
    """Enter the meetings that are fixed, review by review: the first has whom two of them want."""
    engaged, found = Engagements(), {}
    for name, problem in problems.items():
        for meeting in problem.meetings:
            if meeting.fixed is not None:
                key = name, meeting.key
                found[key] = engaged.placed(key, problem, meeting, meeting.fixed)
                engaged.put(key, problem, found[key])
    return engaged, found


def beside_fixed(problems: Mapping[str, Problem], engaged: Engagements) -> dict[str, Problem]:
    """The same problems, in which everybody is taken where a fixed meeting of another review has them."""
    shared: dict[tuple[int, Spans], Person] = {}
    found = {}
    for name, problem in problems.items():
        people = dict(problem.people)
        for code, person in problem.people.items():
            taken = engaged.of(code, name)
            if taken:
                people[code] = shared.setdefault(
                    (id(person), taken), replace(person, other_meetings=(*person.other_meetings, *taken))
                )
        places = {
            place: (*problem.places.get(place, ()), *_of_others(engaged.places.get(place, {}), name))
            for place in {*problem.places, *engaged.places}
        }
        found[name] = replace(problem, people=people, places=places)
    return found


def _of_others(spans: Mapping[Key, _Span], name: str) -> tuple[_Span, ...]:
    return tuple(span for key, span in spans.items() if key[0] != name)
