"""A review at a glance: what has happened against the plan, what is awaited, where the days went."""

from dataclasses import dataclass
from datetime import date

from models.casework.delay_causes import account
from models.casework.entering import Office
from models.casework.standing import facts as facts_of
from models.casework.standing import milestones, open_holds, review_deadlines, stand
from models.guidance import holds, progress, route
from models.guidance.boards import board
from models.guidance.delays import Ledger
from models.guidance.packs import MilestoneKey
from models.guidance.route import Standing
from models.guidance.stages import Stage
from models.guidance.timescales import Deadline
from models.guidance.words import Words, word
from models.records import Action, Closure, Milestone, Review


@dataclass(frozen=True)
class Row:
    """One line of the timeline: a step, planned and actual; ``late`` in calendar days, never below none."""

    stage: Stage
    milestone: str
    subject: str
    planned: date | None
    actual: date | None
    late: int
    source: str
    provenance: str
    synthetic: bool = False


def timeline(office: Office, review: Review) -> tuple[Row, ...]:
    """Give every milestone of the review's path in the guidance's order, those to come with their plan.

    What has happened keeps the deadline that its action had when it was answered.
    """
    standing = stand(office.session, review)
    happened = [
        _happened(milestone, office.session.get(Action, milestone.action_id or 0))
        for milestone in milestones(office.session, review)
    ]
    on_record = {(row.stage, row.milestone) for row in happened}
    to_come = [
        _to_come(deadline, office.today)
        for key, deadline in review_deadlines(office.session, review, standing).items()
        if key not in on_record and _is_ahead(key, standing)
    ]
    return tuple(sorted((*happened, *to_come), key=lambda row: (_place(row), row.actual or date.max)))


def _happened(milestone: Milestone, action: Action | None) -> Row:
    planned = action.due_on if action else None
    return Row(
        stage=Stage(milestone.stage),
        milestone=milestone.milestone,
        subject=milestone.subject,
        planned=planned,
        actual=milestone.happened_on,
        late=max((milestone.happened_on - planned).days, 0) if planned else 0,
        source=action.source if action else "",
        provenance=action.provenance if action else "",
        synthetic=milestone.synthetic,
    )


def _to_come(deadline: Deadline, today: date) -> Row:
    return Row(
        stage=deadline.stage,
        milestone=deadline.milestone,
        subject="",
        planned=deadline.due,
        actual=None,
        late=max((today - deadline.due).days, 0),
        source=deadline.source.text,
        provenance=deadline.source.provenance,
    )


_ORDER = {key: place for place, key in enumerate(route.STEPS)}


def _place(row: Row) -> float:
    """Give a line its place; what is no step of its own (a hold, a returned draft) stands behind its stage's."""
    key = (row.stage, row.milestone)
    same_stage = [place for step, place in _ORDER.items() if step[0] == row.stage]
    return _ORDER.get(key, max(same_stage) + 0.5)


def _is_ahead(key: MilestoneKey, standing: Standing) -> bool:
    """Say whether a deadline belongs to the path the review is on; an alarm is no step."""
    step = route.STEPS.get(key)
    if step is None or route.has_ended(standing):
        return False
    return step.path in ("referral", route.path(standing)) or standing.outcome in (None, "deferred")


def ledger(office: Office, review: Review) -> Ledger | None:
    """Account for the days from referral to completion, or until today; none before there is a referral."""
    found = account(office, review)
    return found.ledger if found else None


def status(office: Office, review: Review) -> progress.Status:
    """Say how a review stands."""
    standing = stand(office.session, review)
    closures = facts_of(office.session, Closure, review)
    due = review_deadlines(office.session, review, standing).get(route.COMPLETE)
    return progress.status_of(
        standing,
        closed_as=closures[-1].kind if closures else None,
        held_whole=any(hold.scope == "all" for hold in open_holds(office.session, review)),
        due_on=due.due if due else None,
        on=office.today,
    )


def what(stage: Stage, subject: str = "") -> Words:
    """Name a step for people: its stage, and the child, agency, Board, hold, process or cause that it concerns.

    >>> what(Stage.S10, "police").en
    'Agency timelines (police)'
    >>> what(Stage.S07, "inquest").en
    'Parallel-process check (inquest)'
    """
    name, whom = stage.words, _whom(stage, subject)
    return Words(cy=f"{name.cy} ({whom.cy})", en=f"{name.en} ({whom.en})") if whom else name


def _whom(stage: Stage, subject: str) -> Words | None:
    kind, _, code = subject.rpartition(":")
    if not subject:
        return None
    if kind == "board":
        return board(code).name
    if kind in holds.SCOPES:
        scope, cause = word("hold_scope", kind), word("cause", code)
        return Words(cy=f"{scope.cy}: {cause.cy}", en=f"{scope.en}: {cause.en}")
    if stage is Stage.S02:
        return Words(cy=f"plentyn {subject}", en=f"child {subject}")
    if stage is Stage.S07:
        return word("cause", code)
    return word("agency", code)
