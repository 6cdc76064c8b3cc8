"""The post goes out: what is in doubt is looked up, what is due is sent, and who must know is told."""

import os
from collections.abc import Iterable

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact

from models.guidance.words import Words
from tasks.correspondence import away
from tasks.correspondence.doubt import Swept
from tasks.correspondence.errors import CorrespondenceError
from tasks.correspondence.going_out import MAIL, look_up_doubtful, send_letters
from tasks.correspondence.notices import ALARM, Notice, Notices
from tasks.office import desk

ARTIFACT = "post"
"""The key of the page that says since when no mail goes out."""


@flow(name="post", persist_result=False)
def post() -> None:
    """Anfon y llythyrau sydd i'w hanfon.

    Look up the letters in doubt and send those that are due. One that is not sent says
    why on its own record.
    """
    logger = get_run_logger()
    with desk() as at:
        was_away = away.away_since(at) is not None
    swept, sent = _look_up(), send_letters()
    logger.info("In doubt: %s", swept or "the journal's address cannot be understood")
    logger.info("Post: %s", sent or f"no letter is sent while {MAIL} is not set")
    _show_outage(was_away=was_away)
    _tell(sent.notices if sent else ())


def _look_up() -> Swept | None:
    try:
        return look_up_doubtful()
    except CorrespondenceError as error:
        # A journal that is set up wrongly keeps no letter from going.
        get_run_logger().warning("%s", error.words.en)
        return None


def _show_outage(*, was_away: bool) -> None:
    """Put the page right while the mail server is away and once it is back, and warn once."""
    with desk() as at:
        outage = away.outage(at)
    if was_away or outage.since:
        create_markdown_artifact(outage.page, key=ARTIFACT, description="Y post / The post")
    if away.warn(desk, _warned) is False:
        get_run_logger().warning("No mail goes out, and no notice of it could be given: see CPR_NOTICES")


def _warned(words: Words) -> bool:
    channels = _channels()
    return channels is not None and channels.tell(words, [ALARM])


def _tell(notices: Iterable[Notice]) -> None:
    """Say through other channels that actions wait: best effort, and it says so where it fails."""
    wanted = list(notices)
    channels = _channels() if wanted else None
    if channels is not None and (unheard := channels.tell_of_actions(wanted)):
        get_run_logger().warning("Notices that not every channel heard: %d", unheard)


def _channels() -> Notices | None:
    try:
        return Notices.configured(os.environ)
    except CorrespondenceError as error:
        get_run_logger().warning("%s", error.words.en)
        return None
