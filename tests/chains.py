"""Chains of meetings made up from a seed, and every programme of them, one by one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product

import numpy as np

from models.diaries.meetings.costs import NEVER
from models.diaries.problem import Meeting
from models.diaries.programmes.chain import Table, gap_between

FIRST = date(2026, 5, 4)


def meetings(rng: np.random.Generator, count: int, days: int) -> tuple[Meeting, ...]:
    """Meetings with gaps, some of which may change places with the next; now and then one is fixed."""
    last = FIRST + timedelta(days=days - 1)
    found = []
    for place in range(count):
        least = int(rng.integers(0, 3))
        most = None if rng.random() < 0.4 else least + int(rng.integers(0, 4))
        found.append(Meeting(f"m{place}", 60, FIRST, last, gap=(least, most)))
        if place and rng.random() < 0.5:
            found[place - 1] = replace(found[place - 1], either_order=f"m{place}")
    return tuple(replace(each, fixed=0) if rng.random() < 0.15 else each for each in found)


def tables(rng: np.random.Generator, given: tuple[Meeting, ...], days: int) -> list[Table]:
    """Costs of which many tie, days that are not possible, and one day alone for what is fixed."""
    found = []
    for meeting in given:
        table = rng.integers(0, 6, days).astype(np.int64)
        table[rng.random(days) < 0.3] = NEVER
        if meeting.fixed is not None:
            day = int(rng.integers(0, days))
            table[np.arange(days) != day] = NEVER
            table[day] = 1
        found.append(table)
    return found


def orders(given: tuple[Meeting, ...]) -> Iterator[tuple[int, ...]]:
    """Every order: neighbours change places where they may, each at most once."""
    swaps = [place for place in range(len(given) - 1) if given[place].either_order == given[place + 1].key]
    for chosen in product((False, True), repeat=len(swaps)):
        places = [place for place, swapped in zip(swaps, chosen, strict=True) if swapped]
        if any(after - before == 1 for before, after in pairwise(places)):
            continue
        order = list(range(len(given)))
        for place in places:
            order[place], order[place + 1] = order[place + 1], order[place]
        yield tuple(order)


def programmes(given: tuple[Meeting, ...], costs: list[Table]) -> dict[tuple[int, ...], int]:
    """Every programme there is, by the days of its meetings, with its cost; plain, not quick."""
    found: dict[tuple[int, ...], int] = {}
    for days in product(*(np.flatnonzero(table < NEVER).tolist() for table in costs)):
        if any(_stands(given, order, days) for order in orders(given)):
            found[days] = sum(int(table[day]) for table, day in zip(costs, days, strict=True))
    return found


def _stands(given: tuple[Meeting, ...], order: tuple[int, ...], days: tuple[int, ...]) -> bool:
    for before, after in pairwise(order):
        least, most = gap_between(given[before], given[after])
        apart = days[after] - days[before]
        if apart < least or (most is not None and apart > most):
            return False
    return True
