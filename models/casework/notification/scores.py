"""A notification's score as people read it: the whole, then each thing that is missing."""

from collections.abc import Iterator

from models.guidance.notification import BASELINE_SOURCE, Counted, Lack, Quality, baseline, least_words
from models.guidance.sentences import sentence
from models.guidance.words import Words, word


def sentences(quality: Quality) -> Iterator[Words]:
    """Give the score beside the 2015 baseline, its parts, and what is missing for them."""
    unclear, everything = baseline()
    yield sentence(
        "notification_score",
        score=quality.score,
        unclear=unclear,
        all=everything,
        source=BASELINE_SOURCE.text,
    )
    for part in quality.parts:
        yield _points(part)
        yield from (_lacking(part, lack) for lack in part.lacks)


def _points(part: Counted) -> Words:
    name = _named(part)
    return Words(cy=f"{name.cy}: {part.points}/{part.most}", en=f"{name.en}: {part.points}/{part.most}")


def _lacking(part: Counted, lack: Lack) -> Words:
    if lack.limb is not None:
        return sentence(f"quality_limb_{lack.code}", limb=word("limb", lack.limb), least=least_words())
    return sentence(f"quality_{lack.code}", part=_named(part), least=least_words())


def _named(part: Counted) -> Words:
    said = word("quality", part.part)
    return Words(cy=said.cy[:1].upper() + said.cy[1:], en=said.en[:1].upper() + said.en[1:])
