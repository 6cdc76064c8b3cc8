"""The days that the meetings before and after leave to one meeting, by the gaps between them alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from models.diaries.problem import Meeting, Problem
from models.diaries.read.readings import instant_of
from models.guidance.calendar_dates import LONDON


def room(problem: Problem, key: str) -> Problem:
    """Give the same problem with one meeting's window narrowed to the days that the others leave it.

    A meeting that is fixed stands; each other one may be anywhere in its own window. Nobody's
    diary is looked at, and of the gaps only the least days are. The window is empty (its last
    day before its first) where there is no room.

    Raises:
        KeyError: the problem has no such meeting.
    """
    narrowed = {
        each.key: replace(each, earliest=first, latest=last)
        for each, first, last in zip(
            problem.meetings, _firsts(problem.meetings), _lasts(problem.meetings), strict=True
        )
    }
    chosen = narrowed[key]
    return replace(problem, meetings=tuple(chosen if each.key == key else each for each in problem.meetings))


def _firsts(meetings: Sequence[Meeting]) -> list[date]:
    """Give the first day of each meeting that those before it leave."""
    found: list[date] = []
    for place, each in enumerate(meetings):
        before = _before(meetings, place)
        least = max((found[other] + _gap(each) for other in before), default=date.min)
        found.append(max(_window(each)[0], least))
    return found


def _lasts(meetings: Sequence[Meeting]) -> list[date]:
    """Give the last day of each meeting that those after it leave."""
    found = {len(meetings): date.max}
    for place in reversed(range(len(meetings))):
        after = [other for other in range(place + 1, len(meetings)) if place in _before(meetings, other)]
        most = min((found[other] - _gap(meetings[other]) for other in after), default=date.max)
        found[place] = min(_window(meetings[place])[1], most)
    return [found[place] for place in range(len(meetings))]


def _before(meetings: Sequence[Meeting], place: int) -> list[int]:
    """Give the places of the meetings that come right before one, whichever order is taken."""
    if place >= 1 and meetings[place - 1].either_order == meetings[place].key:
        return [place - 2] if place >= 2 else []  # noqa: PLR2004 - the one before the pair
    swapped = place >= 2 and meetings[place - 2].either_order == meetings[place - 1].key  # noqa: PLR2004
    return [place - 1, *([place - 2] if swapped else [])] if place else []


def _gap(meeting: Meeting) -> timedelta:
    return timedelta(days=max(1, meeting.gap[0]))


def _window(meeting: Meeting) -> tuple[date, date]:
    if meeting.fixed is None:
        return meeting.earliest, meeting.latest
    on = instant_of(meeting.fixed).astimezone(LONDON).date()
    return on, on
