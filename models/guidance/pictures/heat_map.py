"""Diaries as a picture: people by days, how far each could take part, and whether the quorum could meet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from types import MappingProxyType

from models.guidance.diary_levels import LEVELS, Level
from models.guidance.pictures.drawing import (
    INK,
    LIGHT,
    LINE,
    PAPER,
    area,
    bar,
    grid,
    picture,
    shortened,
    text,
    tile,
)
from models.guidance.pictures.legend import Sign, legend
from models.guidance.sentences import in_words, sentence
from models.guidance.words import Language, Words, word

_CELL, _ROW = 12.0, 16.0
_NAMES, _PARTS, _HEAD, _LEAST, _MARGIN = 150.0, 166.0, 34.0, 760.0, 48.0
_LEFT = _NAMES + _PARTS
_MOST_DAYS = 72
"""The most days beside each other, so that the picture is as wide as a page: about three months."""
_LETTERS = 20, 24
"""The most letters of a name and of a part."""
_LETTER = 8.6
"""How wide a letter of a month's name is, at most on the average."""
_DAYS_SAID = 20
"""The most days that the words list one by one."""

_GROUND: Mapping[Level, str] = MappingProxyType(
    {"free": PAPER, "part": LIGHT, "perhaps": "#fff3bf", "not_known": "#ececec", "no": "#454b4f"}
)
_INK: Mapping[Level, str] = MappingProxyType(dict.fromkeys(LEVELS, INK) | {"no": PAPER})


@dataclass(frozen=True)
class Row:
    """A person's code, what they are to the meeting, and a level for each day."""

    name: str
    part: Words
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class HeatMap:
    """What the picture shows.

    Attributes:
        reference: the review's.
        meeting: which meeting it is about.
        minutes: how long that is.
        days: the working days of its window, in order.
        rows: the people, each with as many levels as there are days.
        quorum: whether at some hour of a day everybody required and every agency could be
            there: *free*; *perhaps*, with a stand-in or a diary that is not known; or *no*.
    """

    reference: str
    meeting: Words
    minutes: int
    days: tuple[date, ...]
    rows: tuple[Row, ...]
    quorum: tuple[Level, ...]


def diaries(shown: HeatMap, language: Language) -> str:
    """Draw the diaries of a meeting's window, as many months in a block as a page is wide.

    A level has a ground, a pattern and a letter of its own; the last row of each block
    is the quorum's.
    """
    title = sentence(
        "diaries_title", reference=shown.reference, meeting=shown.meeting, minutes=shown.minutes
    ).of(language)
    strokes = [*_tiles(language), text(10, 28, title, bold=True, size=17)]
    widest = max(end - begin for begin, end in blocks(shown.days))
    width = max(_LEFT + widest * _CELL + _MARGIN, _LEAST)
    signs, y = legend(_signs(language), 10, 52, width)
    strokes += signs
    for begin, end in blocks(shown.days):
        strokes += _block(shown, begin, end, y + _HEAD, language)
        y += _HEAD + (len(shown.rows) + 1) * _ROW + 22
    return picture(width, y, title, _told(shown, language), strokes)


def blocks(days: Sequence[date]) -> list[tuple[int, int]]:
    """Give the first and the last day (left out) of each block: whole months, as many as fit.

    >>> blocks([date(2026, month, day) for month in (1, 2, 3, 4, 5) for day in range(1, 21)])
    [(0, 60), (60, 100)]
    """
    found: list[tuple[int, int]] = []
    place = 0
    for _, month in groupby(days, key=lambda day: (day.year, day.month)):
        count = len(list(month))
        if found and place + count - found[-1][0] <= _MOST_DAYS:
            found[-1] = (found[-1][0], place + count)
        else:
            found.append((place, place + count))
        place += count
    return found


def _tiles(language: Language) -> Iterator[str]:
    """Define a cell of each level, and of a quorum that could meet."""
    for level in LEVELS:
        letter = word("diary_letter", level).of(language)
        strokes = [area(0, 0, _CELL, _ROW, _GROUND[level]), *_pattern(level)]
        strokes.append(
            f'<text x="{_CELL / 2:g}" y="12" font-size="10" fill="{_INK[level]}" text-anchor="middle">'
            f"{letter}</text>"
        )
        yield tile(f"{level}-{language}", _CELL, _ROW, [*strokes, _frame()])
    tick = '<path d="M2.5 8.5L5 11.5L9.5 4.5" stroke="#ffffff" stroke-width="2" fill="none"/>'
    yield tile(f"quorum-{language}", _CELL, _ROW, [area(0, 0, _CELL, _ROW, "#1d70b8"), tick, _frame()])


def _pattern(level: Level) -> Iterator[str]:
    """Give each level what tells it apart without its colour: dots, a rising or a falling line."""
    if level == "perhaps":
        yield f'<path d="M1 2h2M9 2h2M1 14h2M9 14h2" stroke="{INK}" stroke-width="2"/>'
    elif level == "not_known":
        yield f'<path d="M0 {_ROW}L3 {_ROW - 4}M9 4L{_CELL} 0" stroke="{INK}"/>'
    elif level == "part":
        yield area(0, _ROW - 3, _CELL, 2, INK)
    elif level == "no":
        yield f'<path d="M0 0L4 5M8 {_ROW - 5}L{_CELL} {_ROW}" stroke="{PAPER}"/>'


