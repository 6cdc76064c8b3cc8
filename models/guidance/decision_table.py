"""The decision table on facts that are all known, and the completions of those that are not.

*Not known* never means none. Every way in which the unknown facts might turn out
is a :class:`World`; the table is asked about each, and only when all of them agree
does it answer.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from itertools import product
from operator import attrgetter, itemgetter
from typing import NamedTuple

from models.guidance.calendar_dates import ImpreciseDate, Interval
from models.guidance.facts import Abuse, Harm, Period, Subject, YesNo
from models.guidance.packs import Pack
from models.guidance.windows import presence, turning_points, window, with_status


class Outcome(StrEnum):
    """What the criteria point to, in the order of the table: the first that holds wins."""

    EXTENDED = "extended"
    CONCISE = "concise"
    DEFERRED = "deferred"
    MAPF = "mapf"
    NONE = "none"
    ASK = "ask"

    @property
    def rank(self) -> int:
        """Its place in the order of the table, first is 0."""
        return _RANKS[self]


_RANKS = {outcome: place for place, outcome in enumerate(Outcome)}


class Care(StrEnum):
    """What a child's looked-after periods mean inside the window, under the pack."""

    NONE = "none"
    COUNTS = "counts"
    """Looked after as the pack counts it."""
    INCLUDES = "includes"
    """Looked after before turning 18, where the pack includes such a person."""


class World(NamedTuple):
    """One way in which all the facts of a child might stand."""

    harm: Harm
    abuse_or_neglect: bool
    in_area: bool
    under_18_at_event: bool
    learning_identified: bool
    prognosis_awaited: bool
    anchor: date
    register: bool
    looked_after: Care


LIMB_B = frozenset({Harm.DIED, Harm.LIFE_THREATENING_INJURY, Harm.SERIOUS_PERMANENT_IMPAIRMENT})
"""The harms of limb B. An injury need only be *potentially* life-threatening."""

_NOT_YET_PERMANENT = frozenset({Harm.SERIOUS_PERMANENT_IMPAIRMENT, Harm.OTHER})
_A_PAIR = 2
_HARMS = tuple(harm for harm in Harm if harm is not Harm.NOT_KNOWN)


def of_a_child(world: World) -> bool:
    """Whether it concerns a child: a person who has turned 18 counts only where the pack includes them."""
    return world.under_18_at_event or world.looked_after is Care.INCLUDES


def limb_a(world: World) -> bool:
    """Whether, in the Board's area, abuse or neglect of a child is known or suspected."""
    return world.in_area and world.abuse_or_neglect and of_a_child(world)


def outcome(world: World) -> Outcome:
    """The decision table, in its order: statutory limbs, deferred, MAPF, none.

    Extended and concise are exact complements: any one day on the register or
    looked after inside the window decides.

    Source: SI 2012/1712 reg. 3 (reg. 4A(3) and (4)); SI 2015/1466 reg. 4(3) and (4).
    """
    undecidable = world.prognosis_awaited and world.harm in _NOT_YET_PERMANENT
    if limb_a(world) and world.harm in LIMB_B and not undecidable:
        counted = world.register or world.looked_after is not Care.NONE
        return Outcome.EXTENDED if counted else Outcome.CONCISE
    if limb_a(world) and undecidable:
        return Outcome.DEFERRED
    return Outcome.MAPF if world.learning_identified else Outcome.NONE


def worlds(subject: Subject, pack: Pack) -> Mapping[World, Outcome]:
    """Every way in which the child's facts might stand, one where all are known, with its outcome."""
    plain = tuple(
        product(
            _abuse(subject.abuse_or_neglect),
            _answers(subject.in_area),
            _answers(subject.under_18_at_event),
            _answers(subject.learning_identified),
            _answers(subject.prognosis_awaited),
        )
    )
    harms = _HARMS if subject.harm is Harm.NOT_KNOWN else (subject.harm,)
    found = (
        World(harm, *facts, *moment)
        for harm in harms
        for moment in _moments(subject, pack, subject.anchor(harm))
        for facts in plain
    )
    return {world: outcome(world) for world in found}


