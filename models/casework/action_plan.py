"""S21 and S23: the final action plan, its progress, its effect, and the end of the review."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from sqlmodel import Session

from models.casework.asked import AgencyCode, Facts, FactsWithText, Part, ShortText, Vocabulary, asked
from models.casework.entering import Entering, answers
from models.casework.standing import facts as facts_of
from models.casework.standing import open_plan_items
from models.guidance.errors import GuidanceError, Refused
from models.guidance.route import ACTION_PLAN, CLOSURE, EFFECT_6, EFFECT_12, QUARTERLY
from models.guidance.words import Words
from models.records import Closure, FamilyContact, PlanItem, PlanProgress, Review


class Item(Part):
    """Something that an agency, never a person, will do (R89)."""

    agency: AgencyCode = asked("Asiantaeth gyfrifol", "Agency that owns it")
    due_on: date = asked("Erbyn pryd?", "By when?")
    action: ShortText = asked("Beth a wneir?", "What will be done?")
    measure: ShortText = asked("Sut y gwelir ei effaith?", "How will its effect be seen?")


class ActionPlanFacts(FactsWithText):
    """S21: the final action plan."""

    title: ClassVar[Words] = Words(cy="Cynllun gweithredu terfynol", en="Final action plan")
    why: ClassVar[Words] = Words(
        cy="Asiantaethau, nid unigolion, sy’n gyfrifol am bob gweithred.",
        en="Agencies, not individuals, own each action.",
    )

    items: list[Item] = asked("Y gweithredoedd", "The actions")


class ProgressFacts(FactsWithText):
    """S23: where the items stand."""

    title: ClassVar[Words] = Words(cy="Cynnydd y cynllun gweithredu", en="Progress of the action plan")
    why: ClassVar[Words] = Words(
        cy="Gofynnir bob chwarter nes bod pob gweithred wedi’i chau.",
        en="Asked every quarter until every action is closed.",
    )

    done: list[int] = asked("Rhifau’r gweithredoedd a wnaed", "Numbers of the actions that are done")
    not_done: list[int] = asked(
        "Rhifau’r rhai na chânt eu gwneud", "Numbers of those that will not be done", default=[]
    )
    reason: ShortText | None = asked(
        "Os na wneir rhai: pam?", "If some will not be done: why not?", default=None
    )


class EffectFacts(Facts):
    """S23: has practice changed?"""

    title: ClassVar[Words] = Words(cy="Effaith y dysgu", en="Effect of the learning")
    why: ClassVar[Words] = Words(
        cy="Gofynnir ar ôl chwe mis ac ar ôl deuddeg: a yw ymarfer wedi newid?",
        en="Asked after six months and after twelve: has practice changed?",
    )

    effect: Annotated[Literal["seen", "not_seen", "too_soon"], Vocabulary("effect")] = asked(
        "A welir effaith?", "Is an effect seen?"
    )


class ClosureFacts(FactsWithText):
    """S23: the Group closes the review; with an action open only with a reason."""

    title: ClassVar[Words] = Words(cy="Cau’r adolygiad", en="Closing the review")
    why: ClassVar[Words] = Words(
        cy="Nid yw adolygiad yn cau tra bo gweithred ar agor, oni bai bod penderfyniad â rheswm.",
        en="No review closes while an action is open, except by a decision with a reason.",
    )

    reason: ShortText | None = asked(
        "Os oes gweithred ar agor: pam cau?", "If an action is open: why close?", default=None
    )


@answers.to(ACTION_PLAN, ActionPlanFacts)
def enter_plan(at: Entering[ActionPlanFacts]) -> None:
    """Enter the plan, its items numbered as given."""
    if not at.facts.items:
        raise Refused((GuidanceError("field_missing", field="items"),))
    at.keep(
        *(
            PlanItem(
                number=number,
                agency_code=item.agency,
                due_on=item.due_on,
                action=item.action,
                measure=item.measure,
                **at.ids,
            )
            for number, item in enumerate(at.facts.items, start=1)
        )
    )


@answers.to(QUARTERLY, ProgressFacts)
def enter_progress(at: Entering[ProgressFacts]) -> None:
    """Enter which items are done and which are given up."""
    by_number = {item.number: item for item in open_plan_items(at.session, at.review)}
    said = [*at.facts.done, *at.facts.not_done]
    problems = []
    if set(said) - set(by_number) or len(set(said)) != len(said):
        problems.append(GuidanceError("no_such_item", numbers=", ".join(map(str, by_number))))
    if at.facts.not_done and not at.facts.reason:
        problems.append(GuidanceError("not_done_needs_a_reason"))
    if problems:
        raise Refused(tuple(problems))
    at.note(reason=at.facts.reason)
    for state, numbers in (("done", at.facts.done), ("not_done", at.facts.not_done)):
        at.keep(*(PlanProgress(plan_item_id=by_number[n].key, state=state, **at.ids) for n in numbers))


@answers.to(EFFECT_6, EffectFacts)
@answers.to(EFFECT_12, EffectFacts)
def enter_effect(at: Entering[EffectFacts]) -> None:
    """Enter whether an effect is seen."""
    at.note("effect")


@answers.to(CLOSURE, ClosureFacts)
def enter_closure(at: Entering[ClosureFacts]) -> None:
    """Close the review."""
    open_items = open_plan_items(at.session, at.review)
    problems = []
    if open_items and not at.facts.reason:
        problems.append(GuidanceError("closing_with_open_items", count=len(open_items)))
    if _family_unsettled(at.session, at.review):
        problems.append(GuidanceError("family_unsettled"))
    if problems:
        raise Refused(tuple(problems))
    at.keep(Closure(kind="closed", reason=at.facts.reason, **at.ids))


def _family_unsettled(session: Session, review: Review) -> bool:
    """Say whether contact with the family was left offered or embargoed (R83)."""
    family = [each for each in facts_of(session, FamilyContact, review) if each.party == "family"]
    return not family or family[-1].state in ("offered", "embargoed")
