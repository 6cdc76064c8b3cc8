"""Where the texts of a picture stand, as wide as wide letters make them: to see that all can be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
_WIDE, _BOLD = 0.62, 0.66
"""The width of a letter, on the average, in a font that is wider than the one asked for."""


@dataclass(frozen=True)
class Box:
    """A text and the rectangle that it takes."""

    said: str
    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


def parsed(svg: str) -> ET.Element:
    """Read a picture."""
    return ET.fromstring(svg)  # noqa: S314 - our own


def boxes(svg: str) -> list[Box]:
    """Give the texts of a picture; those within a pattern are its own business."""
    return list(_boxes(parsed(svg), 0, 0))


def _boxes(of: ET.Element, x: float, y: float) -> Iterator[Box]:
    for each in of:
        if each.tag == f"{SVG}pattern":
            continue
        if each.tag == f"{SVG}text":
            yield _box(each, x, y)
        yield from _boxes(each, x, y)


def _box(each: ET.Element, x: float, y: float) -> Box:
    said, size = each.text or "", float(each.get("font-size", "14"))
    width = len(said) * size * (_BOLD if each.get("font-weight") else _WIDE)
    at, base = x + float(each.get("x", "0")), y + float(each.get("y", "0"))
    left = at - {"middle": width / 2, "end": width}.get(each.get("text-anchor", ""), 0)
    return Box(said, left, left + width, base - 0.76 * size, base + 0.2 * size)


def misplaced(svg: str) -> list[str]:
    """Give the texts that are cut off at an edge, or written over another."""
    _, _, width, height = map(float, (parsed(svg).get("viewBox") or "").split())
    found = boxes(svg)
    cut = [each.said for each in found if each.left < 0 or each.right > width or each.bottom > height]
    return cut + [f"{one.said} / {two.said}" for one, two in combinations(found, 2) if one.overlaps(two)]


def told(svg: str) -> tuple[str, str]:
    """Give the title of a picture, and its content in words."""
    root = parsed(svg)
    return root.findtext(f"{SVG}title") or "", root.findtext(f"{SVG}desc") or ""


def contrast(one: str, two: str) -> float:
    """Give the contrast of two colours as WCAG 2.2 counts it."""
    lighter, darker = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
