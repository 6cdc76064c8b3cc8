"""After the record has changed: let the review's run look at it again, if Prefect is there."""

import os


def _prefect_is_there() -> bool:
    """Say whether the services run: only then does the console know where Prefect is."""
    return "PREFECT_API_URL" in os.environ


def wake(reference: str) -> bool:
    """Wake the run of a review; False where Prefect cannot be reached, or no run waits.

    The answer stands either way: the hourly reconciliation finds whatever was missed here.
    """
    if not _prefect_is_there():
        return False
    import httpx
    from prefect.exceptions import PrefectException

    from flows.running import wake_review

    try:
        return wake_review(reference)
    except (PrefectException, httpx.HTTPError):
        return False


def give_run(reference: str) -> bool:
    """Start the run of a review that was just opened; False where Prefect cannot be reached."""
    if not _prefect_is_there():
        return False
    import httpx
    from prefect.exceptions import PrefectException

    from flows.running import start_if_none

    try:
        start_if_none(reference)
    except (PrefectException, httpx.HTTPError):
        return False
    return True
