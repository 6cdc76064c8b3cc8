"""Small problems from a seed, with everything in them that a problem can have, so that an oracle is quick."""

from dataclasses import replace
from datetime import time, timedelta

import numpy as np
from diary_instances import OTHER_PLACE, PLACE, at, instance

from models.diaries.problem import Meeting, Problem


def small(seed: int) -> Problem:
    """Six to ten people, six to ten weeks, three to five meetings; clocks change in some of them."""
    rng = np.random.default_rng([seed, 4])
    problem = instance(
        seed,
        people=int(rng.integers(6, 11)),
        weeks=int(rng.integers(6, 11)),
        meetings=int(rng.integers(3, 6)),
        first=(np.datetime64("2026-01-05") + 7 * rng.integers(0, 40)).item(),
    )
    problem = replace(
        problem,
        people={
            code: replace(person, travel={PLACE: int(rng.integers(0, 3)) * 20, OTHER_PLACE: 35})
            for code, person in problem.people.items()
        },
    )
    meetings = [_changed(rng, problem, meeting) for meeting in problem.meetings]
    if rng.random() < 0.6:
        place = int(rng.integers(0, len(meetings) - 1))
        meetings[place] = replace(meetings[place], either_order=meetings[place + 1].key)
    return replace(problem, meetings=tuple(meetings))


def _changed(rng: np.random.Generator, problem: Problem, meeting: Meeting) -> Meeting:
    """Other gaps, agencies with deputies; now and then a due day that is past, a place, a fixed time."""
    least = int(rng.integers(0, 12))
    most = None if rng.random() < 0.5 else least + int(rng.integers(5, 30))
    seats = [code for codes in meeting.agencies.values() for code in codes]
    agencies = {f"agency-{n}": tuple(seats[n : n + 2]) for n in range(0, len(seats), 2)}
    changed = replace(meeting, gap=(least, most), either_order=None, agencies=agencies)
    if rng.random() < 0.3:
        changed = replace(changed, due=meeting.earliest + timedelta(days=int(rng.integers(0, 20))))
    if rng.random() < 0.3:
        changed = replace(changed, places=(PLACE, OTHER_PLACE), optional=changed.required[-1:])
    if rng.random() < 0.15:
        days = (problem.calendar.last - problem.calendar.first).days
        day = problem.calendar.first + timedelta(days=int(rng.integers(0, days)))
        changed = replace(changed, fixed=at(day, time(int(rng.integers(8, 18)), 10)))
    return changed
