"""Why a programme is not better, in words: what it lacks, who or what stands in the way, what would help."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from models.casework.programmes import Why
from models.diaries.programmes.relaxing import Relaxation
from models.diaries.programmes.why_not import Gain, Helps
from models.diaries.results import Cost
from models.guidance.sentences import sentence
from models.guidance.words import Language, Words, word

MOST = 10
"""As many of the things that would help are said; the first help most."""


def as_json(found: Why) -> dict[str, Any]:
    """Give the explanation as JSON: people and meetings by code, costs part by part."""
    return {"reference": found.at.review.reference, **_plain(found.explanation)}


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever an explanation is made of
    if isinstance(value, Cost):
        return value._asdict()
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def page(found: Why, language: Language) -> Iterator[str]:
    """Give the explanation as lines of text."""
    said = found.explanation
    if said.lacks is None:
        yield from _none(found, language)
    elif not said.gains:
        nothing = not any(said.lacks[:3])
        told = sentence("programme_why_nothing") if nothing else _lacks(said.lacks)
        yield told.of(language)
    else:
        yield _lacks(said.lacks).of(language)
        yield sentence("programme_why_gains").of(language)
        for gain in said.gains[:MOST]:
            yield from _gain(gain, language)


def _lacks(cost: Cost) -> Words:
    return sentence("programme_why_lacks", cost=_cost(cost))


def _cost(cost: Cost) -> Words:
    return sentence("programme_cost", **cost._asdict())


def _none(found: Why, language: Language) -> Iterator[str]:
    said = found.explanation
    if said.dayless:
        meetings = ", ".join(_meeting(each).of(language) for each in said.dayless)
        yield sentence("programme_why_dayless", meetings=meetings).of(language)
    if said.smallest:
        yield sentence("programme_why_none").of(language)
        yield from _helps(said.smallest, language)
    for each in said.alone[:MOST]:
        yield sentence("programme_why_alone").of(language)
        yield from _helps(each, language)


def _helps(helps: Helps, language: Language) -> Iterator[str]:
    for each in helps.relaxations:
        yield f"  - {_relaxed(each).of(language)}"
    yield f"    {_lacks(helps.cost).of(language)}"


def _relaxed(each: Relaxation) -> Words:
    return sentence(f"relax_{each.rule}", meeting=_meeting(each.meeting), days=each.days)


def _gain(gain: Gain, language: Language) -> Iterator[str]:
    lifted = gain.lifted
    if lifted.lift == "person":
        said = sentence("lift_person", who=lifted.which)
    elif lifted.which:
        said = sentence(f"lift_{lifted.lift}", meeting=_meeting(lifted.which))
    else:
        said = sentence(f"lift_{lifted.lift}")
    now = "; ".join(
        f"{_meeting(key).of(language)}: {word('obstacle', cause).of(language)}" for key, cause in gain.missing
    )
    yield f"  - {said.of(language)}{f' ({now})' if now else ''}"
    yield f"    {_cost(gain.cost).of(language)}"


def _meeting(key: str) -> Words:
    kind, _, number = key.rpartition("-")
    said = word("meeting", kind)
    return Words(cy=f"{said.cy} {number}", en=f"{said.en} {number}") if kind == "panel" else said
