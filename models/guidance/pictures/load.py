"""Who has how many hours of meetings in which month, against the limit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.guidance.pictures.drawing import (
    BAR,
    LIGHT,
    LINE,
    area,
    bar,
    grid,
    line,
    picture,
    shortened,
    text,
    tile,
)
from models.guidance.pictures.legend import SIZE, Sign, legend
from models.guidance.sentences import sentence
from models.guidance.words import Language, Words, word

_NAMES, _MONTH, _ROW, _BAR, _WIDE, _HEAD = 190.0, 58.0, 48.0, 32.0, 30.0, 40.0
_LETTERS = 24
_LEAST = 640.0


@dataclass(frozen=True)
class Row:
    """A person's code, and the hours of their meetings in each month."""

    name: str
    hours: tuple[float, ...]


@dataclass(frozen=True)
class Load:
    """What the picture shows: the months by their first days, the people, and the hours that are enough."""

    board: Words
    months: tuple[date, ...]
    rows: tuple[Row, ...]
    limit: float


def load(shown: Load, language: Language) -> str:
    """Draw the load: a bar for each person and month, all on one scale, the limit a dashed line.

    What lies above the limit is hatched, and its figure is bold and bears a mark.
    """
    title = sentence("load_title", board=shown.board).of(language)
    width = max(_NAMES + len(shown.months) * _MONTH + 12, _LEAST)
    signs, y = legend(_signs(shown, language), 10, 54, width)
    strokes = [tile("over", 6, 6, [area(0, 0, 6, 6, LIGHT), area(0, 0, 2, 6, LINE)], turned=45)]
    strokes += [text(10, 28, title, bold=True, size=17), *signs]
    top = y + _HEAD - 10
    bottom = top + len(shown.rows) * _ROW
    strokes.append(grid(_guides(shown, top, bottom)))
    for heads in (top - 8, bottom + 18):
        strokes += _months(shown, heads, language)
    for number, row in enumerate(shown.rows):
        strokes += _row(shown, row, top + (number + 1) * _ROW)
    return picture(width, bottom + 32, title, _told(shown, language), strokes)


def _signs(shown: Load, language: Language) -> Iterator[Sign]:
    def named(code: str) -> str:
        return sentence(code, limit=_figure(shown.limit)).of(language)

    yield Sign(lambda x, y: bar(x - 8, y - 7, 16, 14), named("load_within"))
    yield Sign(lambda x, y: bar(x - 8, y - 7, 16, 14, fill="url(#over)"), named("load_over"))
    yield Sign(lambda x, y: line((x - 8, y), (x + 10, y), width=2, dashed=True), named("load_limit"))


def _guides(
    shown: Load, top: float, bottom: float
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    right = _NAMES + len(shown.months) * _MONTH
    yield from (((10, top + n * _ROW), (right, top + n * _ROW)) for n in range(len(shown.rows) + 1))
    yield from (
        ((_NAMES + n * _MONTH, top - 20), (_NAMES + n * _MONTH, bottom)) for n in range(len(shown.months) + 1)
    )


def _months(shown: Load, y: float, language: Language) -> Iterator[str]:
    for place, month in enumerate(shown.months):
        name = word("short_month", f"{month.month:02d}").of(language)
        if place == 0 or month.month == 1:
            name += f" {month.year % 100:02d}"
        yield text(_NAMES + (place + 0.5) * _MONTH, y, name, align="middle", bold=True, size=11)


def _row(shown: Load, row: Row, base: float) -> Iterator[str]:
    """Draw a person's months on their base line; a month without a meeting stays empty."""
    yield text(10, base - _ROW / 2 + 4, shortened(row.name, _LETTERS), size=SIZE)
    scale = _BAR / max(shown.limit, *(each for one in shown.rows for each in one.hours))
    months = [(_NAMES + (place + 0.5) * _MONTH, hours) for place, hours in enumerate(row.hours) if hours]
    for x, hours in months:
        fill = "url(#over)" if hours > shown.limit else BAR
        yield bar(x - _WIDE / 2, base - hours * scale, _WIDE, hours * scale, fill=fill)
    limit = base - shown.limit * scale
    yield line((_NAMES, limit), (_NAMES + len(row.hours) * _MONTH, limit), dashed=True, width=1.5)
    for x, hours in months:
        over = hours > shown.limit
        figure = f"{_figure(hours)}{' !' if over else ''}"
        yield text(x, base - hours * scale - 3, figure, align="middle", bold=over, size=11, halo=True)


def _figure(hours: float) -> str:
    """Write hours with no more places than they need.

    >>> _figure(12.0), _figure(2.5)
    ('12', '2.5')
    """
    return f"{round(hours, 1):g}"


def _told(shown: Load, language: Language) -> str:
    parts = [sentence("load_limit", limit=_figure(shown.limit)).of(language) + "."]
    for row in shown.rows:
        months = (
            f"{word('month', f'{month.month:02d}').of(language)} {month.year} {_figure(hours)}"
            for month, hours in zip(shown.months, row.hours, strict=True)
            if hours
        )
        parts.append(f"{row.name}: {', '.join(months) or '0'}.")
    return " ".join(parts)
