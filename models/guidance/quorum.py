"""Quorum: whether those who have accepted are enough for a meeting, and what is missing if they are not.

Nobody is counted who has not answered, or only perhaps: unanswered is not accepted. A
deputy sits in the place of whoever sent them, with that person's role and agency.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from models.guidance.meeting_kinds import Need, Rule, kind

COUNTED = frozenset({"accepted"})
"""The answers that count."""
NOT_REFUSED = frozenset({"accepted", "tentative", "needs_action"})
"""The answers of those who may yet come: without them a new day is needed, or somebody else."""


@dataclass(frozen=True)
class Invited:
    """Somebody who is invited: for which agency, in which roles, with which answer, for whom."""

    person: str
    agency: str
    roles: frozenset[str]
    answer: str
    key_person: bool = False
    stands_in_for: str | None = None


@dataclass(frozen=True)
class Missing:
    """One thing that a quorum lacks, and who could stand in (codes of people)."""

    rule: Rule
    role: str | None = None
    agency: str | None = None
    person: str | None = None
    could_stand_in: tuple[str, ...] = ()

    @property
    def what(self) -> tuple[str | None, ...]:
        """Give what tells it from another lack: of a majority it is one, whoever is not there."""
        if self.rule in ("most", "most_agencies"):
            return (self.rule,)
        return self.rule, self.role, self.agency, self.person


@dataclass(frozen=True)
class Quorum:
    """What a quorum lacks; nothing: it is met."""

    missing: tuple[Missing, ...]

    @property
    def met(self) -> bool:
        """Say whether those who have accepted are enough."""
        return not self.missing

    @property
    def could_stand_in(self) -> tuple[str, ...]:
        """Give everybody who could stand in, once."""
        return tuple(dict.fromkeys(chain.from_iterable(each.could_stand_in for each in self.missing)))


@dataclass(frozen=True)
class _Places:
    """The places at a table, each of the person first invited, and which of them are taken."""

    all: tuple[Invited, ...]
    taken: frozenset[str]
    agencies: tuple[str, ...]

    def of(self, roles: Collection[str]) -> list[Invited]:
        return [each for each in self.all if not roles or not each.roles.isdisjoint(roles)]

    def empty(self, roles: Collection[str]) -> list[Invited]:
        return [each for each in self.of(roles) if each.person not in self.taken]

    def agencies_there(self, roles: Collection[str]) -> set[str]:
        return {each.agency for each in self.of(roles) if each.person in self.taken}


def quorum(
    code: str, invited: Sequence[Invited], agencies: Sequence[str], *, counted: Collection[str] = COUNTED
) -> Quorum:
    """Count a meeting's quorum.

    Args:
        code: the kind of meeting.
        invited: everybody whose invitation stands.
        agencies: those that the kind's rule counts: on the Panel, or involved.
        counted: the answers that count; with NOT_REFUSED, what can no longer be met.

    >>> chair = Invited("pat", "probation", frozenset({"panel_chair"}), "accepted")
    >>> [each.what for each in quorum("panel", [chair], ["probation"]).missing]
    [('one', 'reviewer', None, None)]
    """
    by_person = {each.person: each for each in invited}
    places = _Places(
        tuple(each for each in invited if each.stands_in_for not in by_person),
        frozenset(_place(by_person, each).person for each in invited if each.answer in counted),
        tuple(agencies),
    )
    return Quorum(tuple(chain.from_iterable(_RULES[need.rule](need, places) for need in kind(code).needs)))


def lost(before: Quorum, after: Quorum) -> tuple[Missing, ...]:
    """Give what a quorum lacks that it did not lack before."""
    lacked = {each.what for each in before.missing}
    return tuple(each for each in after.missing if each.what not in lacked)


def _place(by_person: Mapping[str, Invited], each: Invited) -> Invited:
    """Give whose place somebody sits in, however many deputies were sent one after another."""
    sent_by = by_person.get(each.stands_in_for or "")
    return _place(by_person, sent_by) if sent_by else each


def _one(need: Need, places: _Places) -> list[Missing]:
    there, empty = places.of(need.of), places.empty(need.of)
    if len(empty) < len(there):
        return []
    person = empty[0].person if len(empty) == 1 else None
    return [Missing("one", role=role, person=person) for role in sorted(need.of)]


def _all(need: Need, places: _Places) -> list[Missing]:
    if not places.of(need.of):
        return [Missing("all", role=role) for role in sorted(need.of)]
    role = min(need.of)
    return [Missing("all", role=role, person=each.person) for each in places.empty(need.of)]


def _most(need: Need, places: _Places) -> list[Missing]:
    there, empty = places.of(need.of), places.empty(need.of)
    if (len(there) - len(empty)) * 2 > len(there):
        return []
    return [
        Missing("most", role=min(each.roles & need.of), agency=each.agency, person=each.person)
        for each in empty
    ] or [Missing("most", role=min(need.of))]


def _most_agencies(need: Need, places: _Places) -> list[Missing]:
    there = places.agencies_there(need.of)
    if len(there.intersection(places.agencies)) * 2 > len(places.agencies):
        return []
    return [Missing("most_agencies", agency=each) for each in places.agencies if each not in there]


def _every_agency(need: Need, places: _Places) -> list[Missing]:
    there = places.agencies_there(need.of)
    return [Missing("every_agency", agency=each) for each in places.agencies if each not in there]


def _key_people(need: Need, places: _Places) -> list[Missing]:
    return [
        Missing("key_people", agency=each.agency, person=each.person)
        for each in places.empty(need.of)
        if each.key_person
    ]


_RULES: Mapping[Rule, Callable[[Need, _Places], list[Missing]]] = {
    "one": _one,
    "all": _all,
    "most": _most,
    "most_agencies": _most_agencies,
    "every_agency": _every_agency,
    "key_people": _key_people,
}
