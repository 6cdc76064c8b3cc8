"""The route: which steps the guidance asks for, in which order, and what may be done now.

A step is the recording of one milestone of a stage. Steps are not a line: what
runs side by side in real reviews (family contact, timelines, invitations) opens
side by side here. The order of ``ROUTE`` is the guidance's own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from models.guidance.packs import MilestoneKey
from models.guidance.stages import Stage

Outcome = Literal["concise", "extended", "mapf", "none", "deferred"]
Path = Literal["referral", "review", "forum"]

REVIEWS: frozenset[str] = frozenset({"concise", "extended"})
"""Outcomes of which a review comes."""


@dataclass(frozen=True)
class Standing:
    """Where a review stands, as far as the route depends on it.

    ``dates`` gives, for each milestone on the record, the days it happened on, by
    subject (an agency, a child's number, or an empty text), in the order of their rounds.
    ``open_holds`` names the holds that have not ended, each by its scope and its cause.
    """

    dates: Mapping[MilestoneKey, Mapping[str, tuple[date, ...]]] = field(default_factory=dict)
    outcome: Outcome | None = None
    children: tuple[str, ...] = ("1",)
    agencies: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    held: frozenset[Stage] = frozenset()
    process_open: bool = False
    family_to_be_asked_again: bool = False
    plan_items_open: bool = False
    open_holds: tuple[str, ...] = ()

    def times(self, stage: Stage, milestone: str) -> int:
        """Count how often the milestone stands on the record, for any subject."""
        return sum(map(len, self.dates.get((stage, milestone), {}).values()))

    def last(self, stage: Stage, milestone: str) -> date | None:
        """Give the last day on which the milestone happened."""
        days = [day for each in self.dates.get((stage, milestone), {}).values() for day in each]
        return max(days, default=None)

    def not_before(self, step: "Step", subject: str) -> date | None:
        """Give the day before which a step cannot be: the last of what it follows and its own rounds."""
        follows = [*step.after, step.again_after] if step.again_after else step.after
        days = [day for key in follows if (day := self.last(*key))]
        return max((*days, *self.dates.get(step.key, {}).get(subject, ())), default=None)


def _once(step: "Step", standing: Standing) -> tuple[str, ...]:
    return () if standing.times(*step.key) else ("",)


@dataclass(frozen=True)
class Step:
    """One thing that the guidance asks of somebody.

    ``wanted`` gives the subjects for whom it is still to be done; ``again_after`` names
    what makes it necessary once more, each time that it happens; ``passed_while_held``
    says that later steps do not wait for it while a hold stops it.
    """

    stage: Stage
    milestone: str
    role: str
    path: Path
    after: tuple[MilestoneKey, ...]
    wanted: Callable[["Step", Standing], tuple[str, ...]] = _once
    again_after: MilestoneKey | None = None
    passed_while_held: bool = False

    @property
    def key(self) -> MilestoneKey:
        """Give stage and milestone."""
        return self.stage, self.milestone


def _each_child(step: Step, standing: Standing) -> tuple[str, ...]:
    done = standing.dates.get(step.key, {})
    return tuple(child for child in standing.children if child not in done)


def _each_agency(step: Step, standing: Standing) -> tuple[str, ...]:
    done = standing.dates.get(step.key, {})
    return tuple(agency for agency in standing.agencies if agency not in done)


def _each_addressee(step: Step, standing: Standing) -> tuple[str, ...]:
    done = standing.dates.get(step.key, {})
    return tuple(addressee for addressee in standing.addressees if addressee not in done)


def _recommendation(_: Step, standing: Standing) -> tuple[str, ...]:
    """Once; again after each decision to defer."""
    recommended, decided = (standing.times(*key) for key in (RECOMMENDATION, DECISION))
    again = standing.outcome == "deferred" and recommended == decided
    return ("",) if recommended == 0 or again else ()


def _decision(_: Step, standing: Standing) -> tuple[str, ...]:
    return ("",) if standing.times(*DECISION) < standing.times(*RECOMMENDATION) else ()


def _notification(step: Step, standing: Standing) -> tuple[str, ...]:
    """Every outcome is notified; to defer is to have none yet."""
    return () if standing.outcome in (None, "deferred") else _once(step, standing)


def _each_time(step: Step, standing: Standing) -> tuple[str, ...]:
    """Once, and once more for each time that something has made it necessary again."""
    again = standing.times(*step.again_after) if step.again_after else 0
    return ("",) if standing.times(*step.key) <= again else ()


def _process_check(_: Step, standing: Standing) -> tuple[str, ...]:
    return ("",) if standing.process_open else ()


def _each_open_hold(_: Step, standing: Standing) -> tuple[str, ...]:
    """Of each hold until it has ended: a look that lets it go on is followed by the next one."""
    return standing.open_holds


def _family(step: Step, standing: Standing) -> tuple[str, ...]:
    return ("",) if standing.family_to_be_asked_again else _once(step, standing)


def _quarterly(_: Step, standing: Standing) -> tuple[str, ...]:
    return ("",) if standing.plan_items_open else ()


REFERRAL: MilestoneKey = (Stage.S01, "referral")
SCOPING: MilestoneKey = (Stage.S02, "scoping")
RECOMMENDATION: MilestoneKey = (Stage.S03, "recommendation")
DECISION: MilestoneKey = (Stage.S04, "decision")
NOTIFICATION: MilestoneKey = (Stage.S05, "notification")
PANEL: MilestoneKey = (Stage.S06, "panel")
FIRST_CHECK: MilestoneKey = (Stage.S07, "first_check")
CHECK: MilestoneKey = (Stage.S07, "check")
HOLD_REVIEW: MilestoneKey = (Stage.S07, "hold_review")
HELD: MilestoneKey = (Stage.S07, "held")
RELEASED: MilestoneKey = (Stage.S07, "released")
PROCESS_NONE: MilestoneKey = (Stage.S07, "process_none")
PROCESS_BEGAN: MilestoneKey = (Stage.S07, "process_began")
PROCESS_ENDED: MilestoneKey = (Stage.S07, "process_ended")
FIRST_PANEL: MilestoneKey = (Stage.S08, "first_panel")
FAMILY_CONTACT: MilestoneKey = (Stage.S09, "family_contact")
TIMELINES: MilestoneKey = (Stage.S10, "timelines")
ANALYSIS: MilestoneKey = (Stage.S11, "analysis")
INVITE: MilestoneKey = (Stage.S12, "invite")
BRIEF: MilestoneKey = (Stage.S12, "brief")
GO_NO_GO: MilestoneKey = (Stage.S12, "go_no_go")
NO_GO: MilestoneKey = (Stage.S12, "no_go")
LEARNING_EVENT: MilestoneKey = (Stage.S13, "learning_event")
DRAFT: MilestoneKey = (Stage.S14, "draft")
SIGN_OFF: MilestoneKey = (Stage.S15, "sign_off")
RETURNED: MilestoneKey = (Stage.S15, "returned")
FEEDBACK: MilestoneKey = (Stage.S16, "feedback")
COMPLETE: MilestoneKey = (Stage.S17, "complete")
SUBMISSION: MilestoneKey = (Stage.S18, "submission")
REPLY: MilestoneKey = (Stage.S18, "acknowledgement")
PUBLICATION: MilestoneKey = (Stage.S19, "publication")
WINDOW_END: MilestoneKey = (Stage.S20, "window_end")
ACTION_PLAN: MilestoneKey = (Stage.S21, "action_plan")
DISSEMINATION: MilestoneKey = (Stage.S22, "dissemination")
ACKNOWLEDGEMENT: MilestoneKey = (Stage.S22, "acknowledgement")
QUARTERLY: MilestoneKey = (Stage.S23, "quarterly")
EFFECT_6: MilestoneKey = (Stage.S23, "effect_6_months")
EFFECT_12: MilestoneKey = (Stage.S23, "effect_12_months")
CLOSURE: MilestoneKey = (Stage.S23, "closure")
ANNUAL_REPORT: MilestoneKey = (Stage.S24, "annual_report")
CONVENED: MilestoneKey = (Stage.M01, "convened")
FORUM: MilestoneKey = (Stage.M02, "forum")
FORUM_LEARNING: MilestoneKey = (Stage.M03, "learning")
FORUM_DISSEMINATION: MilestoneKey = (Stage.M04, "dissemination")
THEMES: MilestoneKey = (Stage.M05, "themes")

ROUTE: tuple[Step, ...] = (
    Step(*REFERRAL, "coordinator", "referral", ()),
    Step(*SCOPING, "coordinator", "referral", (REFERRAL,), _each_child),
    Step(*RECOMMENDATION, "cprg_chair", "referral", (SCOPING,), _recommendation, DECISION),
    Step(*DECISION, "board_chair", "referral", (RECOMMENDATION,), _decision),
    Step(*NOTIFICATION, "coordinator", "referral", (DECISION,), _notification),
    Step(*PANEL, "cprg_chair", "review", (DECISION,)),
    Step(*FIRST_CHECK, "panel_chair", "review", (PANEL,)),
    Step(*CHECK, "panel_chair", "review", (FIRST_CHECK,), _process_check),
    # A hold may stand before anything is decided, and beside a forum: it is looked at all the same.
    Step(*HOLD_REVIEW, "panel_chair", "referral", (REFERRAL,), _each_open_hold),
    Step(*FIRST_PANEL, "panel_chair", "review", (PANEL, FIRST_CHECK)),
    # Talking to a family while a trial runs is for the police and the court to allow:
    # the Panel's work goes on meanwhile, and the family is asked when the hold ends.
    Step(*FAMILY_CONTACT, "reviewer", "review", (FIRST_PANEL,), _family, passed_while_held=True),
    Step(*TIMELINES, "agency_lead", "review", (FIRST_PANEL,), _each_agency),
    Step(*ANALYSIS, "reviewer", "review", (FIRST_PANEL, TIMELINES)),
    Step(*INVITE, "coordinator", "review", (FIRST_PANEL,), _each_time, NO_GO),
    Step(*BRIEF, "coordinator", "review", (INVITE,), _each_time, NO_GO),
    Step(*GO_NO_GO, "panel_chair", "review", (BRIEF,)),
    Step(*LEARNING_EVENT, "reviewer", "review", (FAMILY_CONTACT, ANALYSIS, GO_NO_GO)),
    Step(*DRAFT, "reviewer", "review", (LEARNING_EVENT,), _each_time, RETURNED),
    Step(*SIGN_OFF, "board_chair", "review", (DRAFT,)),
    Step(*FEEDBACK, "reviewer", "review", (DRAFT,)),
    Step(*COMPLETE, "coordinator", "review", (SIGN_OFF,)),
    Step(*SUBMISSION, "coordinator", "review", (COMPLETE,)),
    Step(*REPLY, "coordinator", "review", (SUBMISSION,)),
    Step(*PUBLICATION, "coordinator", "review", (FEEDBACK, SUBMISSION)),
    Step(*WINDOW_END, "coordinator", "review", (PUBLICATION,)),
    Step(*ACTION_PLAN, "cprg_chair", "review", (SIGN_OFF,)),
    Step(*DISSEMINATION, "coordinator", "review", (PUBLICATION,)),
    Step(*ACKNOWLEDGEMENT, "coordinator", "review", (DISSEMINATION,), _each_addressee),
    Step(*QUARTERLY, "cprg_chair", "review", (ACTION_PLAN,), _quarterly),
    Step(*EFFECT_6, "cprg_chair", "review", (ACTION_PLAN,)),
    Step(*EFFECT_12, "cprg_chair", "review", (EFFECT_6,)),
    Step(*ANNUAL_REPORT, "coordinator", "review", (COMPLETE,)),
    Step(
        *CLOSURE,
        "cprg_chair",
        "review",
        (FAMILY_CONTACT, NOTIFICATION, WINDOW_END, DISSEMINATION, EFFECT_12, ANNUAL_REPORT),
    ),
    Step(*CONVENED, "coordinator", "forum", (NOTIFICATION,)),
    Step(*FORUM, "coordinator", "forum", (CONVENED,)),
    Step(*FORUM_LEARNING, "coordinator", "forum", (FORUM,)),
    Step(*FORUM_DISSEMINATION, "coordinator", "forum", (FORUM_LEARNING,)),
    Step(*THEMES, "cprg_chair", "forum", (FORUM_DISSEMINATION,)),
)

STEPS: Mapping[MilestoneKey, Step] = {step.key: step for step in ROUTE}


def path(standing: Standing) -> Path:
    """Say where the decision has led: a review, a forum, or neither (yet)."""
    if standing.outcome in REVIEWS:
        return "review"
    return "forum" if standing.outcome == "mapf" else "referral"


def has_ended(standing: Standing) -> bool:
    """Say whether nothing more is asked: closed, or a forum done, or no review and Welsh Government told."""
    if standing.times(*CLOSURE):
        return True
    if standing.outcome == "none":
        return standing.times(*NOTIFICATION) > 0
    return standing.times(*THEMES) > 0


def is_done(key: MilestoneKey, standing: Standing) -> bool:
    """Say whether a step is on the record for everybody it concerns, and not asked for again."""
    step = STEPS[key]
    nobody_to_ask = step.wanted is _each_agency and not standing.agencies
    return nobody_to_ask or (standing.times(*key) > 0 and not step.wanted(step, standing))


def _lets_pass(key: MilestoneKey, standing: Standing) -> bool:
    step = STEPS[key]
    return is_done(key, standing) or (step.passed_while_held and step.stage in standing.held)


def waiting_for(step: Step, standing: Standing) -> tuple[MilestoneKey, ...]:
    """Give the steps that must come before this one and have not."""
    return tuple(key for key in step.after if not _lets_pass(key, standing))


def may_be_done(standing: Standing) -> tuple[tuple[Step, str], ...]:
    """Give every step, with its subject, that the guidance asks for now.

    A step that a hold stops is among them: it is asked for, and waits for the hold to end.
    """
    if has_ended(standing):
        return ()
    open_paths = {"referral", path(standing)}
    return tuple(
        (step, subject)
        for step in ROUTE
        if step.path in open_paths and not waiting_for(step, standing)
        for subject in step.wanted(step, standing)
    )
