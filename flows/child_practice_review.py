"""A Child Practice Review, from referral to closed action plan, in the order of the guidance."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.asking import ask
from flows.beginning import begin, go_on_as_forum, outcome
from flows.forms import ReferralForm
from flows.showing import show_end
from models.guidance.route import REVIEWS
from tasks import (
    action_plan,
    annual_report,
    decision,
    dissemination,
    family,
    first_panel,
    learning_event,
    notification,
    panel,
    parallel_processes,
    publication,
    recommendation,
    report,
    scoping,
    timelines,
)
from tasks import (
    referral as referrals,
)


@flow(name="child-practice-review", persist_result=False)
def child_practice_review(referral: ReferralForm) -> State[None]:
    """Cynnal adolygiad ymarfer plant, o'r atgyfeiriad hyd at gau'r cynllun gweithredu.

    Carry a Child Practice Review from its referral to its closed action plan. The run
    waits wherever the guidance cannot go on without somebody's answer. What runs
    beside the main line (a timeline that comes, family contact, a hold) may be
    answered at any time in any other way; the run passes over what is on the record.
    """
    reference = begin(referral)
    if not reference:
        return Completed(message="Another run carries this review.")
    ask(referrals.complete_referral, reference)  # S01
    ask(scoping.gather_information, reference)  # S02
    while outcome(reference) in (None, "deferred"):
        ask(recommendation.recommend, reference)  # S03
        ask(decision.decide, reference)  # S04
    ask(notification.notify, reference)  # S05
    if outcome(reference) not in REVIEWS:
        return go_on_as_forum(reference)
    ask(panel.set_up_panel, reference)  # S06
    ask(parallel_processes.check_processes, reference)  # S07
    ask(first_panel.hold_first_panel, reference)  # S08
    ask(timelines.receive_timeline, reference)  # S10, each agency
    ask(timelines.analyse, reference)  # S11
    ask(learning_event.invite, reference)  # S12
    ask(learning_event.brief, reference)
    ask(learning_event.go_ahead, reference)
    ask(family.contact_family, reference)  # S09, before its views are needed
    ask(learning_event.hold_learning_event, reference)  # S13
    ask(report.draft_report, reference)  # S14
    ask(report.sign_off, reference)  # S15
    ask(report.complete, reference)  # S17
    ask(action_plan.finish_plan, reference)  # S21
    ask(family.give_feedback, reference)  # S16, before anything is published
    ask(publication.submit, reference)  # S18
    ask(publication.publish, reference)  # S19
    ask(dissemination.disseminate, reference)  # S22
    ask(publication.end_window, reference)  # S20
    ask(annual_report.contribute, reference)  # S24
    ask(action_plan.report_progress, reference)  # S23, each quarter
    ask(action_plan.look_for_effect, reference)
    ask(action_plan.look_for_effect_again, reference)
    ask(action_plan.close, reference)
    show_end(reference, "closed")
    return Completed(message="Closed.")
