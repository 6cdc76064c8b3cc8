"""Where the days went: one review's causes on its calendar, many reviews' way from six months to twelve."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from models.guidance.delays import Ledger, Span
from models.guidance.pictures.drawing import (
    BAR,
    LIGHT,
    LINE,
    PAPER,
    area,
    bar,
    grid,
    line,
    picture,
    text,
    tile,
    wrapped,
)
from models.guidance.pictures.legend import SIZE, Sign, legend
from models.guidance.sentences import in_words, sentence
from models.guidance.waterfall import (
    NOT_NEEDED,
    PLANNED,
    SHARED,
    UNEXPLAINED,
    Step,
    Waterfall,
)
from models.guidance.words import Language, Words, word

_NAMES, _WIDE, _ROW, _FIGURES, _LETTERS = 270.0, 480.0, 34.0, 110.0, 36
_WIDTH = _NAMES + _WIDE + _FIGURES
_HATCHED = tile("cause", 6, 6, [area(0, 0, 6, 6, LIGHT), area(0, 0, 2, 6, LINE)], turned=45)
_DOTTED = tile("none", 7, 7, [area(0, 0, 7, 7, PAPER), area(2, 2, 3, 3, LINE)])


@dataclass(frozen=True)
class Breakdown:
    """One review's days: its ledger, and the spans that each cause has."""

    reference: str
    began_on: date
    ended_on: date
    planned_end_on: date
    ledger: Ledger
    spans: tuple[Span, ...]


def months(tenths: int) -> str:
    """Write tenths of a month; less than nought with a minus sign.

    >>> months(120), months(-4)
    ('12.0', '−0.4')
    """
    sign = "−" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}"


def step_words(code: str) -> Words:
    """Name a step of the way: a cause, or what is none."""
    return word("waterfall", code) if code in (PLANNED, NOT_NEEDED, SHARED) else word("cause", code)


def waterfall_picture(shown: Waterfall, of: Words, language: Language) -> str:
    """Draw the way from the plan's months to those that reviews took, each step where the last ended."""
    title = sentence("waterfall_title", mean=months(shown.tenths), reviews=shown.reviews, of=of).of(language)
    reach = max(running for _, running in _running(shown))
    scale = Fraction(_WIDE) / max(reach, Fraction(1))
    strokes = [_HATCHED, _DOTTED, text(10, 28, title, bold=True, size=17)]
    signs, y = legend(_signs(language), 10, 54, _WIDTH)
    strokes += signs
    top = y + 6
    ends = [(step, float(run * scale)) for step, run in _running(shown)]
    before = 0.0
    for place, (step, until) in enumerate(ends):
        strokes += _step(step, before, until, top + place * _ROW, language)
        before = until
    bottom = top + len(ends) * _ROW
    strokes += _mean(shown, float(shown.days * scale), bottom, language)
    return picture(_WIDTH, bottom + _ROW + 16, title, told(shown, of, language), strokes)


def told(shown: Waterfall, of: Words, language: Language) -> str:
    """Say in words what the picture shows."""
    steps = "; ".join(f"{step_words(s.code).of(language)} {months(s.tenths)}" for s in shown.steps)
    return sentence(
        "waterfall_told", of=of, reviews=shown.reviews, steps=steps, mean=months(shown.tenths)
    ).of(language)


def _running(shown: Waterfall) -> Iterator[tuple[Step, Fraction]]:
    """Give each step with the days to which it leads."""
    days = Fraction(0)
    for step in shown.steps:
        days += step.days
        yield step, days


def _signs(language: Language) -> Iterator[Sign]:
    for fill, code in ((BAR, "plan"), ("url(#cause)", "cause"), ("url(#none)", "no_cause")):
        drawn = word("delay_sign", code).of(language)
        yield Sign(lambda x, y, fill=fill: bar(x - 8, y - 7, 16, 14, fill=fill), drawn)  # type: ignore[misc]


def _fill(code: str) -> str:
    if code in (PLANNED, NOT_NEEDED):
        return BAR
    return "url(#none)" if code == UNEXPLAINED else "url(#cause)"


def _step(step: Step, before: float, until: float, y: float, language: Language) -> Iterator[str]:
    yield from _name(step_words(step.code).of(language), y)
    left, right = sorted((before, until))
    yield bar(_NAMES + left, y + 5, max(right - left, 1), 22, fill=_fill(step.code))
    yield line((_NAMES + until, y + 5), (_NAMES + until, y + _ROW + 5), dashed=True)
    sign = "" if step.code == PLANNED or step.tenths < 0 else "+"
    yield text(_NAMES + right + 8, y + 21, f"{sign}{months(step.tenths)}", halo=True)


