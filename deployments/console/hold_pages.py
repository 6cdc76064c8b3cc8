"""The holds of a review as the console shows them: a table, then the days gross and net."""

from collections.abc import Iterator
from typing import Any

from models.casework.hold_list import Holds, Listed
from models.guidance.sentences import in_words, sentence
from models.guidance.words import Language, word

_COLUMNS = ("scope", "cause", "from", "ended", "next_look", "days")


def page(reference: str, found: Holds, language: Language) -> Iterator[str]:
    """Give the lines for people."""
    if not found.rows:
        yield sentence("no_holds", reference=reference).of(language)
    else:
        cells = [[word("hold_column", each).of(language) for each in _COLUMNS]]
        cells += [_cells(each, language) for each in found.rows]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        for row in cells:
            yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    if found.days is not None:
        yield ""
        yield sentence("hold_days", gross=found.days.elapsed, net=found.days.net).of(language)


def _cells(each: Listed, language: Language) -> list[str]:
    hold = each.hold
    return [
        word("hold_scope", hold.scope).of(language),
        word("cause", hold.cause).of(language),
        in_words(hold.from_on, language),
        in_words(hold.ended_on, language) if hold.ended_on else "",
        in_words(each.next_on, language) if each.next_on else "",
        str(each.days),
    ]


def plain(found: Holds) -> dict[str, Any]:
    """Give the same for programs."""
    return {
        "gross": found.days.elapsed if found.days else None,
        "net": found.days.net if found.days else None,
        "holds": [_plain_row(each) for each in found.rows],
    }


def _plain_row(each: Listed) -> dict[str, Any]:
    hold = each.hold
    return {
        "scope": hold.scope,
        "cause": hold.cause,
        "requested_by": hold.requested_by,
        "authority": hold.authority,
        "decided_by": each.decided_by,
        "from": hold.from_on,
        "ends_with_process": hold.ends_with_process,
        "next_look": each.next_on,
        "looks": each.looks,
        "ended": hold.ended_on,
        "days": each.days,
    }
