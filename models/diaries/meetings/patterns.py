"""Why days are not proposed, as people say it: the Board is closed for two weeks; huw is busy on Tuesdays."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from models.diaries.problem import Cause
from models.diaries.results import NotProposed

_DAYS_OF_THEIR_OWN: frozenset[Cause] = frozenset({"weekend", "bank_holiday"})
"""Days that interrupt no row of days: somebody away for a fortnight is away over the weekend."""
_OFTEN = 3
"""How often a weekday must come back before it is said to be every one (product)."""
_LONG = 5
"""Working days in a row that are told as one stretch, before any weekday is looked for (product)."""

_Atom = tuple[Cause | None, str]


@dataclass(frozen=True, order=True)
class Pattern:
    """Days that are not proposed for one cause.

    Attributes:
        since: the first of them.
        until: the last one.
        weekday: Monday is 0: of the days between, each of these; none: all of them.
        cause: why; none: nothing is against them, but others are better.
        who: whom it concerns, by code; nobody where the days themselves are against it.
    """

    since: date
    until: date
    weekday: int | None
    cause: Cause | None
    who: tuple[str, ...]


def patterns(days: Sequence[NotProposed], proposed: Collection[date]) -> list[Pattern]:
    """Tell the causes of all *days* in as few lines as may be, in the order of the days.

    Each cause of each day stands in a line, and no line says of a day what is not so of it: but
    "every Tuesday" goes over those on which there is no meeting anyway. Weekends are left out:
    nobody asks.

    Args:
        days: the days that are not proposed, with their causes.
        proposed: the days that are: no pattern goes over them.
    """
    ordered = sorted({*(each.on for each in days if not _is_apart(each)), *proposed})
    every = sorted({*ordered, *(each.on for each in days if ("weekend", ()) not in each.causes)})
    anyway = {each.on for each in days if any(cause and not who for cause, who in each.causes)}
    found: dict[tuple[date, date, int | None, Cause | None], set[str]] = defaultdict(set)
    for (cause, who), on in _atoms(days).items():
        own = ordered if cause not in _DAYS_OF_THEIR_OWN else every
        for since, until, weekday in _told(on, own, anyway if who else set()):
            found[since, until, weekday, cause].add(who)
    told = [Pattern(*key, tuple(sorted(filter(None, who)))) for key, who in found.items()]
    return sorted(told, key=lambda each: (each.since, each.until, str(each.cause), each.who))


def _is_apart(day: NotProposed) -> bool:
    return any(cause in _DAYS_OF_THEIR_OWN for cause, _ in day.causes)


def _atoms(days: Iterable[NotProposed]) -> dict[_Atom, set[date]]:
    found: dict[_Atom, set[date]] = defaultdict(set)
    for each in days:
        for cause, who in each.causes or ((None, ()),):
            if cause != "weekend":
                for person in who or ("",):
                    found[cause, person].add(each.on)
    return found


def _told(
    on: set[date], ordered: Sequence[date], anyway: set[date]
) -> Iterator[tuple[date, date, int | None]]:
    """Tell one cause's days: long stretches first, then weekdays that come back, then what is left."""
    left = set(on)
    for stretch in _stretches(on, ordered):
        if len(stretch) >= _LONG:
            yield stretch[0], stretch[-1], None
            left -= set(stretch)
    for weekday in range(7):
        again = sorted(day for day in left if day.weekday() == weekday)
        if len(again) >= _OFTEN and _is_every(again, on | anyway, ordered):
            yield again[0], again[-1], weekday
            left -= set(again)
    for stretch in _stretches(left, ordered):
        yield stretch[0], stretch[-1], None


def _is_every(again: Sequence[date], on: set[date], ordered: Sequence[date]) -> bool:
    between = [day for day in ordered if again[0] <= day <= again[-1] and day.weekday() == again[0].weekday()]
    return set(between) <= on


def _stretches(on: set[date], ordered: Sequence[date]) -> Iterator[list[date]]:
    """Give the rows of days that follow each other in *ordered*."""
    row: list[date] = []
    for day in ordered:
        if day in on:
            row.append(day)
        elif row:
            yield row
            row = []
    if row:
        yield row
