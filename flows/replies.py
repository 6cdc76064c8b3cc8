"""The answers come in: the replies mailbox is read, and the runs whose step was answered go on."""

import os

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact

from flows.running import wake_review
from models.guidance.calendar_dates import LONDON
from tasks.correspondence.errors import CorrespondenceError
from tasks.correspondence.replies.intake import Counts, read_configured
from tasks.office import desk

ARTIFACT = "replies"
"""The key of the page that says when the replies mailbox was not to be had."""


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
    """Read them; a mailbox that is away for now is a warning and a page, and everything waits in it."""
    try:
        read = read_configured(desk, os.environ)
    except CorrespondenceError as error:
        _show(error)
        return None
    if read is not None and read.trouble is not None:
        _show(read.trouble)
    return read


def _show(error: CorrespondenceError) -> None:
    """Say in the log and on a page, with the office's instant, what the mailbox refused."""
    get_run_logger().warning("%s", error.words.en)
    with desk() as at:
        when = f"{at.now.astimezone(LONDON):%Y-%m-%d %H:%M}"
    page = f"## Yr atebion / The replies\n\n{when}\n\n{error.words.cy}\n\n{error.words.en}"
    create_markdown_artifact(page, key=ARTIFACT, description="Yr atebion / The replies")
