"""Put Prefect's runs right by our record: after a crash, an upgrade, a lost database."""

from dataclasses import asdict, dataclass
from datetime import timedelta

from prefect import flow, get_run_logger
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import PrefectHTTPStatusError

from flows import running
from flows.running import Carried


@dataclass
class Reconciled:
    """What was found and done, counted in reviews."""

    well: int = 0
    started: int = 0
    woken: int = 0
    revived: int = 0
    failed: int = 0


@flow(name="reconcile", persist_result=False)
def reconcile() -> None:
    """Cysoni'r rhediadau â'r cofnod.

    Give every open review that has no live run one, wake those whose answer is on the
    record, and revive those whose program is gone. Changes nothing in the record.
    """
    found = reconcile_reviews()
    get_run_logger().info("Reconciled: %s", asdict(found))


def reconcile_reviews(*, stuck_after: timedelta = running.STUCK_AFTER) -> Reconciled:
    """Put right the run of every open review; asked again at once it finds nothing to do."""
    found = Reconciled()
    with get_client(sync_client=True) as client:
        carried = running.open_reviews()
        known = running.runs(client, [each.run_id for each in carried if each.run_id])
        for each in carried:
            try:
                _put_right(client, each, known.get(each.run_id or ""), found, stuck_after)
            except PrefectHTTPStatusError:
                # One review that Prefect refuses must not keep the others from theirs.
                found.failed += 1
    return found


def _put_right(
    client: SyncPrefectClient, review: Carried, run: FlowRun | None, found: Reconciled, stuck_after: timedelta
) -> None:
    gone = run is None or running.is_over(run)
    if review.is_draft and gone:
        # Its parameters are not complete: the form, or the file, given again completes it.
        found.well += 1
    elif run is None or running.is_over(run):
        running.start(client, review.reference)
        found.started += 1
    elif running.is_dead(run, stuck_after):
        running.revive(client, str(run.id))
        found.revived += 1
    elif running.is_waiting(run) and running.should_go_on(run):
        running.wake(client, str(run.id))
        found.woken += 1
    else:
        found.well += 1
