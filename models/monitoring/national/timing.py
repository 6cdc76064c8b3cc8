"""Whether reviews were on time, how long they took, and how each step's deadline was kept."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter

from models.guidance.stages import Stage
from models.monitoring.national.counting import in_order
from models.monitoring.national.figures import (
    MONTH,
    SIX_MONTHS,
    TWO_MONTHS,
    Months,
    StepKept,
    Timeliness,
)
from models.monitoring.rows import ReviewRow, StepRow
from models.monitoring.shares import Share, Spread, spread

_Rows = Sequence[ReviewRow]


def timeliness(rows: _Rows, reviews: _Rows) -> Timeliness:
    """Say how far reviews kept their time; *reviews* are those of the rows that became one."""
    completed = [row for row in reviews if row.completed_in and row.elapsed is not None]
    panels = Counter(
        row.decision_to_first_panel for row in reviews if row.decision_to_first_panel is not None
    )
    returned = Counter(row.returned_days for row in rows if row.returned_days)
    return Timeliness(
        on_time=_said(reviews, "on_time"),
        on_time_by_board={
            board: _said(own, "on_time") for board, own in grouped(reviews, attrgetter("board")).items()
        },
        with_action_plan=_said(reviews, "with_action_plan"),
        not_yet=sum(row.on_time == "not_yet" for row in reviews),
        completed=_months(completed),
        by_kind=_months_by(completed, attrgetter("decided")),
        by_year=_months_by(completed, lambda row: str(row.completed_in)[:4]),
        by_board=_months_by(completed, attrgetter("board")),
        first_panel=spread(panels),
        first_panel_late=Share(sum(n for days, n in panels.items() if days > TWO_MONTHS), panels.total()),
        sign_off=_sign_off(reviews),
        returned=Share(returned.total(), len(rows)),
        returned_days=spread(returned),
    )


def grouped(rows: Iterable[ReviewRow], by: Callable[[ReviewRow], str]) -> dict[str, list[ReviewRow]]:
    """Give rows by what they have in common, in alphabetical order."""
    found: defaultdict[str, list[ReviewRow]] = defaultdict(list)
    for row in rows:
        found[by(row)].append(row)
    return dict(sorted(found.items()))


StepKey = tuple[str, str, str, int | None, str]
"""A deadline's row without the review that it is of: stage, milestone, state, days late, provenance."""


def counted(rows: Iterable[StepRow]) -> Counter[StepKey]:
    """Count the deadlines that are alike."""
    return Counter(map(attrgetter("stage", "milestone", "state", "late", "provenance"), rows))


def steps_kept(steps: Mapping[StepKey, int]) -> tuple[StepKept, ...]:
    """Say how each step's deadline was kept, in the order of the stages (R115)."""
    own: defaultdict[tuple[str, str], dict[StepKey, int]] = defaultdict(dict)
    for key, n in steps.items():
        own[key[:2]][key] = n
    ordered = sorted(own, key=lambda step: (_place(step[0]), step[1]))
    return tuple(_kept(stage, milestone, own[stage, milestone]) for stage, milestone in ordered)


def _kept(stage: str, milestone: str, own: dict[StepKey, int]) -> StepKept:
    states: Counter[str] = Counter()
    late: Counter[int] = Counter()
    for (_, _, state, days, _), n in own.items():
        states[state] += n
        if state == "late" and days is not None:
            late[days] += n
    come = states["in_time"] + states["late"] + states["overdue"]
    return StepKept(
        stage=stage,
        milestone=milestone,
        provenance=tuple(sorted({key[-1] for key in own})),
        in_time=Share(states["in_time"], come),
        late=states["late"],
        overdue=states["overdue"],
        to_come=states["to_come"],
        days_late=spread(late),
    )


def _place(stage: str) -> int:
    """Give a stage's place; one that is not known comes last."""
    stages = [each.value for each in Stage]
    return stages.index(stage) if stage in stages else len(stages)


def _said(reviews: Iterable[ReviewRow], name: str) -> Share:
    counted = Counter(map(attrgetter(name), reviews))
    return Share(counted["yes"], counted["yes"] + counted["no"])


def _months(completed: Iterable[ReviewRow]) -> Months:
    days = Counter(row.elapsed for row in completed if row.elapsed is not None)
    over = sum(n for took, n in days.items() if took > SIX_MONTHS)
    return Months(spread(days, MONTH), Share(over, days.total()))


def _months_by(completed: _Rows, by: Callable[[ReviewRow], str]) -> dict[str, Months]:
    return {code: _months(own) for code, own in grouped(completed, by).items()}


def _sign_off(reviews: _Rows) -> dict[str, Spread]:
    found: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for row in reviews:
        if row.submitted_to_signed_off is not None:
            found[row.board][row.submitted_to_signed_off] += 1
    return {board: spread(in_order(days)) for board, days in sorted(found.items())}