def pivotal(worlds: Mapping[World, Outcome], floor: Outcome = Outcome.NONE) -> tuple[str, ...]:
    """The facts that can change the outcome: two worlds differ in that fact alone, and so do their outcomes.

    *floor* is what the other children of the referral reach in any case: an outcome
    that ranks below it changes nothing.
    """
    if len(set(worlds.values())) == 1:
        return ()
    reached = {world: min(reaches, floor, key=attrgetter("rank")) for world, reaches in worlds.items()}
    values = zip(World._fields, map(set, zip(*worlds, strict=True)), strict=True)
    unknown = [field for field, seen in values if len(seen) > 1]
    found = {name for field in unknown for name in _pivots(reached, field)}
    return tuple(name for name in ORDER if name in found)


ORDER = (
    "harm",
    "event_on",
    "identified_on",
    "abuse_or_neglect",
    "in_area",
    "under_18_at_event",
    "register",
    "looked_after",
    "learning_identified",
    "prognosis_awaited",
)
"""The facts that decide, in the order in which they are asked for."""

_FOLLOW = {"harm": ("anchor", "register", "looked_after"), "anchor": ("register", "looked_after")}
"""Which harm says which anchor; which anchor says which days are looked at."""


def _pivots(reached: dict[World, Outcome], field: str) -> Iterator[str]:
    """The fact behind *field* wherever another value of it, all else equal, gives another outcome."""
    value = attrgetter(field)
    loose = {field, *_FOLLOW.get(field, ())}
    held = itemgetter(*(place for place, name in enumerate(World._fields) if name not in loose))
    groups: dict[tuple[object, ...], list[World]] = {}
    for world in reached:
        groups.setdefault(held(world), []).append(world)
    for group in groups.values():
        several_values = len(set(map(value, group))) > 1
        if several_values and len({reached[world] for world in group}) > 1:
            yield _anchor_fact(group[0].harm) if field == "anchor" else field


def _anchor_fact(harm: Harm) -> str:
    return "identified_on" if harm is Harm.SERIOUS_PERMANENT_IMPAIRMENT else "event_on"


def _abuse(abuse: Abuse) -> tuple[bool, ...]:
    return (True, False) if abuse is Abuse.NOT_KNOWN else (abuse is not Abuse.NO,)


def _answers(answer: YesNo) -> tuple[bool, ...]:
    return (True, False) if answer is YesNo.NOT_KNOWN else (answer is YesNo.YES,)


def _moments(subject: Subject, pack: Pack, anchor: ImpreciseDate | None) -> Iterator[tuple[date, bool, Care]]:
    """Each day on which the anchor may fall, with what the window then shows.

    Days that show the same are kept twice at most: once for what they show, and
    once more so that two days can still be told apart.
    """
    seen: dict[tuple[frozenset[bool], frozenset[Care]], int] = {}
    for day in _days(subject, anchor):
        within = window(day)
        shows = presence(subject.register, within), _care(subject.looked_after, pack, within)
        seen[shows] = seen.get(shows, 0) + 1
        if seen[shows] <= _A_PAIR:
            yield from ((day, register, care) for register, care in product(*shows))


def _days(subject: Subject, anchor: ImpreciseDate | None) -> Iterable[date]:
    if anchor is None:
        return turning_points((*(subject.register or ()), *(subject.looked_after or ())))
    length = (anchor.latest - anchor.earliest).days + 1
    return (anchor.earliest + timedelta(days=n) for n in range(length))


def _care(periods: tuple[Period, ...] | None, pack: Pack, within: Interval) -> frozenset[Care]:
    if periods is None:
        return frozenset(Care) if pack.includes_over_18 else frozenset({Care.NONE, Care.COUNTS})
    includes = presence(with_status(periods, pack.includes_over_18), within)
    counts = presence(with_status(periods, pack.looked_after_counts - pack.includes_over_18), within)
    return frozenset(
        Care.INCLUDES if included else Care.COUNTS if counted else Care.NONE
        for included, counted in product(includes, counts)
    )
