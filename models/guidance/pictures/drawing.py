"""The few strokes that all pictures are made of; units are SVG's own, numbers rounded to a tenth."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

INK, PAPER, LINE, BAR, LIGHT = "#0b0c0c", "#ffffff", "#505a5f", "#1d70b8", "#d2e2f1"
"""Dark on white: every pair that carries meaning has a contrast of 4.5 or more."""

USUAL = 14
"""The size of letters where nothing else is said."""

_ALIGNED = {"start": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}


def picture(width: float, height: float, title: str, description: str, strokes: Iterable[str]) -> str:
    """Put strokes together to a picture with a title, and with its content in words.

    >>> picture(10, 10, "A & B", "one", [])[:62]
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" ro'
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" role="img" '
        f'aria-label={quoteattr(title)} font-family="Arial, sans-serif" font-size="{USUAL}" fill="{INK}">\n'
        f"<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>\n"
        f'<rect width="100%" height="100%" fill="{PAPER}"/>\n' + "\n".join(strokes) + "\n</svg>\n"
    )


def text(  # noqa: PLR0913 - what a line of text can be
    x: float,
    y: float,
    said: str,
    *,
    align: str = "start",
    bold: bool = False,
    size: float = USUAL,
    halo: bool = False,
) -> str:
    """Write a line of text from a point on its base line; with a *halo* it can be read across lines."""
    look = _ALIGNED[align] + (' font-weight="bold"' if bold else "")
    look += f' font-size="{_n(size)}"' if size != USUAL else ""
    look += f' stroke="{PAPER}" stroke-width="4" paint-order="stroke"' if halo else ""
    return f'<text x="{_n(x)}" y="{_n(y)}"{look}>{escape(said)}</text>'


def wrapped(said: str, most: int) -> list[str]:
    """Break a text between its words into lines of at most so many characters.

    >>> wrapped("Adroddiad drafft a chynllun gweithredu", 28)
    ['Adroddiad drafft a chynllun', 'gweithredu']
    """
    lines = [""]
    for part in said.split():
        longer = f"{lines[-1]} {part}".strip()
        if lines[-1] and len(longer) > most:
            lines.append(part)
        else:
            lines[-1] = longer
    return lines


def shortened(said: str, most: int) -> str:
    """Cut a text that is too long for its place, and show that it was cut.

    >>> shortened("alexandra-example", 10)
    'alexandra…'
    """
    return said if len(said) <= most else said[: most - 1].rstrip() + "…"


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


def grid(lines: Iterable[tuple[tuple[float, float], tuple[float, float]]]) -> str:
    """Draw thin lines that only guide the eye, all in one."""
    path = "".join(f"M{_n(x)} {_n(y)}L{_n(to_x)} {_n(to_y)}" for (x, y), (to_x, to_y) in lines)
    return f'<path d="{path}" stroke="{LINE}" stroke-width="0.5" fill="none"/>'


def shape(corners: Iterable[tuple[float, float]], *, fill: str = PAPER) -> str:
    """Draw a closed shape through its corners, with an outline."""
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in corners)
    return f'<polygon points="{points}" fill="{fill}" stroke="{INK}" stroke-width="1.5"/>'


def area(x: float, y: float, width: float, height: float, fill: str) -> str:
    """Fill a rectangle that has no outline of its own."""
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{fill}"/>'


def tile(code: str, width: float, height: float, strokes: Iterable[str], *, turned: int = 0) -> str:
    """Define what is repeated wherever something is filled with ``url(#code)``; *turned* in degrees."""
    turn = f' patternTransform="rotate({turned})"' if turned else ""
    size = f'width="{_n(width)}" height="{_n(height)}"'
    return f'<pattern id="{code}" {size} patternUnits="userSpaceOnUse"{turn}>{"".join(strokes)}</pattern>'


def _n(number: float) -> str:
    return f"{round(number, 1):g}"
