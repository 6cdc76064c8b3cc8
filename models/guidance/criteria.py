"""Whether a referral meets the criteria: the advice, and why. People decide."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from models.guidance.calendar_dates import Interval
from models.guidance.decision_table import ORDER, Outcome, World, pivotal, worlds
from models.guidance.explanation import Explained, Reason, death_declined, reason
from models.guidance.facts import Facts, Subject
from models.guidance.facts_reading import facts_from
from models.guidance.packs import Pack
from models.guidance.provenance import Provenance, Source

__all__ = ["Advice", "Facts", "Outcome", "Reason", "Subject", "decide", "facts_from"]


@dataclass(frozen=True)
class Advice:
    """What the criteria point to, with the reasons as values.

    *window* is None where it is not known to the day. *missing* names the facts
    that could change the outcome, when the outcome is ``ask``. *subjects* holds
    each child's own advice when there are several.
    """

    outcome: Outcome
    window: Interval | None
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    subjects: tuple["Advice", ...] = ()


def decide(facts: Facts) -> Advice:
    """Read the criteria for the children of one referral.

    If any child's review would be extended, the review is proposed extended; the
    Group confirms it. Where a fact that is not known could change the outcome the
    advice is to ask, and which.

    Source: SI 2012/1712 reg. 3; SI 2015/1466 reg. 4; several children: our default.

    >>> advice = decide(facts_from({"pack": "cpr-2016", "harm": "died", "event_on": "2026-05-01",
    ...     "abuse_or_neglect": "suspected", "register": [], "looked_after": []}))
    >>> advice.outcome.value, advice.window.start.isoformat()
    ('concise', '2025-11-01')
    """
    possible = [worlds(subject, facts.pack) for subject in facts.subjects]
    children = tuple(
        _of_child(subject, facts.pack, each) for subject, each in zip(facts.subjects, possible, strict=True)
    )
    advice = children[0] if len(children) == 1 else _combined(children, possible, facts.pack)
    declined = [flag for one in facts.subjects for flag in death_declined(one, advice.outcome, facts.pack)]
    shown = [warning for child in children for warning in child.warnings if warning.code != _DECLINED]
    return replace(advice, warnings=tuple(dict.fromkeys((*_general(facts), *shown, *declined))))


def _of_child(subject: Subject, pack: Pack, possible: Mapping[World, Outcome]) -> Advice:
    explained = Explained(subject, pack, tuple(possible), _agreed(possible.values()), pivotal(possible))
    return Advice(
        outcome=explained.outcome,
        window=explained.window,
        reasons=explained.reasons,
        warnings=(*explained.warnings, *death_declined(subject, explained.outcome, pack)),
        missing=explained.missing,
    )


def _combined(
    children: tuple[Advice, ...], possible: Sequence[Mapping[World, Outcome]], pack: Pack
) -> Advice:
    """The first outcome, in the table's order, that any child reaches.

    An unknown fact can matter only where it may lift its child above what the
    other children reach in any case.
    """
    reached = [set(each.values()) for each in possible]
    least = [max(outcomes, key=_RANK) for outcomes in reached]
    floor = min(least, key=_RANK)
    agreed = _agreed(one for outcomes in reached for one in outcomes if one.rank <= floor.rank)
    if agreed is not Outcome.ASK:
        return _deciding(children, agreed, pack)
    others = [min(least[:n] + least[n + 1 :], key=_RANK) for n in range(len(least))]
    found = {name for each, other in zip(possible, others, strict=True) for name in pivotal(each, other)}
    missing = tuple(name for name in ORDER if name in found)
    reasons = tuple(reason(f"ask_{name}", pack.criteria["unknown"]) for name in missing)
    return Advice(agreed, None, reasons, missing=missing, subjects=children)


def _deciding(children: tuple[Advice, ...], agreed: Outcome, pack: Pack) -> Advice:
    number = next(n for n, child in enumerate(children, start=1) if child.outcome is agreed)
    decides = reason("child_decides", pack.criteria["subjects"], number=number, count=len(children))
    child = children[number - 1]
    return Advice(agreed, child.window, (decides, *child.reasons), subjects=children)


def _agreed(outcomes: Iterable[Outcome]) -> Outcome:
    found = set(outcomes)
    return found.pop() if len(found) == 1 else Outcome.ASK


def _general(facts: Facts) -> Iterator[Reason]:
    """Warnings about the version of the guidance rather than about a child."""
    if facts.pack_assumed:
        yield reason("pack_assumed", Source("Our default", Provenance.PRODUCT), pack=facts.pack.id)
    for code in facts.pack.warnings:
        yield reason(code, Source(facts.pack.title.en, Provenance.UNCONFIRMED))


_RANK = attrgetter("rank")
_DECLINED = "death_declined_child_not_known"
