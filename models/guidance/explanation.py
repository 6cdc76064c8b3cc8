"""Why the criteria point where they do: which limb, which window, which day, which source."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from models.guidance.calendar_dates import Interval, Precision
from models.guidance.decision_table import LIMB_B, Care, Outcome, World, limb_a, of_a_child
from models.guidance.facts import Harm, Period, Subject, YesNo
from models.guidance.packs import Pack
from models.guidance.provenance import Source
from models.guidance.sentences import sentence
from models.guidance.windows import deciding_day, presence, window, with_status
from models.guidance.words import Words, word


@dataclass(frozen=True)
class Reason:
    """One step of the explanation: a code, the facts of its sentence, and the rule's source."""

    code: str
    source: Source
    facts: tuple[tuple[str, object], ...] = ()

    @property
    def words(self) -> Words:
        """The sentence in Welsh and English."""
        return sentence(self.code, **dict(self.facts))


def reason(code: str, source: Source, **facts: object) -> Reason:
    """A reason whose sentence is that of *code*."""
    return Reason(code, source, tuple(facts.items()))


@dataclass(frozen=True)
class Explained:
    """One child's facts with what the table makes of them, ready to be explained."""

    subject: Subject
    pack: Pack
    worlds: Sequence[World]
    outcome: Outcome
    missing: tuple[str, ...]

    @cached_property
    def window(self) -> Interval | None:
        """The six months, where they are known to the day."""
        anchors = {self.subject.anchor(world.harm) for world in self.worlds}
        anchor = anchors.pop() if len(anchors) == 1 else None
        if anchor is None or anchor.precision is not Precision.DAY:
            return None
        return window(anchor.earliest)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The limbs, the window, and what decided."""
        return (*self._limb_a(), *self._limb_b(), *self._window(), *self._decided())

    @property
    def warnings(self) -> tuple[Reason, ...]:
        """What the outcome does not say and a person must see."""
        if self.outcome is not Outcome.CONCISE:
            return ()
        return (*self._not_counted(), *self._begins_on_anchor())

    def _limb_a(self) -> Iterator[Reason]:
        source = self.pack.criteria["limb_a"]
        if all(map(limb_a, self.worlds)):
            if not any(world.under_18_at_event for world in self.worlds):
                yield reason("over_18_included", self.pack.criteria["looked_after"])
            yield reason("limb_a_met", source, abuse=word("abuse", self.subject.abuse_or_neglect))
        elif not any(map(limb_a, self.worlds)):
            never = (fact for fact, holds in _LIMB_A.items() if not any(map(holds, self.worlds)))
            yield from (reason(f"no_limb_a_{fact}", source) for fact in never)

    def _limb_b(self) -> Iterator[Reason]:
        source, harm = self.pack.criteria["limb_b"], self.subject.harm
        if harm in LIMB_B:
            yield reason("limb_b_met", source, harm=word("harm", harm))
        elif harm is Harm.OTHER:
            yield reason("limb_b_not_met", source)

    def _window(self) -> Iterator[Reason]:
        within, anchor = self.window, self.subject.anchor(self.subject.harm)
        if within and anchor and self.subject.harm in LIMB_B:
            identified = self.subject.harm is Harm.SERIOUS_PERMANENT_IMPAIRMENT
            code = "window_before_identification" if identified else "window_before_event"
            facts = {"start": within.start, "end": within.end, "anchor": anchor}
            yield reason(code, self.pack.criteria["window"], **facts)

    def _extended(self) -> Iterator[Reason]:
        on_register = all(world.register for world in self.worlds)
        in_care = all(world.looked_after is not Care.NONE for world in self.worlds)
        if on_register:
            yield self._present("register", self.subject.register, "extended")
        if in_care:
            counted = with_status(self.subject.looked_after, self.pack.looked_after_counts)
            yield self._present("looked_after", counted, "looked_after")
        if not (on_register or in_care):
            yield reason("one_or_the_other", self.pack.criteria["extended"])

    def _present(self, code: str, periods: Iterable[Period] | None, rule: str) -> Reason:
        """One day inside the window is enough: the first is named where it can be."""
        day = deciding_day(periods, self.window) if self.window else None
        source = self.pack.criteria[rule]
        return reason(f"{code}_on_day", source, day=day) if day else reason(f"{code}_in_window", source)

    def _decided(self) -> Iterator[Reason]:
        if self.outcome is Outcome.EXTENDED:
            yield from self._extended()
        elif self.outcome is Outcome.ASK:
            yield from (reason(f"ask_{fact}", self.pack.criteria["unknown"]) for fact in self.missing)
        else:
            code, rule = _DECIDES[self.outcome]
            yield reason(code, self.pack.criteria[rule])

    def _not_counted(self) -> Iterator[Reason]:
        periods = self.subject.looked_after or ()
        uncounted = {period.status for period in periods if period.status} - self.pack.looked_after_counts
        for status in sorted(uncounted):
            shown = with_status(periods, {status})
            if self.window is None or True in presence(shown, self.window):
                facts = {"status": word("looked_after", status), "pack": self.pack.title}
                yield reason("status_not_counted", self.pack.criteria["looked_after"], **facts)

    def _begins_on_anchor(self) -> Iterator[Reason]:
        anchor = self.subject.anchor(self.subject.harm)
        counted = with_status(self.subject.looked_after, self.pack.looked_after_counts)
        periods = (*(self.subject.register or ()), *counted)
        if anchor and anchor.precision is Precision.DAY and any(period.start == anchor for period in periods):
            yield reason("begins_on_anchor", self.pack.criteria["window"], anchor=anchor)


def death_declined(subject: Subject, outcome: Outcome, pack: Pack) -> tuple[Reason, ...]:
    """The warning that a death is declined of a child not known to services.

    The criteria ask whether *abuse or neglect* is known or suspected; three deaths
    were declined because the child was not known to services.

    Source: Social Research 45/2015, section 2.2.
    """
    if not is_death_declined(outcome, died=subject.harm is Harm.DIED, known=subject.known_to_services):
        return ()
    return (reason(DEATH_DECLINED, pack.criteria["known_to_services"]),)


def is_death_declined(outcome: str | None, *, died: bool, known: str) -> bool:
    """Whether an outcome declines the death of a child *known* to services: ``no``, and so with no ground."""
    return died and known == YesNo.NO and outcome in {Outcome.MAPF, Outcome.NONE}


DEATH_DECLINED = "death_declined_child_not_known"
"""The code of the warning, wherever it is raised (R38)."""


_LIMB_A: Mapping[str, Callable[[World], bool]] = {
    "in_area": attrgetter("in_area"),
    "abuse_or_neglect": attrgetter("abuse_or_neglect"),
    "under_18_at_event": of_a_child,
}

_DECIDES = {
    Outcome.CONCISE: ("neither_in_window", "concise"),
    Outcome.DEFERRED: ("prognosis_awaited", "deferred"),
    Outcome.MAPF: ("learning_identified", "mapf"),
    Outcome.NONE: ("no_learning_identified", "no_review"),
}
