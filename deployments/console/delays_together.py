"""The days of all reviews as ``cpr delays --all`` gives them: in words, as JSON, as a table, as a picture."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from models.casework import on_record
from models.casework.delays_together import ALL, UNDECIDED, By, Group, add_up
from models.casework.entering import Office
from models.guidance.boards import board as board_of
from models.guidance.delays import Together
from models.guidance.errors import GuidanceError
from models.guidance.packs import MilestoneKey, pack
from models.guidance.pictures.delays import months, step_words, waterfall_picture
from models.guidance.sentences import sentence
from models.guidance.waterfall import DAYS_OF_A_MONTH, Waterfall, waterfall
from models.guidance.words import Language, Words, word

FIGURES = ("elapsed", "working", "attributed", "unexplained", "net")


@dataclass(frozen=True)
class Found:
    """What was asked for, and the groups that were found: all reviews first."""

    groups: dict[str, Group]
    by: By | None
    board: str | None
    to: MilestoneKey
    as_of: date
    known_on: date | None

    def named(self, code: str) -> Words:
        """Name a group for people."""
        if code == ALL:
            return board_of(self.board).name if self.board else word("delays_of", ALL)
        if self.by == "board":
            return board_of(code).name
        if self.by == "kind":
            return word("delays_of", code) if code == UNDECIDED else word("outcome", code)
        return pack(code).title if self.by == "pack" else Words(cy=code, en=code)


def found_in(  # noqa: PLR0913 - what may be asked for
    at: Office, *, board: str | None, by: By | None, to: MilestoneKey, as_of: date, known_on: date | None
) -> Found:
    """Read all reviews, or a Board's, and add up their days.

    Raises:
        GuidanceError: there is no such Board.
    """
    if board is not None:
        board_of(board)
    records = on_record.read(at.session, board=board, as_of=as_of, known_on=known_on)
    return Found(add_up(records, by=by, to=to), by, board, to, as_of, known_on)


def plain(found: Found) -> dict[str, Any]:
    """Give everything as JSON has it: days are sums of days, months means over the reviews."""
    return {
        "as_of": found.as_of,
        "known_on": found.known_on,
        "to": found.to[1],
        "by": found.by,
        "board": found.board,
        "groups": [_plain_group(found, code, each) for code, each in found.groups.items()],
    }


def _plain_group(found: Found, code: str, group: Group) -> dict[str, Any]:
    steps = waterfall(group.complete)
    return {
        "group": code,
        "name": vars(found.named(code)),
        "synthetic": group.synthetic,
        **_plain_sums(group.together),
        "complete": _plain_sums(group.complete),
        "waterfall": _plain_steps(steps) if steps else None,
    }


def _plain_sums(of: Together) -> dict[str, Any]:
    mean = {name: _mean(of, getattr(of, name)) for name in FIGURES}
    causes = [
        {"cause": each.cause, "any": each.any, "exclusive": each.exclusive, "shared": each.shared}
        for each in of.causes
    ]
    days = {name: getattr(of, name) for name in FIGURES}
    return {"reviews": of.reviews, **days, "causes": causes, "mean_months": mean}


def _plain_steps(of: Waterfall) -> dict[str, Any]:
    steps = [{"step": each.code, "days": float(each.days), "months": each.tenths / 10} for each in of.steps]
    return {"reviews": of.reviews, "days": float(of.days), "months": of.tenths / 10, "steps": steps}


def _mean(of: Together, days: int) -> float | None:
    return round(float(days / of.reviews / DAYS_OF_A_MONTH), 2) if of.reviews else None


def table(found: Found) -> str:
    """Give a CSV table of days: a line a group, then one for each of its causes."""
    written = StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(("group", "reviews", "complete", *FIGURES, "cause", "any", "exclusive", "shared"))
    for code, group in found.groups.items():
        of = group.together
        lines.writerow(
            (code, of.reviews, group.complete.reviews, *(getattr(of, each) for each in FIGURES), *[""] * 4)
        )
        empty = [""] * (2 + len(FIGURES))
        lines.writerows((code, *empty, c.cause, c.any, c.exclusive, c.shared) for c in of.causes)
    return written.getvalue()


def page(found: Found, language: Language) -> Iterator[str]:
    """Give the groups in words: means in months, and the days of each cause."""
    heads = ("group", "reviews", "complete", *FIGURES)
    groups: list[tuple[object, ...]] = [tuple(word("delays_of", each).of(language) for each in heads)]
    for code, group in found.groups.items():
        of = group.together
        means = (_mean(of, getattr(of, each)) for each in FIGURES)
        figures = ("–" if each is None else f"{each:.1f}" for each in means)
        groups.append((found.named(code).of(language), of.reviews, group.complete.reviews, *figures))
    yield from aligned(groups)
    yield ""
    yield from aligned(list(_causes(found.groups[ALL].together, language)))
    yield from _invented(found.groups[ALL], language)


def _causes(of: Together, language: Language) -> Iterator[tuple[object, ...]]:
    yield tuple(word("days", each).of(language) for each in ("cause", "any", "exclusive", "shared"))
    for each in of.causes:
        yield word("cause", each.cause).of(language), each.any, each.exclusive, each.shared


def aligned(lines: Sequence[Sequence[object]]) -> Iterator[str]:
    """Write lines of cells in columns, names to the left and figures to the right.

    >>> list(aligned([("a", 1), ("bb", 22)]))
    ['a    1', 'bb  22']
    """
    wide = [max(len(str(cell)) for cell in column) for column in zip(*lines, strict=True)]
    for first, *others in lines:
        cells = (f"{each!s:>{width}}" for each, width in zip(others, wide[1:], strict=True))
        yield "  ".join((f"{first!s:<{wide[0]}}", *cells))


def why(found: Found, language: Language) -> Iterator[str]:
    """Say for every group why it took so many months and not six: a line a step, and the sum."""
    for code, group in found.groups.items():
        of, steps = found.named(code), waterfall(group.complete)
        if steps is None:
            yield f"{of.of(language)}: {sentence('no_review_complete', as_of=found.as_of).of(language)}"
            continue
        yield sentence("waterfall_title", mean=months(steps.tenths), reviews=steps.reviews, of=of).of(
            language
        )
        for place, each in enumerate(steps.steps):
            sign = "+" if place and each.tenths >= 0 else ""
            yield f"  {sign + months(each.tenths):>6}  {step_words(each.code).of(language)}"
        yield f"  {months(steps.tenths):>6}  {word('waterfall', 'mean').of(language)}"
    yield from _invented(found.groups[ALL], language)


def drawn(found: Found, language: Language) -> str:
    """Draw the waterfall of all reviews that were read.

    Raises:
        GuidanceError: none of them is complete.
    """
    steps = waterfall(found.groups[ALL].complete)
    if steps is None:
        raise GuidanceError("no_review_complete", as_of=found.as_of)
    return waterfall_picture(steps, found.named(ALL), language)


def _invented(group: Group, language: Language) -> Iterator[str]:
    if group.synthetic:
        said = sentence("reviews_invented", count=group.synthetic, reviews=group.together.reviews)
        yield ""
        yield said.of(language)
