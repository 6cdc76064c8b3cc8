"""How many hours of meetings people have in which month, over all reviews: and for whom it is too many."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from models.diaries.problem import Minutes, Problem
from models.diaries.results import Placed, Programme


@dataclass(frozen=True)
class Load:
    """What somebody has in a month.

    Attributes:
        person: their code.
        month: its first day.
        meetings: how many they come to.
        minutes: how long these are.
        travel: minutes on the way there and back.
    """

    person: str
    month: date
    meetings: int
    minutes: Minutes
    travel: Minutes

    @property
    def hours(self) -> float:
        """Give the hours that the month takes of them, the way included."""
        return (self.minutes + self.travel) / 60


def load(
    programmes: Mapping[str, Programme], problems: Mapping[str, Problem] | None = None
) -> tuple[Load, ...]:
    """Give what everybody has who comes to any meeting, by person and month.

    Whoever is expected counts, also where their diary is not known; whoever is replaced does
    not. The way is that of *problems*, by the same names; where they do not know it, none.
    """
    found: dict[tuple[str, date], list[Minutes]] = defaultdict(lambda: [0, 0, 0])
    for name, programme in programmes.items():
        problem = (problems or {}).get(name)
        for at in programme.placed:
            for code in at.comes:
                month = found[code, at.on.replace(day=1)]
                month[0] += 1
                month[1] += at.ends - at.starts
                month[2] += 2 * _travel(problem, code, at)
    return tuple(Load(*key, *month) for key, month in sorted(found.items()))


def _travel(problem: Problem | None, code: str, at: Placed) -> Minutes:
    if problem is None or at.place is None or code not in problem.people:
        return 0
    return problem.people[code].travel.get(at.place, 0)


def over(loads: tuple[Load, ...], hours: float) -> Iterator[Load]:
    """Give the months of people that take more than so many *hours*, the fullest first."""
    yield from sorted(
        (each for each in loads if each.hours > hours), key=lambda each: (-each.hours, each.person)
    )
