"""The rows of somebody's diary by kind, packed once for as long as that diary is there."""

from models.diaries.problem import Person, Spans
from models.diaries.slots.remembered import Remembered
from models.diaries.slots.span_rows import SpanRows

PersonRows = tuple[tuple[str, SpanRows], ...]
"""For each kind that has any rows these."""

_remembered: Remembered[PersonRows] = Remembered()
forget = _remembered.forget
"""Forget what was packed: whoever measures begins anew."""


def person_rows(person: Person) -> PersonRows:
    """The rows of *person*, kind by kind; kinds without any are left out."""
    found = _remembered.get(person, None)
    if found is not None:
        return found
    given: tuple[tuple[str, Spans], ...] = (
        ("barred", person.barred),
        ("other_meetings", person.other_meetings),
        ("away", person.away),
        ("busy", person.busy),
        ("tentative", person.tentative),
        ("known", person.known),
    )
    packed = tuple(
        [
            (kind, spans if type(spans) is SpanRows else SpanRows.of(spans))
            for kind, spans in given
            if type(spans) is SpanRows or spans
        ]
    )
    return _remembered.keep(person, None, packed)
