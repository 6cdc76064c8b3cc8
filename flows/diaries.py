"""Diaries are read again, and forgotten: nothing is told of anybody's."""

import os

from prefect import flow, get_run_logger

from tasks.diaries import coming_in


@flow(name="diaries", persist_result=False)
def diaries() -> None:
    """Darllen y dyddiaduron eto; dileu'r hyn na chedwir mwyach.

    Read again the diaries that have an address; delete what is kept no longer. Only
    numbers are logged: an address of a diary is a secret, and so is what it holds.
    """
    logger = get_run_logger()
    for code, count in sorted(coming_in.refresh(os.environ).items()):
        logger.info("Diaries, %s: %d", code, count)
    gone, over = coming_in.forget_old()
    logger.info("Deleted: %d diaries, %d stretches of time that are over", gone, over)
