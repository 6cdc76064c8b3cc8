"""The answers come in: the replies mailbox is read, and the runs whose step was answered go on."""

import os

from prefect import flow, get_run_logger

from flows.running import wake_review
from tasks.correspondence.errors import CorrespondenceError
from tasks.correspondence.replies.intake import Counts, read_configured
from tasks.office import desk


@flow(name="replies", persist_result=False)
def replies() -> None:
    """Darllen yr atebion sydd wedi dod.

    Read the answers that have come by mail. What a person must read is told to the coordinators.
    """
    read = _read()
    if read is None:
        get_run_logger().info("Replies: none are read")
        return
    get_run_logger().info("Replies: %s", read)
    for reference in read.reviews:
        wake_review(reference)


def _read() -> Counts | None:
    """Read them; a mailbox that is away for now is a warning, and everything waits in it."""
    try:
        return read_configured(desk, os.environ)
    except CorrespondenceError as error:
        get_run_logger().warning("%s", error.words.en)
        return None
