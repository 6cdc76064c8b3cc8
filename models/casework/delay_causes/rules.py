"""The rules: each reads a review's record and gives the days that it accounts for."""

from collections.abc import Callable, Iterator

from models.casework import returning
from models.casework.delay_causes.dates import waited_for_a_date, without_a_reviewer
from models.casework.delay_causes.reading import Cause, Reading, entered_on
from models.guidance import holds, route
from models.guidance.delays import Span
from models.records import Decision, DelayAttribution, Hold, Publication


def _holds(reading: Reading) -> Iterator[Cause]:
    """A hold of the whole review: every day of it."""
    for hold in reading.record.facts(Hold):
        if hold.scope == "all":
            span = Span(hold.cause, hold.from_on, hold.ended_on or reading.until, held=True)
            yield Cause(span, "hold", "all", known_on=entered_on(reading.by_number[hold.milestone_id]))


def _partial_holds(reading: Reading) -> Iterator[Cause]:
    """A hold of some stages: from the day on which the first of them was due, until it ended."""
    for hold in reading.record.facts(Hold):
        stopped = holds.STOPPED[hold.scope]
        if hold.scope == "all" or not stopped:
            continue
        due = [each.due for key, each in reading.record.deadlines.items() if key[0] in stopped]
        if due:
            span = Span(hold.cause, max(hold.from_on, min(due)), hold.ended_on or reading.until)
            known_on = entered_on(reading.by_number[hold.milestone_id])
            yield Cause(span, "partial_hold", hold.scope, known_on=known_on)


def _documents(reading: Reading) -> Iterator[Cause]:
    """An agency's timeline: from the day on which it was due until it came, or was given up."""
    for late in reading.late(route.TIMELINES):
        span = Span("agency_documents_late", late.due_on, late.came_on)
        yield Cause(span, "documents", late.subject, known_on=late.known_on)


def _sent_back(reading: Reading) -> Iterator[Cause]:
    """What was too thin to go on with: from the day on which it went back to an agency until the rest came.

    Or until it was decided without.
    """
    for wait in returning.waits_of(reading.record.when(returning.RETURNED, returning.CAME, route.DECISION)):
        until = wait.ended.happened_on if wait.ended else reading.until
        known_on = entered_on(wait.ended) if wait.ended else None
        span = Span("agency_documents_late", wait.returned.happened_on, until)
        yield Cause(span, "returned", wait.returned.subject, known_on=known_on)


def _sign_off(reading: Reading) -> Iterator[Cause]:
    """The Board: from the day by which it should have considered the report until it did.

    It has its weeks from the drafts even where those came after the day of completion, by
    which the deadline is cut: what came late before them is not put down to the Board.
    """
    drafts = sorted(each.happened_on for each in reading.record.when(route.DRAFT))
    for late in reading.late(route.SIGN_OFF, route.RETURNED):
        drafted = [day for day in drafts if day <= late.came_on]
        since = max([late.due_on, *(day + reading.weeks(route.SIGN_OFF) for day in drafted[-1:])])
        yield Cause(Span("board_sign_off", since, late.came_on), "sign_off", known_on=late.known_on)


def _prognosis(reading: Reading) -> Iterator[Cause]:
    """A decision to defer: until the next decision."""
    decided = [
        (reading.by_number[each.milestone_id], each.outcome) for each in reading.record.facts(Decision)
    ]
    later = [each.happened_on for each, _ in decided[1:]] + [reading.until]
    for (each, outcome), until in zip(decided, later, strict=False):  # before a decision there is none
        if outcome == "deferred":
            span = Span("medical_prognosis_awaited", each.happened_on, until)
            yield Cause(span, "prognosis", known_on=entered_on(each))


def _clearance(reading: Reading) -> Iterator[Cause]:
    """The lawyers: from the day on which publication was due until they had cleared it."""
    for each in reading.record.facts(Publication):
        published = reading.by_number[each.milestone_id]
        if published.due_on is not None:
            span = Span("publication_legal", published.due_on, each.legal_clearance_on)
            yield Cause(span, "clearance", known_on=entered_on(published))


def _people(reading: Reading) -> Iterator[Cause]:
    """What a person put down, with a reason that stands on the record."""
    for each in reading.record.facts(DelayAttribution):
        entered = reading.by_number[each.milestone_id]
        span = Span(each.cause, each.since, each.until)
        yield Cause(span, "person", by=entered.decided_by, known_on=entered_on(entered), reason=each.reason)


_RULES: tuple[Callable[[Reading], Iterator[Cause]], ...] = (
    _holds,
    _partial_holds,
    _documents,
    _sent_back,
    _sign_off,
    waited_for_a_date,
    without_a_reviewer,
    _prognosis,
    _clearance,
    _people,
)


def causes(reading: Reading) -> tuple[Cause, ...]:
    """Give every span that has a cause and a day of the account, in the order of their first days."""
    found = [each for rule in _RULES for each in rule(reading) if reading.counts(each.span)]
    return tuple(sorted(found, key=lambda each: (each.span.since, each.span.until, each.why, each.subject)))
