"""A review's timeline in words: what its picture says to whoever cannot see it."""

from collections.abc import Iterator
from datetime import date

from models.guidance.pictures.timeline_parts import Line, Mark, Timeline
from models.guidance.sentences import sentence
from models.guidance.words import Language, Words, word


def told(shown: Timeline, language: Language) -> str:
    """Say everything that the picture shows, a sentence each."""
    return " ".join(each.of(language) for each in _sentences(shown))


def short_day(day: date, language: Language) -> str:
    """Write a day as short as can be.

    >>> short_day(date(2026, 3, 2), "cy")
    '2 Maw'
    """
    return f"{day.day} {word('short_month', f'{day.month:02d}').of(language)}"


def _sentences(shown: Timeline) -> Iterator[Words]:
    yield sentence("timeline_said_today", on=shown.today)
    if shown.complete_by:
        yield sentence("timeline_said_complete_by", on=shown.complete_by)
    for each in shown.lines:
        yield from (_mark(each, mark, shown.today) for mark in each.marks)
        for meeting in each.meetings:
            code = "timeline_said_firm" if meeting.firm else "timeline_said_pencilled"
            yield sentence(code, stage=each.stage, on=meeting.on)
    for held in shown.holds:
        names = {"scope": word("hold_scope", held.scope), "cause": word("cause", held.cause)}
        code = "timeline_said_hold" if held.until else "timeline_said_hold_open"
        yield sentence(code, since=held.since, until=held.until, **names)
    if shown.forecast:
        yield sentence("timeline_said_forecast", **vars(shown.forecast))


def _mark(each: Line, mark: Mark, today: date) -> Words:
    """Say of a milestone when it was due, when it happened, and how late that was or is."""
    late = mark.late(today)
    if mark.due is None:
        return sentence("timeline_said_happened", stage=each.stage, happened=mark.happened)
    code = "timeline_said_done" if mark.happened else "timeline_said_due"
    code += "_late" if late else ""
    return sentence(code, stage=each.stage, due=mark.due, happened=mark.happened, late=late)
