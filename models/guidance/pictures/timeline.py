"""The timeline of a review: deadlines against what happened, holds, meetings to come, the forecast."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import count

from models.guidance import holds
from models.guidance.calendar_dates import add_months
from models.guidance.pictures.drawing import (
    INK,
    LIGHT,
    LINE,
    PAPER,
    area,
    bar,
    dot,
    grid,
    line,
    picture,
    shape,
    text,
    tile,
    wrapped,
)
from models.guidance.pictures.legend import SIZE, Sign, legend
from models.guidance.pictures.timeline_parts import Band, Held, Line, Mark, Timeline
from models.guidance.pictures.timeline_words import short_day, told
from models.guidance.sentences import sentence
from models.guidance.words import Language, word

_NAMES, _WIDE, _ROW, _TOP, _FIGURES = 262.0, 520.0, 34.0, 118.0, 254.0
_RIGHT = _NAMES + _WIDE
_WIDTH = _RIGHT + _FIGURES
_TAG = 16.0
"""How wide and high the box of a hold's letter is."""
_LETTERS = 33
"""The most letters in a line of a stage's name."""
_MONTHS_NAMED = 13
"""The most months that have room for their names; of more only some are named."""


class _Scale:
    """Days as places between the names and the figures: whole months, the first day's to the last one's."""

    def __init__(self, shown: Timeline) -> None:
        days = list(_days(shown))
        self.first = min(days).replace(day=1)
        self.end = add_months(max(days).replace(day=1), 1)

    def x(self, day: date) -> float:
        return _NAMES + _WIDE * (day - self.first).days / (self.end - self.first).days

    def months(self) -> list[date]:
        count = (self.end.year - self.first.year) * 12 + self.end.month - self.first.month
        return [add_months(self.first, number) for number in range(count + 1)]


def _days(shown: Timeline) -> Iterator[date]:
    yield shown.today
    yield from (
        day for each in shown.lines for mark in each.marks for day in (mark.due, mark.happened) if day
    )
    yield from (meeting.on for each in shown.lines for meeting in each.meetings)
    yield from (day for each in shown.holds for day in (each.since, each.until) if day)
    yield from [shown.complete_by] if shown.complete_by else []
    yield from [shown.forecast.tenth, shown.forecast.ninetieth] if shown.forecast else []


def review_timeline(shown: Timeline, language: Language) -> str:
    """Draw a review: a row a stage, what is planned against what happened, and what was held when.

    Holds are hatched across the stages that they stop, one rising and the next falling;
    days late stand as figures, too: nothing is said by colour alone.
    """
    scale = _Scale(shown)
    rows = len(shown.lines) + bool(shown.forecast)
    bottom = _TOP + rows * _ROW
    strokes = [tile(f"held-{n}", 7, 7, [area(0, 0, 2, 7, LINE)], turned=45 + 90 * n) for n in (0, 1)]
    strokes.append(grid(_guides(scale, rows, bottom)))
    strokes += _holds(shown, scale)
    strokes += [*_upright_lines(shown, scale, bottom, language), *_months(scale, language), *_heads(language)]
    for number, each in enumerate(shown.lines):
        strokes += _row(shown, scale, each, _TOP + number * _ROW, language)
    if shown.forecast:
        strokes += _band(shown.forecast, scale, bottom - _ROW, language)
    below, height = _meanings(shown, bottom + 26, language)
    title = sentence("timeline_title", reference=shown.reference).of(language)
    strokes.insert(0, text(10, 28, title, bold=True, size=17))
    return picture(_WIDTH, height, title, told(shown, language), [*strokes, *below])


