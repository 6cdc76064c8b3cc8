"""After an answer: let the review's run look at the record again, if Prefect is there."""

from deployments import settings
from deployments.errors import DeploymentError
from deployments.prefect_api import PrefectApi


def wake(run_id: str) -> None:
    """Wake a run, if it waits; whatever is missed here the hourly reconciliation finds.

    Asked over HTTP: the pages import nothing of Prefect, and work while it is away.
    """
    port = settings.installation().running_port
    if port is None:
        return
    try:
        PrefectApi(port).wake(run_id)
    except DeploymentError:
        return
