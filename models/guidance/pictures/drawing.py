"""The few strokes that all pictures are made of; units are SVG's own, numbers rounded to a tenth."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

INK, PAPER, LINE, BAR, LIGHT = "#0b0c0c", "#ffffff", "#505a5f", "#1d70b8", "#d2e2f1"
"""Dark on white: every pair that carries meaning has a contrast of 4.5 or more."""

_ALIGNED = {"start": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}


def picture(width: float, height: float, title: str, description: str, strokes: Iterable[str]) -> str:
    """Put strokes together to a picture with a title, and with its content in words.

    >>> picture(10, 10, "A & B", "one", [])[:62]
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" ro'
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" role="img" '
        f'aria-label={quoteattr(title)} font-family="Arial, sans-serif" font-size="14">\n'
        f"<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>\n"
        f'<rect width="100%" height="100%" fill="{PAPER}"/>\n' + "\n".join(strokes) + "\n</svg>\n"
    )


def text(x: float, y: float, said: str, *, align: str = "start", bold: bool = False) -> str:
    """Write a line of text from a point on its base line."""
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" fill="{INK}"{_ALIGNED[align]}{weight}>{escape(said)}</text>'


def bar(x: float, y: float, width: float, height: float, *, fill: str = BAR) -> str:
    """Draw a filled bar with an outline, so that it is seen without colour, too."""
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" '
        f'fill="{fill}" stroke="{INK}" stroke-width="1"/>'
    )


def line(
    begin: tuple[float, float], end: tuple[float, float], *, width: float = 1, dashed: bool = False
) -> str:
    """Draw a straight line between two points."""
    dashes = ' stroke-dasharray="6 4"' if dashed else ""
    return (
        f'<line x1="{_n(begin[0])}" y1="{_n(begin[1])}" x2="{_n(end[0])}" y2="{_n(end[1])}" '
        f'stroke="{LINE}" stroke-width="{_n(width)}"{dashes}/>'
    )


def dot(x: float, y: float, *, filled: bool) -> str:
    """Draw a point: filled or hollow, so that two kinds are told apart without colour."""
    return (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="6" fill="{BAR if filled else PAPER}" '
        f'stroke="{INK}" stroke-width="2"/>'
    )


def _n(number: float) -> str:
    return f"{round(number, 1):g}"