def _guides(
    scale: _Scale, rows: int, bottom: float
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    yield from (((scale.x(month), _TOP - 4), (scale.x(month), bottom)) for month in scale.months())
    yield from (((10, _TOP + row * _ROW), (_WIDTH - 8, _TOP + row * _ROW)) for row in range(rows))


def _months(scale: _Scale, language: Language) -> Iterator[str]:
    """Name the months, or some of many, and each year where it begins."""
    months = scale.months()[:-1]
    step = -(-len(months) // _MONTHS_NAMED)
    for number, month in enumerate(months):
        if number % step == 0:
            name = word("short_month", f"{month.month:02d}").of(language)
            yield text(scale.x(month) + 3, _TOP - 8, name, size=11, halo=True)
        if number == 0 or month.month == 1:
            yield text(scale.x(month) + 3, _TOP - 24, str(month.year), bold=True, size=11, halo=True)


def _heads(language: Language) -> Iterator[str]:
    for code, x in (("planned", 78.0), ("actual", 174.0), ("days_late", 246.0)):
        lines = wrapped(word("screen", code).of(language), 8)
        for number, said in enumerate(reversed(lines)):
            yield text(_RIGHT + x, _TOP - 8 - 14 * number, said, align="end", bold=True, size=11)


def _holds(shown: Timeline, scale: _Scale) -> Iterator[str]:
    """Hatch the rows that each hold stops, those that stand together as one, with the hold's letter."""
    taken: list[tuple[float, float]] = []
    for number, held in enumerate(shown.holds):
        begin, end = scale.x(held.since), scale.x(held.until or max(shown.today, held.since))
        for first, rows in _stopped(shown, held):
            y = _TOP + first * _ROW
            yield bar(begin, y, max(end - begin, 2), rows * _ROW, fill=f"url(#held-{number % 2})")
            taken.append(_spot(begin, y, taken))
    letters = (_letter(number) for number, held in enumerate(shown.holds) for _ in _stopped(shown, held))
    for (x, y), letter in zip(taken, letters, strict=True):
        yield bar(x, y, _TAG, _TAG, fill=PAPER)
        yield text(x + _TAG / 2, y + 12.5, letter, align="middle", bold=True, size=11)


def _stopped(shown: Timeline, held: Held) -> list[tuple[int, int]]:
    return _together(n for n, each in enumerate(shown.lines) if each.stage in holds.STOPPED[held.scope])


def _spot(x: float, y: float, taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Find a place for a hold's letter where it begins: above, below, or further on if others stand there."""
    spots = ((x + _TAG * (n // 2), y + (_ROW - _TAG) * (n % 2)) for n in count())
    return next(
        (at, of) for at, of in spots if all(abs(at - x) >= _TAG or abs(of - y) >= _TAG for x, y in taken)
    )


def _together(places: Iterable[int]) -> list[tuple[int, int]]:
    """Give the stretches of neighbouring places, each as its first and how many.

    >>> _together([5, 7, 8, 9])
    [(5, 1), (7, 3)]
    """
    found: list[tuple[int, int]] = []
    for place in places:
        if found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found


def _letter(number: int) -> str:
    return chr(ord("A") + number % 26)


def _upright_lines(shown: Timeline, scale: _Scale, bottom: float, language: Language) -> Iterator[str]:
    """Draw the day of completion and today, each with its name in a line of its own above."""
    if shown.complete_by:
        x = scale.x(shown.complete_by)
        yield line((x, 40), (x, bottom), width=3)
        yield _named(x, 50, sentence("timeline_complete_by", on=shown.complete_by).of(language))
    x = scale.x(shown.today)
    yield line((x, 60), (x, bottom), dashed=True, width=2)
    yield _named(x, 70, sentence("timeline_today", on=shown.today).of(language))


def _named(x: float, y: float, said: str) -> str:
    """Write what an upright line is, on the side where there is room."""
    left = x < _NAMES + _WIDE / 2
    return text(x + 6 if left else x - 6, y, said, align="start" if left else "end", size=SIZE, halo=True)


def _row(shown: Timeline, scale: _Scale, each: Line, y: float, language: Language) -> Iterator[str]:
    yield from _name(f"{each.stage} {each.stage.words.of(language)}", y)
    for mark in each.marks:
        yield from _mark(mark, scale, shown.today, y + _ROW / 2)
    for meeting in each.meetings:
        yield _meeting(scale.x(meeting.on), y + _ROW / 2, firm=meeting.firm)
    yield from _figures(each, shown.today, y + _ROW / 2 + 4, language)


def _name(name: str, y: float) -> Iterator[str]:
    lines = wrapped(name, _LETTERS)[:2]
    for number, said in enumerate(lines):
        yield text(10, y + (21 if len(lines) == 1 else 14 + 14 * number), said, size=SIZE)


def _mark(mark: Mark, scale: _Scale, today: date, y: float) -> Iterator[str]:
    """Draw a deadline, the day it happened, and between them how late or early that was."""
    if mark.due and (mark.happened or mark.late(today)):
        ends = (scale.x(mark.due), y), (scale.x(mark.happened or today), y)
        yield line(*ends, width=4 if mark.late(today) else 1, dashed=mark.happened is None)
    if mark.due:
        yield _deadline(scale.x(mark.due), y)
    if mark.happened:
        yield dot(scale.x(mark.happened), y, filled=True)


def _deadline(x: float, y: float) -> str:
    return shape(((x, y - 9), (x + 9, y), (x, y + 9), (x - 9, y)))


def _meeting(x: float, y: float, *, firm: bool) -> str:
    return bar(x - 6, y - 6, 12, 12, fill=INK if firm else PAPER)


def _figures(each: Line, today: date, y: float, language: Language) -> Iterator[str]:
    """Write the deadline that counts next (else the last), when something last happened, and days late."""
    waiting = [mark.due for mark in each.marks if mark.due and not mark.happened]
    due = min(waiting) if waiting else max((mark.due for mark in each.marks if mark.due), default=None)
    happened = max((mark.happened for mark in each.marks if mark.happened), default=None)
    late = max((mark.late(today) for mark in each.marks), default=0)
    for x, day in ((78, due), (174, happened)):
        if day:
            yield text(_RIGHT + x, y, short_day(day, language), align="end", size=SIZE)
    if late:
        yield text(_RIGHT + 246, y, f"+{late}", align="end", bold=True, size=SIZE)


def _band(band: Band, scale: _Scale, y: float, language: Language) -> Iterator[str]:
    """Draw the forecast in a row of its own: 80 % wide and light, 50 % dark, the middle a line."""
    yield from _name(word("timeline_sign", "forecast").of(language), y)
    tenth, quarter, half, three, ninetieth = (scale.x(day) for day in vars(band).values())
    yield bar(tenth, y + 10, max(ninetieth - tenth, 2), 14, fill=LIGHT)
    yield bar(quarter, y + 7, max(three - quarter, 2), 20)
    yield bar(half - 2, y + 3, 4, 28, fill=PAPER)
    said = f"{short_day(band.tenth, language)} – {short_day(band.ninetieth, language)}"
    yield text(_RIGHT + 174, y + 21, said, align="end", size=SIZE)


def _meanings(shown: Timeline, y: float, language: Language) -> tuple[list[str], float]:
    strokes, y = legend(_signs(shown, language), 10, y, _WIDTH)
    for number, held in enumerate(shown.holds):
        said = sentence(
            "timeline_hold" if held.until else "timeline_hold_open",
            letter=_letter(number),
            scope=word("hold_scope", held.scope),
            cause=word("cause", held.cause),
            since=held.since,
            until=held.until,
        )
        strokes.append(text(10, y, said.of(language), size=SIZE))
        y += 20
    return strokes, y


def _signs(shown: Timeline, language: Language) -> Iterator[Sign]:
    def named(code: str) -> str:
        return word("timeline_sign", code).of(language)

    yield Sign(_deadline, named("due"))
    yield Sign(lambda x, y: dot(x, y, filled=True), named("happened"))
    yield Sign(lambda x, y: line((x - 8, y), (x + 10, y), width=4), named("late"))
    yield Sign(lambda x, y: line((x - 8, y), (x + 10, y), width=4, dashed=True), named("overdue"))
    yield Sign(lambda x, y: _meeting(x, y, firm=True), named("firm"))
    yield Sign(lambda x, y: _meeting(x, y, firm=False), named("pencilled"))
    if shown.holds:
        yield Sign(lambda x, y: bar(x - 8, y - 7, 18, 14, fill="url(#held-0)"), named("held"))
    if shown.forecast:
        yield Sign(lambda x, y: bar(x - 8, y - 5, 18, 10, fill=LIGHT), named("eighty"))
        yield Sign(lambda x, y: bar(x - 8, y - 7, 18, 14), named("fifty"))
