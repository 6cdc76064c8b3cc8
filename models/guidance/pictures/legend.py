"""What the signs of a picture mean, in lines as wide as the picture."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from models.guidance.pictures.drawing import text

SIZE = 12
"""The size of a legend's letters."""

_LETTER, _SAMPLE, _APART, _LINE = 7.4, 24.0, 22.0, 22.0
"""How wide a letter is at most on the average, how wide a sign, how far entries and lines stand apart."""


@dataclass(frozen=True)
class Sign:
    """A sign, drawn around a point, and what it means."""

    drawn: Callable[[float, float], str]
    meaning: str

    @property
    def width(self) -> float:
        """How much room it takes in a line."""
        return _SAMPLE + len(self.meaning) * _LETTER + _APART


def legend(signs: Iterable[Sign], x: float, y: float, until: float) -> tuple[list[str], float]:
    """Draw the signs from left to right, in as many lines as they need.

    Gives the strokes, and where the next line would stand.
    """
    strokes: list[str] = []
    at, line = x, y
    for sign in signs:
        if at > x and at + sign.width > until:
            at, line = x, line + _LINE
        strokes += [sign.drawn(at + 8, line - 4), text(at + _SAMPLE, line, sign.meaning, size=SIZE)]
        at += sign.width
    return strokes, line + _LINE
