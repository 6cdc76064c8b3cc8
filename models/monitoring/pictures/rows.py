"""What these pictures share: rows of names with figures beside them, on a scale with marks, under a title."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.guidance.pictures.drawing import LIGHT, LINE, area, bar, line, picture, text, tile, wrapped
from models.guidance.pictures.legend import SIZE, Sign, legend

NAMES, WIDE, ROW = 250.0, 440.0, 36.0
"""How wide the names are, and the scale; how high a row."""
HATCHED = tile("shared", 6, 6, [area(0, 0, 6, 6, LIGHT), area(0, 0, 2, 6, LINE)], turned=45)
"""What is shared between causes: told apart without colour."""
SHARED = "url(#shared)"

_FIGURES, _LETTERS, _NOTE, _TITLE = 300.0, 33, 125, 96
"""How wide the figures on the right are; how many letters a name, a note and the title have in a line."""


@dataclass(frozen=True)
class Scale:
    """A scale from nought to *most*, with a mark at each of the values, and one that all is held against."""

    most: float
    marks: tuple[float, ...]
    against: float | None = None

    def x(self, value: float) -> float:
        """Give where a value stands; one past the end stands at the end."""
        return NAMES + WIDE * min(max(value, 0.0), self.most) / self.most


@dataclass(frozen=True)
class Row:
    """One line of a picture: its name, what is drawn on the scale at a height, and the figures beside it."""

    name: str
    drawn: Callable[[float], Iterable[str]]
    figures: str


def scale_for(values: Iterable[float | None], step: float, *, against: float | None = None) -> Scale:
    """Give a scale that holds these values, with no more than a dozen marks of steps that double.

    >>> scale_for([5, 17.2], 3).marks
    (0, 3, 6, 9, 12, 15, 18)
    """
    most = max((value for value in (*values, against) if value is not None), default=0.0) or step
    while most / step > _MARKS:
        step *= 2
    count = int(-(-most // step))
    return Scale(count * step, tuple(step * n for n in range(count + 1)), against)


def sign(fill: str, meaning: str) -> Sign:
    """Explain a fill."""
    return Sign(lambda x, y: bar(x - 8, y - 7, 16, 14, fill=fill), meaning)


def drawn(  # noqa: PLR0913 - what every picture has
    title: str,
    said: Sequence[str],
    rows: Sequence[Row],
    scale: Scale,
    *,
    unit: str,
    signs: Sequence[Sign] = (),
    notes: Sequence[str] = (),
) -> str:
    """Put a picture together: title, signs, scale, rows, notes; *said* is what it says in words."""
    width = NAMES + WIDE + _FIGURES
    heading = wrapped(title, _TITLE)
    strokes = [HATCHED]
    strokes += [text(10, 28 + 20 * n, part, bold=True, size=17) for n, part in enumerate(heading)]
    strokes_of_signs, y = legend(signs, 10, 34 + 20 * len(heading), width)
    top = y + 26 if signs else y + 8
    bottom = top + ROW * len(rows)
    strokes += [*strokes_of_signs, *_marks(scale, top, bottom, unit)]
    for place, row in enumerate(rows):
        strokes += _row(row, top + place * ROW)
    lines = [part for note in notes for part in wrapped(note, _NOTE)]
    strokes += [text(10, bottom + 26 + 18 * n, part, size=SIZE) for n, part in enumerate(lines)]
    height = bottom + 26 + 18 * len(lines)
    return picture(width, height, title, " ".join((*said, *notes)), strokes)


_MARKS = 12


def _marks(scale: Scale, top: float, bottom: float, unit: str) -> Iterator[str]:
    for mark in scale.marks:
        x = scale.x(mark)
        yield line((x, top - 4), (x, bottom), dashed=True)
        yield text(x, top - 10, f"{mark:g}", align="middle", size=SIZE)
    yield text(NAMES + WIDE + 30, top - 10, unit, size=SIZE)
    if scale.against is not None:
        yield line((scale.x(scale.against), top - 4), (scale.x(scale.against), bottom), width=4)


def _row(row: Row, y: float) -> Iterator[str]:
    parts = wrapped(row.name, _LETTERS)
    for place, part in enumerate(parts):
        yield text(10, y + (22 if len(parts) == 1 else 15 + place * 15), part, size=SIZE)
    yield from row.drawn(y)
    yield text(NAMES + WIDE + 30, y + 22, row.figures, size=SIZE)
