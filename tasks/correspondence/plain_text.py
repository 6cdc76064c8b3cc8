"""How a letter's plain half is laid out: lines no longer than a page is wide, tables in columns."""

import re
import textwrap
from itertools import accumulate

_WIDTH = 78
_TABLE_WIDTH = 76
_GAP = "  "
_GAPS = re.compile(r"\n(?: *\n)+")
"""One empty line is enough, however many a template leaves where it says nothing."""


def aligned(heads: list[str], rows: list[list[str]]) -> list[str]:
    """Set a table's rows under their heads; columns that find no room go on a line of their own.

    >>> aligned(["Who", "Since"], [["Siân", "1 May 2026"]])
    ['Who   Since', 'Siân  1 May 2026']
    """
    table = [heads, *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    ends = list(accumulate(width + len(_GAP) for width in widths))
    fitting = max(1, sum(end <= _TABLE_WIDTH for end in ends))
    lines = []
    for row in table:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        lines += [_GAP.join(cells[:fitting]), *([_GAP + _GAP.join(cells[fitting:])] if row[fitting:] else [])]
    return [line.rstrip() for line in lines]


def filled(text: str) -> str:
    r"""Break long lines between words, never inside an address; what is set in stays set in.

    >>> filled("One line.\n\n  \n\nAnother.")
    'One line.\n\nAnother.'
    """
    folded = "\n".join(_fold(line) for line in text.splitlines())
    return _GAPS.sub("\n\n", folded).strip()


def _fold(line: str) -> str:
    if len(line) <= _WIDTH:
        return line.rstrip()
    set_in = line[: len(line) - len(line.lstrip())]
    return textwrap.fill(
        line,
        _WIDTH,
        subsequent_indent=f"{set_in}  " if set_in else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
