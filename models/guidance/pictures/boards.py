"""The Boards held against each other: Figures 1 and 3 of the 2015 review, and the ratios with intervals."""

from collections.abc import Iterator
from math import log2

from models.guidance.board_counts import measure_words
from models.guidance.comparison import Comparison, Row
from models.guidance.pictures.drawing import LIGHT, bar, dot, line, picture, text
from models.guidance.sentences import sentence
from models.guidance.words import Language, word

_NAMES, _WIDE, _ROW, _TOP, _RIGHT = 240.0, 420.0, 34.0, 70.0, 130.0
_LEAST, _MOST = 1 / 16, 8.0
"""The ends of the scale of ratios; an interval that reaches further is cut there."""


def notifications_by_board(compared: Comparison, language: Language) -> str:
    """Draw Figure 1: each Board's share of the notifications, in whole per cent."""
    most = max(row.share for row in compared.rows)
    height = _TOP + _ROW * len(compared.rows) + 20
    strokes = [text(10, 30, _title("figure_1", compared, language), bold=True)]
    for place, row in enumerate(compared.rows):
        y, name, wide = _TOP + place * _ROW, row.counted.name.of(language), _WIDE * row.share / most
        strokes += [text(10, y + 16, name), bar(_NAMES, y, wide, 22)]
        strokes.append(text(_NAMES + wide + 8, y + 16, f"{row.share:.0f}% ({row.counted.count})"))
    said = "; ".join(f"{row.counted.name.of(language)} {row.share:.0f}%" for row in compared.rows)
    return picture(_NAMES + _WIDE + _RIGHT, height, _title("figure_1", compared, language), said, strokes)


def notifications_and_shares(compared: Comparison, language: Language) -> str:
    """Draw Figure 3: each Board's share of notifications beside its shares of the populations, with ranks."""
    measures = tuple(compared.tests)
    heads = [measure_words(each).of(language) for each in ("notifications", *measures)]
    step = _WIDE / len(heads) + 60
    strokes = [text(10, 30, _title("figure_3", compared, language), bold=True)]
    strokes += [text(_NAMES + n * step, _TOP - 8, head, bold=True) for n, head in enumerate(heads)]
    said = []
    for place, row in enumerate(compared.rows):
        y, name = _TOP + place * _ROW, row.counted.name.of(language)
        cells = [(row.share, row.rank), *((row.against[m].share, row.against[m].rank) for m in measures)]
        strokes.append(text(10, y + 16, name))
        for n, (share, rank) in enumerate(cells):
            strokes.append(bar(_NAMES + n * step, y, 2 * share, 22, fill=LIGHT))
            strokes.append(text(_NAMES + n * step + 2 * share + 6, y + 16, f"{share:.0f}% ({rank})"))
        pairs = zip(heads, cells, strict=True)
        said.append(f"{name}: {', '.join(f'{h} {s:.0f}% ({r})' for h, (s, r) in pairs)}")
    height = _TOP + _ROW * len(compared.rows) + 20
    width = _NAMES + step * len(heads) + 20
    return picture(width, height, _title("figure_3", compared, language), "; ".join(said), strokes)


def observed_and_expected(compared: Comparison, measure: str, language: Language) -> str:
    """Draw each Board's ratio of observed to expected with its exact interval, corrected, on a log scale."""
    title = sentence("ratio_title", measure=measure_words(measure), total=compared.total).of(language)
    height = _TOP + _ROW * len(compared.rows) + 60
    strokes = [text(10, 30, title, bold=True), *_scale(height)]
    for place, row in enumerate(compared.rows):
        strokes += _ratio(row, measure, _TOP + place * _ROW, language)
    strokes.append(text(10, height - 10, sentence("ratio_how").of(language)))
    return picture(
        _NAMES + _WIDE + _RIGHT + 60, height, title, _ratios_said(compared, measure, language), strokes
    )


def _ratio(row: Row, measure: str, y: float, language: Language) -> Iterator[str]:
    against = row.against[measure]
    low, high = against.interval_corrected
    yield text(10, y + 16, row.counted.name.of(language))
    yield line((_x(low), y + 11), (_x(high), y + 11), width=3)
    yield dot(_x(against.ratio), y + 11, filled=against.stands_out == "clearly")
    yield text(_NAMES + _WIDE + 16, y + 16, f"{against.ratio:.2f} ({low:.2f}–{high:.2f})")


def _ratios_said(compared: Comparison, measure: str, language: Language) -> str:
    said = []
    for row in compared.rows:
        against = row.against[measure]
        low, high = against.interval_corrected
        mark = word("stands_out", against.stands_out).of(language)
        said.append(f"{row.counted.name.of(language)}: {against.ratio:.2f} ({low:.2f}–{high:.2f}), {mark}")
    return "; ".join(said)


def _scale(height: float) -> Iterator[str]:
    for mark, ratio in (
        ("1/16", _LEAST),
        ("1/4", 0.25),
        ("1/2", 0.5),
        ("1", 1.0),
        ("2", 2.0),
        ("4", 4.0),
        ("8", _MOST),
    ):
        yield line((_x(ratio), _TOP - 12), (_x(ratio), height - 34), dashed=ratio != 1)
        yield text(_x(ratio), _TOP - 16, mark, align="middle")


def _x(ratio: float) -> float:
    within = min(max(ratio, _LEAST), _MOST)
    return _NAMES + _WIDE * (log2(within) - log2(_LEAST)) / (log2(_MOST) - log2(_LEAST))


def _title(code: str, compared: Comparison, language: Language) -> str:
    return sentence(code, total=compared.total).of(language)
