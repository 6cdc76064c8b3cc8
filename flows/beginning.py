"""The first and the last thing that a run of a review does: take the referral, and give way."""

from uuid import UUID

from prefect import runtime, suspend_flow_run, task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.input import RunInput, read_flow_run_input
from prefect.states import Completed
from pydantic import Field
from sqlmodel import select

from flows import running
from flows.asking import take_out, tidy
from flows.forms import Opening
from flows.showing import show_end
from models import casework
from models.guidance.errors import GuidanceError
from models.guidance.route import Outcome, has_ended
from models.records import Review
from tasks.office import desk


class AnotherReference(RunInput):
    """The form in which the reference of a referral is put right."""

    reference: str = Field(title="Cyfeirnod y Bwrdd / The Board’s reference", max_length=40)


def begin(referral: Opening) -> str:
    """Take in the referral and say under which reference this run carries it; nothing if another run does.

    The same reference with the same facts is the same review. Where the reference
    cannot be read, or other facts stand under it, the run asks for another one.
    """
    while (reference := _carried_by_this_run()) is None:
        corrected = referral.model_copy(update={"reference": _corrected() or referral.reference})
        refusal = take_in(corrected)
        if isinstance(refusal, GuidanceError):
            _ask_for_another_reference(refusal)
        elif refusal:
            tidy()
            return ""
    tidy()
    return reference


def _run_id() -> str:
    return str(runtime.flow_run.id or "")


def _carried_by_this_run() -> str | None:
    with desk() as at:
        return at.session.exec(select(Review.reference).where(Review.run_id == _run_id())).first()


@task(
    name="referral",
    task_run_name="{referral.reference}: referral",
    persist_result=False,
    cache_policy=NO_CACHE,
)
def take_in(referral: Opening) -> GuidanceError | bool:
    """Enter a referral; give the refusal if there is one, or whether another run carries the review."""
    try:
        with desk() as at:
            review = casework.receive(at, referral.reference, referral.board_code, referral.given())
            return not casework.claim_run(review, _run_id())
    except GuidanceError as refusal:
        return refusal


def _key(attempt: int) -> str:
    return f"s01-reference-{attempt}"


def _corrected() -> str | None:
    """Give the reference that was entered in the pass before, and take it out of Prefect's tables."""
    key = f"suspended-{_key(runtime.flow_run.run_count - 1)}-response"
    left = read_flow_run_input(key, flow_run_id=UUID(_run_id()))
    if not isinstance(left, dict):
        return None
    take_out(key)
    return str(left.get("reference", ""))


def _ask_for_another_reference(refusal: GuidanceError) -> None:
    form = AnotherReference.with_initial_data(description=f"## {refusal.words.cy}\n\n## {refusal.words.en}")
    suspend_flow_run(wait_for_input=form, timeout=None, key=_key(runtime.flow_run.run_count))


def outcome(reference: str) -> Outcome | None:
    """Say what has been decided, if anything has."""
    with desk() as at:
        return casework.stand(at.session, casework.review_by(at.session, reference)).outcome


def go_on_as_forum(reference: str) -> State[None]:
    """End this run: no review comes of the referral, or a forum of its own run does."""
    if outcome(reference) == "none":
        show_end(reference, "no review")
        return Completed(message="No review; Welsh Government has been told.")
    show_end(reference, "goes on as a forum")
    with get_client(sync_client=True) as client:
        successor = running.start(client, reference)
    return Completed(message=f"Goes on as a Multi-Agency Professional Forum in run {successor}.")


def carries(reference: str) -> bool:
    """Say whether this run is the one that carries the review, and there is still something to carry."""
    tidy()
    with desk() as at:
        review = casework.review_by(at.session, reference)
        mine = casework.claim_run(review, _run_id())
        return mine and not has_ended(casework.stand(at.session, review))
