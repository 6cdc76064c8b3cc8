"""Runs of reviews: started, woken, found dead; always from what our record says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.input import read_flow_run_input
from prefect.states import Scheduled
from prefect.types._datetime import now as server_time

from flows import forms
from models import casework
from models.casework.opening import referral_as_given
from models.guidance import route
from models.guidance.packs import MilestoneKey
from models.guidance.route import Standing
from models.records import Action, Review
from tasks import office
from tasks.office import desk

REVIEW = "child-practice-review/review"
FORUM = "professional-forum/forum"

STUCK_AFTER = timedelta(minutes=5)
"""A pass of a run takes seconds: one that is *Running* for longer has lost its program."""

_BATCH = 200


@dataclass(frozen=True)
class Carried:
    """A review that has not ended, as far as its run is concerned."""

    reference: str
    run_id: str | None
    is_draft: bool


def open_reviews() -> list[Carried]:
    """Give every review that has not ended, with its run."""
    with desk() as at:
        found = []
        for review in casework.all_reviews(at):
            standing = casework.stand(at.session, review)
            if not route.has_ended(standing):
                found.append(Carried(review.reference, review.run_id, review.pack is None))
        return found


def runs(client: SyncPrefectClient, ids: Iterable[str]) -> dict[str, FlowRun]:
    """Give those of the runs that Prefect still knows."""
    wanted = [UUID(each) for each in ids]
    found: dict[str, FlowRun] = {}
    for first in range(0, len(wanted), _BATCH):
        chosen = FlowRunFilter(id=FlowRunFilterId(any_=wanted[first : first + _BATCH]))
        found |= {str(run.id): run for run in client.read_flow_runs(flow_run_filter=chosen, limit=_BATCH)}
    return found


def start(client: SyncPrefectClient, reference: str) -> str:
    """Make a run for a review that has none alive, with the same coded referral; give its id.

    The review lets go of its old run first, in a transaction of its own: whichever
    run asks for it next carries it, and any other ends.
    """
    with desk() as at:
        review = casework.review_by(at.session, reference)
        casework.lock(at.session, review.key)
        standing = casework.stand(at.session, review)
        key = casework.next_generation(review)
        deployment, parameters = _what_carries(at, review, standing)
    found = client.read_deployment_by_name(deployment)
    run = client.create_flow_run_from_deployment(
        found.id, parameters=parameters, idempotency_key=key, name=reference
    )
    with desk() as at:
        casework.claim_run(casework.review_by(at.session, reference), str(run.id))
    return str(run.id)


def _what_carries(at: casework.Office, review: Review, standing: Standing) -> tuple[str, dict[str, object]]:
    if route.path(standing) == "forum" and standing.times(*route.NOTIFICATION):
        return FORUM, {"reference": review.reference}
    given = referral_as_given(at.session, review)
    return REVIEW, {"referral": forms.opening(review.reference, review.board_code, given)}


def is_waiting(run: FlowRun) -> bool:
    """Say whether a run is suspended."""
    return run.state is not None and run.state.type == StateType.PAUSED


def is_alive(run: FlowRun) -> bool:
    """Say whether a run may still go on, by itself or by an answer."""
    return run.state is not None and not run.state.is_final()


def is_over(run: FlowRun) -> bool:
    """Say whether a run has been ended for good: done, or cancelled by somebody."""
    state = run.state
    return state is not None and (state.is_completed() or state.is_cancelled() or state.is_cancelling())


def is_dead(run: FlowRun, after: timedelta = STUCK_AFTER) -> bool:
    """Say whether a run's program is gone: it crashed or failed, or has been *Running* for too long."""
    state = run.state
    return state is not None and (state.is_crashed() or state.is_failed() or _is_stuck(run, after))


def _is_stuck(run: FlowRun, after: timedelta) -> bool:
    state = run.state
    # A worker that is gone leaves a run *Pending*, too: nobody else takes that up.
    busy = state is not None and (state.is_running() or state.is_pending())
    return state is not None and busy and server_time("UTC") - state.timestamp > after


def should_go_on(run: FlowRun) -> bool:
    """Say whether a suspended run waits in vain.

    What it waits for has been answered another way or is asked no more; or it was
    killed while it suspended, and left no form that anybody could answer.
    """
    state = run.state
    if state is None or not is_still_asked(state.state_details.pause_key or ""):
        return True
    form = (state.state_details.run_input_keyset or {}).get("schema", "")
    return read_flow_run_input(form, flow_run_id=run.id) is None


def is_open(key: str) -> bool:
    """Say whether the form of a suspension, by its key, is the last one of an action that is open."""
    return _asked_by(key) is not None


def is_still_asked(key: str) -> bool:
    """Say whether a run has anything to wait for there: an open action that no hold lets it pass."""
    asked = _asked_by(key)
    return asked is not None and (asked == "" or office.awaited(asked[0], asked[1]) is not None)


def _asked_by(key: str) -> tuple[str, MilestoneKey] | Literal[""] | None:
    """Give review and step of a suspension; nothing of them where it asks for another reference."""
    _, _, rest = key.partition("-")
    action, _, attempt = rest.partition("-")
    if not (action.isdecimal() and attempt.isdecimal()):
        return ""
    with desk() as at:
        row = at.session.get(Action, int(action))
        if row is None or row.state != "open" or row.attempt != int(attempt):
            return None
        return at.session.get_one(Review, row.review_id).reference, casework.step_key(row)


def wake(client: SyncPrefectClient, run_id: str) -> None:
    """Let a suspended run look at the record again."""
    client.set_flow_run_state(UUID(run_id), Scheduled(name="Resuming"))


def revive(client: SyncPrefectClient, run_id: str) -> None:
    """Let a run whose program is gone begin again at its first line.

    The same run and no new one: an answer that was entered in its form, and that the
    program had no time to take into our record, is still there.
    """
    client.set_flow_run_state(UUID(run_id), Scheduled(name="Resuming"), force=True)


def wake_review(reference: str) -> bool:
    """Let the run of a review go on after an answer that came another way; say whether one was there."""
    with desk() as at:
        run_id = casework.review_by(at.session, reference).run_id
    if run_id is None:
        return False
    with get_client(sync_client=True) as client:
        run = runs(client, [run_id]).get(run_id)
        if run is None or not is_waiting(run):
            return False
        wake(client, run_id)
    return True


def start_if_none(reference: str) -> None:
    """Start the run of a review that none carries yet."""
    with desk() as at:
        run_id = casework.review_by(at.session, reference).run_id
    with get_client(sync_client=True) as client:
        if run_id is None:
            start(client, reference)
    if run_id is not None:
        wake_review(reference)
