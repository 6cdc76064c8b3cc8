"""From what somebody wrote down to facts: every problem found at once, nothing typed repeated."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, TypeVar

from models.guidance.calendar_dates import ImpreciseDate
from models.guidance.errors import GuidanceError, Refused
from models.guidance.facts import STILL, Abuse, Facts, Harm, LookedAfterStatus, Period, Subject, YesNo
from models.guidance.packs import DEFAULT, PACKS, Pack, pack

MOST_SUBJECTS = 20
"""Children in one referral; more is a mistake in the file."""
MOST_PERIODS = 50
"""Periods of one kind for one child."""

_EVER = ImpreciseDate(ImpreciseDate.parse(1900).earliest, STILL.latest)
_NAMEABLE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,30}", re.ASCII)
_Choice = TypeVar("_Choice", bound=StrEnum)
_Reader = Callable[["_Reading", object, str], Any]


def facts_from(given: object) -> Facts:
    """Read the facts of a referral from plain mappings, lists and values, as YAML or JSON gives them.

    A fact at top level is the default of each of ``subjects``. What is left out, or
    left blank, takes the defaults of :class:`Subject`; without ``pack`` the one for new referrals is taken.

    Raises:
        Refused: with every problem found.

    >>> facts_from({"pack": "cpr-2016", "harm": "died", "register": []}).subjects[0].register
    ()
    """
    if not isinstance(given, Mapping):
        raise Refused((GuidanceError("facts_not_a_mapping"),))
    if not given:
        raise Refused((GuidanceError("facts_empty"),))
    reading = _Reading()
    facts = reading.facts(given)
    if reading.problems:
        raise Refused(tuple(reading.problems))
    return facts


class _Reading:
    """One pass over what was given, collecting problems instead of stopping at the first."""

    def __init__(self) -> None:
        self.problems: list[GuidanceError] = []

    def facts(self, given: Mapping[object, object]) -> Facts:
        self.known_keys(given, (*_TOP, *FACTS), "")
        shared = self.subject(given, "")
        children = [{**shared, **own} for own in self.subjects(given.get("subjects"))] or [shared]
        return Facts(
            pack=self.pack(given.get("pack")),
            subjects=tuple(Subject(**child) for child in children),
            pack_assumed=given.get("pack") is None,
        )

    def pack(self, given: object) -> Pack:
        if given is not None and given not in PACKS:
            self.problems.append(_not_permitted("pack", PACKS))
        return pack(given if given in PACKS else DEFAULT)

    def subjects(self, given: object) -> Iterator[dict[str, Any]]:
        for number, child in self.entries(given, "subjects", MOST_SUBJECTS):
            where = f"subjects[{number}]"
            if isinstance(child, Mapping):
                self.known_keys(child, tuple(FACTS), f"{where}.")
                yield self.subject(child, f"{where}.")
            else:
                self.problems.append(GuidanceError("fact_not_a_mapping", fact=where))
        if given == []:
            self.problems.append(GuidanceError("subjects_empty"))

    def subject(self, given: Mapping[object, object], prefix: str) -> dict[str, Any]:
        read = {}
        for name, reader in FACTS.items():
            if given.get(name) is not None:
                with self.collecting(f"{prefix}{name}"):
                    read[name] = reader(self, given[name], f"{prefix}{name}")
        return read

    def periods(self, given: object, where: str, *, statuses: bool) -> tuple[Period, ...] | None:
        if given == YesNo.NOT_KNOWN:
            return None
        found = []
        for number, entry in self.entries(given, where, MOST_PERIODS):
            with self.collecting(f"{where}[{number}]"):
                found.append(self.period(entry, f"{where}[{number}]", statuses=statuses))
        return tuple(found)

    def period(self, given: object, where: str, *, statuses: bool) -> Period:
        if not isinstance(given, Mapping):
            raise GuidanceError("fact_not_a_mapping", fact=where)
        self.known_keys(given, ("from", "to", "status") if statuses else ("from", "to"), f"{where}.")
        start = self.end_of_period(given, "from", where)
        end = STILL if given.get("to", "") is None else self.end_of_period(given, "to", where)
        if start.earliest > end.latest:
            self.problems.append(GuidanceError("from_after_to", fact=where))
        if not statuses:
            return Period(start, end)
        status = given.get("status") or LookedAfterStatus.LOOKED_AFTER
        return Period(start, end, _choice(LookedAfterStatus, status, f"{where}.status"))

    def end_of_period(self, given: Mapping[object, object], name: str, where: str) -> ImpreciseDate:
        written = given.get(name)
        if written is None or written == YesNo.NOT_KNOWN:
            return _EVER
        with self.collecting(f"{where}.{name}"):
            return _date(self, written, f"{where}.{name}")
        return _EVER

    def entries(self, given: object, where: str, most: int) -> Iterator[tuple[int, object]]:
        if given is None:
            return
        if not isinstance(given, list):
            self.problems.append(GuidanceError("fact_not_a_list", fact=where))
        elif len(given) > most:
            self.problems.append(GuidanceError("too_many_entries", fact=where, most=most))
        else:
            yield from enumerate(given, start=1)

    def known_keys(self, given: Mapping[object, object], permitted: tuple[str, ...], prefix: str) -> None:
        for key in given:
            if key not in permitted:
                self.problems.append(_unknown(key, prefix, permitted))

    @contextmanager
    def collecting(self, where: str) -> Iterator[None]:
        """Keep a refusal with its place, and go on to the next fact."""
        try:
            yield
        except GuidanceError as problem:
            known = problem.code != "not_a_date"
            self.problems.append(problem if known else GuidanceError("not_a_date_in", fact=where))


def _unknown(key: object, prefix: str, permitted: tuple[str, ...]) -> GuidanceError:
    names = ", ".join(permitted)
    if isinstance(key, str) and _NAMEABLE.fullmatch(key):
        return GuidanceError("unknown_fact", fact=f"{prefix}{key}", permitted=names)
    return GuidanceError("unknown_entry", permitted=names)


def _not_permitted(where: str, permitted: tuple[str, ...]) -> GuidanceError:
    return GuidanceError("not_permitted", fact=where, permitted=", ".join(permitted))


def _choice(choices: type[_Choice], given: object, where: str) -> _Choice:
    written = given.strip().lower() if isinstance(given, str) else given
    permitted = tuple(choice.value for choice in choices)
    if written not in permitted:
        raise _not_permitted(where, permitted)
    return choices(written)


def _plain(written: object) -> object:
    """YAML 1.1 reads an unquoted yes or no as true or false."""
    if isinstance(written, bool):
        return "yes" if written else "no"
    if isinstance(written, str):
        return {"true": "yes", "false": "no"}.get(written.strip().lower(), written)
    return written


def _date(_: _Reading, given: object, __: str) -> ImpreciseDate:
    return ImpreciseDate.parse(given)


def _harm(_: _Reading, given: object, where: str) -> Harm:
    return _choice(Harm, given, where)


def _abuse(_: _Reading, given: object, where: str) -> Abuse:
    return _choice(Abuse, _plain(given), where)


def _yes_no(_: _Reading, given: object, where: str) -> YesNo:
    return _choice(YesNo, _plain(given), where)


def _optional_date(reading: _Reading, given: object, where: str) -> ImpreciseDate | None:
    return None if given == YesNo.NOT_KNOWN else _date(reading, given, where)


def _register(reading: _Reading, given: object, where: str) -> tuple[Period, ...] | None:
    return reading.periods(given, where, statuses=False)


def _looked_after(reading: _Reading, given: object, where: str) -> tuple[Period, ...] | None:
    return reading.periods(given, where, statuses=True)


FACTS: Mapping[str, _Reader] = {
    "harm": _harm,
    "event_on": _optional_date,
    "identified_on": _optional_date,
    "abuse_or_neglect": _abuse,
    "in_area": _yes_no,
    "under_18_at_event": _yes_no,
    "known_to_services": _yes_no,
    "register": _register,
    "looked_after": _looked_after,
    "learning_identified": _yes_no,
    "prognosis_awaited": _yes_no,
}
"""The facts of one child, each with what reads it."""

_TOP = ("pack", "subjects")