def _frame() -> str:
    return f'<path d="M0 0V{_ROW}H{_CELL}" stroke="{LINE}" stroke-width="0.6" fill="none"/>'


def _block(shown: HeatMap, begin: int, end: int, y: float, language: Language) -> Iterator[str]:
    """Draw a stretch of days: months, weeks, a row for each person, the quorum's row."""
    yield from _months(shown.days[begin:end], y, language)
    for number, row in enumerate(shown.rows):
        base = y + number * _ROW + 12
        yield text(10, base, shortened(row.name, _LETTERS[0]), size=11)
        yield text(_NAMES, base, shortened(row.part.of(language), _LETTERS[1]), size=11)
    base = y + len(shown.rows) * _ROW + 4
    yield text(10, base + 12, word("diary_level", "quorum").of(language), bold=True, size=11)
    # In a group of its own, so that the cells of a pattern begin where the rows do.
    yield f'<g transform="translate({_LEFT:g} {y:g})">'
    yield from _cells([row.levels[begin:end] for row in shown.rows], language)
    yield "</g>"
    yield f'<g transform="translate({_LEFT:g} {base:g})">'
    yield from _cells([tuple(_met(each) for each in shown.quorum[begin:end])], language)
    yield "</g>"
    yield bar(_LEFT, y, (end - begin) * _CELL, len(shown.rows) * _ROW, fill="none")
    yield bar(_LEFT, base, (end - begin) * _CELL, _ROW, fill="none")


def _met(level: Level) -> str:
    return "quorum" if level == "free" else level


def _cells(rows: Sequence[Sequence[str]], language: Language) -> Iterator[str]:
    """Fill every cell: one path a level, so that a picture of many people stays small."""
    paths: dict[str, list[str]] = {}
    for number, row in enumerate(rows):
        place = 0
        for level, cells in groupby(row):
            count = len(list(cells))
            box = f"M{place * _CELL:g} {number * _ROW:g}h{count * _CELL:g}v{_ROW:g}h-{count * _CELL:g}z"
            paths.setdefault(level, []).append(box)
            place += count
    for level, boxes in paths.items():
        yield f'<path d="{"".join(boxes)}" fill="url(#{level}-{language})"/>'


def _months(days: Sequence[date], y: float, language: Language) -> Iterator[str]:
    """Name each month where it begins, and write the day on which each week does."""
    lines, year = [], True
    for (_, number), cells in groupby(enumerate(days), key=lambda each: (each[1].year, each[1].month)):
        month = list(cells)
        x = _LEFT + month[0][0] * _CELL
        # The last month's name may reach beyond its days.
        room = len(month) * _CELL + (_MARGIN if month[-1][0] == len(days) - 1 else 0)
        name = _month_name(month[0][1], number, room, language, year=year)
        year = year and str(month[0][1].year) not in name
        yield text(x + 2, y - 20, name, bold=True, size=12)
        lines.append(((x, y - 32), (x, y)))
    weeks = [
        0,
        *(place for place, (day, after) in enumerate(pairwise(days), 1) if _week(day) != _week(after)),
    ]
    for place, following in zip(weeks, [*weeks[1:], len(days) + 1], strict=True):
        # A week of one day, as at a month's end, has no room for its figure beside the next.
        if following - place > 1:
            x = _LEFT + place * _CELL
            yield text(x + 2, y - 5, str(days[place].day), size=10)
            lines.append(((x, y - 14), (x, y)))
    yield grid(lines)


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _month_name(day: date, number: int, room: float, language: Language, *, year: bool) -> str:
    """Give the longest name of a month that there is room for; of a day or two there is none."""
    long, short = (word(name, f"{number:02d}").of(language) for name in ("month", "short_month"))
    wanted = year or number == 1
    names = [*([f"{long} {day.year}", f"{short} {day.year}"] if wanted else []), long, short]
    return next((name for name in names if len(name) * _LETTER <= room), "")


def _signs(language: Language) -> Iterator[Sign]:
    for code in (*LEVELS, "quorum"):
        # At the pattern's own beginning, or the letter would be cut.
        def drawn(x: float, y: float, code: str = code) -> str:
            box = bar(0, 0, _CELL, _ROW, fill=f"url(#{code}-{language})")
            return f'<g transform="translate({x - 6:g} {y - 8:g})">{box}</g>'

        meaning = "quorum_met" if code == "quorum" else code
        yield Sign(drawn, word("diary_level", meaning).of(language))


def _told(shown: HeatMap, language: Language) -> str:
    met = [day for day, level in zip(shown.days, shown.quorum, strict=True) if level == "free"]
    parts = [sentence("diaries_said_quorum", met=len(met), days=len(shown.days)).of(language)]
    if met:
        listed = ", ".join(in_words(day, language) for day in met[:_DAYS_SAID])
        parts.append(sentence("diaries_said_days", listed=listed).of(language))
    parts += [f"{row.name}: {_counted(row.levels, language)}." for row in shown.rows]
    return " ".join(parts)


def _counted(levels: Iterable[Level], language: Language) -> str:
    found = list(levels)
    return ", ".join(
        f"{word('diary_level', level).of(language)} {found.count(level)}"
        for level in LEVELS
        if level in found
    )
