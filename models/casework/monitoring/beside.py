"""The rows beside a review's own: its delays, its deadlines, the timelines asked of agencies, its processes."""

from collections.abc import Iterator
from datetime import date

from models.casework.monitoring.rowed import Rowed, month
from models.casework.standing import processes_known
from models.guidance import route
from models.guidance.timescales import Deadline
from models.monitoring.rows import DelayRow, DocumentRow, ProcessRow, StepRow
from models.records import DocumentRequest, ParallelProcess


def delay_rows(of: Rowed, code: str) -> Iterator[DelayRow]:
    """Give the days of each cause."""
    for each in of.account.ledger.causes if of.account else ():
        yield DelayRow(of.record.board_code, code, each.cause, each.any, each.exclusive, each.shared)


def step_rows(of: Rowed, code: str) -> Iterator[StepRow]:
    """Give every deadline of the review's path: those that were kept, in time or late, and those to come.

    What is on record keeps the deadline that it had when it was answered. Of what is not, each
    agency or child that it is still asked of counts; nothing is asked of what has ended.
    """
    board, deadlines, standing = of.record.board_code, of.record.deadlines, of.record.standing
    for each in of.record.milestones:
        if each.due_on and each.step in deadlines:
            late = max((each.happened_on - each.due_on).days, 0)
            trusted = deadlines[each.step].source.provenance.value
            yield StepRow(
                board, code, each.stage, each.milestone, "late" if late else "in_time", late, trusted
            )
    if route.has_ended(standing):
        return
    for deadline in deadlines.values():
        step = route.STEPS.get((deadline.stage, deadline.milestone))
        if step and step.path in ("referral", route.path(standing)):
            for _ in step.wanted(step, standing):
                yield _awaited(of, code, deadline)


def _awaited(of: Rowed, code: str, deadline: Deadline) -> StepRow:
    late = (of.record.as_of - deadline.due).days
    return StepRow(
        of.record.board_code,
        code,
        deadline.stage.value,
        deadline.milestone,
        "overdue" if late > 0 else "to_come",
        late if late > 0 else None,
        deadline.source.provenance.value,
    )


def document_rows(of: Rowed, code: str) -> Iterator[DocumentRow]:
    """Give how long each agency took over its timeline; what nobody waits for any more is given up."""
    came = {each.id: each.happened_on for each in of.record.when(route.TIMELINES)}
    closed_on = of.on(route.CLOSURE)
    for each in of.record.rows(DocumentRequest):
        answered_on = came.get(each.milestone_id or 0)
        until = answered_on or closed_on or of.record.as_of
        given_up = each.missing_reason is not None or (answered_on is None and closed_on is not None)
        state = "given_up" if given_up else "came" if answered_on else "waiting"
        days = max((until - each.asked_on).days, 0)
        yield DocumentRow(of.record.board_code, code, each.agency_code, state, days)


def process_rows(of: Rowed, code: str) -> Iterator[ProcessRow]:
    """Give the processes beside the review, as they were last known."""
    for each in processes_known(of.record.facts(ParallelProcess), of.record.milestones):
        ended_on = _by(each.ended_on, of.record.as_of)
        began_on = _by(each.began_on, of.record.as_of)
        yield ProcessRow(of.record.board_code, code, each.kind, month(began_on), month(ended_on))


def _by(day: date | None, on: date) -> date | None:
    return day if day and day <= on else None
