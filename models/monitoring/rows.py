"""The rows of the data set, version 1: codes, months and durations; no reference, no day, no text on a case.

Every table's rows bear the Board's code and the review's own ``row``, a random code that
stays the same in every export and says nothing. What each field means, in Welsh and in
English, stands in the data dictionary (`models.monitoring.dictionary`), which a test holds
against these classes: a field that it does not explain is an error.

A month is text such as ``2026-03``. None means *not yet*, or not asked for: the dictionary
says which; *not known* is a code of its own and never None.
"""

from dataclasses import dataclass

VERSION = "1.0"
"""Of the tables' shape: the second figure grows with a new field, the first with a changed one."""

Month = str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One referral and what became of it: what the counts are counts of.

    Attributes:
        facts: the coded facts that the decision table reads, for each child, without a date
            (see `models.monitoring.vectors`); empty until the Group was asked.
        advice: what the criteria pointed to when the Group was asked; *rule* which row said so.
        recommended, decided: an outcome; None until then.
        notified: whether Welsh Government has been told.
        status: one of `models.guidance.progress.STATUSES`, or ``draft`` before the referral is complete.
        forum: for a Multi-Agency Professional Forum ``completed``, ``not_completed`` or ``not_known``.
        on_time, with_action_plan: ``yes``, ``no``, ``not_yet``, or ``not_asked`` where no review follows.
        elapsed, working, attributed, unexplained, net: calendar days of the ledger from referral to
            completion, or to the day of the export; None where no review follows.
        returned_days: days that a referral too thin to decide waited for its information.
        quality: 0-100, of the notification; None before it. The five parts say what it is made of.
    """

    board: str
    row: str
    synthetic: bool
    pack: str | None
    route: str
    children: int
    facts: str
    died: str
    known_to_services: str
    advice: str | None
    rule: str | None
    recommended: str | None
    decided: str | None
    unanimous: str | None
    notified: bool
    status: str
    forum: str | None
    on_time: str
    with_action_plan: str
    referred_in: Month | None
    decided_in: Month | None
    notified_in: Month | None
    first_panel_in: Month | None
    due_in: Month | None
    completed_in: Month | None
    submitted_in: Month | None
    published_in: Month | None
    action_plan_in: Month | None
    closed_in: Month | None
    elapsed: int | None
    working: int | None
    attributed: int | None
    unexplained: int | None
    net: int | None
    decision_to_first_panel: int | None
    submitted_to_signed_off: int | None
    returned_days: int
    quality: int | None
    quality_type: bool | None
    quality_votes: bool | None
    quality_rationale: bool | None
    quality_outline: bool | None
    quality_order: bool | None
    panel_meetings: int
    reviewers: int | None
    local_protocol: bool
    family: str | None
    learning_points: int
    plan_items: int
    plan_items_done: int
    boards_told: int
    boards_acknowledged: int
    agencies_told: int
    agencies_acknowledged: int
    reach: int
    effect_6_months: str
    effect_12_months: str


@dataclass(frozen=True, slots=True)
class DelayRow:
    """Days of a review that one cause accounts for: alone or not, alone, and beside another one."""

    board: str
    row: str
    cause: str
    any: int
    exclusive: int
    shared: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """A deadline of a review: how it was kept.

    ``state`` is ``in_time``, ``late``, ``overdue`` (not done, and past) or ``to_come``; ``late`` counts
    calendar days, and None is *to come*. ``provenance`` says how far the deadline can be trusted.
    """

    board: str
    row: str
    stage: str
    milestone: str
    state: str
    late: int | None
    provenance: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A timeline asked of an agency: ``came``, ``given_up`` or ``waiting``; days since it was asked."""

    board: str
    row: str
    agency: str
    state: str
    days: int


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """A process that runs or ran beside a review."""

    board: str
    row: str
    kind: str
    began_in: Month | None
    ended_in: Month | None


@dataclass(frozen=True, slots=True)
class ProtocolRow:
    """A Board's declared deviation from the guidance: about no case, and so with its reason in words."""

    board: str
    rule: str
    guidance: str
    local: str
    since: Month
    until: Month | None
    reason: str


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """A count of earlier years, which no rows stand behind; *value* is None where it is not known.

    ``board`` is empty where the count is of all Boards.
    """

    period: str
    board: str
    measure: str
    value: int | None
    source: str


@dataclass(frozen=True, slots=True)
class DataSet:
    """One Board's export, or several put together, as of a day and as known on a day (both ISO)."""

    version: str
    as_of: str
    known_on: str
    boards: tuple[str, ...]
    reviews: tuple[ReviewRow, ...] = ()
    delays: tuple[DelayRow, ...] = ()
    steps: tuple[StepRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    processes: tuple[ProcessRow, ...] = ()
    protocols: tuple[ProtocolRow, ...] = ()
    earlier: tuple[EarlierRow, ...] = ()


TABLES: dict[str, type] = {
    "reviews": ReviewRow,
    "delays": DelayRow,
    "steps": StepRow,
    "documents": DocumentRow,
    "processes": ProcessRow,
    "protocols": ProtocolRow,
    "earlier": EarlierRow,
}
"""Every table of the data set, by the name that its file or sheet has."""