def _mean(shown: Waterfall, wide: float, y: float, language: Language) -> Iterator[str]:
    yield from _name(word("waterfall", "mean").of(language), y, bold=True)
    yield bar(_NAMES, y + 5, max(wide, 1), 22, fill=PAPER)
    yield text(_NAMES + wide + 8, y + 21, months(shown.tenths), bold=True, halo=True)


def _name(said: str, y: float, *, bold: bool = False) -> Iterator[str]:
    lines = wrapped(said, _LETTERS)
    for place, part in enumerate(lines):
        yield text(10, y + (21 if len(lines) == 1 else 14 + place * 15), part, size=SIZE, bold=bold)


def breakdown(shown: Breakdown, language: Language) -> str:
    """Draw one review's days: a row a cause, its spans on the calendar, the plan's end a dashed line."""
    title = sentence("breakdown_title", reference=shown.reference).of(language)
    strokes = [_HATCHED, _DOTTED, text(10, 28, title, bold=True, size=17)]
    strokes.append(text(10, 52, _sum(shown, language), size=SIZE))
    top, rows = 90.0, [each.cause for each in shown.ledger.causes]
    bottom = top + (len(rows) + 1) * _ROW
    strokes.append(
        grid([((_NAMES, top + n * _ROW), (_NAMES + _WIDE, top + n * _ROW)) for n in range(len(rows) + 2)])
    )
    strokes.append(
        text(_WIDTH - 10, top - 10, word("delay_sign", "days").of(language), size=SIZE, align="end")
    )
    strokes += _name(word("waterfall", "review").of(language), top)
    strokes.append(bar(_NAMES, top + 6, _WIDE, 22, fill=BAR))
    strokes.append(text(_NAMES + _WIDE + 8, top + 21, str(shown.ledger.elapsed)))
    for place, cause in enumerate(rows, 1):
        strokes += _cause(shown, cause, top + place * _ROW, language)
    strokes += _ends(shown, top, bottom, language)
    return picture(_WIDTH, bottom + 52, title, _breakdown_told(shown, language), strokes)


def _x(shown: Breakdown, day: date) -> float:
    within = min(max(day, shown.began_on), shown.ended_on)
    return _NAMES + _WIDE * (within - shown.began_on).days / max((shown.ended_on - shown.began_on).days, 1)


def _cause(shown: Breakdown, cause: str, y: float, language: Language) -> Iterator[str]:
    yield from _name(word("cause", cause).of(language), y)
    for span in shown.spans:
        left, right = _x(shown, span.since), _x(shown, span.until)
        if span.cause == cause and left < right:
            yield bar(left, y + 6, right - left, 22, fill="url(#cause)")
    days = next(each for each in shown.ledger.causes if each.cause == cause)
    yield text(_NAMES + _WIDE + 8, y + 21, f"{days.any} ({days.exclusive})")


def _ends(shown: Breakdown, top: float, bottom: float, language: Language) -> Iterator[str]:
    """Write the first and the last day below, and mark the day on which the plan ended."""
    yield text(_NAMES, bottom + 20, in_words(shown.began_on, language), size=SIZE)
    yield text(_NAMES + _WIDE, bottom + 20, in_words(shown.ended_on, language), size=SIZE, align="end")
    if shown.began_on < shown.planned_end_on < shown.ended_on:
        x = _x(shown, shown.planned_end_on)
        yield line((x, top - 6), (x, bottom + 26), width=2, dashed=True)
        said = sentence("breakdown_plan", day=shown.planned_end_on).of(language)
        yield text(min(x, _WIDTH - 150), bottom + 40, said, size=SIZE, align="middle")


def _sum(shown: Breakdown, language: Language) -> str:
    return sentence("where_the_days_went", **vars(shown.ledger)).of(language)


def _breakdown_told(shown: Breakdown, language: Language) -> str:
    parts = [_sum(shown, language), sentence("breakdown_plan", day=shown.planned_end_on).of(language) + "."]
    parts += [
        sentence(
            "breakdown_cause",
            cause=word("cause", each.cause),
            any=each.any,
            exclusive=each.exclusive,
            shared=each.shared,
        ).of(language)
        for each in shown.ledger.causes
    ]
    return " ".join(parts)
